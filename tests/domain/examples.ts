/** Made-up rubrics and answers, so that a test says only what it is about. */
import { readModel } from '../../scripts/rubrics-plugin.ts';
import type { Cell, Cells, Origin, Value } from '#lib/domain/assessment/answer.ts';
import { criterionKey, emptyEntry, type Answered, type Entries, type Entry } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Level, type Reached } from '#lib/domain/model.ts';
import { positionOf, type Position } from '#lib/domain/position/position.ts';
import type { Criterion, Rubric } from '#lib/domain/rubric/rubric.ts';
import type { Row } from '#lib/domain/position/score.ts';

export const { model, words } = readModel();
export const { thresholds } = model;

const byLevel = (text: (level: Level) => string) => ({ 1: text(1), 2: text(2), 3: text(3), 4: text(4) });

export function criterion(id: string, essential: readonly Level[] = []): Criterion {
  return {
    id,
    essential,
    title: `Title of ${id}`,
    descriptors: byLevel((level) => `Descriptor ${level} of ${id}.`),
    help: { about: `About ${id}.`, examples: {} },
    exampleLevels: {},
    digcomp: [],
    evidence: [`Evidence for ${id}`],
    next: byLevel((level) => `Step to ${level} of ${id}.`),
    notApplicable: Object.fromEntries(essential.map((level) => [level, `Only if ${id} at ${level} cannot arise.`]))
  };
}

/**
 * @param size how many criteria: c0, c1, ...
 * @param essential cells as [criterion from 0, level]
 */
export function rubric(id: string, size: number, essential: readonly (readonly [number, Level])[] = [], keyLevel: Level = 1): Rubric {
  return {
    id,
    version: '1.0.0',
    language: 'en',
    keyLevel,
    title: `Title of ${id}`,
    short: id,
    about: `About ${id}.`,
    criteria: Array.from({ length: size }, (_, c) =>
      criterion(
        `c${c}`,
        essential.filter(([of]) => of === c).map(([, level]) => level)
      )
    )
  };
}

export const cell = (value: Value, origin: Origin = 'given', at = 1): Cell => ({ value, origin, at });

/** @param row answers at levels 1 to 4; `null` is open */
export function cells(row: Row, origin: Origin = 'given', at = 1): Cells {
  return Object.fromEntries(LEVELS.flatMap((level) => (row[level - 1] === null ? [] : [[level, cell(row[level - 1]!, origin, at)]])));
}

export function entry(competency: string, id: string, own: Partial<Entry>): Entry {
  return { ...emptyEntry('a', criterionKey(competency, id)), ...own };
}

/** @param rows one row for each of the rubric's criteria */
export function entries(of: Rubric, rows: readonly Row[], origin: Origin = 'given'): Entries {
  return Object.fromEntries(
    of.criteria.map(({ id }, c) => [criterionKey(of.id, id), entry(of.id, id, { cells: cells(rows[c]!, origin), at: 1 })])
  );
}

/** Answers without a word about whole situations. */
export const answered = (own: Entries): Answered => ({ head: {}, entries: own });

export function position(of: Rubric, rows: readonly Row[], target: Reached | null = null): Position {
  return positionOf(of, answered(entries(of, rows)), target, thresholds);
}

/** Answers that hold a level clearly and nothing above it, for a rubric of that many criteria. */
export function rowsAt(level: Reached, size = 6): Row[] {
  return Array.from({ length: size }, () => LEVELS.map((l) => (l <= level ? 2 : 0)));
}
