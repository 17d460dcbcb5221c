/** What a platform keeps of a run, and what was kept as the course has it now. */
import { cellsOf, criterionState, stopsOf, type Assessment } from '#lib/domain/assessment/assessment.ts';
import type { AnswerStore } from '#lib/domain/assessment/store.ts';
import type { Course, EarlierVersion } from '#lib/domain/course/course.ts';
import type { InNewer } from '#lib/domain/course/newer.ts';
import { readState, worded, type IsRubricsStep, type KeptOther, type KeptState, type StateFault } from '#lib/domain/course/state.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { PlanStore } from '#lib/domain/plan/store.ts';
import type { RubricRef } from '#lib/domain/rubric/rubric.ts';
import { isSameRound, markOf } from '#lib/domain/workshop/workshop.ts';
import type { App } from '#lib/state/app.svelte.ts';
import type { CourseData } from './data.ts';
import type { Holding } from './holding.svelte.ts';

type Kept = Pick<KeptState, 'assessment' | 'steps' | 'round' | 'others'>;

export const NOTHING_KEPT: Kept = { assessment: null, steps: [] };

/** More assessments than a course ever has. */
const FEW = 20;

export const looksBack = ({ head }: Pick<Assessment, 'head'>): boolean => head.retrospectOf !== undefined;

/** @returns the number of the question where somebody left off, from 1; 0 where none is open */
export function placeIn(found: Assessment, { topics }: Pick<Course, 'topics'>): number {
  const stops = stopsOf(topics);
  const open = stops.filter(({ key }) => criterionState(cellsOf(found, key)) !== 'done');
  const here = stops.find(({ key }) => key === found.head.cursor);
  const next = here && open.includes(here) ? here : open[0];
  return next ? stops.indexOf(next) + 1 : 0;
}

/**
 * Reads what was kept, with what the course knows of versions of before.
 *
 * @throws Error where these cannot be had: what they name would be lost with the next answer
 */
export async function keptIn(text: string, { course: { topics, renewed }, earlier }: CourseData): Promise<KeptState | StateFault> {
  if (!renewed) return readState(text, topics);
  const [{ withNamesOf }, before] = await Promise.all([import('#lib/domain/course/newer.ts'), earlier()]);
  return readState(text, withNamesOf(topics, factsIn(before)));
}

const factsIn = (earlier: readonly EarlierVersion[]) => earlier.map(({ facts }) => facts);

/** Few courses have newer versions of their topics: what carries answers over comes only then. */
export async function inNewer(assessment: Assessment, { course: { topics }, earlier }: CourseData): Promise<InNewer> {
  const { rubrics } = assessment.head;
  const same =
    rubrics.length === topics.length && topics.every(({ id, version }, i) => rubrics[i]!.id === id && rubrics[i]!.version === version);
  if (same) return { assessment, renewed: [] };
  const [{ inNewerVersions }, before] = await Promise.all([import('#lib/domain/course/newer.ts'), earlier()]);
  return inNewerVersions(assessment, topics, factsIn(before));
}

/** @returns steps with the words that the rubrics have in this language, where they were kept without @throws Error where these cannot be had */
export async function stepsIn(language: string, steps: readonly PlanStep[], data: CourseData): Promise<readonly PlanStep[]> {
  const wanted = steps.flatMap(({ what, aim }) => (what || !aim ? [] : [aim.criterion.split('.')[0]!]));
  const topics = data.course.topics.filter(({ id }) => wanted.includes(id));
  const rubrics = await Promise.all(topics.map(({ id }) => data.rubric(id, language)));
  return worded(steps, (key, level) => {
    const [topic, id] = key.split('.') as [string, string];
    return rubrics.find((rubric) => rubric.id === topic)?.criteria.find((criterion) => criterion.id === id)?.next[level];
  });
}

/** Whether a step has the words of a rubric that was seen in this run, in any language. */
export const isRubricsIn =
  ({ seen }: Pick<CourseData, 'seen'>): IsRubricsStep =>
  (key, level, what) => {
    const [topic, id] = key.split('.') as [string, string];
    return [...seen].some(
      (rubric) => rubric.id === topic && rubric.criteria.some((criterion) => criterion.id === id && criterion.next[level] === what)
    );
  };

interface Here {
  /** The assessment of this round, where it was begun. */
  readonly own: string | null;
  /** What was kept of other rounds. */
  readonly others: readonly KeptOther[];
  /** Where the answers are. */
  readonly store: AnswerStore;
  readonly app: Pick<App, 'plan' | 'assessments'>;
  readonly course: Pick<Course, 'round'>;
}

