import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { describe, expect, test } from 'vitest';
import { rubricFactsSchema, withoutSchema } from '#lib/domain/rubric/rubric-file.ts';
import { writtenRequest, writtenView } from '#lib/domain/second/second-file.ts';
import { viewOf } from '#lib/domain/second/second.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { jsonSchemaOf, PUBLISHED } from '../../scripts/schema.ts';
import { factsOf, openRubricFile, readModel } from '../../scripts/rubrics-plugin.ts';
import { aValidFile } from '../domain/rubric-files.ts';
import { anyData } from '../support/personal.ts';
import { SEED, times } from '../support/scale.ts';
import { anySign } from '../support/signs.ts';

const { model } = readModel();
const ajv = new Ajv({ strict: false });
const published = new Map(PUBLISHED.map((one) => [one.name, { ...one, validate: ajv.compile(jsonSchemaOf(one)) }]));
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json;

/** Both verdicts on a value. */
function verdicts(name: string, value: unknown): { ajv: boolean; zod: boolean } {
  const { schema, validate } = published.get(name)!;
  // Stamps are written by a command, not in an editor: that file names no schema.
  const own = name === 'translated-1.json' ? value : withoutSchema(value);
  // Built-in facts may take the model's situations, which stand in them before they are checked.
  const { error } = name === 'facts-2.json' ? z.safeParse(rubricFactsSchema, factsOf(own, model)) : z.safeParse(schema, own);
  // That no two of a list have the same id, and that answers and situations belong to their assessment, no JSON Schema can say.
  return {
    ajv: validate(value),
    zod:
      !error || error.issues.every(({ message }) => ['id-twice', 'criterion-twice', 'other-assessment', 'not-answered'].includes(message))
  };
}

/** Made once: what is looked for here are faults in files, not files. */
const files = fc.sample(aValidFile, { numRuns: 60, seed: SEED });

/** Whole rubrics would make up most of the places in which something could be wrong; they have files of their own here. */
function withSmallRubrics(data: PersonalData): Json {
  const [{ facts, words }] = files as [RubricFile];
  const rubrics = data.rubrics.map((kept, i) => ({ ...kept, file: files[i]! }));
  // Whether bars are such as the floor lets through cannot be said in a schema.
  const workshops = data.workshops.map((one) => ({ ...one, workshop: { ...one.workshop, picture: null } }));
  return json(JSON.parse(writeData({ ...data, rubrics, workshops, drafts: data.drafts.map((draft) => ({ ...draft, facts, words })) })));
}

/** What somebody was asked, and answered. */
const secondRequests = fc
  .sample(anyData, { numRuns: 60, seed: 5 })
  .flatMap(({ given }) => given)
  .filter(({ answers }) => Object.keys(answers).length);

/** Valid values of each published file. */
const valid: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  'rubric-3.json': fc.constantFrom(...files.map(json)),
  'facts-2.json': fc.constantFrom(...files.flatMap(({ facts }) => [json(facts), json({ ...facts, situations: 'model' })])),
  'words-2.json': fc.constantFrom(...files.map(({ facts, words }) => json(words[facts.source ?? 'en']))),
  'translation-2.json': fc.constantFrom(...files.flatMap(({ words }) => Object.values(words).map(json))),
  'translated-1.json': fc
    .dictionary(fc.constantFrom('title', 'short', 'A1.2', 'A1.3'), fc.stringMatching(/^[0-9a-f]{8}$/), { minKeys: 1 })
    .map(json),
  'answers-7.json': fc.constantFrom(...fc.sample(anyData, { numRuns: 30, seed: 5 }).map((data) => withSmallRubrics(data))),
  'second-view-request-1.json': fc.constantFrom(
    ...secondRequests.map((request) => json(writtenRequest(request))),
    json(writtenRequest({ ...secondRequests[0]!, rubrics: [files[0]!] }))
  ),
  'second-view-1.json': fc.constantFrom(...secondRequests.map((request) => json(writtenView(viewOf(request))))),
  'model-1.json': fc.constant(json(model)),
  'model-words-1.json': fc.constantFrom(...['en', 'fi', 'sv', 'de'].map((language) => json(readModel('.', language).words)))
};

/** Anything that might stand where it does not belong. */
const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    1,
    4,
    5,
    -1,
    2.5,
    2 ** 53,
    '',
    'x',
    'en',
    '1.0.0',
    '1',
    'A1',
    'about',
    'toString',
    '2.4',
    '2.7',
    [],
    {},
    [1],
    [1, 2, 3]
  ),
  fc.constantFrom<Json>(
    'a\u202Eb',
    'a\nb',
    'a\uD83D',
    'ok 😀',
    'x'.repeat(2000),
    'x'.repeat(2001),
    'soft\u00ADhyphen',
    '0123abcd',
    'practice',
    'model'
  ),
  fc.string({ unit: anySign, maxLength: 5 }),
  fc.constantFrom<Json>(
    { '1': 'x' },
    { '3': { id: 'group', outOfRole: true } },
    { '3': { label: 'x' } },
    { '5': 'x' },
    { title: 'x' },
    { language: 'en', criteria: {} },
    Array.from({ length: 60 }, () => 1)
  )
);

