/** What pages fall over, or could not bear, comes in by no door: ids that are any text, twins, far too many, days and times that are none. */
import { describe, expect, test } from 'vitest';
import type { DataError } from '#lib/domain/faults.ts';
import { LIMITS, LIST_LIMITS } from '#lib/domain/limits.ts';
import { NOTHING, type PersonalData } from '#lib/domain/person/personal-data.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { changeStep, moveStep, newStep } from '#lib/domain/plan/plan-changes.ts';
import { FORMAT, FORMAT_VERSION } from '#lib/domain/person/personal-file.ts';
import { open } from '#lib/exchange/door.ts';
import { readData, writeData } from '#lib/exchange/personal/file.ts';
import { reader, type Table } from '#lib/storage/tables/schema.ts';
import * as rows from '#lib/storage/tables/rows.ts';
import { aFile } from '../domain/rubric-files.ts';
import { aWorkshop } from '../support/workshops.ts';

const HASH = '0123456789abcdef0123456789abcdef';
const step = (id: string, more: object = {}) => ({
  ...{ id, what: 'Ask', why: '', aim: null, by: null, with: '', state: 'todo', note: '', order: 1, createdAt: 1, at: 1 },
  ...more
});
const head = (more: object = {}) => ({
  ...{ id: 'a', name: '', createdAt: 1, updatedAt: 1, rubrics: [{ id: 'privacy', version: '1.0.0' }], size: 7, role: null, setting: null },
  ...{ targets: {}, cursor: 'privacy.C1' },
  ...more
});
const entry = (criterion = 'privacy.C1', more: object = {}) => ({
  ...{ assessment: 'a', criterion, cells: { 1: { value: 2, origin: 'given', at: 1 } }, note: '', evidence: 'none', at: 1 },
  ...more
});
const words = { en: { language: 'en', criteria: {} } };
const facts = { id: 'own-x', version: '1.0.0', keyLevel: 1, source: 'en', criteria: [] };
const draft = (id: string, more: object = {}) => ({ id, facts, words, at: 1, ...more });
const kept = (i: number) => ({ file: aFile(['A1'], { id: `own-${i}` }), origin: 'own', at: 1 });
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

const file = (parts: object) => ({
  format: FORMAT,
  version: FORMAT_VERSION,
  assessments: [],
  plan: [],
  rubrics: [],
  drafts: [],
  workshops: [],
  participations: [],
  asked: [],
  given: [],
  ...parts
});
const answered = (headMore: object = {}, entries: unknown[] = [entry()]) => file({ assessments: [{ head: head(headMore), entries }] });

/** @returns "place code", or "read" */
function saidOf(value: unknown): string {
  try {
    const data = readData(value, 'mine.json');
    expect(readData(JSON.parse(writeData(data)), 'again')).toEqual(data);
    return 'read';
  } catch (error) {
    expect(error).toMatchObject({ name: 'DataError', file: 'mine.json' });
    const { place, code } = error as DataError;
    return `${place} ${code}`;
  }
}

describe('ids are a line of visible characters, wherever they stand', () => {
  const ENDS = [
    's1\r\nATTACH:http://example.org/x',
    'a\tb',
    'a\u2028b',
    'a\u202Eb',
    '\0',
    '\uD800',
    '',
    '__proto__',
    'constructor',
    'toString',
    'x'.repeat(65)
  ];

  /** Up to version 0.2 a file could bring in any of these, and rows may have them. */
  const ODD = ['a.b', '_x', '-', 'a b', 'ä', '"><b>', '=1+1', '../../x', 'me & you=1#2 50%41+ü/?"é'];

  test.each(ENDS.map((id) => [id]))('%j is none', (id) => {
    expect(saidOf(answered({ id }, []))).toBe('assessments.0.head.id bad-record-id');
    expect(saidOf(answered({}, [entry('privacy.C1', { assessment: id })]))).toBe('assessments.0.entries.0.assessment bad-record-id');
    expect(saidOf(answered({ retrospectOf: id }))).toBe('assessments.0.head.retrospectOf bad-record-id');
    expect(saidOf(file({ plan: [step(id)] }))).toBe('plan.0.id bad-record-id');
    const aim = { criterion: 'privacy.C1', level: 2, assessment: id };
    expect(saidOf(file({ plan: [step('s', { aim })] }))).toBe('plan.0.aim.assessment bad-record-id');
    expect(saidOf(file({ drafts: [draft(id)] }))).toBe('drafts.0.id bad-record-id');
    expect(saidOf(file({ drafts: [draft('d', { basedOn: id })] }))).toBe('drafts.0.basedOn bad-hash');
  });

  test.each([HASH, '2f9d7c1e-5a0b-4c7d-9f11-0c2f7a6b1e01', 'one', 'a_1', '7', 'x'.repeat(64), ...ODD])('%s is one', (id) =>
    expect(saidOf(file({ plan: [step(id)], assessments: [{ head: head({ id }), entries: [] }], drafts: [draft(id)] }))).toBe('read')
  );

  test.each(['1', 'v1.0.0', '1.0.0\n', '../1.0.0', 'x'.repeat(10_000)])('%j is no version of what was answered', (version) =>
    expect(saidOf(answered({ rubrics: [{ id: 'privacy', version }] }))).toBe('assessments.0.head.rubrics.0.version bad-version')
  );
});

