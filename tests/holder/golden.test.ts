// @vitest-environment happy-dom
/** The same taps, wherever the answers are: the app, a course on its own device, and each platform, read back from what that kept. */
import { cleanup, render } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { newHead, stopsOf, cellsOf, type Assessment } from '#lib/domain/assessment/assessment.ts';
import type { Holder } from '#lib/domain/course/holder.ts';
import type { Platform } from '#lib/domain/course/platform.ts';
import { isStateFault, readState } from '#lib/domain/course/state.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { ownDevice } from '#lib/holder/own-device.ts';
import { scormAround } from '#lib/holder/scorm.ts';
import { App } from '#lib/state/app.svelte.ts';
import { storesOver } from '#lib/storage/device.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import Result from '#lib/ui/result/Result.svelte';
import { openRubric, openRubricFiles, readModel } from '../../scripts/rubrics-plugin.ts';
import { launched, openPlatform } from '../support/course/cmi5.ts';
import { holderOver } from '../support/course/kept.ts';
import { scormInMemory } from '../support/course/scorm.ts';
import { endWalks, walkOn } from '../support/walking.svelte.ts';

const { model, words } = readModel();
const TOPICS = openRubricFiles().map((file) => ({ ...file.facts, hash: contentHash(file) }));
const RUBRICS = TOPICS.map(({ id }) => openRubric(id));
const STOPS = stopsOf(TOPICS);
const ID = '0123456789abcdef'.repeat(2);
const START = 1_790_000_000_000;

afterEach(() => {
  endWalks();
  cleanup();
});

type Tap =
  | { readonly do: 'toggle' | 'partly' | 'na'; readonly level: Level }
  | { readonly do: 'out' | 'in'; readonly situation: string }
  | { readonly do: 'next' | 'skip' | 'back' };

/** Somebody's taps: the same for the same seed. Everything that can be said is said by one of them. */
function tapsOf(seed: number): Tap[] {
  let state = seed;
  const below = (n: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % n;
  const taps: Tap[] = [];
  STOPS.forEach(({ essential }, i) => {
    for (const level of LEVELS) if (below(5) > 1) taps.push({ do: below(3) ? 'toggle' : 'partly', level });
    if (below(6) === 0) taps.push({ do: 'toggle', level: (1 + below(4)) as Level });
    if (essential.length && below(2)) taps.push({ do: 'na', level: essential[0]! });
    if (i === 3 || i === 17) taps.push({ do: 'out', situation: TOPICS[0]!.situations![i === 3 ? 3 : 4]!.id });
    if (i === 9) taps.push({ do: 'in', situation: TOPICS[0]!.situations![3]!.id });
    if (i === 6) taps.push({ do: 'skip' });
    else taps.push({ do: 'next' }, { do: 'next' });
    if (i === 11) taps.push({ do: 'back' });
  });
  return taps;
}

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
    if (tap.do === 'toggle') await walk.toggle(tap.level);
    else if (tap.do === 'na' || tap.do === 'partly') await walk.give(tap.level, tap.do === 'na' ? 'na' : 1);
    else if (tap.do === 'out' || tap.do === 'in') await walk.setOutOfRole(tap.situation, tap.do === 'out');
    // By a press: what it begins can be waited for.
    else if (tap.do === 'next') await walk.next(false);
    else await walk[tap.do]();
    await walk.assessing.flushed();
  }
}

/** Values, origins, situations, positions, and every sentence of the result. */
function told(assessment: Assessment) {
  const { container } = render(Result, {
    assessment,
    rubrics: RUBRICS,
    model,
    words,
    plan: { view: 'ready', steps: [], saving: 'saved', addAdvice: async () => {}, addOwn: async () => {} },
    addresses: { question: null, resume: null, plan: null, method: null }
  });
  const sentences = container.textContent!.replace(/\s+/g, ' ');
  cleanup();
  return {
    answers: Object.fromEntries(
      STOPS.map(({ key }) => [
        key,
        LEVELS.map((level) => [cellsOf(assessment, key)[level]?.value, cellsOf(assessment, key)[level]?.origin])
      ])
    ),
    own: Object.fromEntries(STOPS.map(({ key }) => [key, LEVELS.map((level) => assessment.entries[key]?.cells[level]?.origin)])),
    scope: assessment.head.scope?.map(({ situation, where }) => ({ situation, where })),
    positions: positionsOf(assessment, RUBRICS, model),
    cursor: assessment.head.cursor,
    sentences
  };
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

describe.each([7, 1_234, 99_991])('the taps of seed %i', (seed) => {
  const taps = tapsOf(seed);
  let inApp: ReturnType<typeof told>;
  beforeAll(async () => {
    let app: App;
    await tapped(taps, (own) => ownDevice((app = own)));
    inApp = told((await (await app!.store).load(ID))!);
    endWalks();
    const all = Object.values(inApp.answers).flat();
    for (const origin of ['given', 'left', 'scope'])
      expect(
        all.some((cell) => cell[1] === origin),
        origin
      ).toBe(true);
    for (const value of [0, 1, 2, 'na'].filter((one) => one !== 1))
      expect(
        all.some((cell) => cell[0] === value),
        String(value)
      ).toBe(true);
    expect(inApp.sentences.length).toBeGreaterThan(500);
  });

  test.each(Object.keys(PLACES))('say the same with the answers in %s', async (name) => {
    expect(told(await PLACES[name]!(taps))).toEqual(inApp);
  });
});
