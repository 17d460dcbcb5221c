// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { earlierOf, keepSaid } from '#lib/app/before.ts';
import { keepLevels, linesOf } from '#lib/app/handing-in.ts';
import { beginLookBack, lookBackOf } from '#lib/app/later-round.ts';
import { newHead, stopsOf, type Assessment } from '#lib/domain/assessment/assessment.ts';
import type { Course, EarlierVersion } from '#lib/domain/course/course.ts';
import type { Platform, Session } from '#lib/domain/course/platform.ts';
import { readState, roundsIn, writeState, type KeptState } from '#lib/domain/course/state.ts';
import { LEVELS, type Reached } from '#lib/domain/model.ts';
import type { RubricFile, VersionChange } from '#lib/domain/rubric/rubric.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { handInCode } from '#lib/domain/workshop/handing-in.ts';
import { pictureOf, revealed, roundOf, taken, type Round } from '#lib/domain/workshop/round.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import { markOf, type Participation } from '#lib/domain/workshop/workshop.ts';
import { courseFiles } from '#lib/exchange/course/files.ts';
import { Assessing } from '#lib/state/assessing.svelte.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { courseData } from '../../src/player/data.ts';
import { Run } from '../../src/player/run.svelte.ts';

/** A rubric of the teacher's own: first, with a word mended, and with its last criterion asking something else. */
const [first, mended, changed] = (() => {
  const { facts, words } = openRubricFile('presence');
  const { changes: _, ...rest } = facts;
  const version = (version: string, changes: readonly VersionChange[], title: string): SoundRubric => {
    const en = { ...words.en!, title };
    return soundOf(
      { ...openRubricFile('presence'), facts: { ...rest, id: 'own-p', version, changes }, words: { en } } as unknown as RubricFile,
      'made up'
    );
  };
  const last = facts.criteria.at(-1)!.id;
  return [
    version('0.1.0', [], 'Presence'),
    version('0.1.1', [{ from: '0.1.0', criteria: [] }], 'Being present'),
    version('0.2.0', [{ from: '0.1.0', criteria: [{ kind: 'not-comparable', from: [last], to: [last] }] }], 'Presence')
  ] as const;
})();
const LAST = first.file.facts.criteria.at(-1)!.id;
const LAST_TITLE = first.file.words.en!.criteria[LAST]!.title;
const privacy = { ...soundOf(openRubricFile('privacy'), 'privacy'), builtIn: true };

type CourseRound = NonNullable<Course['round']>;
const topicsWith = (own: SoundRubric) => [
  { id: 'privacy', hash: privacy.hash },
  { id: 'own-p', hash: own.hash }
];
const week1: CourseRound = { number: 77, round: 1, topics: topicsWith(first), title: 'Careers online' };
const week12 = (own: SoundRubric, back = false): CourseRound => ({
  ...week1,
  round: 2,
  topics: topicsWith(own),
  before: { tag: tagOf(week1), back, topics: week1.topics }
});

const NAMES = { privacy: { title: 'Privacy', short: 'Privacy' }, 'own-p': { title: 'Presence', short: 'Presence' } };

async function dataOf(round: CourseRound, own: SoundRubric) {
  const wishes = {
    standsIn: 'scorm12',
    title: `Round ${round.round}`,
    languages: ['en'],
    text: '',
    completion: 'any',
    asks: [],
    prompts: [],
    round
  } as const;
  const texts = [{ language: 'en', direction: 'ltr', areas: {}, more: {} }] as unknown as Parameters<typeof courseFiles>[2];
  const earlier: EarlierVersion[] = own === first ? [] : [{ hash: first.hash, facts: first.file.facts, words: first.file.words }];
  const files = courseFiles(wishes, [privacy, { ...own, builtIn: false }], texts, earlier);
  const page = document.implementation.createHTMLDocument();
  const block = page.createElement('script');
  block.id = 'course';
  block.type = 'application/json';
  block.textContent = `{${Object.entries(files)
    .map(([path, json]) => `${JSON.stringify(path)}:${json}`)
    .join(',')}}`;
  page.body.append(block);
  return courseData(page);
}

