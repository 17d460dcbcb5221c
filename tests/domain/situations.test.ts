import { expect, test } from 'vitest';
import { LEVELS } from '#lib/domain/model.ts';
import { missingPlaces, stalePlaces } from '#lib/domain/rubric/translation.ts';
import { checkWording } from '#lib/domain/rubric/wording.ts';
import { situatedFiles, situatedRubrics } from '../support/situations.ts';

test('the five built-in rubrics with situations are sound and whole in four languages', () => {
  for (const { file } of situatedFiles()) {
    expect(file.formatVersion).toBe(2);
    for (const language of ['fi', 'sv', 'de']) {
      expect(missingPlaces(file, language)).toEqual([]);
      expect(stalePlaces(file, language)).toEqual([]);
    }
  }
  for (const language of ['en', 'fi', 'sv', 'de'])
    for (const rubric of situatedRubrics(language)) {
      expect(rubric.borrowed).toBeUndefined();
      expect(checkWording(rubric)).toEqual([]);
      expect(LEVELS.map((level) => Boolean(rubric.situations?.[level].outOfRole))).toEqual([false, false, true, true]);
    }
});
