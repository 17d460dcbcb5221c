import { describe, expect, test } from 'vitest';
import { criterionKey, emptyEntry } from '#lib/domain/assessment/assessment.ts';
import { carryOver } from '#lib/domain/assessment/carry-over.ts';
import { pathBetween } from '#lib/domain/rubric/versions.ts';
import { releasedVersions } from '#lib/library/released.ts';
import { readReleases, release, versionHash } from '../../scripts/released.ts';
import { openRubricFile, readModel } from '../../scripts/rubrics-plugin.ts';

const { competencies } = readModel().model;

describe.each(competencies)('%s', (id) => {
  const file = openRubricFile(id);
  const { facts } = file;

  test('is among the released versions as it is here', () => {
    expect(readReleases()[id]![facts.version]!.hash).toBe(versionHash(file));
    const { criteria, version, changes } = facts;
    expect(releasedVersions(id)).toContainEqual({
      id,
      version,
      changes,
      criteria: criteria.map(({ id, essential }) => ({ id, essential }))
    });
  });

  test('took over all answers to 0.9.0 in 0.10.0, as they were', () => {
    const path = pathBetween(releasedVersions(id), '0.9.0', '0.10.0')!;
    const before = Object.fromEntries(
      path[1]!.criteria.map(({ id: criterion }) => {
        const key = criterionKey(id, criterion);
        const cells = { 1: { value: 2, origin: 'given', at: 1 }, 3: { value: 0, origin: 'placed', at: 1 } } as const;
        return [key, { ...emptyEntry('a', key), cells, note: criterion }];
      })
    );
    expect(carryOver(before, path, 'a')).toMatchObject({ entries: before, ended: [] });
  });
});

test('there are no released versions of what is not built in', () => {
  expect(releasedVersions('own-x')).toEqual([]);
  expect(releasedVersions('constructor')).toEqual([]);
});

test('a version that was released with another content is refused', () => {
  const file = openRubricFile('privacy');
  expect(() => release([{ ...file, facts: { ...file.facts, keyLevel: 4 } }])).toThrow(
    `privacy: is ${file.facts.version}, which was released with another content`
  );
});
