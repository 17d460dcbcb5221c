/** What a frame and the page around it say to each other: what is no message has no effect, whatever it is. */
import { describe, expect, test } from 'vitest';
import { FRAME_LIMITS, inEnvelope, paced, readFromFrame, readFromHost, type FromFrame, type FromHost } from '#lib/domain/course/frame.ts';
import { originIn, readEmbedAddress, writeEmbedAddress } from '#lib/exchange/course/embed-address.ts';
import { chance, NASTY } from '../support/hostile.ts';

const nonce = '0123456789abcdef0123456789abcdef';
const FROM_HOST: readonly FromHost[] = [
  { type: 'init', nonce, state: '1state', done: true, looking: false, learner: '7', keeps: 'browser', theme: 'dark' },
  { type: 'stored', nonce, number: 3 },
  { type: 'failed', nonce, number: 3, why: 'no room' }
];
const FROM_FRAME: readonly FromFrame[] = [
  { type: 'ready', nonce, language: 'de' },
  { type: 'resize', height: 812, top: true },
  { type: 'state', nonce, number: 1, state: '1state' },
  {
    type: 'complete',
    nonce,
    number: 2,
    report: {
      language: 'de',
      levels: [{ topic: 'privacy', title: 'Privacy', level: -1 }],
      answers: [{ criterion: 'privacy.C1', title: 'One', answers: 'YPNX' }],
      plan: ['A step']
    }
  }
];

test.each(FROM_HOST)('$type of a page is read as it was sent', (message) => {
  expect(readFromHost(structuredClone(inEnvelope(message)))).toEqual(message);
  expect(readFromFrame(inEnvelope(message))).toBeNull();
});

test.each(FROM_FRAME)('$type of a frame is read as it was sent', (message) => {
  expect(readFromFrame(structuredClone(inEnvelope(message)))).toEqual(message);
  expect(readFromHost(inEnvelope(message))).toBeNull();
});

test('a page may leave out what it does not know; what nobody knows is not passed on', () => {
  const least = { waymark: 1, type: 'init', nonce, state: null, html: '<b>', constructor: 'x' };
  expect(readFromHost(least)).toEqual({
    type: 'init',
    nonce,
    state: null,
    done: false,
    looking: false,
    learner: '',
    keeps: 'host',
    theme: null
  });
});

describe('is no message', () => {
  const init = inEnvelope(FROM_HOST[0]!);
  const done = inEnvelope(FROM_FRAME[3]!) as unknown as { report: Record<string, unknown> };
  test.each<[string, unknown]>([
    ['of another version', { ...init, waymark: 2 }],
    ['without a version', { ...init, waymark: undefined }],
    ['with a state that is too long', { ...init, state: 'x'.repeat(FRAME_LIMITS.state + 1) }],
    ['with a state that is no text of Waymark', { ...init, state: '<script>' }],
    ['with a short nonce', { ...init, nonce: 'abc' }],
    ['with a long nonce', { ...init, nonce: 'a'.repeat(FRAME_LIMITS.nonce + 1) }],
    ['with a theme that does not exist', { ...init, theme: 'pink' }],
    ['with a long name for the learner', { ...init, learner: 'x'.repeat(FRAME_LIMITS.learner + 1) }],
    ['that inherits what it says', Object.create(init)],
    ['that is a list', [init]],
    ['in JSON', JSON.stringify(init)]
  ])('of a page: one %s', (_what, data) => expect(readFromHost(data)).toBeNull());

  test.each<[string, unknown]>([
    ['with a level 5', { ...done, report: { ...done.report, levels: [{ topic: 'a', title: 'A', level: 5 }] } }],
    ['with a score', { ...done, report: { ...done.report, levels: [{ topic: 'a', title: 'A', level: 2.5 }] } }],
    ['with answers in words', { ...done, report: { ...done.report, answers: [{ criterion: 'a.b', title: 'A', answers: 'often' }] } }],
    ['with too many steps', { ...done, report: { ...done.report, plan: Array(FRAME_LIMITS.list + 1).fill('x') } }],
    ['with a height without end', { ...inEnvelope(FROM_FRAME[1]!), height: Infinity }],
    ['that is higher than any page', { ...inEnvelope(FROM_FRAME[1]!), height: FRAME_LIMITS.height + 1 }]
  ])('of a frame: one %s', (_what, data) => expect(readFromFrame(data)).toBeNull());
});

