// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { earlierOf, keepSaid, timeLookedBackAt, toldBefore } from '#lib/app/before.ts';
import { changedTopics } from '#lib/app/changed-topics.ts';
import { sideOf } from '#lib/app/comparison.ts';
import { keepLevels } from '#lib/app/handing-in.ts';
import { askedIn, beginLookBack, isReceiptLike, lookBackOf } from '#lib/app/later-round.ts';
import { roundIn } from '#lib/app/joining.ts';
import { openNextRound, topicsOf, topicChoices } from '#lib/app/workshops.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Reached } from '#lib/domain/model.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import type { RubricFile, RubricRef, VersionChange } from '#lib/domain/rubric/rubric.ts';
import { handInCode, takeBackCode } from '#lib/domain/workshop/handing-in.ts';
import { isReceipt, readReceipt, receiptLengths } from '#lib/domain/workshop/receipt.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Participation, WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import { invitationFragment, isInvitationFault, readInvitationFragment, type Invited } from '#lib/exchange/workshop/invitation-link.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { Participations } from '#lib/storage/stores/participations.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { aWorkshop } from '../support/workshops.ts';

const KNOWN = outlines.map(({ id }) => id);
const builtIn = (id: string): WorkshopTopic => ({ id, hash: hashOfBuiltIn(id)! });

/** A rubric of one's own in two versions, of which the second asks something else in its last criterion and in a new one. */
const [older, newer] = (() => {
  const { facts, words } = openRubricFile('presence');
  const version = (version: string, changes?: readonly VersionChange[]) => {
    const { changes: _, ...rest } = facts;
    return { facts: { ...rest, id: 'own-p', version, ...(changes && { changes }) }, words } as RubricFile;
  };
  const last = facts.criteria.at(-1)!.id;
  return [
    soundOf(version('1.0.0'), 'made up'),
    soundOf(version('1.1.0', [{ from: '1.0.0', criteria: [{ kind: 'not-comparable', from: [last], to: [last] }] }]), 'made up')
  ];
})();
const LAST = newer.file.facts.criteria.at(-1)!.id;

const criteriaOf = ({ id }: RubricRef) => (id === 'own-p' ? newer.file.facts : outlines.find((one) => one.id === id)!).criteria;

function device() {
  const tables = new MemoryTables();
  const [list, parts, shelf] = [new Assessments(tables), new Participations(tables), new Shelf(tables)];
  let ids = 0;
  const app = {
    store: Promise.resolve(new Answers(tables)),
    assessments: Promise.resolve(list),
    shelf: Promise.resolve(shelf),
    participations: Promise.resolve(parts),
    workshops: Promise.resolve(new Workshops(tables)),
    world: { now: () => 5_000, newId: () => `${(++ids).toString(16).padStart(8, '0')}abcdef` } as unknown as App['world']
  };
  /** @param levels of each topic, or of each criterion */
  async function answered(
    id: string,
    refs: readonly RubricRef[],
    levels: Readonly<Record<string, Reached>>,
    at: number,
    retrospectOf?: string
  ) {
    const rubrics = refs.map((one) => ({ ...one, criteria: criteriaOf(one) }));
    const head = { ...newHead({ rubrics, ...(retrospectOf ? { retrospectOf } : {}) }, id, at) };
    const entries = Object.fromEntries(
      refs.flatMap((ref) => {
        return criteriaOf(ref).map(({ id: criterion }) => {
          const key = `${ref.id}.${criterion}` as const;
          const level = levels[criterion] ?? levels[ref.id]!;
          const cells = Object.fromEntries(
            LEVELS.map((l) => [l, { value: l <= level ? (2 as const) : (0 as const), origin: 'given' as const, at }])
          );
          return [key, { assessment: id, criterion: key, cells, note: '', evidence: 'none' as const, at }];
        });
      })
    );
    await list.save({ head, entries });
  }
  const told = async (part: Participation) => toldBefore(part, (await sideOf(part.assessment, app, new Map()))!, app);
  return { app, parts, shelf, tables, answered, told };
}

const ref = (id: string): RubricRef => ({ id, version: outlines.find((one) => one.id === id)!.version });
const ownRef = ({ file, hash }: typeof newer): RubricRef => ({ id: 'own-p', version: file.facts.version, hash });
const partIn = (assessment: string, round: Partial<Participation>): Participation => ({
  assessment,
  number: 7,
  round: 1,
  topics: ['information', 'writing'].map(builtIn),
  title: '',
  result: 3,
  joinedAt: 1,
  ...round
});
const first = partIn('then', {});
const second = (topics = first.topics, then = topics, back = false): Participation =>
  partIn('now', { round: 2, topics, before: { tag: tagOf({ ...first, topics: then }), back, topics: then }, joinedAt: 2 });