/** A platform that keeps one text for each learner. */
class Memory implements Platform {
  state: string | null;
  constructor(
    readonly learner: string,
    state: string | null = null
  ) {
    this.state = state;
  }
  session = (): Session => ({ state: this.state, mode: 'answering', done: false, learner: this.learner, room: 4_096 });
  open = async () => this.session();
  put = async (state: string) => void (this.state = state);
  save = async (state: string) => void (this.state = state);
  complete = async () => 'told' as const;
  close = () => {};
}

async function opened(
  round: CourseRound,
  own: SoundRubric,
  platform: Memory | null,
  where: 'platform' | 'device' = 'platform'
): Promise<Run> {
  const run = new Run(await dataOf(round, own), platform, platform && platform.session());
  await run.find('en');
  if (!run.where) await run.choose(where);
  return run;
}

/** Answers all questions as somebody at a level of each topic does. */
async function answer(run: Run, levels: Readonly<Record<string, Reached>>, look?: string): Promise<Assessment> {
  const { answers } = await run.holder.open();
  const known = run.known({ names: NAMES });
  const begun = look ? (await answers.load(look))!.head : newHead({ rubrics: known }, run.app.world.newId(), Date.now());
  for (const [i, { key, competency }] of stopsOf(known).entries()) {
    const at = Date.now();
    const level = levels[key] ?? levels[competency]!;
    const cells = Object.fromEntries(
      LEVELS.map((l) => [l, { value: l <= level ? (2 as const) : (0 as const), origin: 'given' as const, at }])
    );
    await answers.change(begun.id, key, { cells }, at, i === 0 && !look ? begun : undefined);
  }
  const all = (await answers.load(begun.id))!;
  run.answering({ head: all.head } as Assessing);
  await answers.amend(begun.id, { cursor: all.head.cursor }, Date.now());
  return all;
}

/** What they would hand in. */
async function tell(run: Run) {
  const found = (await (await run.app.store).load(run.id!))!;
  const part = await run.part(run.id!);
  const lines = await linesOf(part, new Assessing(run.app, run.known({ names: NAMES }), found), run.app);
  await keepLevels(part, lines, run.app);
  return { part, lines, code: handInCode(part, lines), of: (id: string) => lines.find((line) => line.id === id)! };
}

const empty = (round: CourseRound): Round => ({ ...roundOf(round), rows: [], picture: null });
const collect = (round: CourseRound, codes: readonly string[]) =>
  codes.reduce(
    ({ round, kinds }, code) => {
      const next = taken(round, code);
      return { round: next.round, kinds: [...kinds, next.verdict.kind] };
    },
    { round: empty(round), kinds: [] as string[] }
  );

/** Nobody in a test is anybody in another one: databases outlive a test. */
let nobody = 0;
beforeEach(() => void nobody++);
const somebody = (name: string) => `${name}-${nobody}`;

const PEOPLE = 60;
const level = (i: number) => (i % 3) as Reached;

describe('60 in week 1, 48 in week 12', () => {
  test('48 pairs: 43 by what is there, five by their receipt; who is not back counts in nothing', async () => {
    const states: (string | null)[] = [];
    const first60: string[] = [];
    for (let i = 0; i < PEOPLE; i++) {
      const platform = new Memory(`s${i}`);
      const run = await opened(week1, first, platform);
      await answer(run, { privacy: level(i), 'own-p': 2 });
      first60.push((await tell(run)).code);
      states.push(platform.state);
      expect(platform.state!.length).toBeLessThan(1_000);
    }
    const one = collect(week1, first60);
    expect(one.kinds.every((kind) => kind === 'new')).toBe(true);
    expect(pictureOf(one.round).of).toBe(60);

    const later = week12(first);
    const codes: string[] = [];
    for (let i = 0; i < 48; i++) {
      // The last five have cleared their browser, and the activity of week 12 is another one: nothing of theirs is there.
      const isCleared = i >= 43;
      // Half of the others have it from the platform, and half from this browser, where another activity keeps the answers.
      const platform = new Memory(isCleared ? `new${i}` : `s${i}`, !isCleared && i % 2 ? states[i]! : null);
      const run = await opened(later, first, platform);
      await run.findBefore();
      expect(run.before === null).toBe(isCleared);
      await answer(run, { privacy: Math.min(4, level(i) + 1) as Reached, 'own-p': 2 });
      const alone = await tell(run);
      if (isCleared) {
        expect(alone.of('privacy')).toMatchObject({ from: null, why: 'nothing' });
        await keepSaid(alone.part, { receipt: first60[i]! }, run.app);
      }
      const told = await tell(run);
      expect(told.of('privacy')).toMatchObject({ from: level(i), level: level(i) + 1 });
      codes.push(told.code);
    }
    const two = collect(later, codes);
    expect(two.kinds.every((kind) => kind === 'new')).toBe(true);
    const [first2] = pictureOf(revealed(two.round)).topics;
    expect(first2!.change).toMatchObject({
      parts: [
        { of: ['down', 'same'], count: 0 },
        { of: ['up'], count: 48 }
      ],
      notComparable: null
    });
    // Codes of the two rounds never mix.
    expect(taken(two.round, first60[0]!).verdict.kind).toBe('round-before');
  }, 120_000);
});

