/** WebKitGTK, driven by its own WebDriver in a window of ours (webkit-window.py), on a screen that nobody sees. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { LISTENING, type Browser, type Key, type Start } from './browser.ts';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const CONTROL = '\uE009';
const NAMES = {
  Enter: '\uE007',
  Tab: '\uE004',
  Escape: '\uE00C',
  ArrowDown: '\uE015',
  Space: ' '
} as const satisfies Partial<Record<Key, string>>;

export const webkit =
  (path: string, display: string): Start =>
  async ({ folder, downloads }) => {
    const port = await freePort();
    const driver = spawn(path, [`--port=${port}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        DISPLAY: display,
        NO_AT_BRIDGE: '1',
        WAYMARK_PROFILE: folder,
        WAYMARK_DOWNLOADS: downloads,
        WAYMARK_SCRIPT: LISTENING
      }
    });
    const heard: string[] = [];
    let said = '';
    const listen = (line: string) => {
      said = `${said}${line}\n`.slice(-4000);
      const [, error] = /\bCONSOLE (?:[\w-]+ )?ERROR (.*)/.exec(line) ?? [];
      if (error !== undefined) heard.push(`console: ${error}`);
    };
    lines(driver, listen);
    const call = caller(`http://127.0.0.1:${port}`);
    await answers(port, driver);
    const begun = await call('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: resolve('tests/engines/webkit-window.py'), args: [] } } }
    }).catch((error: Error) => {
      driver.kill();
      throw new Error(`${error.message}\n${said}`);
    });
    const { sessionId, capabilities } = begun as { sessionId: string; capabilities: { browserName: string; browserVersion: string } };
    const ask = (method: string, path: string, body?: unknown) => call(method, `/session/${sessionId}${path}`, body);
    const act = (...actions: unknown[]) => ask('POST', '/actions', { actions });
    const keys = (id: string, actions: readonly { readonly type: string; readonly value: string }[]) => act({ type: 'key', id, actions });
    const stroke = (value: string) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value }
    ];
    const type = (text: string) => keys('keyboard', [...text].flatMap(stroke));
    const run = (script: string, args: readonly unknown[]) => ask('POST', '/execute/sync', { script, args });

    return {
      name: `${capabilities.browserName} ${capabilities.browserVersion}`,
      go: async (address) => void (await ask('POST', '/url', { url: address })),
      reload: async () => void (await ask('POST', '/refresh', {})),
      back: async () => void (await ask('POST', '/back', {})),
      evaluate: (what, ...args) => run(`return (${what})(...arguments)`, args) as never,
      run: async (script) => void (await run(script, [])),
      click: async (x, y) =>
        void (await act({
          type: 'pointer',
          id: 'mouse',
          parameters: { pointerType: 'mouse' },
          actions: [
            { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
            { type: 'pointerDown', button: 0 },
            { type: 'pointerUp', button: 0 }
          ]
        })),
      type: async (text) => void (await type(text)),
      // From part to part it is Tab.
      typeDate: async (day, month, year) => void (await type([day, month, year].join(NAMES.Tab))),
      press: async (key) =>
        void (await keys(
          'keyboard',
          key === 'SelectAll'
            ? [{ type: 'keyDown', value: CONTROL }, ...stroke('a'), { type: 'keyUp', value: CONTROL }]
            : stroke(key in NAMES ? NAMES[key as keyof typeof NAMES] : key)
        )),
      upload: async (selector, file) => {
        const field = (await ask('POST', '/element', { using: 'css selector', value: selector })) as Record<string, string>;
        await ask('POST', `/element/${field[ELEMENT]}/value`, { text: file });
      },
      resize: async (width, height) => void (await ask('POST', '/window/rect', { width, height })),
      screenshot: async () => Buffer.from((await ask('GET', '/screenshot')) as string, 'base64'),
      heard: () => heard.splice(0),
      end: async () => {
        const closed = once(driver, 'close');
        await ask('DELETE', '/window');
        driver.kill();
        // The window and its helpers hold the same pipes: when these are closed, all of them are gone.
        await closed;
      }
    } satisfies Browser;
  };

/** @returns what asks the driver, and throws its own words when it refuses */
const caller = (address: string) => async (method: string, path: string, body?: unknown) => {
  const response = await fetch(address + path, { method, body: body === undefined ? null : JSON.stringify(body) });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
};

function lines({ stdout, stderr }: ChildProcess, hear: (line: string) => void): void {
  for (const stream of [stdout!, stderr!]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const all = (rest + text).split('\n');
      rest = all.pop()!;
      all.forEach(hear);
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number, driver: ChildProcess): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return;
    } catch (error) {
      if (tries === 100 || driver.exitCode !== null) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}