describe('what a device tells of the first round', () => {
  test('both levels come from the device', async () => {
    const { parts, answered, told } = device();
    await answered('then', [ref('information'), ref('writing')], { information: 1, writing: 3 }, 100);
    await answered('now', [ref('information'), ref('writing')], { information: 2, writing: 3 }, 900);
    await parts.save(first);
    await parts.save(second());
    expect(await told(second())).toEqual({ told: { information: { from: 1 }, writing: { from: 3 } }, why: {}, left: {} });
  });

  test('with nothing of then, nothing is told; nor from another workshop', async () => {
    const { parts, answered, told } = device();
    await answered('then', [ref('information'), ref('writing')], { information: 1, writing: 3 }, 100);
    await answered('now', [ref('information'), ref('writing')], { information: 2, writing: 3 }, 900);
    await parts.save({ ...first, number: 8 });
    expect(await told(second())).toMatchObject({
      told: { information: { from: null }, writing: { from: null } },
      why: { information: 'nothing', writing: 'nothing' }
    });
  });

  test('looking back gives the level of then as seen from today, also where the first round is not here', async () => {
    const { app, answered, told } = device();
    const part = second(first.topics, first.topics, true);
    await answered('now', [ref('information'), ref('writing')], { information: 2, writing: 3 }, 900);
    expect((await told(part)).told.information).toEqual({ from: null, then: null });
    await answered('look', [ref('information'), ref('writing')], { information: 0, writing: 1 }, 950, await timeLookedBackAt(part, app));
    expect((await told(part)).told).toEqual({ information: { from: null, then: 0 }, writing: { from: null, then: 1 } });
  });

  test('of a rubric that was changed only the criteria that stayed are compared, the others are named, and versions are not mixed', async () => {
    const { parts, shelf, answered, told, app } = device();
    for (const one of [older, newer]) await shelf.save(one, 'received', 1, 'link');
    const [then, now] = [older, newer].map(({ hash }): WorkshopTopic[] => [{ id: 'own-p', hash }]);
    await parts.save({ ...first, topics: then! });
    const part = second(now, then);
    // What was asked otherwise then stood at 4, and would hide that all others moved.
    await answered('then', [ownRef(older)], { 'own-p': 1, [LAST]: 4 }, 100);
    await answered('now', [ownRef(newer)], { 'own-p': 2, [LAST]: 0 }, 900);
    const title = newer.file.words.en!.criteria[LAST]!.title;
    expect(await told(part)).toEqual({ told: { 'own-p': { from: 'up' } }, why: {}, left: { 'own-p': [title] } });
    // All that moved is what was asked otherwise.
    await answered('now', [ownRef(newer)], { 'own-p': 1, [LAST]: 4 }, 900);
    expect((await told(part)).told['own-p']).toEqual({ from: 'same' });
    // Too little of what stayed is answered.
    const side = (await sideOf('now', app, new Map()))!;
    expect(await toldBefore(part, { ...side, assessment: { ...side.assessment, entries: {} } }, app)).toMatchObject({
      told: { 'own-p': { from: null } },
      why: { 'own-p': 'changed' }
    });
    // Whoever leads it sees the same, from the rubrics alone.
    const versioned = (topics: readonly WorkshopTopic[], version: string) => topics.map((topic) => ({ ...topic, version }));
    const workshop = { topics: versioned(now!, '1.1.0'), before: { ...part.before!, topics: versioned(then!, '1.0.0') } };
    expect(await changedTopics(workshop, app)).toEqual([{ id: 'own-p', left: [title] }]);
  });
});