describe('a number that would tie a code to a name', () => {
  test('never goes to the platform: not of this round, not as a receipt', async () => {
    const platform = new Memory(somebody('s1'));
    const run = await opened(week1, first, platform);
    await answer(run, { privacy: 1, 'own-p': 2 });
    const { part } = await tell(run);
    // Two parts with different numbers leave the same text behind.
    const again = platform.state;
    await (await run.app.participations).save({ ...part, result: part.result ^ 1, receipt: '0'.repeat(16) });
    await (await run.holder.open()).answers.amend(run.id!, { cursor: 'privacy.C1' as never }, Date.now());
    await (
      await run.holder.open()
    ).answers.amend(run.id!, { cursor: (await (await run.app.store).load(run.id!))!.head.cursor }, Date.now());
    expect(readState(platform.state!, run.course.topics)).toEqual({
      ...(readState(again!, run.course.topics) as KeptState),
      assessment: (readState(platform.state!, run.course.topics) as KeptState).assessment
    });
    expect(JSON.stringify(readState(platform.state!, run.course.topics))).not.toContain(String(part.result));
  });

  test('stays the same in this browser, and two learners on one browser have their own', async () => {
    const numberOf = async (platform: Memory) => {
      const run = await opened(week1, first, platform);
      if (!run.id) await answer(run, { privacy: 1, 'own-p': 2 });
      return (await run.part(run.id!)).result;
    };
    const [a, b] = [new Memory(somebody('a')), new Memory(somebody('b'))];
    const number = await numberOf(a);
    expect(await numberOf(a)).toBe(number);
    expect(await numberOf(b)).not.toBe(number);
  });
});

