/** Made-up data of a person for property tests: small, with ids and times that meet often. */
import * as fc from 'fast-check';
import { STORED_ORIGINS, type Cells } from '#lib/domain/assessment/answer.ts';
import {
  EVIDENCE,
  timed,
  type Assessment,
  type CriterionKey,
  type Entry,
  type Head,
  type OutOfRole
} from '#lib/domain/assessment/assessment.ts';
import type { KeptRubric, PersonalData } from '#lib/domain/person/personal-data.ts';
import type { Asked, Given } from '#lib/domain/second/second.ts';
import type { Level } from '#lib/domain/model.ts';
import { STEP_STATES, type PlanStep } from '#lib/domain/plan/plan.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { shown, shownOf, type LevelCounts } from '#lib/domain/workshop/floor.ts';
import type { LedWorkshop } from '#lib/domain/workshop/led.ts';
import type { Picture } from '#lib/domain/workshop/picture.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { aFile } from '../domain/rubric-files.ts';

/** Any text at all: whatever ends a line, a cell or a mark-up, is run, is not seen, or is half of a sign. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.string({
    unit: fc.constantFrom(
      ...[
        '\r',
        '\n',
        '\r\n',
        ';',
        ',',
        ':',
        '\\',
        '"',
        "'",
        'n',
        'N',
        '\u2028',
        '\u0085',
        '\0',
        '\t',
        '\x7f',
        '\uFEFF',
        '\u200B',
        '\u202E',
        '\u3000'
      ],
      ...[
        'é',
        '😀',
        'ﷺ',
        '\uD800',
        '\uDC00',
        '\uFFFE',
        ' ',
        '=',
        '+',
        '-',
        '@',
        '＝',
        '<',
        '>',
        '&',
        ']]>',
        '-->',
        '%',
        '/',
        '.',
        'BEGIN:VEVENT',
        'ATTACH:x'
      ]
    ),
    maxLength: 20
  })
);

/** Few moments, so that two devices often have answers of the same one. */
const time = fc.integer({ min: 1, max: 6 });
const text = fc.oneof(fc.constantFrom('', 'a', 'ä “quoted”; =1+1', '<b>x</b>\n__proto__'), fc.string({ unit: 'grapheme', maxLength: 12 }));

const cell = fc.record({ value: fc.constantFrom(0, 1, 2, 'na' as const), origin: fc.constantFrom(...STORED_ORIGINS), at: time });
const cells = fc.record({ 1: cell, 2: cell, 3: cell, 4: cell }, { requiredKeys: [] }) as fc.Arbitrary<Cells>;

const KEYS: readonly CriterionKey[] = ['privacy.C1', 'privacy.C2', 'privacy.C3'];
const entry = (assessment: string, criterion: CriterionKey): fc.Arbitrary<Entry> =>
  fc
    .record({ cells, note: text, evidence: fc.constantFrom(...EVIDENCE), at: time, noteAt: fc.nat(6), evidenceAt: fc.nat(6) })
    .map(({ noteAt, evidenceAt, ...own }) => timed({ assessment, criterion, ...own }, noteAt, evidenceAt));