describe('a draft’s id is never a rubric’s hash', () => {
  test('one that looks like it comes in under an id of its own, and goes out under that', () => {
    const { drafts } = readData(file({ drafts: [draft(HASH)] }), 'mine.json');
    expect(drafts[0]!.id).toBe(`draft-${HASH}`);
    expect(readData(JSON.parse(writeData({ ...NOTHING, drafts })), 'again').drafts).toEqual(drafts);
  });

  test('both ids in one file are one draft twice', () =>
    expect(saidOf(file({ drafts: [draft(HASH), draft(`draft-${HASH}`)] }))).toBe('drafts.1.id id-twice'));
});

describe('twins are declined where the second one stands', () => {
  test.each([
    ['an assessment', file({ assessments: many(2, () => ({ head: head(), entries: [] })) }), 'assessments.1.head.id id-twice'],
    [
      'a rubric that was answered',
      answered({ rubrics: many(2, (i) => ({ id: 'privacy', version: `1.0.${i}` })) }),
      'assessments.0.head.rubrics.1.id id-twice'
    ],
    ['a criterion', answered({}, [entry(), entry()]), 'assessments.0.entries.1.criterion criterion-twice'],
    ['a step', file({ plan: [step('s'), step('t'), step('s')] }), 'plan.2.id id-twice'],
    ['a rubric', file({ rubrics: [kept(1), kept(2), kept(1)] }), 'rubrics.2 rubric-twice'],
    ['a draft', file({ drafts: [draft('d'), draft('d')] }), 'drafts.1.id id-twice'],
    [
      'a criterion of a draft',
      file({ drafts: [draft('d', { facts: { ...facts, criteria: many(2, () => ({ id: 'A1', essential: [] })) } })] }),
      'drafts.0.facts.criteria.1.id criterion-twice'
    ]
  ])('%s', (_, value, said) => expect(saidOf(value)).toBe(said));

  test('levels and competences that a rubric’s author named twice count once', async () => {
    const { facts, ...rest } = aFile(['A1'], { id: 'own-x' });
    const twice = { ...rest, facts: { ...facts, criteria: [{ ...facts.criteria[0]!, digcomp: ['2.4', '2.4'] }] } };
    const bytes = new TextEncoder().encode(JSON.stringify(twice));
    const { rubric } = await open({ kind: 'rubric', bytes, name: 'r.json', language: 'en' });
    const { rubricIn } = await import('#lib/domain/rubric/rubric-join.ts');
    expect(rubricIn(rubric!.file, 'en').criteria[0]!.digcomp).toEqual(['2.4']);
  });
});