describe('a receipt', () => {
  const code = handInCode(first, [
    { level: 2, open: false },
    { level: 1, open: true }
  ]);

  test('says levels and open safety points of then, and is used once its owner said Yes', async () => {
    const { app, answered, told } = device();
    await answered('now', [ref('information'), ref('writing')], { information: 2, writing: 3 }, 900);
    const part = second();
    await (await app.participations).save(part);
    expect(readReceipt(code.toLowerCase(), part)).toEqual([
      { id: 'information', level: 2, open: false, isSame: true },
      { id: 'writing', level: 1, open: true, isSame: true }
    ]);
    expect(await earlierOf(part, app)).toEqual({ kind: 'none', others: false });
    await keepSaid(part, { receipt: code }, app);
    const kept = (await (await app.participations).read('now'))!;
    expect(kept.receipt).toBe(code);
    expect((await told(kept)).told).toEqual({ information: { from: 2 }, writing: { from: 1 } });
    // Somebody else has joined the first round on this device: what is known to be one's own counts.
    await (await app.participations).save(first);
    expect(await earlierOf(kept, app)).toMatchObject({ kind: 'receipt' });
    // It was not theirs after all: nothing is left of it.
    await keepSaid(kept, { receipt: undefined }, app);
    expect((await (await app.participations).read('now'))!).not.toHaveProperty('receipt');
  });

  test('of a rubric that was changed, or of which nobody knows, tells nothing', async () => {
    const changed = second(first.topics, [first.topics[0]!, { id: 'writing', hash: 'a'.repeat(32) }]);
    const receipt = handInCode({ ...first, topics: changed.before!.topics! }, [
      { level: 2, open: false },
      { level: 1, open: false }
    ]);
    expect(readReceipt(receipt, changed)).toMatchObject([{ isSame: true }, { isSame: false }]);
    const { answered, told } = device();
    await answered('now', [ref('information'), ref('writing')], { information: 2, writing: 3 }, 900);
    expect(await told({ ...changed, receipt })).toMatchObject({
      told: { information: { from: 2 }, writing: { from: null } },
      why: { writing: 'receipt' }
    });
    expect(isReceiptLike(changed, receipt)).toBe(true);
    // What a camera sees besides is passed over; a mistyped one and one of another workshop are told.
    expect(['https://example.org/join/#w=K7M2QD', 'K7M2QD', ''].filter((text) => isReceiptLike(changed, text))).toEqual([]);
    expect([code, receipt.replace(/^./, (sign) => (sign === '7' ? '8' : '7'))].every((text) => isReceiptLike(changed, text))).toBe(true);
    const typed = { ...second(), before: { tag: tagOf(first), back: false } };
    expect(readReceipt(code, typed)).toMatchObject([{ isSame: false }, { isSame: false }]);
  });

  test('of another workshop, mistyped, taken back or of another round is declined by what it is', () => {
    const part = second();
    const swapped = code.slice(0, 5) + (code[5] === '7' ? '8' : '7') + code.slice(6);
    expect(
      readReceipt(
        handInCode({ ...first, number: 9 }, [
          { level: 2, open: false },
          { level: 1, open: true }
        ]),
        part
      )
    ).toEqual({
      kind: 'other-workshop'
    });
    expect(readReceipt(swapped, part)).toEqual({ kind: 'wrong', places: [5] });
    expect(readReceipt(takeBackCode(first), part)).toEqual({ kind: 'taken-back' });
    expect(
      readReceipt(
        handInCode(part, [
          { level: 2, open: false },
          { level: 1, open: true }
        ]),
        part
      )
    ).toEqual({ kind: 'other-round', round: 2 });
    expect(readReceipt('7KQ4', part)).toEqual({ kind: 'length', length: 4, of: 16 });
  });
});

