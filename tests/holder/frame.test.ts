import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FRAME_LIMITS, FRAME_PACE } from '#lib/domain/course/frame.ts';
import type { PlatformError } from '#lib/domain/course/platform.ts';
import { framePlatform, PATIENCE } from '#lib/holder/frame.ts';
import { keepingPage, ORIGIN, pageAround } from '../support/course/around.ts';
import { holderOver } from '../support/course/kept.ts';
import { keepsTheContract } from './contract.ts';

keepsTheContract('a page around', () => ({ holder: holderOver(framePlatform(keepingPage().around, ORIGIN, 'en')), elsewhere: null }), {
  keeps: 'host',
  notes: 'none'
});

describe('a page around', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const kindOf = (asked: Promise<unknown>) => asked.then(() => 'done').catch(({ kind }: PlatformError) => kind);

  test('is told at its own origin alone, and before it has answered nothing but that Waymark is there, and how high it is', async () => {
    const page = pageAround();
    const platform = framePlatform(page.around, ORIGIN, 'de');
    const opened = kindOf(platform.open());
    platform.size(700, false);
    expect(await kindOf(platform.put('1state'))).toBe('refused');
    expect(await kindOf(platform.save('1state'))).toBe('refused');
    expect(await kindOf(platform.complete({ language: 'en' }))).toBe('refused');
    await vi.advanceTimersByTimeAsync(PATIENCE.open);
    expect(await opened).toBe('absent');
    expect(new Set(page.types())).toEqual(new Set(['ready', 'resize']));
    expect(new Set(page.said.map(({ target }) => target))).toEqual(new Set([ORIGIN]));
    expect(page.listeners()).toBe(0);
  });

  test('asked again it gives the same, and what was kept', async () => {
    const page = keepingPage('1kept');
    const platform = framePlatform(page.around, ORIGIN, 'en');
    const session = await platform.open();
    expect(session).toEqual({ state: '1kept', mode: 'answering', done: false, learner: '', room: FRAME_LIMITS.state });
    expect(await platform.open()).toBe(session);
    expect(page.types()).toEqual(['ready']);
  });

  test.each([
    ['another origin', { origin: 'https://other.example' }],
    ['no origin, as from a sandbox', { origin: 'null' }],
    ['another window', { source: {} }]
  ])('from %s nothing is heard', async (_what, how) => {
    const page = pageAround();
    const platform = framePlatform(page.around, ORIGIN, 'en');
    const opened = kindOf(platform.open());
    page.say({ type: 'init', nonce: page.said[0]!.message.nonce, state: null }, how);
    await vi.advanceTimersByTimeAsync(PATIENCE.open);
    expect(await opened).toBe('absent');
  });

  test('a nonce of another page is none; one that came back is, after a new beginning, none either', async () => {
    const page = keepingPage();
    const platform = framePlatform(page.around, ORIGIN, 'en');
    await platform.open();
    const old = page.said[0]!.message.nonce;
    platform.close();
    const again = platform.open();
    page.say({ type: 'init', nonce: old, state: '1old' });
    expect((await again).state).toBeNull();
    expect(page.said.at(-1)!.message.nonce).not.toBe(old);
  });

  test('said twice, the beginning stays as it was said first', async () => {
    const page = keepingPage();
    const platform = framePlatform(page.around, ORIGIN, 'en');
    await platform.open();
    page.say({ type: 'init', nonce: page.said[0]!.message.nonce, state: '1other', looking: true });
    expect(platform.init).toMatchObject({ state: null, looking: false });
    await platform.save('1state');
  });

  test('“stored” counts for what was sent, and only once it is said; “failed” is passed on', async () => {
    const page = pageAround({ ready: () => ({ type: 'init', state: null }) });
    const platform = framePlatform(page.around, ORIGIN, 'en');
    await platform.open();
    const nonce = page.said[0]!.message.nonce;
    const saved = vi.fn<() => void>();
    const saving = platform.save('1a').then(saved);
    const { number } = page.said.at(-1)!.message as { number: number };
    page.say({ type: 'stored', nonce, number: number + 1 });
    page.say({ type: 'stored', nonce: 'nonce-of-this-page-9', number });
    await vi.advanceTimersByTimeAsync(10);
    expect(saved).not.toHaveBeenCalled();
    page.say({ type: 'stored', nonce, number });
    await saving;
    const second = kindOf(platform.save('1b'));
    page.say({ type: 'failed', nonce, number: number + 1, why: 'no room' });
    expect(await second).toBe('refused');
    const third = kindOf(platform.complete({ language: 'en' }));
    await vi.advanceTimersByTimeAsync(PATIENCE.store);
    expect(await third).toBe('unreachable');
    const last = kindOf(platform.save('1c'));
    platform.close();
    expect(await last).toBe('unreachable');
  });

  test('where somebody may only look, nothing is sent', async () => {
    const page = pageAround({ ready: () => ({ type: 'init', state: '1kept', looking: true }) });
    const platform = framePlatform(page.around, ORIGIN, 'en');
    expect((await platform.open()).mode).toBe('looking');
    expect(await kindOf(platform.put('1new'))).toBe('refused');
    expect(await kindOf(platform.complete({ language: 'en' }))).toBe('refused');
    expect(page.types()).toEqual(['ready']);
  });

  test('too many messages are dropped, from the page alone; after that it is heard again', async () => {
    let now = 0;
    const page = pageAround({}, () => now);
    const platform = framePlatform(page.around, ORIGIN, 'en');
    const opened = platform.open();
    const { nonce } = page.said[0]!.message;
    const init = { type: 'init', nonce, state: null };
    for (let i = 0; i < 5_000; i++) page.say(init, { origin: 'https://other.example' });
    for (let i = 0; i < FRAME_PACE.most; i++) page.say({ ...init, nonce: 'nonce-of-somebody-else' });
    page.say({ ...init, state: '1too-much' });
    now = FRAME_PACE.within;
    page.say({ ...init, state: '1later' });
    expect((await opened).state).toBe('1later');
  });
});
