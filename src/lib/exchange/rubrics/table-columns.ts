/**
 * The columns of a rubric as a table: docs/rubric-tables.md is the same for authors. Each column has a field; most fields are places
 * within a criterion as `places.ts` names them ("3", "help.about", "next.2").
 */
import { faultIn } from '#lib/domain/rubric/rubric-file.ts';
import { LEVELS } from '#lib/domain/model.ts';

/** What stands in the column of ids where a row is about the rubric as a whole; no id has a space. */
export const WHOLE = 'whole rubric';

/** `language`, `criterion`, a fact, or the place of a text. */
export type Field = string;

const levels = (name: string, field: string) => LEVELS.map((level) => [`${name} ${level}`, `${field}${level}`] as const);

/** Headings as they are written, in their order; examples come after the help, with their levels where any are said. */
const FIXED: readonly (readonly [heading: string, field: Field])[] = [
  ['language', 'language'],
  ['criterion', 'criterion'],
  ['title', 'title'],
  ...levels('level', ''),
  ['essential', 'essential'],
  ...levels('not my role', 'notApplicable.'),
  ['help', 'help.about'],
  ['levels of examples', 'exampleLevels'],
  ['evidence', 'evidence'],
  ...levels('next', 'next.'),
  ['digcomp', 'digcomp'],
  ['short', 'short'],
  ['rubric id', 'id'],
  ['version', 'version'],
  ['key level', 'keyLevel'],
  ['source language', 'source'],
  ['made from', 'madeFrom']
];
/** Other names that authors give the columns that a table needs. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  language: ['kieli', 'språk', 'sprache'],
  criterion: ['criteria', 'id', 'kriteeri', 'kriteerit', 'kriterium', 'kriterier', 'kriterien'],
  title: ['name', 'otsikko', 'nimi', 'rubrik', 'titel'],
  ...Object.fromEntries(LEVELS.map((level) => [`level ${level}`, ['taso', 'nivå', 'stufe', 'niveau'].map((word) => `${word} ${level}`)]))
};

/** Capitals, spaces and hyphens in a heading do not matter. */
const plain = (heading: string) => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const BY_HEADING = new Map(
  FIXED.flatMap(([heading, field]) =>
    [heading, ...(Object.hasOwn(ALIASES, heading) ? ALIASES[heading]! : [])].map((name) => [plain(name), field] as const)
  )
);
const EXAMPLE = /^\s*examples?\s*[:–-]?\s+(\S+)\s*$|^\s*examples?\s*:(\S+)\s*$/i;

/** @returns the field of a heading; `null` where there is no such column */
export function fieldOf(heading: string): Field | null {
  const [, spaced, close] = EXAMPLE.exec(heading) ?? [];
  const setting = spaced ?? close;
  if (setting) return faultIn('setting', setting) ? null : `example.${setting}`;
  return BY_HEADING.get(plain(heading)) ?? null;
}

/**
 * @param settings those that there are examples for
 * @param levels whether anything is said of the levels of examples
 * @returns the columns of a written table
 */
export function columnsFor(settings: readonly string[], levels: boolean): (readonly [heading: string, field: Field])[] {
  const examples = settings.map((setting) => [`example: ${setting}`, `example.${setting}`] as const);
  const fixed = FIXED.filter(([, field]) => levels || field !== 'exampleLevels');
  const after = fixed.findIndex(([, field]) => field === 'help.about') + 1;
  return [...fixed.slice(0, after), ...examples, ...fixed.slice(after)];
}

/** Fields that are places of texts within a criterion. */
export const TEXT = /^([1-4]|title|help\.about|(next|notApplicable)\.[1-4])$/;

/**
 * Where the text of a column stands in a row about the rubric as a whole; `null` where such a row has none. What rubrics of before version 0.3 say of
 * their levels is shown nowhere any more, but a table brings it back: else it would have another hash.
 */
export function placeInWhole(field: Field): string | null {
  if (field === 'title' || field === 'short') return field;
  if (field === 'help.about') return 'about';
  return /^[1-4]$/.test(field) ? `practice.${field}` : null;
}

/** What a table has to have. */
export const NEEDED = ['title', 'level 1', 'level 2', 'level 3', 'level 4'] as const;