describe('where several people have joined on one device', () => {
  const refs = ['information', 'writing'].map(ref);
  const [anna, ben] = [partIn('anna', { joinedAt: 1, result: 3 }), partIn('ben', { joinedAt: 2, result: 4 })];
  const later = (assessment: string, more: Partial<Participation> = {}): Participation => ({
    ...second(),
    assessment,
    result: assessment.length,
    ...more
  });
  async function shared() {
    const made = device();
    await made.answered('anna', refs, { information: 2, writing: 1 }, 100);
    await made.answered('ben', refs, { information: 4, writing: 3 }, 200);
    await made.answered('now', refs, { information: 3, writing: 3 }, 900);
    for (const one of [anna, ben]) await made.parts.save(one);
    return made;
  }

  test('all are shown, and nothing is brought before a Yes; the choice stays with the part', async () => {
    const { app, parts, told } = await shared();
    const part = later('now');
    await parts.save(part);
    const earlier = await earlierOf(part, app);
    expect(earlier).toMatchObject({
      kind: 'ask',
      parts: [
        { part: { assessment: 'ben' }, at: 200, topics: [{ level: 4 }, { level: 3 }] },
        { part: { assessment: 'anna' }, at: 100, topics: [{ level: 2 }, { level: 1 }] }
      ]
    });
    expect(await told(part)).toMatchObject({ told: { information: { from: null } }, why: { information: 'ask', writing: 'ask' } });
    await keepSaid(part, { mine: 'anna' }, app);
    const kept = (await parts.read('now'))!;
    expect(await told(kept)).toMatchObject({ told: { information: { from: 2 }, writing: { from: 1 } }, why: {} });
    await keepSaid(kept, { mine: null }, app);
    const none = (await parts.read('now'))!;
    expect(await earlierOf(none, app)).toEqual({ kind: 'none', others: true });
    expect(await told(none)).toMatchObject({ told: { information: { from: null } }, why: { information: 'nothing' } });
    await keepSaid(none, { mine: undefined }, app);
    expect(await parts.read('now')).toEqual(part);
  });

  test('one alone counts without a question, and can be said to be somebody else’s', async () => {
    const { app, parts, answered } = device();
    await answered('anna', refs, { information: 2, writing: 1 }, 100);
    await parts.save(anna);
    expect(await earlierOf(second(), app)).toMatchObject({ kind: 'own', own: { part: { assessment: 'anna' } } });
    expect(await earlierOf({ ...second(), mine: null }, app)).toEqual({ kind: 'none', others: true });
    // Erased since: what is somebody else’s does not come in its place.
    expect(await earlierOf({ ...second(), mine: 'gone' }, app)).toEqual({ kind: 'none', others: true });
  });

  test('whoever joins a later round beside somebody else is asked, and who said so before is not', async () => {
    const { app, parts, answered } = device();
    await answered('anna', refs, { information: 2, writing: 1 }, 100);
    await parts.save(anna);
    const annas = later('now', { mine: 'anna' });
    await parts.save(annas);
    expect(await earlierOf(annas, app)).toMatchObject({ kind: 'own' });
    expect(await earlierOf(second(), app)).toMatchObject({ kind: 'own' });
    const { assessment: _, ...joining } = second();
    for (const one of [later('bens-now'), joining])
      expect(await earlierOf(one, app)).toMatchObject({ kind: 'ask', parts: [{ part: { assessment: 'anna' } }] });
  });

  test('a newer part without an answer hides none that has some, and is a reason to ask', async () => {
    const { app, parts, answered } = device();
    await answered('anna', refs, { information: 2, writing: 1 }, 100);
    for (const one of [anna, ben]) await parts.save(one);
    // Begun, and not answered: as the one of somebody who went before the first question.
    const rubrics = refs.map((one) => ({ ...one, criteria: criteriaOf(one) }));
    await (await app.assessments).save({ head: newHead({ rubrics }, 'ben', 200), entries: {} });
    expect(await earlierOf(second(), app)).toMatchObject({ kind: 'ask', parts: [{ part: { assessment: 'anna' } }] });
  });

  test('what is damaged is nobody’s own, in one answer or as a whole', async () => {
    const { app, tables } = await shared();
    const [entry] = (await tables.page('entries', { of: 'ben' })) as [object];
    await tables.put('entries', [{ ...entry, cells: { 7: { value: 2 } } }]);
    expect(await earlierOf(second(), app)).toMatchObject({ kind: 'ask', parts: [{ part: { assessment: 'anna' } }] });
    await tables.put('assessments', [{ id: 'anna', rubrics: 'torn' }]);
    expect(await earlierOf(second(), app)).toEqual({ kind: 'none', others: false });
  });

  test('each looks back at a time of their own, before and after they have said whose what is here is', async () => {
    const { app, parts, told } = await shared();
    const round = second(first.topics, first.topics, true);
    const [one, two] = ['now', 'other-now'].map((assessment, i): Participation => ({ ...round, assessment, result: 20 + i }));
    for (const part of [one!, two!]) await parts.save(part);
    const now = { rubrics: refs, role: undefined, setting: undefined } as never;
    const look = await beginLookBack(one!, now, app);
    expect(await lookBackOf(one!, app)).toEqual({ id: look, done: false });
    expect(await lookBackOf(two!, app)).toBeNull();
    expect(await askedIn(look, app)).toBe('now');
    const other = await beginLookBack(two!, now, app);
    expect((await lookBackOf(two!, app))!.id).toBe(other);
    expect((await lookBackOf(one!, app))!.id).toBe(look);
    expect(await askedIn(other, app)).toBe('other-now');
    // Saying whose it is loses nothing that was looked back at before.
    await keepSaid(one!, { mine: 'anna' }, app);
    const kept = (await parts.read('now'))!;
    expect((await lookBackOf(kept, app))!.id).toBe(look);
    expect((await told(kept)).told.information).toEqual({ from: 2, then: null });
    expect(await timeLookedBackAt(kept, app)).toBe('anna');
  });
});