type Change = { at: number; what: 'delete' | 'replace' | 'add' | 'rename' | 'repeat'; by: Json; key: string };
const aChange: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  what: fc.constantFrom('delete', 'replace', 'add', 'rename', 'repeat'),
  by: anything,
  key: fc.constantFrom(
    '1',
    '3',
    '5',
    'more',
    'A1',
    'about',
    'school',
    'constructor',
    'fi',
    'Fi',
    '$schema',
    'title',
    'practice',
    'a b',
    'levels',
    'situations',
    'outOfRole',
    'beyond'
  )
});

/** All places in a value at which something can be changed. */
function placesIn(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Array.isArray(value)
    ? value.map((one, i) => placesIn(one, [...path, i]))
    : Object.entries(value).map(([key, one]) => placesIn(one, [...path, key]));
  return [path, ...inner.flat()];
}

function changed(value: Json, { at, what, by, key }: Change): Json {
  const copy = structuredClone(value);
  const places = placesIn(copy);
  const path = places[at % places.length]!;
  if (path.length === 0) return what === 'replace' ? by : { ...(copy as object), [key]: by };
  const last = path.at(-1)!;
  const holder = path.slice(0, -1).reduce<Json>((inner, step) => (inner as Record<string | number, Json>)[step]!, copy) as Record<
    string | number,
    Json
  >;
  const own = holder[last]!;
  if (what === 'replace') holder[last] = by;
  else if (what === 'add' && own !== null && typeof own === 'object' && !Array.isArray(own)) own[key] = by;
  else if (what === 'repeat' && Array.isArray(own)) own.push(...structuredClone(own), ...structuredClone(own));
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else {
    if (what === 'rename') holder[key] = own;
    delete holder[last];
  }
  return copy;
}

describe.each([...published.keys()])('%s', (name) => {
  test('accepts what the app accepts', () =>
    fc.assert(
      fc.property(valid[name]!, (value) => void expect(verdicts(name, value)).toEqual({ ajv: true, zod: true })),
      times(100)
    ));

  test('says the same as the app’s own check of whatever is changed', () => {
    const seen = { good: 0, bad: 0 };
    fc.assert(
      fc.property(valid[name]!, fc.array(aChange, { minLength: 1, maxLength: 3 }), (value, changes) => {
        const spoilt = changes.reduce(changed, value);
        const both = verdicts(name, spoilt);
        expect(both.ajv).toBe(both.zod);
        seen[both.zod ? 'good' : 'bad']++;
      }),
      times(500)
    );
    // Both kinds came up, so that the agreement says something.
    expect(Math.min(seen.good, seen.bad)).toBeGreaterThan(20);
  });

  test('tells an editor what it is, and lets a file name it', () => {
    const schema = jsonSchemaOf(published.get(name)!);
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: expect.any(String),
      description: expect.any(String)
    });
  });
});

test('the built-in files keep to their schemas', () => {
  for (const id of model.competencies) {
    expect(verdicts('rubric-3.json', openRubricFile(id))).toEqual({ ajv: true, zod: true });
    const file = (name: string) => JSON.parse(readFileSync(`rubrics/${id}/${name}.json`, 'utf8')) as unknown;
    // As it stands there, and with the line that an author may put into it.
    for (const facts of [file('rubric'), { $schema: '../../build/schema/facts-2.json', ...(file('rubric') as object) }])
      expect(verdicts('facts-2.json', facts)).toEqual({ ajv: true, zod: true });
    expect(verdicts('words-2.json', file('en')).ajv).toBe(true);
    expect(verdicts('translation-2.json', file('fi')).ajv).toBe(true);
    expect(verdicts('translated-1.json', file('translated/fi')).ajv).toBe(true);
  }
});

test('only the facts in a folder may take the model’s situations: a rubric that travels has its own, and no other word is one', () => {
  const facts = (situations: unknown) => ({ ...openRubricFile('writing').facts, situations });
  expect(verdicts('facts-2.json', facts('model'))).toEqual({ ajv: true, zod: true });
  expect(verdicts('facts-2.json', facts('mine'))).toEqual({ ajv: false, zod: false });
  expect(verdicts('rubric-3.json', { ...openRubricFile('writing'), facts: facts('model') })).toEqual({ ajv: false, zod: false });
});

describe('what a schema cannot say', () => {
  const file = openRubricFile('writing');
  test.each<[string, RubricFile]>([
    ['an id in the words that the facts have not', { ...file, words: { ...file.words, fi: { ...file.words.fi!, criteria: { X9: {} } } } }],
    ['a source without words', { ...file, facts: { ...file.facts, source: 'ar' } }],
    ['a version that leads from itself', { ...file, facts: { ...file.facts, changes: [{ from: file.facts.version, criteria: [] }] } }]
  ])('%s is left to the command', (_what, odd) => expect(verdicts('rubric-3.json', odd)).toEqual({ ajv: true, zod: true }));

  test('a rare character counts as one in both', () => {
    const long = (count: number) => ({ language: 'en', title: '😀'.repeat(count), criteria: {} });
    expect(verdicts('translation-2.json', long(2000))).toEqual({ ajv: true, zod: true });
    expect(verdicts('translation-2.json', long(2001))).toEqual({ ajv: false, zod: false });
  });
});

test('an editor can offer the levels by name', () => {
  const schema = jsonSchemaOf(published.get('translation-2.json')!) as {
    properties: Record<string, { properties?: object; description?: string }>;
  };
  expect(Object.keys(schema.properties.situations!.properties!)).toEqual(['1', '2', '3', '4']);
  expect(schema.properties.situations!.description).toContain('for all four levels, or left out');
});