describe('there may be much, and no more', () => {
  const PARTS: Readonly<Record<keyof typeof LIST_LIMITS, (i: number) => unknown>> = {
    assessments: (i: number) => ({ head: head({ id: `a${i}` }), entries: [] }),
    plan: (i: number) => step(`s${i}`),
    rubrics: kept,
    drafts: (i: number) => draft(`d${i}`),
    workshops: (i: number) => ({ workshop: aWorkshop({ id: `w${i}` }), results: [] }),
    participations: (i: number) => ({
      assessment: `a${i}`,
      number: 1,
      round: 1,
      topics: [{ id: 'privacy', hash: HASH }],
      title: '',
      result: 1,
      joinedAt: 1
    }),
    asked: (i: number) => ({
      number: i.toString(16).padStart(16, '0'),
      assessment: `a${i}`,
      topics: [{ id: 'privacy', version: '1.0.0', hash: HASH, criteria: ['C1'] }],
      name: '',
      askedAt: 1,
      views: []
    }),
    given: (i: number) => ({
      number: i.toString(16).padStart(16, '0'),
      topics: [{ id: 'privacy', version: '1.0.0', hash: HASH, criteria: ['C1'] }],
      name: '',
      rubrics: [],
      id: '0'.repeat(16),
      by: '',
      answers: {},
      at: 1
    })
  };

  test.each(Object.entries(LIST_LIMITS) as [keyof typeof PARTS, number][])('%s: up to %i', (part, most) => {
    expect(saidOf(file({ [part]: many(most + 1, PARTS[part]) }))).toBe(`${part} long-list`);
    if (part !== 'rubrics') expect(saidOf(file({ [part]: many(most, PARTS[part]) }))).toBe('read');
  });

  test('in one assessment', () => {
    const rubrics = (count: number) => many(count, (i) => ({ id: `own-${i}`, version: '1.0.0' }));
    expect(saidOf(answered({ rubrics: rubrics(LIMITS.rubricsAnswered) }))).toBe('read');
    expect(saidOf(answered({ rubrics: rubrics(LIMITS.rubricsAnswered + 1) }))).toBe('assessments.0.head.rubrics long-list');
    const entries = (count: number) => many(count, (i) => entry(`own-${i % 50}.c${i}`));
    expect(saidOf(answered({}, entries(LIMITS.criteriaAnswered)))).toBe('read');
    expect(saidOf(answered({}, entries(100_000)))).toBe('assessments.0.entries long-list');
    expect(saidOf(answered({ size: LIMITS.criteriaAnswered + 1 }))).toBe('assessments.0.head.size bad-number');
    const targets = Object.fromEntries(many(LIMITS.rubricsAnswered + 1, (i) => [`own-${i}`, 2]));
    expect(saidOf(answered({ targets }))).toBe('assessments.0.head.targets long-list');
  });

  test('a plan of 125,000 steps is declined as it is, not let in without them', async () => {
    const text = JSON.stringify(file({ assessments: [{ head: head(), entries: [] }], plan: many(125_000, PARTS.plan) }));
    const asked = open({ kind: 'data', bytes: new TextEncoder().encode(text), name: 'mine.json' });
    await expect(asked).rejects.toMatchObject({ code: 'long-list', place: 'plan', values: { most: LIMITS.steps } });
  });

  test.each([1e308, -1e308, LIMITS.order + 1, Infinity, null])('%d is no place in the order', (order) =>
    expect(saidOf(file({ plan: [step('s', { order })] }))).toMatch(/^plan\.0\.order /)
  );

  test('steps at the very ends of the order have others after and before them', () => {
    const at = (id: string, order: number) => step(id, { order }) as PlanStep;
    const steps = [at('a', -LIMITS.order), at('b', 0), at('c', LIMITS.order)];
    const added = newStep(steps, { what: 'More' }, 'd', 2);
    const moved = [moveStep(steps, steps, 'b', 0, 2), moveStep(steps, steps, 'b', 2, 2)];
    for (const changed of [[added], ...moved]) expect(saidOf(file({ plan: changed }))).toBe('read');
    expect(moved.map((list) => list.map(({ id, order }) => [id, order]))).toEqual([
      [
        ['b', 1],
        ['a', 2],
        ['c', 3]
      ],
      [
        ['a', 1],
        ['c', 2],
        ['b', 3]
      ]
    ]);
    expect(changeStep(added, { note: 'x' }, 3).order).toBe(LIMITS.order);
  });
});

test.each(['2026-02-30', '0000-01-01', '12026-01-01', '2026-1-1', 'soon', 7])('%j is no day of a step', (by) =>
  expect(saidOf(file({ plan: [step('s', { by })] }))).toBe('plan.0.by bad-day')
);

test.each(['{"__proto__": {"level": 4}}', '{"\\u005f_proto__": 2}'])('nothing is left out unsaid: targets %s', async (targets) => {
  const text = JSON.stringify(answered({ targets: 'TARGETS' })).replace('"TARGETS"', targets);
  const asked = open({ kind: 'data', bytes: new TextEncoder().encode(text), name: 'mine.json' });
  await expect(asked).rejects.toMatchObject({ code: 'unknown-key', place: 'assessments.0.head.targets', values: { keys: '__proto__' } });
});

test('the same word in a note is a word', async () => {
  const text = JSON.stringify(answered({}, [entry('privacy.C1', { note: '"__proto__": {}' })]));
  const { assessments } = (await open({ kind: 'data', bytes: new TextEncoder().encode(text), name: 'mine.json' })) as PersonalData;
  expect(assessments[0]!.entries['privacy.C1']!.note).toBe('"__proto__": {}');
});

describe('rows that are stored are held to the same', () => {
  const damageOf = (table: Table, row: unknown) => {
    const read = reader(table as 'plan', rows)(row);
    return 'damage' in read ? read.damage.reason : 'read';
  };

  test.each([
    ['assessments', head(), 'read'],
    ['assessments', head({ updatedAt: 1.7e18 }), /^updatedAt is not a time/],
    ['assessments', head({ rubrics: many(2, () => ({ id: 'privacy', version: '1.0.0' })) }), /^rubrics\.1\.id is there twice/],
    ['entries', entry('privacy.C1', { at: -1 }), /^at is not a time/],
    ['entries', entry('privacy.C1', { assessment: 'a\nb' }), /^assessment an id is a line/],
    ['plan', step('s\r\nX:1'), /^id an id is a line/],
    ['plan', step('s', { order: 1e300 }), /^order /],
    [
      'shelf',
      { key: 'x', kind: 'published', id: 'own-x', version: '1.0.0', titles: {}, source: 'en', criteria: 1, origin: 'own', at: 1 },
      /^key is not what a hash/
    ]
  ] as [Table, unknown, string | RegExp][])('%s %#', (table, row, said) => expect(damageOf(table, row)).toMatch(said));
});