test('10,000 spoilt messages: each is none, or one within all limits; none throws', () => {
  const { below, pick } = chance(20261130);
  const odd = [undefined, null, NaN, -1, 1e99, 10n, [], {}, new Date(NaN), new Map(), Symbol.iterator, () => 1, true, ...NASTY];
  const all = [...FROM_HOST, ...FROM_FRAME].map((one) => inEnvelope(one) as unknown as Record<string, unknown>);
  let read = 0;
  const spoil = (value: Record<string, unknown>, depth = 0): Record<string, unknown> => {
    const names = Object.keys(value);
    const name = pick([...names, '__proto__', 'extra', 'type']);
    const inner = value[name];
    const into = depth < 3 && typeof inner === 'object' && inner !== null && below(2) === 0;
    const next = into
      ? Array.isArray(inner)
        ? [...(inner as unknown[]), pick(odd)]
        : spoil(inner as Record<string, unknown>, depth + 1)
      : pick([pick(odd), pick(Object.values(pick(all)))]);
    return below(10) === 0 ? Object.fromEntries(Object.entries(value).filter(([own]) => own !== name)) : { ...value, [name]: next };
  };
  const short = (value: unknown): boolean =>
    typeof value === 'string'
      ? value.length <= FRAME_LIMITS.state
      : Array.isArray(value)
        ? value.length <= FRAME_LIMITS.list && value.every(short)
        : typeof value === 'object' && value !== null
          ? Object.values(value).every(short)
          : ['number', 'boolean', 'undefined'].includes(typeof value) || value === null;
  for (let round = 0; round < 10_000; round++) {
    let message = pick(all);
    for (let i = below(3); i >= 0; i--) message = spoil(message);
    for (const found of [readFromHost(message), readFromFrame(message)]) {
      if (found === null) continue;
      read++;
      expect(['init', 'stored', 'failed', 'ready', 'resize', 'state', 'complete']).toContain(found.type);
      expect(short(found)).toBe(true);
      if ('nonce' in found) expect(found.nonce).toMatch(/^[\w-]{16,64}$/);
      if (found.type === 'init' && found.state !== null) expect(found.state).toMatch(/^[\w-]+$/);
    }
  }
  // Some changes spoil nothing, so that not all that is said here is about nothing.
  expect(read).toBeGreaterThan(500);
  expect(read).toBeLessThan(8_000);
});

test('one that reads itself with care gets no further: a getter that throws, a proxy that does', () => {
  const trap = new Proxy({}, { get: () => expect.unreachable(), getPrototypeOf: () => { throw new Error('no'); } }); // prettier-ignore
  expect(readFromHost(trap)).toBeNull();
  expect(
    readFromHost({
      waymark: 1,
      get type() {
        throw new Error('no');
      }
    })
  ).toBeNull();
});

test('so many are looked at in a second, and no more', () => {
  const may = paced({ most: 3, within: 1_000 });
  expect([0, 1, 2, 3, 999].map(may)).toEqual([true, true, true, false, false]);
  expect([1_000, 1_001].map(may)).toEqual([true, true]);
});

describe('the address', () => {
  const known = { topics: ['information', 'privacy', 'cooperation'], languages: ['en', 'de'] };
  const wishes = {
    topics: ['privacy', 'information'],
    language: 'de',
    theme: 'dark',
    asks: ['levels', 'plan'],
    origin: 'https://course.example',
    course: null
  } as const;

  test('says what is wanted, and is read again as it was written', () => {
    const hash = writeEmbedAddress(wishes, '1state-_');
    expect(hash).toBe('topics=privacy,information&lang=de&theme=dark&send=levels,plan&origin=https://course.example&state=1state-_');
    expect(readEmbedAddress(`#${hash}`, known)).toEqual({ ...wishes, state: '1state-_', faults: [] });
  });

  test('that is empty wants all topics, and tells nobody', () =>
    expect(readEmbedAddress('', known)).toEqual({
      topics: known.topics,
      language: null,
      theme: null,
      asks: [],
      origin: null,
      course: null,
      state: null,
      faults: []
    }));

  test('that is wrong is said part by part, and the rest of it holds', () => {
    const found = readEmbedAddress(
      '#topics=privacy,weather,privacy&lang=xx&theme=pink&send=levels,score&origin=http://course.example&state=<b>',
      known
    );
    expect(found).toMatchObject({ topics: ['privacy'], language: null, theme: null, asks: ['levels'], origin: null, state: null });
    expect(found.faults.map(({ part, value }) => [part, value])).toEqual([
      ['topics', 'weather'],
      ['origin', 'http://course.example'],
      ['send', 'score'],
      ['lang', 'xx'],
      ['theme', 'pink']
    ]);
    expect(readEmbedAddress('#send=levels', known).faults).toEqual([{ part: 'origin', value: '–', known: ['https://…'] }]);
    const [fault] = readEmbedAddress(`#lang=${'x'.repeat(5_000)}`, known).faults;
    expect(fault!.value.length).toBeLessThan(100);
  });

  test.each([
    ['https://course.example', 'https://course.example'],
    ['https://course.example/', 'https://course.example'],
    ['https://course.example:8443', 'https://course.example:8443'],
    ['http://localhost:8000', 'http://localhost:8000'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://course.example', null],
    ['https://course.example/page', null],
    ['https://user@course.example', null],
    ['http://localhost.example', null],
    ['null', null],
    ['*', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null]
  ])('%s as a page is %s', (text, origin) => expect(originIn(text)).toBe(origin));
});
