// @vitest-environment happy-dom
/** The same taps, wherever the answers are: the app, a course on its own device, and each platform, read back from what that kept. */
import { cleanup, render } from '@testing-library/svelte';
import { resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Walk } from '#lib/app/walk.svelte.ts';
import { isChosen } from '#lib/domain/assessment/answer.ts';
import { newHead, type Assessment } from '#lib/domain/assessment/assessment.ts';
import type { Holder } from '#lib/domain/course/holder.ts';
import type { Platform } from '#lib/domain/course/platform.ts';
import { isStateFault, readState } from '#lib/domain/course/state.ts';
import { framePlatform } from '#lib/holder/frame.ts';
import { ownDevice } from '#lib/holder/own-device.ts';
import { scormAround } from '#lib/holder/scorm.ts';
import { App } from '#lib/state/app.svelte.ts';
import { storesOver } from '#lib/storage/device.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import Result from '#lib/ui/result/Result.svelte';
import { readModel } from '../../scripts/rubrics-plugin.ts';
import { keepingPage, ORIGIN } from '../support/course/around.ts';
import { launched, openPlatform } from '../support/course/cmi5.ts';
import { holderOver } from '../support/course/kept.ts';
import { scormInMemory } from '../support/course/scorm.ts';
import { goldenFile, reading, RUBRICS, SEEDS, sentencesIn, tapsOf, TOPICS, type Tap } from '../support/golden.ts';
import { endWalks, walkOn } from '../support/walking.svelte.ts';

const { model, words } = readModel();
const ID = '0123456789abcdef'.repeat(2);
const START = 1_790_000_000_000;

afterEach(() => {
  endWalks();
  cleanup();
});

async function tapped(taps: readonly Tap[], holder: (app: App) => Holder): Promise<void> {
  let clock = START;
  const stores = storesOver(new MemoryTables());
  const app = new App({
    open: async () => ({ ...stores, state: 'kept' }),
    people: () => Promise.reject(new Error('nobody')),
    askToPersist: async () => true,
    isPersisted: async () => true,
    // Some taps follow within a second, and some do not.
    now: () => (clock += 700),
    newId: () => ID,
    settled: () => {}
  });
  const held = holder(app);
  const { answers } = await held.open();
  await answers.amend(ID, {}, START, newHead({ rubrics: TOPICS }, ID, START));
  const { walk } = walkOn(app, { id: ID }, [], held);
  await vi.waitFor(() => expect(walk.view).toBe('ready'));
  for (const tap of taps) {
    await walk.words.load(walk.stop.competency);
    await press(walk, tap);
    await walk.assessing.flushed();
  }
}

/** One tap, where the screen would offer it. */
async function press(walk: Walk<unknown>, tap: Tap): Promise<unknown> {
  if (tap.do === 'back') return walk.back();
  if (tap.do === 'skip') return walk.untouched ? walk.skip() : undefined;
  if (tap.do === 'next') {
    const from = walk.stop.key;
    // By a press: what it begins can be waited for.
    await walk.next(false);
    if (walk.stop.key === from && !walk.pause && walk.asked.length) {
      if (tap.essentials !== null) for (const level of walk.asked) await walk.give(level, tap.essentials);
      await walk.next(false);
    }
    return walk.pause ? walk.next(false) : undefined;
  }
  const { level } = tap;
  const situation = walk.situationAt(level);
  if (tap.do === 'out') return walk.mayBeOut(level) ? walk.setOutOfRole(situation!.id, true) : undefined;
  if (tap.do === 'in') return walk.isOut(level) ? walk.setOutOfRole(situation!.id, false) : undefined;
  const cell = walk.cells[level];
  if (cell?.value === 'na') return;
  if (tap.do === 'na') return isChosen(cell) || walk.mayBeOut(level) ? undefined : walk.give(level, 'na');
  if (tap.do === 'tap' || !isChosen(cell)) await walk.toggle(level);
  if (tap.do === 'partly') await walk.give(level, 1);
}