/**
 * All that is kept: where nothing was answered for this round yet, what was for the one before takes the first place.
 *
 * @param changed id of what was changed last
 */
export async function stateNow(changed: string | null, { own, others, store, app, course: { round } }: Here): Promise<Kept> {
  const load = async (one: string | null) => (one ? await store.load(one) : null);
  const found = await load(changed);
  const assessment = found && !looksBack(found) ? found : await load(own);
  const { steps } = await (await app.plan).list();
  if (!round) return { assessment, steps: assessment ? steps : [] };
  const mark = markOf(round);
  const { heads } = await (await app.assessments).list(FEW);
  const looks = await Promise.all(heads.filter((head) => looksBack({ head })).map(({ id }) => load(id)));
  const backs = looks.flatMap((one) => (one ? [{ round: mark, back: true, assessment: one }] : []));
  const rest = [...others.filter(({ back }) => !back), ...backs.slice(0, 1)];
  if (assessment) return { assessment, steps, round: mark, others: rest };
  const first = rest.find(({ back }) => !back);
  if (!first) return NOTHING_KEPT;
  return { assessment: first.assessment, steps, round: first.round, others: rest.filter((one) => one !== first) };
}

/** @returns what was kept of other rounds, as this course reads it: a look back belongs to its round alone */
export async function othersIn(others: readonly KeptOther[], data: CourseData): Promise<readonly KeptOther[]> {
  const { round } = data.course;
  const kinds = await data.earlier();
  const named = (ref: RubricRef): RubricRef => {
    const found = ref.hash ? null : kinds.find(({ facts }) => facts.id === ref.id && facts.version === ref.version);
    return found ? { ...ref, hash: found.hash } : ref;
  };
  return others
    .filter((one) => !one.back || (round && isSameRound(one.round, markOf(round))))
    .map((one) => {
      const { head, entries } = one.assessment;
      return { ...one, assessment: { head: { ...head, rubrics: head.rubrics.map(named) }, entries } };
    });
}

/**
 * Takes over what was answered in a frame that could not keep it; of what is here too, whatever is newer stays.
 *
 * @returns the assessment's id
 */
export async function takeAlong(
  kept: Kept & { readonly assessment: Assessment },
  language: string,
  { app, stands: { data }, putSteps }: Pick<Holding, 'app' | 'stands' | 'putSteps'>
): Promise<string> {
  const { head, entries } = (await inNewer(kept.assessment, data)).assessment;
  const here = (await (await app.store).load(head.id))?.entries ?? {};
  const newer = Object.values(entries).filter(({ criterion, at }) => !(here[criterion] && here[criterion].at >= at));
  const all = { ...here, ...Object.fromEntries(newer.map((one) => [one.criterion, one])) };
  await (await app.assessments).save({ head, entries: all });
  const { steps } = await (await app.plan).list();
  const isNewer = ({ id, at }: PlanStep) => !steps.some((one) => one.id === id && one.at >= at);
  await putSteps(await stepsIn(language, kept.steps.filter(isNewer), data));
  return head.id;
}

/** @param note is told of each assessment that is begun, before its first answer is stored; not of one that looks back */
export function beginningWith(store: AnswerStore, note: (id: string) => Promise<unknown>): AnswerStore {
  const noted = async (begin: { readonly id: string; readonly retrospectOf?: string } | undefined) => {
    if (begin && begin.retrospectOf === undefined) await note(begin.id).catch(() => {});
  };
  return {
    load: (id) => store.load(id),
    watch: (...args) => store.watch(...args),
    change: async (id, criterion, change, now, begin) => (await noted(begin), store.change(id, criterion, change, now, begin)),
    amend: async (id, change, now, begin, part) => (await noted(begin), store.amend(id, change, now, begin, part))
  };
}

/** A plan that is kept where the answers are. @param save has it stored there; where that fails, whoever holds the answers says so */
export function keptPlan(store: PlanStore, save: () => Promise<unknown>): PlanStore {
  const then = async <T>(done: Promise<T>) => {
    const result = await done;
    await save().catch(() => {});
    return result;
  };
  return {
    list: () => store.list(),
    read: (ids) => store.read(ids),
    watch: (changed) => store.watch(changed),
    save: (steps) => then(store.save(steps)),
    remove: (id) => then(store.remove(id))
  };
}