describe('a rubric changed in week 6', () => {
  /** Further on in what stayed, and back in what was changed. */
  async function twice(own: SoundRubric, by: 'platform' | 'browser' | 'device') {
    const where = by === 'device' ? 'device' : 'platform';
    const platform = new Memory(somebody('s1'));
    await answer(await opened(week1, first, platform, where), { privacy: 1, 'own-p': 1 }).then(async () => {
      await tell(await opened(week1, first, platform, where));
    });
    const run = await opened(week12(own), own, new Memory(somebody('s1'), by === 'platform' ? platform.state : null), where);
    expect(run.renewed).toEqual([]);
    await answer(run, { privacy: 2, 'own-p': 3, [`own-p.${LAST}`]: 0 });
    return { ...(await tell(run)), run };
  }

  test.each(['platform', 'device'] as const)('0.1.1 stays comparable, with nothing left out, with the answers on the %s', async (by) => {
    const { of } = await twice(mended, by);
    expect(of('own-p')).toMatchObject({ from: 'up' });
    expect(of('own-p').left ?? []).toEqual([]);
    expect(of('own-p').why).toBeUndefined();
  });

  test.each(['platform', 'device'] as const)(
    '0.2.0 leaves the changed criterion out and names it, with the answers on the %s',
    async (by) => {
      const { of } = await twice(changed, by);
      expect(of('own-p')).toMatchObject({ from: 'up', left: [LAST_TITLE] });
      expect(of('privacy')).toMatchObject({ from: 1, level: 2 });
    }
  );

  test('where only levels of then are here, the changed topic is not compared, and it says why', async () => {
    const { of } = await twice(changed, 'browser');
    expect(of('own-p')).toMatchObject({ from: null, why: 'receipt' });
    expect(of('privacy')).toMatchObject({ from: 1, level: 2 });
  });

  test('two versions never mix in a cohort', async () => {
    const { code } = await twice(changed, 'platform');
    expect(taken(empty(week12(changed)), code).verdict.kind).toBe('new');
    for (const other of [week12(first), week12(mended), week1]) expect(taken(empty(other), code).verdict.kind).not.toBe('new');
  });

  test('what was answered for week 1 is still there after week 12, as it was answered', async () => {
    const platform = new Memory(somebody('s1'));
    const before = await opened(week1, first, platform);
    const then = await answer(before, { privacy: 1, 'own-p': 1 });
    const run = await opened(week12(changed), changed, platform);
    await answer(run, { privacy: 2, 'own-p': 3 });
    const kept = readState(platform.state!, run.course.topics) as KeptState;
    const { own, others } = roundsIn(kept, markOf(week12(changed)));
    expect(own!.head.id).toBe(run.id);
    expect(others.map(({ assessment }) => assessment.head.id)).toEqual([then.head.id]);
    expect(Object.keys(others[0]!.assessment.entries).sort()).toEqual(Object.keys(then.entries).sort());
    expect(platform.state!.length).toBeLessThan(2_000);
  });
});

describe('looking back', () => {
  test('is kept with the answers, found again at another computer, and told in the code', async () => {
    const platform = new Memory(somebody('s1'));
    await answer(await opened(week1, first, platform), { privacy: 3, 'own-p': 2 });
    const later = week12(first, true);
    const run = await opened(later, first, platform);
    const now = await answer(run, { privacy: 3, 'own-p': 2 });
    const part = await run.part(run.id!);
    const look = await beginLookBack(part, now.head, run.app);
    run.lookBack(look);
    await answer(run, { privacy: 1, 'own-p': 2 }, look);
    expect(run.id).toBe(now.head.id);
    expect((await tell(run)).of('privacy')).toMatchObject({ level: 3, from: 3, then: 1 });

    // Another browser knows nobody of that name.
    const elsewhere = await opened(later, first, new Memory(somebody('elsewhere'), platform.state));
    expect(elsewhere.id).toBe(now.head.id);
    expect(await lookBackOf(await elsewhere.part(elsewhere.id!), elsewhere.app)).toMatchObject({ done: true });
    expect((await tell(elsewhere)).of('privacy')).toMatchObject({ level: 3, from: 3, then: 1 });
  });
});

describe('what a platform keeps of rounds', () => {
  const base = { steps: [], elsewhere: false, done: false };

  test('what was begun before there were rounds counts for the first', async () => {
    const platform = new Memory(somebody('s1'));
    const run = await opened(week1, first, platform);
    const { head, entries } = await answer(run, { privacy: 1, 'own-p': 1 });
    const old = readState(writeState({ ...base, assessment: { head, entries } }), run.course.topics) as KeptState;
    expect(old.round).toBeUndefined();
    expect(roundsIn(old, markOf(week1)).own?.head.id).toBe(head.id);
    expect(roundsIn(old, markOf(week12(first)))).toMatchObject({ own: null, others: [{ round: { round: 1 } }] });
  });

  test('“That is not mine” is kept, and week 1 then tells nothing', async () => {
    const platform = new Memory(somebody('s1'));
    await answer(await opened(week1, first, platform), { privacy: 1, 'own-p': 1 });
    const run = await opened(week12(first), first, platform);
    await answer(run, { privacy: 2, 'own-p': 2 });
    const part: Participation = await run.part(run.id!);
    expect((await earlierOf(part, run.app)).kind).toBe('own');
    await keepSaid(part, { mine: null }, run.app);
    const again = await opened(week12(first), first, platform);
    expect((await tell(again)).of('privacy').from).toBeNull();
  });
});
