/** A person's own answers and what others see, side by side: where they differ most first, and nothing added up. */
import type { Cell } from '../assessment/answer.ts';
import { cellsOf, criterionKey, type Answered, type CriterionKey, type Head } from '../assessment/assessment.ts';
import { LEVELS, type Level } from '../model.ts';
import type { Rubric } from '../rubric/rubric.ts';
import { isAbout, seenAt, type Asked, type KeptView, type Seen } from './second.ts';

/** A view, with what was asked: each may be about other criteria. */
export interface BesideView extends KeptView {
  readonly number: string;
  /** Criteria that it was asked about. */
  readonly asked: ReadonlySet<CriterionKey>;
}

/** One statement. */
export interface BesideRow {
  readonly level: Level;
  readonly own: Cell | undefined;
  /** One for each view. `undefined`: nothing was said; `null`: it was not asked. */
  readonly views: readonly (Seen | undefined | null)[];
  /** Whether one of them says something else. */
  readonly differs: boolean;
}

/** What to ask one of the others, of one criterion: where the two are furthest apart. */
export interface BesideQuestion {
  readonly level: Level;
  /** Which view it is about, counted from 0. */
  readonly view: number;
  /** They see more than the person says, or less. */
  readonly more: boolean;
}

export interface BesideCriterion {
  readonly key: CriterionKey;
  readonly competency: string;
  readonly criterion: string;
  readonly rows: readonly BesideRow[];
  /** How many statements differ. */
  readonly differing: number;
  /** Whether both say something of a statement: else there is neither a difference nor none. */
  readonly compared: boolean;
  readonly ask: BesideQuestion | null;
}

/** @returns the views of an assessment's requests, the first one kept first, as far as they are about what it answers */
export function viewsOf(all: readonly Asked[], head: Pick<Head, 'rubrics'>): BesideView[] {
  return all
    .flatMap(({ number, topics, views }) => {
      const about = topics.filter((topic) => isAbout(topic, head));
      const asked = new Set(about.flatMap(({ id, criteria }) => criteria.map((criterion) => criterionKey(id, criterion))));
      return asked.size ? views.map((view) => ({ ...view, number, asked })) : [];
    })
    .sort((a, b) => a.keptAt - b.keptAt || (a.id < b.id ? -1 : 1));
}

/** How far apart two answers to a statement are: 0 to 2; `null` where one is open or cannot be told. Never shown. */
function apart(own: Cell | undefined, seen: Seen | undefined | null): number | null {
  if (!own || seen === undefined || seen === null || seen === 'unknown') return null;
  return Math.abs((own.value === 'na' ? 0 : own.value) - seen);
}

/**
 * @param views as `viewsOf` gives them
 * @param rubrics of the assessment
 * @returns every criterion that one of them was asked about; where one statement is furthest apart comes first, then where most differ;
 *   those with nothing to compare come last
 */
export function besideOf(answered: Answered, rubrics: readonly Rubric[], views: readonly BesideView[]): BesideCriterion[] {
  const all = rubrics.flatMap(({ id, criteria }) =>
    criteria.map((criterion) => {
      const key = criterionKey(id, criterion.id);
      const cells = cellsOf(answered, key);
      let [widest, ask, compared] = [0, null as BesideQuestion | null, false];
      const rows = LEVELS.map((level): BesideRow => {
        const own = cells[level];
        const seen = views.map((view) => (view.asked.has(key) ? seenAt(view.answers, key, level) : null));
        const spans = seen.map((one) => apart(own, one));
        spans.forEach((span, view) => {
          compared ||= span !== null;
          if (span === null || span <= widest) return;
          widest = span;
          ask = { level, view, more: (seen[view] as number) > (own!.value === 'na' ? 0 : (own!.value as number)) };
        });
        return { level, own, views: seen, differs: spans.some((span) => span !== null && span > 0) };
      });
      return {
        key,
        competency: id,
        criterion: criterion.id,
        rows,
        differing: rows.filter(({ differs }) => differs).length,
        compared,
        ask,
        widest
      };
    })
  );
  return all
    .filter(({ key }) => views.some(({ asked }) => asked.has(key)))
    .sort((a, b) => b.widest - a.widest || b.differing - a.differing || Number(b.compared) - Number(a.compared))
    .map(({ widest: _, ...one }) => one);
}
