/** Positions from the worked examples of the scoring rules. */
import { readFileSync } from 'node:fs';
import type { Level, Reached } from '#lib/domain/model.ts';
import { modelSchema } from '#lib/domain/model-file.ts';
import type { Position } from '#lib/domain/position/position.ts';
import { checked } from '#lib/domain/rubric/rubric-file.ts';
import { score, type Row } from '#lib/domain/position/score.ts';

export const { thresholds } = checked(modelSchema, JSON.parse(readFileSync('rubrics/model.json', 'utf8')), 'rubrics/model.json');

interface Example {
  name: string;
  rows: Row[];
  essential: [number, Level][];
}
const examples = (JSON.parse(readFileSync('tests/vectors.json', 'utf8')) as { individual: Example[] }).individual;

/** @param letter of the example in tests/vectors.json, as in "A on the way to level 2" */
export function position(competency: string, letter: string, target: Reached | null = null): Position {
  const { rows, essential } = examples.find(({ name }) => name.startsWith(`${letter} `))!;
  const result = score(rows, essential, thresholds);
  const untold = result.level === 0 ? result.stopReason : null;
  return {
    competency,
    level: untold ? null : result.level,
    reason: untold && (untold === 'incomplete' ? 'open' : 'not-applicable'),
    score: result,
    tally: { cells: rows.length * 4, open: 0, na: 0, assumed: 0, yes: 0, yesWithExample: 0 },
    target,
    rows,
    essential,
    begun: true,
    outOfRole: []
  };
}
