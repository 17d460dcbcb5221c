import { describe, expect, test } from 'vitest';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { RubricFacts } from '#lib/domain/rubric/rubric.ts';
import { exampleFindings } from '../../scripts/example-findings.ts';
import { readModel } from '../../scripts/rubrics-plugin.ts';
import { aFile } from '../domain/rubric-files.ts';

const { settings } = readModel().model;
type Examples = Record<string, Level>;

/** Each criterion has one example at each level, and each setting comes to each level in turn. */
const inTurn = (i: number): Examples => Object.fromEntries(settings.map((setting, s) => [setting, LEVELS[(i + s) % 4]!]));

/** @param change what is said of each criterion instead @returns what is wrong, with its place */
function found(change: (examples: Examples, i: number) => Examples | undefined, count = 31): string[] {
  const ids = Array.from({ length: count }, (_, i) => `A${i + 1}`);
  const criteria = ids.map((id, i): RubricFacts['criteria'][number] => ({ id, essential: [], examples: change(inTurn(i), i) }));
  return exampleFindings([aFile(ids, { criteria })], settings).map(({ place, reason }) => `${place} ${reason}`.trim());
}

test('the model has as many settings as levels, so that each criterion can have an example at each level in another one', () =>
  expect(settings).toEqual(['school', 'employment', 'higher', 'alone']));

describe('the examples of the built-in rubrics', () => {
  test('are fine where each level is shown once in each criterion, and in each setting in turn', () =>
    expect(found((own) => own)).toEqual([]));

  test.each<[string, (own: Examples) => Examples | undefined]>([
    ['two at one level', (own) => ({ ...own, alone: own.school! })],
    ['one without a level', ({ alone: _, ...own }) => own],
    ['one in a setting that the model has not', (own) => ({ ...own, elsewhere: 1 })],
    ['none', () => undefined]
  ])('are named by their criterion where there is %s', (_, change) => {
    expect(found((own, i) => (i === 2 ? change(own) : own))).toEqual([
      'A3.examples has not one example at each level, each in another setting'
    ]);
  });

  test('are counted over all rubrics: no setting is left to a few levels', () => {
    expect(found((own) => own, 15)).toContain('higher has 3 examples at level 2');
    expect(found((own) => own, 16)).toEqual([]);
  });

  test('do not make working in a community a matter of higher education', () => {
    const swap = (own: Examples): Examples => ({ ...own, higher: own.school!, school: own.higher! });
    const some = (most: number) => {
      let swapped = 0;
      return found((own) => (own.school === 4 && swapped++ < most ? swap(own) : own));
    };
    expect(some(0)).toEqual([]);
    expect(some(2)).toEqual([
      'level 4 has 5 examples in school and 10 in higher education',
      'level 4 has 8 examples in employment and 10 in higher education'
    ]);
  });
});