/** What is stored, and what the result says of it. */
function told(assessment: Assessment): string {
  const { container } = render(Result, {
    assessment,
    rubrics: RUBRICS,
    model,
    words,
    plan: { view: 'ready', steps: [], saving: 'saved', addAdvice: async () => {}, addOwn: async () => {} },
    addresses: { question: null, resume: null, plan: null, method: null }
  });
  const sentences = sentencesIn(container);
  cleanup();
  return reading(assessment, sentences);
}

/** By name: answers by the taps, and gives what another computer would find. */
const PLACES: Readonly<Record<string, (taps: readonly Tap[]) => Promise<Assessment>>> = {
  'a course on its own device': async (taps) => {
    const holder = { open: async () => ({ answers: own.store, keeps: 'device' as const, notes: 'kept' as const }) };
    const own = storesOver(new MemoryTables());
    await tapped(taps, () => holder);
    return (await own.store.load(ID))!;
  },
  'SCORM 1.2': scorm('scorm12'),
  'SCORM 2004': scorm('scorm2004'),
  'a page around': async (taps) => {
    const around = keepingPage();
    await onPlatform(taps, framePlatform(around.around, ORIGIN, 'en'));
    const kept = around.said.findLast(({ message }) => message.type === 'state')!.message.state as string;
    return readBack(framePlatform(keepingPage(kept).around, ORIGIN, 'en'));
  },
  cmi5: async (taps) => {
    const platform = await openPlatform();
    await onPlatform(taps, launched(platform.launch('learner-1')));
    const read = await readBack(launched(platform.launch('learner-1')));
    expect(platform.refusals).toEqual([]);
    await platform.close();
    return read;
  }
};
function scorm(edition: 'scorm12' | 'scorm2004') {
  return async (taps: readonly Tap[]) => {
    const platform = scormInMemory(edition);
    await onPlatform(taps, scormAround(edition, platform.window())!);
    const read = await readBack(scormAround(edition, platform.window())!);
    expect(platform.refusals()).toEqual([]);
    return read;
  };
}
async function onPlatform(taps: readonly Tap[], platform: Platform) {
  const holder = holderOver(platform);
  await tapped(taps, () => holder);
  await holder.save();
  platform.close();
}
async function readBack(platform: Platform): Promise<Assessment> {
  const { state } = await platform.open();
  const kept = readState(state ?? '', TOPICS);
  if (isStateFault(kept) || !kept.assessment) throw new Error(`what was kept: ${JSON.stringify(kept)}`);
  expect(state!.length).toBeLessThan(1_000);
  return kept.assessment;
}

const said: string[] = [];
describe.each(SEEDS)('the taps of seed %i', (seed) => {
  const taps = tapsOf(seed);
  let inApp: string;
  beforeAll(async () => {
    let app: App;
    await tapped(taps, (own) => ownDevice((app = own)));
    inApp = told((await (await app!.store).load(ID))!);
    endWalks();
    said.push(inApp);
  });

  // Other words or rules, meant so: `npx vitest run tests/holder/golden.test.ts -u`.
  test('say what they said before', async () => {
    await expect(inApp).toMatchFileSnapshot(resolve(goldenFile(seed)));
  });

  test.each(Object.keys(PLACES))('say the same with the answers in %s', async (name) => {
    expect(told(await PLACES[name]!(taps))).toBe(inApp);
  });
});

test('between them, all is said that can be said', () => {
  expect(said).toHaveLength(SEEDS.length);
  const answers = said.map((one) => one.slice(0, one.indexOf('Positions'))).join();
  for (const what of ['2 given', '1 given', '0 given', '0 left', 'na given', 'na scope', 'open', 'group: {', 'community: {'])
    expect(answers).toContain(what);
  for (const one of said) expect(one.split('On screen')[1]!.split('\n').length).toBeGreaterThan(60);
});
