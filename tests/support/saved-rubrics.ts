/** The built-in rubrics of version 0.10.0, which had no situations, as they lie on the devices of people. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';

export const savedRubric = (id: string): RubricFile =>
  JSON.parse(brotliDecompressSync(readFileSync(`tests/upgrades/rubrics-0.10/${id}.json.br`)).toString()) as RubricFile;
