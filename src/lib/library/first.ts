import type { RubricFace } from '#lib/domain/rubric/rubric.ts';
import { area } from '#lib/i18n/texts.ts';

/** @returns the part of the first built-in rubric that answering needs: whoever imports this file brings it along */
export const firstFace = (): RubricFace => area('rubrics/face-1');
