/**
 * A page of another origin that shows Waymark in a frame. It knows no protocol: what it says, and when, is handed to it, so that it can be the
 * page that Waymark expects, none at all, or one that means harm.
 */
import type { Page } from '@playwright/test';
import { html, listen } from './loopback.ts';

export interface Heard {
  readonly data: unknown;
  readonly origin: string;
  /** Whether it came from the frame that shows Waymark. */
  readonly fromFrame: boolean;
  /** Milliseconds since the page began. */
  readonly at: number;
}

/** Who sends: the page itself, a frame beside Waymark’s of a third origin. */
export type Sender = 'host' | 'sibling';

export interface Sending {
  readonly from?: Sender;
  /** Whom it is meant for, `*` by default; browsers drop what is meant for another origin. */
  readonly to?: string;
}

/** Answers by itself: to each message in which all of `when` stands, `say` is sent, with what `$name` is in the message in its place. */
export interface Answer {
  readonly when: Readonly<Record<string, unknown>>;
  readonly say: unknown;
  readonly from?: Sender;
  /** Once, or each time. */
  readonly times?: number;
}

export interface FrameSettings {
  /** What the frame shows. `$host` in it becomes the origin of the host, to name it to Waymark. */
  readonly frame: string;
  /** Without it the page is a bare frame, as teachers paste it. */
  readonly script?: boolean;
  /** Attributes of the frame, such as `sandbox` and `allow`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** CSS pixels, 700 by default. */
  readonly width?: number;
  readonly height?: number;
  readonly answers?: readonly Answer[];
}

export interface FrameHost {
  /** The page to open, on `localhost`; a stranger to whatever is on `127.0.0.1`. */
  readonly address: string;
  readonly origin: string;
  /** The same page on yet another origin: a host that Waymark was not told of. */
  readonly stranger: string;
  close(): Promise<void>;
}

/** What is sent by name, since it cannot be written down as JSON. */
export const MALFORMED = [
  'undefined',
  'null',
  'nothing',
  'number',
  'not-a-number',
  'big',
  'list',
  'empty',
  'broken-json',
  'date',
  'map',
  'bytes',
  'blob',
  'in-a-circle',
  'proto',
  'deep',
  'port',
  'half-a-letter'
] as const;
export type Malformed = (typeof MALFORMED)[number];

export async function openFrameHost(settings: FrameSettings): Promise<FrameHost> {
  const servers = await Promise.all(
    ['host', 'stranger', 'sibling'].map((role) =>
      listen((_request, response, url) => {
        if (url.pathname === '/favicon.ico') return void response.writeHead(404).end();
        html(response, role === 'sibling' ? SIBLING : hostPage(settings, url.origin, servers[2]!.address));
      }, 'localhost')
    )
  );
  const [host, stranger] = servers as [(typeof servers)[0], (typeof servers)[0]];
  return {
    address: host.address,
    origin: new URL(host.address).origin,
    stranger: stranger.address,
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    }
  };
}

/** Drives the page that {@link openFrameHost} serves; it has to have been opened. */
export function hostOf(page: Page) {
  const call = <T>(name: string, ...given: unknown[]): Promise<T> =>
    page.evaluate(([name, given]) => (window as unknown as { host: Record<string, (...given: unknown[]) => T> }).host[name]!(...given), [
      name,
      given
    ] as const);
  return {
    /** What has been heard, in order. */
    heard: (): Promise<Heard[]> => call('heard'),
    forget: (): Promise<void> => call('forget'),
    send: (message: unknown, how: Sending = {}): Promise<void> => call('send', message, how),
    /** Sends a message that was heard before as it is, or with changes: such as an old nonce to a new page. */
    replay: (heard: number, changes: Readonly<Record<string, unknown>> = {}, how: Sending = {}): Promise<void> =>
      call('replay', heard, changes, how),
    /** A message with a text of so many characters in `at`. */
    sendHuge: (characters: number, message: Readonly<Record<string, unknown>> = {}, at = 'state', how: Sending = {}): Promise<void> =>
      call('sendHuge', characters, message, at, how),
    /** @returns the names of what the browser itself would not send */
    sendMalformed: (names: readonly Malformed[] = MALFORMED, how: Sending = {}): Promise<Malformed[]> => call('sendMalformed', names, how),
    /**
     * Sends as evenly as the browser lets it. `$n` in the message is its number.
     * @returns how many were sent, and in how many milliseconds
     */
    flood: (message: unknown, perSecond = 1000, seconds = 1, how: Sending = {}): Promise<{ sent: number; took: number }> =>
      call('flood', message, perSecond, seconds, how),
    answerWith: (answers: readonly Answer[]): Promise<void> => call('answerWith', answers),
    /** Loads the frame anew: a new page inside, the same one outside. */
    reloadFrame: (): Promise<void> => call('reloadFrame'),
    /** Takes the frame out, as a platform does that goes on. */
    removeFrame: (): Promise<void> => call('removeFrame'),
    setHeight: (pixels: number): Promise<void> => call('setHeight', pixels)
  };
}

