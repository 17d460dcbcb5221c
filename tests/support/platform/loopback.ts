/** A server on this computer alone, for stand-ins of learning platforms and of pages that embed Waymark. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Loopback {
  readonly port: number;
  /** Ends with a slash. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * @param answer one request; what it throws is answered with 500, and thrown by `close`
 * @param name what the server is called by: `localhost` and `127.0.0.1` are two origins
 */
export async function listen(
  answer: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void,
  name: 'localhost' | '127.0.0.1' = '127.0.0.1'
): Promise<Loopback> {
  const broken: unknown[] = [];
  const server = createServer((request, response) => {
    // A browser sends a request again by itself when a connection that was used before is cut: then a fault would not be one.
    response.setHeader('connection', 'close');
    void (async () => answer(request, response, new URL(request.url ?? '/', `http://${request.headers.host}`)))().catch(
      (error: unknown) => {
        broken.push(error);
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      }
    );
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `http://${name}:${port}/`,
    async close() {
      await new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
      if (broken.length) throw new AggregateError(broken, `the stand-in broke: ${broken.map(String).join('; ')}`);
    }
  };
}

/** @throws when the request breaks off */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export const html = (response: ServerResponse, page: string): void => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
};

export const json = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(value));
};

/** How Moodle 4.5 serves the files of a package: js, mjs, json, webmanifest and wasm as seen there, others as is usual. */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'application/x-javascript',
  mjs: 'text/plain',
  css: 'text/css',
  json: 'application/json',
  webmanifest: 'application/json',
  wasm: 'application/octet-stream',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ico: 'image/vnd.microsoft.icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  txt: 'text/plain',
  xml: 'application/xml',
  xsd: 'application/xml'
};

export const endingOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1] ?? '';

/** @returns the type that Moodle names, or `null` where it knows none */
export const typeOf = (path: string): string | null => TYPES[endingOf(path)] ?? null;

/** Hands out a file of a package as Moodle does; no folder has a first page, and no path is guessed. */
export function serveFile(files: ReadonlyMap<string, Uint8Array>, path: string, response: ServerResponse): void {
  const content = files.get(path);
  if (!content) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Sorry, the requested file could not be found');
  response
    .writeHead(200, {
      'content-type': typeOf(path) ?? 'document/unknown',
      'content-length': content.length,
      'cache-control': 'private, max-age=7776000, immutable'
    })
    .end(content);
}