const some = <T>(all: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T[]> =>
  fc
    .tuple(...all.map((one) => fc.option(one, { nil: undefined })))
    .map((list) => (list as (T | undefined)[]).filter((one) => one !== undefined));

/** Of two situations, each said or taken back, and then of some criteria asked all the same. */
const said = (situation: string, level: Level): fc.Arbitrary<OutOfRole> =>
  fc.record({
    situation: fc.constant(situation),
    at: time,
    where: fc.constantFrom<OutOfRole['where']>({}, { privacy: { level, asked: [] } }, { privacy: { level, asked: ['C2'] } })
  });

const head = (id: string): fc.Arbitrary<Head> =>
  fc.record(
    {
      id: fc.constant(id),
      name: text,
      createdAt: time,
      updatedAt: time,
      rubrics: fc.constantFrom([{ id: 'privacy', version: '1.0.0' }], [{ id: 'privacy', version: '1.0.0', hash: '0'.repeat(32) }]),
      size: fc.constant(7),
      role: fc.constantFrom(null, 'advisor'),
      setting: fc.constant(null),
      targets: fc.constantFrom<Head['targets'][]>({}, { privacy: 2 }, { privacy: 3 }),
      cursor: fc.constantFrom(...KEYS),
      scope: some([said('community', 4), said('group', 3)])
    },
    {
      noNullPrototype: true,
      requiredKeys: ['id', 'name', 'createdAt', 'updatedAt', 'rubrics', 'size', 'role', 'setting', 'targets', 'cursor']
    }
  );

export const anyAssessment = (id: string): fc.Arbitrary<Assessment> =>
  fc.record({
    head: head(id),
    entries: fc.record(Object.fromEntries(KEYS.map((key) => [key, entry(id, key)])), { requiredKeys: [] })
  }) as fc.Arbitrary<Assessment>;

const step = (id: string): fc.Arbitrary<PlanStep> =>
  fc.record({
    id: fc.constant(id),
    what: text,
    why: text,
    aim: fc.constantFrom(null, { criterion: KEYS[0]!, level: 2 as const, assessment: 'a' }),
    by: fc.constantFrom(null, '2026-03-09'),
    with: text,
    state: fc.constantFrom(...STEP_STATES),
    note: text,
    order: fc.integer({ min: -3, max: 3 }),
    createdAt: time,
    at: time
  });

/** Small ones: a property is checked a hundred times. */
const FILES = [aFile(['C1'], { id: 'own-b' }), aFile(['C1', 'C2'], { id: 'own-c' })];
const RUBRICS = FILES.map((file) => soundOf(file, file.facts.id));
const kept = (i: number): fc.Arbitrary<KeptRubric> =>
  fc
    .record(
      { rubric: fc.constant(RUBRICS[i]!), origin: fc.constantFrom('own', 'received', 'cited'), from: fc.constant('x.json'), at: time },
      { requiredKeys: ['rubric', 'origin', 'at'] }
    )
    .map(({ rubric, ...kept }) => ({ ...rubric, ...kept }));
const draft = (id: string): fc.Arbitrary<Draft> =>
  time.map((at) => ({ id, facts: { ...FILES[0]!.facts, id: 'own-a' }, words: { en: { ...FILES[0]!.words.en!, title: `At ${at}` } }, at }));

const topics = fc.constantFrom(
  [{ id: 'privacy', hash: 'a'.repeat(32) }],
  [
    { id: 'privacy', hash: 'a'.repeat(32) },
    { id: 'writing', hash: 'b'.repeat(32) }
  ]
);
const pictures = (
  [
    [0, 0, 1, 4, 6, 1],
    [1, 0, 3, 9, 7, 2]
  ] as const
).map((counts: LevelCounts): Picture => {
  const of = counts.reduce((sum, one) => sum + one, 0);
  return { of, topics: [{ topic: 'privacy', levels: shown(counts), open: shownOf(4, of) }] };
});
/** Without results: an open file has none. */
const led = (id: string): fc.Arbitrary<LedWorkshop> =>
  fc
    .record({
      number: fc.constant(5),
      round: fc.constant(1),
      topics,
      title: text,
      openedAt: time,
      state: fc.constantFrom('open', 'shown', 'closed'),
      picture: fc.constantFrom(...pictures),
      lines: fc.array(text, { maxLength: 3 })
    })
    .map((one) => ({ workshop: { id, ...one, picture: one.state === 'open' ? null : one.picture }, results: [] }));
const participation = (assessment: string): fc.Arbitrary<Participation> =>
  fc.record({
    assessment: fc.constant(assessment),
    number: fc.constant(5),
    round: fc.constant(1),
    topics,
    title: text,
    result: fc.integer({ min: 0, max: 3 }),
    joinedAt: time
  });

const HEX = ['00000000000000a1', '00000000000000a2'];
const signs = fc.constantFrom('2210', '-?-0', '????');
const seen = fc.record({ 'privacy.C1': signs, 'privacy.C2': signs }, { requiredKeys: [] });
const seenName = fc.constantFrom('', 'Aino', '<b>x</b>');
const askedTopics = [{ id: 'privacy', version: '1.0.0', hash: 'a'.repeat(32), criteria: ['C1', 'C2'] }];
/** Of one request what was asked is the same on every device. */
const asked = (number: string): fc.Arbitrary<Asked> =>
  fc.record(
    {
      number: fc.constant(number),
      assessment: fc.constant('a'),
      topics: fc.constant(askedTopics),
      name: fc.constant('Me'),
      askedAt: fc.constant(1),
      withdrawnAt: time,
      views: some(HEX.map((id) => fc.record({ id: fc.constant(id), name: seenName, answers: seen, keptAt: time }))).map((views) =>
        views.sort((x, y) => x.keptAt - y.keptAt || (x.id < y.id ? -1 : 1))
      )
    },
    { requiredKeys: ['number', 'assessment', 'topics', 'name', 'askedAt', 'views'] }
  ) as fc.Arbitrary<Asked>;
const given = (number: string): fc.Arbitrary<Given> =>
  fc.record({
    number: fc.constant(number),
    topics: fc.constant(askedTopics),
    name: seenName,
    rubrics: fc.constant([]),
    id: fc.constantFrom(...HEX),
    by: seenName,
    answers: seen,
    at: time
  }) as fc.Arbitrary<Given>;

/** Whose it is says nothing of what is in it: tests of that name it themselves. Each part in the order of its ids, as `mergeData` gives it. */
export const anyData: fc.Arbitrary<PersonalData> = fc.record({
  assessments: some(['a', 'b', 'c'].map(anyAssessment)),
  plan: some(['s', 't', 'u'].map(step)),
  rubrics: some([0, 1].map(kept)),
  drafts: some(['d', 'e'].map(draft)),
  workshops: some(['v', 'w'].map(led)),
  participations: some(['a', 'b'].map(participation)),
  asked: some(HEX.map(asked)),
  given: some(HEX.map(given))
});
