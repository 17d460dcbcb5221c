/**
 * Serves a built Waymark, as any plain file server would: `node scripts/serve.mjs [--port N] [--host H] [--base /folder] [--dir build]`.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { headersOf, IMMUTABLE } from './headers.mjs';

/**
 * @param {string} dir the folder of the built app
 * @param {{ port?: number, host?: string, base?: string }} [options] `port` 0 takes any free one; `base` is the folder that the app
 *   appears in, such as `/waymark`
 * @returns {Promise<{ address: string, port: number, close: () => Promise<void> }>} once it listens
 * @throws {Error} with the code EADDRINUSE when the port is taken
 */
export function serve(dir, { port = 4173, host = '127.0.0.1', base = '' } = {}) {
  const folder = resolve(dir);
  const prefix = base
    .split('/')
    .filter(Boolean)
    .map((part) => `/${part}`)
    .join('');
  // `dev` reads the folder at each request, so that a new build shows without a restart.
  const handler = (/** @type {boolean} */ etag) =>
    sirv(folder, {
      dev: true,
      etag,
      brotli: true,
      gzip: true,
      setHeaders(res, pathname) {
        for (const [name, value] of Object.entries(headersOf(pathname))) res.setHeader(name, value);
      }
    });
  // Nobody asks again for what never changes.
  const [files, forGood] = [handler(true), handler(false)];

  const server = createServer((req, res) => {
    const [pathname = '/', search] = (req.url ?? '/').split(/\?(.*)/s);
    const to = (/** @type {string} */ path) => {
      res.writeHead(301, { Location: path + (search === undefined ? '' : `?${search}`), 'Cache-Control': 'no-cache' });
      res.end();
    };
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { Allow: 'GET, HEAD' });
      return res.end();
    }
    if (prefix && pathname === prefix) return to(`${prefix}/`);
    if (!pathname.startsWith(`${prefix}/`)) return plain404(res);
    const path = pathname.slice(prefix.length);
    // Pages are folders. Their links are relative, so the address has to end with a slash.
    if (!path.endsWith('/') && !path.startsWith('//') && isPage(folder, path)) return to(`${pathname}/`);
    req.url = path + (search === undefined ? '' : `?${search}`);
    (path.startsWith(IMMUTABLE) ? forGood : files)(req, res, () => notFound(folder, req, res));
  });

  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      done({
        address: `http://${name}:${address.port}${prefix}/`,
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          })
      });
    });
  });
}

/** @param {string} folder @param {string} path */
function isPage(folder, path) {
  try {
    const file = normalize(join(folder, decodeURIComponent(path), 'index.html'));
    return file.startsWith(folder + sep) && statSync(file).isFile();
  } catch {
    return false;
  }
}

/** @param {string} folder @param {import('node:http').IncomingMessage} req @param {import('node:http').ServerResponse} res */
function notFound(folder, req, res) {
  const page = join(folder, '404.html');
  if (!existsSync(page)) return plain404(res);
  const accepted = String(req.headers['accept-encoding'] ?? '');
  const [encoding, file] =
    [
      ['br', `${page}.br`],
      ['gzip', `${page}.gz`]
    ].find(([name, file]) => accepted.includes(/** @type {string} */ (name)) && existsSync(/** @type {string} */ (file))) ?? [];
  res.writeHead(404, {
    'Content-Type': 'text/html;charset=utf-8',
    ...headersOf('/404.html'),
    Vary: 'Accept-Encoding',
    ...(encoding ? { 'Content-Encoding': encoding } : {})
  });
  res.end(readFileSync(file ?? page));
}

/** @param {import('node:http').ServerResponse} res */
function plain404(res) {
  res.writeHead(404, { 'Content-Type': 'text/plain;charset=utf-8', 'Cache-Control': 'no-cache' });
  res.end('Nothing is here.\n');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, host: { type: 'string' }, base: { type: 'string' }, dir: { type: 'string', default: 'build' } }
  });
  const port = Number(values.port ?? process.env.PORT ?? 4173);
  try {
    const { address } = await serve(values.dir, { port, host: values.host ?? process.env.HOST ?? '127.0.0.1', base: values.base ?? '' });
    console.log(address);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    console.error(code === 'EADDRINUSE' ? `Port ${port} is taken. Choose another with --port.` : message);
    process.exit(1);
  }
}
