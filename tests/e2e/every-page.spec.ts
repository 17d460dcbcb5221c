/** Whatever lies in the database, every page shows. */
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import type { RubricFacts } from '#lib/domain/rubric/rubric.ts';
import { readData, writeData } from '#lib/exchange/personal/file.ts';
import { rounds, SEED } from '../support/scale.ts';
import { anyPerson } from '../support/any-person.ts';
import { button, contentOf, downloadBy, expect, test, topics } from './app.ts';
import { agree, bring, openData } from './data.ts';
import { addressesOf, walk } from './walk.ts';

const builtIn = topics.map(({ id }) => JSON.parse(readFileSync(resolve('rubrics', id, 'rubric.json'), 'utf8')) as RubricFacts);
const namesIn = (data: PersonalData) => ({
  assessments: data.assessments.map(({ head }) => head.id),
  rubrics: data.rubrics.map(({ hash }) => hash),
  drafts: data.drafts.map(({ id }) => id)
});
/** In the order in which they come out. */
const sorted = (data: PersonalData) => readData(JSON.parse(writeData(data)), 'x');

/** @returns data of a person that has all kinds of things in it */
const sample = (round: number) => fc.sample(anyPerson(builtIn).filter((data) => Object.values(data).every((part) => part.length)), { numRuns: 1, seed: SEED + round })[0]!;

for (const [heavy, seeds] of [
  [false, [0]],
  [true, Array.from({ length: rounds(40) }, (_, i) => i + 1)]
] as const)
  for (const seed of seeds)
    test(`whatever the checks let in comes in, every page shows it, and it comes out again (${seed})`, heavy ? { tag: '@heavy' } : {}, async ({ page }) => {
      test.setTimeout(300_000);
      const data = sample(seed);
      await openData(page);
      await bring(page, writeData(data));
      await agree(page);
      await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();
      expect(await walk(page, addressesOf(namesIn(data)))).toEqual([]);
      await openData(page);
      const out = readData(await contentOf(await downloadBy(page, button(page, 'Save the copy'))), 'out.json');
      expect(namesIn(out)).toEqual(namesIn(sorted(data)));
    });
