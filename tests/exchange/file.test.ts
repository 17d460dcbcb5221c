import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DataError } from '#lib/domain/faults.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { FORMAT, FORMAT_VERSION } from '#lib/domain/person/personal-file.ts';
import { readData, writeAssessments, writeData } from '#lib/exchange/personal/file.ts';
import { anyAssessment, anyData } from '../support/personal.ts';
import { times } from '../support/scale.ts';

/** A file on its way to being damaged. */
interface Loose {
  assessments: { head: Record<string, unknown>; entries: Record<string, unknown>[] }[];
}

const inCell = (cell: unknown) => (f: Loose) => void (f.assessments[0]!.entries[0]!.cells = { 1: cell });
/** What is said of situations, each of them sound but for what is given. */
const said =
  (...all: object[]) =>
  (f: Loose) =>
    void (f.assessments[0]!.head.scope = all.map((one) => ({ situation: 'group', at: 1, where: {}, ...one })));
const HERE = { level: 3, asked: [] };
const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);

const read = (text: string) => readData(JSON.parse(text), 'mine.json');

describe('a person’s data as a file', () => {
  test('is the same when it is read again', () =>
    fc.assert(
      fc.property(anyData, (data) => {
        expect(read(writeData(data))).toEqual(data);
      }),
      times(60)
    ));

  test('of one assessment holds nothing else', () =>
    fc.assert(
      fc.property(anyAssessment('a'), (one) => {
        expect(read(writeAssessments([one]))).toEqual({ ...NOTHING, assessments: [one] });
      }),
      times(30)
    ));

  const damaged = (change: (file: Loose) => unknown) => () => {
    const [one] = fc.sample(
      anyAssessment('a').filter(({ entries }) => Object.keys(entries).length === 3),
      { numRuns: 1, seed: 3 }
    );
    const file = JSON.parse(writeAssessments([one!])) as Loose;
    return readData(change(file) ?? file, 'mine.json');
  };

  test.each([
    ['another kind of file', () => ({ format: 'waymark-rubric' }), 'mine.json: is a rubric'],
    ['no object', () => 'text', 'mine.json: is not a file of Waymark data'],
    ['a newer version', () => ({ format: FORMAT, version: FORMAT_VERSION + 1 }), /newer Waymark/],
    ['no version', () => ({ format: FORMAT }), /^mine\.json: version is not the number of a format/],
    ['a version that never was', () => ({ format: FORMAT, version: 0 }), /^mine\.json: version is not the number of a format/],
    [
      'an answer of another assessment',
      (f: Loose) => void (f.assessments[0]!.entries[1]!.assessment = 'b'),
      /entries\.1\.assessment belongs/
    ],
    [
      'a criterion that is there twice',
      (f: Loose) => void f.assessments[0]!.entries.push(f.assessments[0]!.entries[0]!),
      /entries\.3\.criterion/
    ],
    ['an assessment that is there twice', (f: Loose) => void f.assessments.push(f.assessments[0]!), /assessments\.1\.head\.id/],
    ['an answer of no known value', (f: Loose) => void (f.assessments[0]!.entries[0]!.cells = { 1: { value: 3 } }), /cells\.1/],
    ['an answer that stands for a whole situation', inCell({ value: 'na', origin: 'scope', at: 1 }), /entries\.0\.cells\.1\.origin/],
    ['a situation that is there twice', said({}, {}), /scope\.1\.situation is there twice/],
    ['a situation of a rubric that is not answered', said({ where: { writing: HERE } }), /scope\.0\.where\.writing is no rubric/],
    ['a situation under no level', said({ where: { privacy: { ...HERE, level: 5 } } }), /scope\.0\.where\.privacy\.level/],
    ['a criterion that is asked twice', said({ where: { privacy: { ...HERE, asked: ['C1', 'C1'] } } }), /asked\.1 is there twice/],
    [
      'more criteria asked than a rubric has',
      said({ where: { privacy: { ...HERE, asked: names(51) } } }),
      /asked has to be a list of at most 50/
    ],
    [
      'more situations than fit',
      (f: Loose) => said(...names(201).map((situation) => ({ situation })))(f),
      /scope has to be a list of at most 200/
    ],
    ['a situation by a name that every object has', said({ situation: 'constructor' }), /scope\.0\.situation/],
    ['a rubric by a name that every object has', said({ where: { constructor: HERE } }), /scope\.0\.where/],
    ['a situation that was said at no time', said({ at: -1 }), /scope\.0\.at/],
    ['a key that does not belong to a situation', said({ script: '<script>' }), /scope\.0 .*script/],
    ['a key that every object has', (f: Loose) => void (f.assessments[0]!.head.targets = { constructor: 2 }), /targets/],
    ['a key that does not belong', (f: Loose) => void (f.assessments[0]!.head.script = '<script>'), /script/]
  ] as [string, (file: Loose) => unknown, string | RegExp][])('%s is declined with its place', (_, change, message) => {
    expect(damaged(change)).toThrow(DataError);
    expect(damaged(change)).toThrow(message);
  });

  test('a key that would reach every object reaches none', () => {
    const [one] = fc.sample(anyAssessment('a'), { numRuns: 1, seed: 3 });
    const whole = {
      ...one!,
      head: { ...one!.head, scope: [{ situation: 'group', at: 1, where: { privacy: { level: 3 as const, asked: [] } } }] }
    };
    for (const part of ['targets', 'where']) {
      const text = writeAssessments([whole]).replace(`"${part}": {`, `"${part}": {"__proto__": {"level": 4, "asked": []},`);
      expect(text).toContain('__proto__');
      try {
        const { targets, scope } = read(text).assessments[0]!.head;
        expect([targets, scope![0]!.where].flatMap(Object.keys)).not.toContain('__proto__');
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
      expect(({} as { level?: number }).level).toBeUndefined();
    }
  });

  test('the order in which situations were said says nothing: they come in by their ids', () => {
    const [one] = fc.sample(anyAssessment('a'), { numRuns: 1, seed: 3 });
    const scope = ['one', 'group', 'community'].map((situation) => ({ situation, at: 1, where: {} }));
    const { head } = read(writeAssessments([{ ...one!, head: { ...one!.head, scope } }])).assessments[0]!;
    expect(head.scope!.map(({ situation }) => situation)).toEqual(['community', 'group', 'one']);
  });

  test('a file that names its schema is read', () => {
    const file = { $schema: 'https://example.org/answers-2.json', ...JSON.parse(writeData(NOTHING)) };
    expect(readData(file, 'mine.json')).toEqual(NOTHING);
  });
});

describe('files of earlier versions', () => {
  const FOLDER = 'tests/upgrades';
  const saved = readdirSync(FOLDER).filter((name) => name.startsWith('answers-'));

  test('there is an example of each', () =>
    expect(saved.sort()).toEqual(Array.from({ length: FORMAT_VERSION }, (_, i) => `answers-${i + 1}.json`)));

  test.each(saved)('%s becomes a present one, with every answer', (name) => {
    const old = JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));
    const data = readData(old, name);
    // Up to version 2 the assessment that is looked back to was named as back.
    const present = ({ back, ...head }: Record<string, unknown>) => (back === undefined ? head : { ...head, retrospectOf: back });
    expect(data.assessments.map(({ head, entries }) => ({ head, entries: Object.values(entries) }))).toEqual(
      old.assessments.map((one: { head: Record<string, unknown> }) => ({ ...one, head: present(one.head) }))
    );
    expect(data.plan).toEqual(old.plan ?? []);
    expect(data.drafts).toEqual(old.drafts ?? []);
    // Up to version 2 a copy beside answers was called kept.
    const cited = (origin: string) => (origin === 'kept' ? 'cited' : origin);
    expect(data.rubrics).toMatchObject((old.rubrics ?? []).map((one: { origin: string }) => ({ ...one, origin: cited(one.origin) })));
    expect(JSON.parse(writeData(data))).toMatchObject({ format: FORMAT, version: FORMAT_VERSION });
    expect(readData(JSON.parse(writeData(data, true)), name)).toEqual(data);
    // What nothing locks holds no result of an open workshop.
    expect(readData(JSON.parse(writeData(data)), name).workshops).toEqual(data.workshops.map((one) => ({ ...one, results: [] })));
  });
});