describe('the levels of then', () => {
  const refs = ['information', 'writing'].map(ref);
  const lines = (levels: readonly (Reached | null)[]) =>
    levels.map((level, i) => ({ id: first.topics[i]!.id, state: 'told' as const, level, open: false }));

  test('are those that stood when their person chose, whatever became of the answers; of a part that has none, those of now', async () => {
    const { app, parts, answered, told } = device();
    await answered('then', refs, { information: 1, writing: 3 }, 100);
    await answered('now', refs, { information: 2, writing: 3 }, 900);
    await parts.save(first);
    await keepLevels(first, lines([1, null]), app);
    // Answered again before the second round.
    await answered('then', refs, { information: 4, writing: 4 }, 500);
    expect(await earlierOf(second(), app)).toMatchObject({ own: { topics: [{ level: 1 }, { level: null }] } });
    expect(await told(second())).toMatchObject({
      told: { information: { from: 1 }, writing: { from: null } },
      why: { writing: 'no-level' }
    });
    await parts.save(first);
    expect((await told(second())).told).toEqual({ information: { from: 4 }, writing: { from: 4 } });
  });

  test('stay once their round cannot be open any more, and nothing else that is kept with the part is lost', async () => {
    const { app, parts } = device();
    await parts.save({ ...first, group: 'G0' });
    expect(await keepLevels(first, lines([2, 3]), app)).toEqual({ ...first, group: 'G0', levels: [2, 3] });
    const late = { ...app, world: { ...app.world, now: () => first.joinedAt + 31 * 86_400_000 } };
    expect(await keepLevels(first, lines([4, 4]), late)).toMatchObject({ levels: [2, 3] });
    expect(await parts.read('then')).toMatchObject({ levels: [2, 3] });
  });
});

describe('from round to round', () => {
  const topics = (levels: readonly [Reached, Reached], back: boolean) =>
    levels.map((level, i) => ({ level, open: i === 1, from: (3 - i) as Reached, ...(back && { then: 0 as const }) }));

  test('the code of each round leads into the next, with the levels that it ended with and its open points', () => {
    for (const back of [false, true])
      for (const round of [2, 3]) {
        const then = { ...second(first.topics, first.topics, back), round };
        const part = { ...then, round: round + 1, before: { tag: tagOf(then), back: false, topics: then.topics } };
        const code = handInCode(then, topics([2, 1], back));
        expect(readReceipt(code, part)).toEqual([
          { id: 'information', level: 2, open: false, isSame: true },
          { id: 'writing', level: 1, open: true, isSame: true }
        ]);
        expect(isReceiptLike(part, code)).toBe(true);
        // Of directions nothing is taken for a level.
        const moved = handInCode(then, [
          { level: 4, open: false, from: 'up' },
          { level: null, open: false, from: 'down' }
        ]);
        expect(readReceipt(moved, part)).toMatchObject([{ level: 4 }, { level: null }]);
        expect(readReceipt(takeBackCode(then), part)).toEqual({ kind: 'taken-back' });
        expect(readReceipt(handInCode(first, topics([2, 1], false)), part)).toEqual({ kind: 'other-round', round: 1 });
        expect(readReceipt(handInCode({ ...then, number: 9 }, topics([2, 1], back)), part)).toEqual({ kind: 'other-workshop' });
        const slip = code.slice(0, 5) + (code[5] === '7' ? '8' : '7') + code.slice(6);
        expect(readReceipt(slip, part)).toEqual({ kind: 'wrong', places: [5] });
        expect(readReceipt(code.slice(0, 11), part)).toMatchObject({ kind: 'length', length: 11 });
      }
  });

  test('a round that was compared with none itself leads into the next by its shorter code', () => {
    const alone = { ...first, round: 2 };
    const part = { ...alone, round: 3, before: { tag: tagOf(alone), back: false, topics: alone.topics } };
    const code = handInCode(alone, topics([2, 1], false));
    expect(code).toHaveLength(16);
    expect(readReceipt(code, part)).toMatchObject([{ level: 2 }, { level: 1 }]);
  });

  test('how long a code may be is known by the round that it is of', () => {
    const of = (round: number, count: number) => receiptLengths({ round, topics: Array(count).fill(first.topics[0]) });
    expect([of(2, 5), of(2, 6), of(3, 5), of(4, 6)]).toEqual([[16], [20], [20, 24], [28, 30]]);
    expect([1, 2, 3, 4].map((round) => isReceipt({ round }))).toEqual([true, true, true, false]);
  });
});

