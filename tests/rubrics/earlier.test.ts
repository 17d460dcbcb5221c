/** The built-in rubrics of version 0.10.0, as they lie beside answers on people's devices: without situations, and with texts that later ones have no more. */
import { describe, expect, test } from 'vitest';
import { cellsOf, criterionKey, emptyEntry, newHead } from '#lib/domain/assessment/assessment.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { faceOf } from '#lib/domain/rubric/rubric.ts';
import { readRubric } from '#lib/domain/rubric/sound.ts';
import { linkTo, openLink } from '../support/door.ts';
import { readReleases, versionHash } from '../../scripts/released.ts';
import { savedRubric } from '../support/saved-rubrics.ts';

const HASHES = {
  information: 'a6c55a4685cdf9f5e70d3c5d9cb1712a',
  writing: 'a2df509465d100bcb8f0836a6229a724',
  privacy: '8d460c531a9e0c21b18b0691b1755f5f',
  facilitating: '9c09d673fbe32543f69887cc139929e7',
  presence: 'b0f408a717ff3c86ee06772192bfb002'
};

describe.each(Object.entries(HASHES))('%s 0.10.0', (id, hash) => {
  const { file, hash: found } = readRubric(savedRubric(id), id);

  test('opens with all that it had, and with the hash that it had', () => {
    expect(found).toBe(hash);
    expect(file).toEqual(savedRubric(id));
    expect(file.words.en!.practice).toBeDefined();
    expect(versionHash(file)).toBe(readReleases()[id]!['0.10.0']!.hash);
  });

  test('comes in by a link, and as a copy that somebody made their own, as it was', async () => {
    const back = await openLink((await linkTo(file, 'en')).fragment);
    expect([back.faults, back.rubric?.hash, back.draft.facts]).toEqual([[], hash, file.facts]);
    const own = readRubric({ ...savedRubric(id), facts: { ...file.facts, id: 'own-copy', changes: undefined } }, 'own');
    expect([own.file.formatVersion, own.file.facts.situations, own.file.words]).toEqual([1, undefined, file.words]);
  });

  test('is answered as it was: statement by statement, in no situation', () => {
    for (const language of ['en', 'fi', 'sv', 'de']) {
      const rubric = rubricIn(file, language);
      expect(rubric.borrowed).toBeUndefined();
      expect(Object.keys(faceOf(rubric))).toEqual(['id', 'language', 'criteria']);
    }
    const head = newHead({ rubrics: [{ ...file.facts, hash }] }, 'a', 1);
    expect(head.rubrics).toEqual([{ id, version: '0.10.0', hash }]);
    const cells = Object.fromEntries(LEVELS.map((level) => [level, { value: 'na', origin: 'given', at: 1 } as const]));
    const key = criterionKey(id, file.facts.criteria[0]!.id);
    expect(cellsOf({ head, entries: { [key]: { ...emptyEntry('a', key), cells } } }, key)).toEqual(cells);
  });
});
