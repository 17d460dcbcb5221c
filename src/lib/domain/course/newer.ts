/** An assessment of a course whose rubrics have newer versions by now: what stays of its answers, and what does not. */
import type { Assessment, CriterionKey, Entries } from '../assessment/assessment.ts';
import { carryOver, carryScope, type CarriedRubric } from '../assessment/carry-over.ts';
import { LEVELS } from '../model.ts';
import { pathBetween, type VersionFacts } from '../rubric/versions.ts';
import type { CourseTopic } from './course.ts';

/** A topic that has another version than the one that was answered. */
export interface Renewed {
  readonly topic: string;
  /** Criteria of the course's version in which answers were lost, with how many of them are open for that reason. */
  readonly open: readonly { readonly criterion: CriterionKey; readonly levels: number }[];
  /** How many criteria with answers are no more. */
  readonly ended: number;
}

export interface InNewer {
  readonly assessment: Assessment;
  /** Empty where the course has the very versions that were answered. */
  readonly renewed: readonly Renewed[];
}

type Topic = Pick<CourseTopic, 'id' | 'version' | 'hash' | 'criteria' | 'changes' | 'situations'>;

/** @returns the topics, which name what their versions of before had too: for whoever reads what was kept by then */
export const withNamesOf = <T extends Topic>(topics: readonly T[], earlier: readonly VersionFacts[]): T[] =>
  topics.map((topic) => {
    const before = earlier.filter(({ id }) => id === topic.id);
    const had = before.map(({ version, criteria }) => ({
      from: version,
      criteria: [{ kind: 'same' as const, from: criteria.map(({ id }) => id), to: [] }]
    }));
    return before.length
      ? { ...topic, changes: [...(topic.changes ?? []), ...before.flatMap(({ changes = [] }) => changes), ...had] }
      : topic;
  });

/**
 * @param topics of the course as they are now
 * @param earlier versions of before that the course brings along
 * @returns the assessment as one of these topics: answers stay where the newer version says so, by the same rules as elsewhere
 */
export function inNewerVersions(assessment: Assessment, topics: readonly Topic[], earlier: readonly VersionFacts[] = []): InNewer {
  const { head, entries } = assessment;
  const older = head.rubrics.flatMap((ref) => {
    const now = topics.find(({ id }) => id === ref.id);
    return now && now.version !== ref.version ? [{ now, version: ref.version }] : [];
  });
  const of = (id: string, all: Entries = entries) => Object.entries(all).filter(([key]) => key.startsWith(`${id}.`));
  const moved = older.map(({ now, version }): CarriedRubric & { readonly now: Topic } => {
    const path = pathTo(
      now,
      version,
      of(now.id).map(([key]) => key.slice(now.id.length + 1)),
      earlier.filter(({ id }) => id === now.id)
    );
    return { now, path, carried: carryOver(entries, path, head.id) };
  });
  const gone = new Set(older.flatMap(({ now }) => of(now.id).map(([key]) => key)));
  const stay = Object.fromEntries(Object.entries(entries).filter(([key]) => !gone.has(key)));
  const after: Entries = Object.assign({}, stay, ...moved.map(({ carried }) => carried.entries)) as Entries;
  const scope = older.length ? carryScope(assessment, moved) : (head.scope ?? []);
  const { scope: _, ...rest } = head;
  return {
    assessment: {
      head: {
        ...rest,
        // A topic that was added is answered with the others.
        rubrics: topics.map(({ id, version, hash }) => ({ id, version, hash })),
        size: topics.reduce((sum, { criteria }) => sum + criteria.length, 0),
        ...(scope.length ? { scope } : {})
      },
      entries: after
    },
    renewed: moved.map(({ now, carried }) => ({
      topic: now.id,
      open: now.criteria.flatMap(({ id }) => {
        const key: CriterionKey = `${now.id}.${id}`;
        const had = carried.cells.filter(
          (cell) =>
            cell.criterion === id && !cell.cell && [...cell.from, id].some((from) => entries[`${now.id}.${from}`]?.cells[cell.level])
        );
        return had.length ? [{ criterion: key, levels: Math.min(had.length, LEVELS.length) }] : [];
      }),
      ended: carried.ended.filter((id) => !now.criteria.some((one) => one.id === id)).length
    }))
  };
}

/**
 * Most courses have no earlier versions, so the one that was answered is put together from what is known of it: the criteria that were answered. What they
 * have now is taken for what they had; which of them changed, the newer version says, or those in between that the course has.
 */
function pathTo(now: Topic, version: string, answered: readonly string[], between: readonly VersionFacts[]): readonly VersionFacts[] {
  const criteria = answered.map((id) => now.criteria.find((one) => one.id === id) ?? { id, essential: [] });
  const { situations } = now;
  const earlier: VersionFacts = between.find((one) => one.version === version) ?? {
    id: now.id,
    version,
    criteria,
    ...(situations && { situations })
  };
  const path = pathBetween([earlier, ...between, now], version, now.version);
  if (path) return path;
  // Where nobody says, nothing stays.
  const all = { kind: 'not-comparable' as const, from: [...answered], to: now.criteria.map(({ id }) => id) };
  return [
    { ...earlier, criteria },
    { ...now, changes: [{ from: version, criteria: [all] }] }
  ];
}