describe('a second round is opened', () => {
  const opened = async (back: boolean) => {
    const { app } = device();
    const store = await app.workshops;
    const choices = (await topicChoices(app.shelf)).filter(({ id }) => id === 'information' || id === 'writing');
    const one = aWorkshop({ number: 7, topics: topicsOf(choices), title: 'Team', state: 'closed', lines: ['x'] });
    await store.save(one);
    const id = (await openNextRound(one, back, app))!;
    return { one, two: (await store.read(id))!.workshop, app };
  };

  test('from a closed one: the same number and topics, the first one’s tag, and no lines of before', async () => {
    const { one, two } = await opened(true);
    expect(two).toMatchObject({ number: 7, round: 2, title: 'Team', lines: [], state: 'open', before: { tag: tagOf(one), back: true } });
    expect(two.topics).toEqual(one.topics);
  });

  test('once: of two with one tag each would count the results of the other', async () => {
    const { one, two, app } = await opened(true);
    expect(await openNextRound(one, true, app)).toBe(two.id);
    expect(await openNextRound(one, false, app)).not.toBe(two.id);
    expect((await (await app.workshops).list()).workshops).toHaveLength(3);
  });

  test('not again once it was shown or closed and then removed; one that was open may be', async () => {
    const { one, two, app } = await opened(true);
    const store = await app.workshops;
    await store.remove(two.id);
    const again = (await openNextRound(one, true, app))!;
    expect(again).not.toBe(two.id);
    await store.close(again);
    await store.remove(again);
    expect(await openNextRound(one, true, app)).toBeNull();
    expect((await store.list()).workshops.map(({ id }) => id)).toEqual(['w1']);
    // Codes for a round that asks otherwise are others, and so are those of another workshop.
    expect(await openNextRound(one, false, app)).not.toBeNull();
    expect(await openNextRound({ ...one, number: 8 }, true, app)).not.toBeNull();
  });

  test('not from one that is open, or that only collects', async () => {
    const { one, app } = await opened(false);
    await expect(openNextRound({ ...one, state: 'open' }, false, app)).rejects.toThrow(RangeError);
    await expect(openNextRound({ ...one, collector: true }, false, app)).rejects.toThrow(RangeError);
    await expect(openNextRound({ ...one, round: 4 }, false, app)).rejects.toThrow(RangeError);
  });

  test('a phone has the same tag by link and by the ten typed symbols, and knows that nothing was changed', async () => {
    const { two } = await opened(true);
    const read = (fragment: string) => {
      const one = readInvitationFragment(fragment, KNOWN);
      if (!one || isInvitationFault(one)) throw new Error('no invitation');
      return one;
    };
    const link = invitationFragment(two, KNOWN);
    const typed = `w=${new URLSearchParams(link).get('w')!.toLowerCase()}`;
    const plain = (topics: readonly WorkshopTopic[]) => topics.map(({ id, hash }) => ({ id, hash }));
    for (const one of [link, typed].map(read)) {
      const round = await roundIn(one);
      expect(tagOf(round)).toBe(tagOf(two));
      expect(round.before!.topics).toEqual(plain(two.topics));
    }
  });

  test('where a rubric was changed, the link says what it was, and the typed code does not', async () => {
    const { two } = await opened(false);
    const then = two.topics.map((topic, i) => (i ? topic : { ...topic, hash: 'a'.repeat(32) }));
    const changed = { ...two, before: { ...two.before!, tag: tagOf({ number: 7, round: 1, topics: then }), topics: then } };
    const link = invitationFragment({ ...changed, title: '' }, KNOWN);
    expect(`https://waymark.example.org/join/#${link}`.length).toBeLessThanOrEqual(106);
    const round = await roundIn(readInvitationFragment(link, KNOWN) as Invited);
    expect(round.before!.topics!.map(({ hash }) => hash)).toEqual(then.map(({ hash }) => hash));
    const typed = await roundIn(readInvitationFragment(link.replace(/&then=.*/, ''), KNOWN) as Invited);
    expect(typed.before).not.toHaveProperty('topics');
    expect(tagOf(typed)).toBe(tagOf(round));
  });
});

test('the made-up versions are two contents', () => expect(contentHash(older.file)).not.toBe(contentHash(newer.file)));
