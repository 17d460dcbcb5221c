// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { earlierOf, keepReceipt, timeLookedBackAt, toldBefore } from '#lib/app/before.ts';
import { changedTopics } from '#lib/app/changed-topics.ts';
import { sideOf } from '#lib/app/comparison.ts';
import { isReceiptLike } from '#lib/app/later-round.ts';
import { roundIn } from '#lib/app/joining.ts';
import { openNextRound, topicsOf, topicChoices } from '#lib/app/workshops.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Reached } from '#lib/domain/model.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import type { RubricFile, RubricRef, VersionChange } from '#lib/domain/rubric/rubric.ts';
import { handInCode, takeBackCode } from '#lib/domain/workshop/handing-in.ts';
import { readReceipt } from '#lib/domain/workshop/receipt.ts';
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
  return { app, parts, shelf, answered, told };
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
    expect(await earlierOf(part, app)).toEqual({ kind: 'none' });
    await keepReceipt(part, code.toLowerCase().replace(/^.{4}/, '$& '), app);
    const kept = (await (await app.participations).read('now'))!;
    expect(kept.receipt).toBe(code);
    expect((await told(kept)).told).toEqual({ information: { from: 2 }, writing: { from: 1 } });
    // Somebody else has joined the first round on this device: what is known to be one's own counts.
    await (await app.participations).save(first);
    expect(await earlierOf(kept, app)).toMatchObject({ kind: 'receipt' });
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

  test('of another workshop, mistyped, taken back or of a second round is declined by what it is', () => {
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
    ).toEqual({ kind: 'second-round' });
    expect(readReceipt('7KQ4', part)).toEqual({ kind: 'length', length: 4, of: 16 });
  });
});

describe('a second round is opened', () => {
  const opened = async (back: boolean) => {
    const { app } = device();
    const store = await app.workshops;
    const choices = (await topicChoices(app.shelf)).filter(({ id }) => id === 'information' || id === 'writing');
    const one = aWorkshop({ number: 7, topics: topicsOf(choices), title: 'Team', state: 'closed', lines: ['x'] });
    await store.save(one);
    const id = await openNextRound(one, back, app);
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
