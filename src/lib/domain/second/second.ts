/**
 * A second view: somebody who knows a person's work answers the same criteria about it. The person asks with a request, and what comes back
 * is shown beside their own answers. It is never averaged, and no level is worked out of it.
 */
import type { Head } from '../assessment/assessment.ts';
import { criterionKey, type CriterionKey } from '../assessment/assessment.ts';
import { canonical, stampOf } from '../hash.ts';
import { LEVELS, type Level } from '../model.ts';
import { isSameRubric, type RubricFile } from '../rubric/rubric.ts';

/** How much there may be. Names are characters; nobody asks as many people. */
export const SECOND = { name: 60, views: 20, topics: 50, criteria: 50, rubrics: 50 } as const;

/** A topic that is asked about: which rubric in which content, and which of its criteria. */
export interface AskedTopic {
  readonly id: string;
  readonly version: string;
  /** The rubric's `contentHash`. */
  readonly hash: string;
  /** In the rubric's order. */
  readonly criteria: readonly string[];
}

/** What leaves the device of whoever asks. It holds none of their answers. */
export interface SecondRequest {
  /** Drawn by chance, 16 hexadecimal digits: ties answers to this request. */
  readonly number: string;
  readonly topics: readonly AskedTopic[];
  /** Of whoever asks; empty unless they typed one. */
  readonly name: string;
  /** Rubrics of these that do not come with the app. */
  readonly rubrics: readonly RubricFile[];
}

/** How far somebody sees in the work of another what a statement says. `unknown`: they cannot tell. */
export type Seen = 0 | 1 | 2 | 'unknown';

/** What they said of each criterion: four signs, one for each level, as `SIGNS` has them. One of which they said nothing is absent. */
export type SeenAnswers = Readonly<Record<CriterionKey, string>>;

/** What comes back: it names the request that it answers. */
export interface SecondView {
  /** The request's. */
  readonly number: string;
  /** Of what was asked: where that was something else, the answers are to other questions. */
  readonly tag: string;
  /** Drawn by chance: the same person's corrected answers bear the same one. */
  readonly id: string;
  /** Of whoever answered; empty unless they typed one. */
  readonly name: string;
  readonly answers: SeenAnswers;
}

/** A view that the person decided to keep. */
export interface KeptView extends Pick<SecondView, 'id' | 'name' | 'answers'> {
  /** Milliseconds since 1970. */
  readonly keptAt: number;
}

/** A request as the device of whoever asked keeps it. */
export interface Asked extends Pick<SecondRequest, 'number' | 'topics' | 'name'> {
  /** The assessment that it is about. */
  readonly assessment: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  /** From then on nothing more is taken in. */
  readonly withdrawnAt?: number;
  readonly views: readonly KeptView[];
}

/** What somebody answers about another's work, as their own device keeps it. */
export interface Given extends SecondRequest {
  readonly id: string;
  /** Of whoever answers. */
  readonly by: string;
  readonly answers: SeenAnswers;
  /** When it last changed, in milliseconds since 1970. */
  readonly at: number;
}

const SIGNS: Readonly<Record<string, Seen>> = { 0: 0, 1: 1, 2: 2, '?': 'unknown' };
const NONE = '----';

/** The tag of what was asked. */
const tagOfRequest = ({ number, topics }: Pick<SecondRequest, 'number' | 'topics'>): string =>
  stampOf(canonical({ number, topics: topics.map(({ id, hash, criteria }) => [id, hash, criteria]) }));

/** Whether both ask the same: a number alone can be put on other questions. */
export const isSameRequest = (a: Pick<SecondRequest, 'number' | 'topics'>, b: Pick<SecondRequest, 'number' | 'topics'>): boolean =>
  a.number === b.number && tagOfRequest(a) === tagOfRequest(b);

/** Every criterion that is asked about, in order. */
export const keysAsked = ({ topics }: Pick<SecondRequest, 'topics'>): CriterionKey[] =>
  topics.flatMap(({ id, criteria }) => criteria.map((criterion) => criterionKey(id, criterion)));

/** @returns what was said of a statement; `undefined` where nothing was */
export const seenAt = (answers: SeenAnswers, key: CriterionKey, level: Level): Seen | undefined =>
  Object.hasOwn(answers, key) ? SIGNS[answers[key]![level - 1]!] : undefined;

/** @param seen `null` takes back what was said */
export function withSeen(answers: SeenAnswers, key: CriterionKey, level: Level, seen: Seen | null): SeenAnswers {
  const signs = [...(Object.hasOwn(answers, key) ? answers[key]! : NONE)];
  signs[level - 1] = seen === null ? '-' : seen === 'unknown' ? '?' : String(seen);
  const { [key]: _, ...others } = answers as Record<CriterionKey, string>;
  return signs.join('') === NONE ? others : { ...others, [key]: signs.join('') };
}

