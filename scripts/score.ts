/**
 * `npm run --silent score -- FILE`: positions as JSON, computed by the very code that the app uses.
 *
 * FILE is either an array of `{rows, essential}` (a file of vectors, or its `individual` list), which gives an array of
 * scores, or a file of answers downloaded from the app, which gives each assessment's positions and overall reading. A rubric that is not
 * built in is taken from the file, as the app takes it from the device; where the file has none, answers to an earlier version of a
 * built-in one are carried over where the versions say how.
 * Bad input: a message that names the place, on the error stream, and exit code 1.
 */
import type { Assessment, Entries } from '#lib/domain/assessment/assessment.ts';
import type { Level } from '#lib/domain/model.ts';
import { overallOf } from '#lib/domain/position/overall.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { DataError } from '#lib/domain/faults.ts';
import { score, type Row, type Score } from '#lib/domain/position/score.ts';
import { carryOver } from '#lib/domain/assessment/carry-over.ts';
import { pathBetween } from '#lib/domain/rubric/versions.ts';
import { releasedVersions } from '#lib/library/released.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { open } from '#lib/exchange/door.ts';
import { readInput, report } from './input.ts';
import { readModel, readRubrics } from './rubrics-plugin.ts';

const { model } = readModel();

/** A score with what sets of cases say, no more, so that one made elsewhere can be compared as it is. */
const asExpected = ({ decisive: _, levels, ...rest }: Score) => ({
  ...rest,
  levels: levels.map(({ covered: __, essentialOpen: ___, ...evidence }) => evidence)
});

/** @throws DataError naming the case that cannot be scored */
function scoreCases(cases: readonly unknown[], file: string) {
  return cases.map((one, i) => {
    const { rows, essential = [] } = (one ?? {}) as { rows?: unknown; essential?: unknown };
    if (!Array.isArray(rows) || rows.length === 0) throw new DataError(file, `case ${i}`, null, {}, 'has no rows');
    if (!Array.isArray(essential) || !essential.every((cell) => Array.isArray(cell) && cell.length === 2))
      throw new DataError(file, `case ${i}`, null, {}, 'has an “essential” that is not a list of [criterion, level]');
    try {
      return asExpected(score(rows as Row[], essential as [number, Level][], model.thresholds));
    } catch (error) {
      throw new DataError(file, `case ${i}`, null, {}, (error as Error).message);
    }
  });
}

function scoreAssessments({ assessments, rubrics: carried }: PersonalData, file: string) {
  const rubrics = readRubrics();
  const own = new Map(carried.map(({ hash, file }) => [hash, file]));
  return assessments.map((assessment: Assessment) => {
    let { entries } = assessment;
    const chosen = assessment.head.rubrics.map(({ id, version, hash }) => {
      const rubric = rubrics.find((one) => one.id === id);
      const decline = (why: string) => new DataError(file, assessment.head.id, null, {}, why);
      const brought = hash && rubric?.version !== version ? own.get(hash) : undefined;
      if (brought) return rubricIn(brought, 'en');
      if (!rubric) throw decline(`was answered with the rubric “${id}”, which is neither built in nor in the file`);
      if (rubric.version === version) return rubric;
      const path = pathBetween(releasedVersions(id), version, rubric.version);
      if (!path) throw decline(`was answered with version ${version} of “${id}”, from which nothing leads to version ${rubric.version}`);
      entries = { ...withoutRubric(entries, id), ...carryOver(entries, path, assessment.head.id).entries };
      return rubric;
    });
    const positions = positionsOf({ ...assessment, entries }, chosen, model);
    return {
      id: assessment.head.id,
      name: assessment.head.name,
      positions: positions.map(({ competency, level, reason, target, tally, score: result }) => ({
        competency,
        reason,
        target,
        tally,
        ...result,
        level
      })),
      overall: overallOf(positions)
    };
  });
}

const withoutRubric = (entries: Entries, id: string): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([key]) => !key.startsWith(`${id}.`)));

await report(async (file) => {
  const { bytes, value: data } = readInput(file);
  if (Array.isArray(data)) return scoreCases(data, file);
  const { individual } = (data ?? {}) as { individual?: unknown };
  return Array.isArray(individual) ? scoreCases(individual, file) : scoreAssessments(await open({ kind: 'data', bytes, name: file }), file);
}, 'score');
