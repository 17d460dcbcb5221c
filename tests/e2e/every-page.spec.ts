/** Whatever lies in the database, every page shows. */
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import type { RubricFacts } from '#lib/domain/rubric/rubric.ts';
import { readData, writeData } from '#lib/exchange/personal/file.ts';
import { rounds, SEED } from '../support/scale.ts';
import { anyPerson } from '../support/any-person.ts';
import { button, contentOf, downloadBy, expect, test, topics, unfold } from './app.ts';
import { agree, bring, openData } from './data.ts';
import { addressesOf, walk } from './walk.ts';

const builtIn = topics.map(({ id }) => JSON.parse(readFileSync(resolve('rubrics', id, 'rubric.json'), 'utf8')) as RubricFacts);
const namesIn = (data: PersonalData) => ({
  assessments: data.assessments.map(({ head }) => head.id),
  rubrics: data.rubrics.map(({ hash }) => hash),
  drafts: data.drafts.map(({ id }) => id)
});
/** By their names, for each device has an order of its own. */
function inOrder(data: PersonalData): PersonalData {
  const by = <T>(all: readonly T[], of: (one: T) => string) => [...all].sort((a, b) => (of(a) < of(b) ? -1 : 1));
  const { assessments, plan, rubrics, drafts, workshops, participations, asked, given } = readData(JSON.parse(writeData(data)), 'x');
  return {
    assessments: by(assessments, ({ head }) => head.id),
    plan: by(plan, ({ id }) => id),
    rubrics: by(rubrics, ({ hash }) => hash),
    drafts: by(drafts, ({ id }) => id),
    workshops,
    participations,
    asked,
    given
  };
}

/** @returns data of a person that has all kinds of things in it */
const sample = (round: number) =>
  fc.sample(
    anyPerson(builtIn).filter((data) => [data.assessments, data.plan, data.rubrics, data.drafts].every((part) => part.length)),
    { numRuns: 1, seed: SEED + round }
  )[0]!;

for (const seed of Array.from({ length: rounds(20) }, (_, i) => i))
  test(
    `whatever the checks let in comes in, every page shows it, and it comes out again (${seed})`,
    { tag: '@storm' },
    async ({ page }) => {
      test.setTimeout(300_000);
      const data = sample(seed);
      await openData(page);
      await bring(page, writeData(data));
      await agree(page);
      await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();
      await openData(page);
      const out = readData(await contentOf(await downloadBy(page, button(page, 'Save the copy'))), 'out.json');
      expect(inOrder(out)).toEqual(inOrder(data));
      await unfold(page.getByRole('main'), 'Choose what goes in');
      await page.getByRole('radio', { name: /^A table \(CSV\)/ }).check();
      if (data.assessments.some(({ entries }) => Object.keys(entries).length)) await downloadBy(page, button(page, 'Save the table'));
      expect(await walk(page, addressesOf(namesIn(data)))).toEqual([]);
    }
  );