const attribute = (value: string) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function hostPage(
  { frame, script = true, attributes = {}, width = 700, height = 600, answers = [] }: FrameSettings,
  origin: string,
  sibling: string
): string {
  const source = frame.replaceAll('$host', encodeURIComponent(origin));
  const more = Object.entries(attributes).map(([name, value]) => ` ${name}="${attribute(value)}"`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page with a frame</title>
<h1>A page with a frame</h1>
${script ? `<script>(${inPage.toString()})(${JSON.stringify(answers).replaceAll('<', '\\u003c')});</script>` : ''}
<iframe id="waymark" title="Waymark" style="width: ${width}px; height: ${height}px; border: 0" src="${attribute(source)}"${more.join('')}></iframe>
${script ? `<iframe id="sibling" title="Sibling" hidden src="${sibling}"></iframe>` : ''}`;
}

/** Sends what it is told to the frame beside it. */
const SIBLING = `<!doctype html><meta charset="utf-8"><title>Sibling</title><script>
addEventListener('message', ({ data, source }) => {
  if (source !== parent) return;
  for (let i = 0; i < parent.length; i++) if (parent[i] !== window) parent[i].postMessage(data.message, data.to);
  parent.postMessage({ sibling: data.number }, '*');
});
</script>`;

/** Runs in the host’s page, so it may use nothing from around it. */
function inPage(given: readonly Answer[]): void {
  const heard: Heard[] = [];
  const frame = () => document.querySelector<HTMLIFrameElement>('#waymark')!;
  let answers = given.map((answer) => ({ ...answer, left: answer.times ?? Infinity }));
  const siblings = new Map<number, () => void>();
  let number = 0;

  async function send(message: unknown, { from = 'host', to = '*' }: Sending = {}): Promise<void> {
    if (from === 'host') return frame().contentWindow!.postMessage(message, to);
    const own = ++number;
    const sent = new Promise<void>((done) => siblings.set(own, done));
    document.querySelector<HTMLIFrameElement>('#sibling')!.contentWindow!.postMessage({ message, to, number: own }, '*');
    await sent;
  }

  /** Puts what stands in a message in the place of `$name`. */
  function filled(value: unknown, from: Readonly<Record<string, unknown>>): unknown {
    if (typeof value === 'string' && value.startsWith('$')) return from[value.slice(1)];
    if (Array.isArray(value)) return value.map((one) => filled(one, from));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, from)]));
  }

  addEventListener('message', (event) => {
    const { data, origin, source } = event;
    if (source === document.querySelector<HTMLIFrameElement>('#sibling')?.contentWindow)
      return siblings.get((data as { sibling: number }).sibling)?.();
    const fromFrame = source === document.querySelector<HTMLIFrameElement>('#waymark')?.contentWindow;
    heard.push({ data, origin, fromFrame, at: performance.now() });
    if (!fromFrame || typeof data !== 'object' || data === null) return;
    for (const answer of answers) {
      if (answer.left <= 0 || !Object.entries(answer.when).every(([key, value]) => (data as Record<string, unknown>)[key] === value))
        continue;
      answer.left--;
      void send(filled(answer.say, data as Record<string, unknown>), answer.from ? { from: answer.from } : {});
    }
  });

  const MADE: Record<Malformed, () => unknown> = {
    undefined: () => undefined,
    null: () => null,
    nothing: () => '',
    number: () => 7,
    'not-a-number': () => ({ v: NaN, h: -Infinity }),
    big: () => 10n ** 40n,
    list: () => [{ type: 'init' }],
    empty: () => ({}),
    'broken-json': () => '{"type":"init"',
    date: () => new Date(NaN),
    map: () => new Map([['type', 'init']]),
    bytes: () => new Uint8Array(1024),
    blob: () => new Blob(['{"type":"init"}']),
    'in-a-circle': () => {
      const one: Record<string, unknown> = { type: 'init' };
      one.self = one;
      return one;
    },
    proto: () => JSON.parse('{"__proto__":{"type":"init","nonce":"x"},"constructor":{"prototype":{"type":"init"}}}') as unknown,
    deep: () => {
      let one: unknown = 'end';
      for (let i = 0; i < 2000; i++) one = { state: one };
      return one;
    },
    port: () => new MessageChannel().port1,
    'half-a-letter': () => ({ type: 'init', nonce: '\ud800', lang: '\udfff' })
  };

  async function sendMalformed(names: readonly Malformed[], how: Sending): Promise<Malformed[]> {
    const unsent: Malformed[] = [];
    for (const name of names) {
      const message = MADE[name]();
      try {
        if (message instanceof MessagePort) frame().contentWindow!.postMessage({ type: 'init', port: message }, how.to ?? '*', [message]);
        else await send(message, how);
      } catch {
        unsent.push(name);
      }
    }
    return unsent;
  }

  async function flood(message: unknown, perSecond: number, seconds: number, how: Sending): Promise<{ sent: number; took: number }> {
    const began = performance.now();
    const all = perSecond * seconds;
    let sent = 0;
    while (sent < all) {
      const due = Math.min(all, Math.ceil(((performance.now() - began) / 1000) * perSecond));
      for (; sent < due; sent++) await send(filled(message, { n: sent }), how);
      await new Promise((done) => setTimeout(done, 2));
    }
    return { sent, took: performance.now() - began };
  }

  Object.assign(window, {
    host: {
      heard: () => heard.map((one) => ({ ...one })),
      forget: () => void heard.splice(0),
      send,
      replay: (at: number, changes: object, how: Sending) => {
        const { data } = heard[at] ?? {};
        return send(typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data, ...changes } : data, how);
      },
      sendHuge: (characters: number, message: object, at: string, how: Sending) => send({ ...message, [at]: 'x'.repeat(characters) }, how),
      sendMalformed,
      flood,
      answerWith: (more: Answer[]) => {
        answers = more.map((answer) => ({ ...answer, left: answer.times ?? Infinity }));
      },
      reloadFrame: () => {
        // The same address again would be no new page where it has a place behind #.
        const next = frame().cloneNode() as HTMLIFrameElement;
        const loaded = new Promise<void>((done) => next.addEventListener('load', () => done(), { once: true }));
        frame().replaceWith(next);
        return loaded;
      },
      removeFrame: () => frame().remove(),
      setHeight: (pixels: number) => {
        frame().style.height = `${pixels}px`;
      }
    }
  });
}