/** Says “I cannot tell” of all statements of a criterion that nothing was said of. */
export const withRestUnknown = (answers: SeenAnswers, key: CriterionKey): SeenAnswers =>
  LEVELS.reduce((all, level) => (seenAt(all, key, level) === undefined ? withSeen(all, key, level, 'unknown') : all), answers);

/** @returns how many statements were answered; “I cannot tell” is an answer */
export const seenCount = (answers: SeenAnswers): number =>
  Object.values(answers).reduce((sum, signs) => sum + [...signs].filter((sign) => sign !== '-').length, 0);

/** @param now milliseconds since 1970 @param id drawn by chance */
export const newGiven = (request: SecondRequest, id: string, now: number): Given => ({ ...request, id, by: '', answers: {}, at: now });

/** What is handed back. Only what was asked goes along. */
export function viewOf({ answers, id, by, ...request }: Given): SecondView {
  const keys = keysAsked(request).filter((key) => Object.hasOwn(answers, key));
  return {
    number: request.number,
    tag: tagOfRequest(request),
    id,
    name: by,
    answers: Object.fromEntries(keys.map((key) => [key, answers[key]!]))
  };
}

/**
 * Why a view cannot be taken in. `other`: no request here has its number. `version`: the request of that number asks about something else.
 * `withdrawn`: the person has withdrawn it. `full`: it has as many views as there may be.
 */
export type Misfit = 'other' | 'version' | 'withdrawn' | 'full';

/** @returns the request here that a view answers, or why it does not fit */
export function fitOf(view: SecondView, all: readonly Asked[]): Asked | Misfit {
  const asked = all.find(({ number }) => number === view.number);
  if (!asked) return 'other';
  const keys = new Set(keysAsked(asked));
  if (view.tag !== tagOfRequest(asked) || !Object.keys(view.answers).every((key) => keys.has(key as CriterionKey))) return 'version';
  if (asked.withdrawnAt !== undefined) return 'withdrawn';
  if (asked.views.length >= SECOND.views && !asked.views.some(({ id }) => id === view.id)) return 'full';
  return asked;
}

/** Keeps a view; one that its person handed in before makes room for it. @param now milliseconds since 1970 */
export function withView(asked: Asked, { id, name, answers }: SecondView, now: number): Asked {
  const view = { id, name, answers, keptAt: now };
  const there = asked.views.some((one) => one.id === id);
  return { ...asked, views: there ? asked.views.map((one) => (one.id === id ? view : one)) : [...asked.views, view] };
}

export const withoutView = (asked: Asked, id: string): Asked => ({ ...asked, views: asked.views.filter((one) => one.id !== id) });

/** Whether its topics are still those of the assessment, in the same content. */
export const isAbout = (topic: AskedTopic, { rubrics }: Pick<Head, 'rubrics'>): boolean => rubrics.some((ref) => isSameRubric(ref, topic));

// -------------------------------------------------------------------------------------------------------------------- joining

const larger = <T>(a: T, b: T): T => (canonical(a) >= canonical(b) ? a : b);

/** The same request on two devices of its person: what was withdrawn on one is, and of each view the one that was kept last counts. */
export function mergeAsked(a: Asked, b: Asked): Asked {
  const { withdrawnAt: _, views: __, ...base } = larger({ ...a, views: [], withdrawnAt: 0 }, { ...b, views: [], withdrawnAt: 0 });
  const ends = [a, b].flatMap(({ withdrawnAt }) => (withdrawnAt === undefined ? [] : [withdrawnAt]));
  const views = new Map<string, KeptView>();
  for (const one of [...a.views, ...b.views]) {
    const there = views.get(one.id);
    views.set(one.id, !there || there.keptAt < one.keptAt ? one : there.keptAt > one.keptAt ? there : larger(one, there));
  }
  const inOrder = [...views.values()].sort((x, y) => x.keptAt - y.keptAt || (x.id < y.id ? -1 : 1));
  return { ...base, ...(ends.length ? { withdrawnAt: Math.min(...ends) } : {}), views: inOrder.slice(0, SECOND.views) };
}

/** The answers that changed last count, all of them. */
export const mergeGiven = (a: Given, b: Given): Given => (a.at === b.at ? larger(a, b) : a.at > b.at ? a : b);

/** Whether two devices have the same request: another one under its number is nobody's honest one. */
export const askedKey = ({ assessment, number }: Pick<Asked, 'assessment' | 'number'>): string => JSON.stringify([assessment, number]);
