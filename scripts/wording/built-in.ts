/**
 * The writing rules that hold for built-in rubrics only, most of them for all statements of a language together. Rules for any rubric
 * are in src/lib/domain/rubric/wording.ts. What a rule needs to know of a language lies beside this file and in rubrics/terms.json.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEVELS, type Level } from '../../src/lib/domain/model.ts';
import { checked, rubricFactsSchema, translationSchema, withoutSchema } from '../../src/lib/domain/rubric/rubric-file.ts';
import { placesOf, textAt } from '../../src/lib/domain/rubric/places.ts';
import type { RubricFacts, Translation } from '../../src/lib/domain/rubric/rubric.ts';
import { compareVersions } from '../../src/lib/domain/rubric/versions.ts';
import { wordsOf } from '../../src/lib/domain/rubric/wording.ts';
import type { Finding } from '../findings.ts';
import { LANGUAGES } from '../languages.ts';
import { factsOf, readModel } from '../rubrics-plugin.ts';
import { formulasFor, meanPoints } from './ease.ts';
import { exampleFaults, type ExampleLevels } from './examples.ts';
import { paceOf } from './pace.ts';
import { BEGINNING, DENIAL, PHRASES } from './phrases.ts';
import { readTerms, wrongTerms, type Term } from './terms.ts';

/** The first version that these rules hold for: an earlier one was released as it is, and a released version never changes. */
export const SINCE = '0.20.0';
/** No more statements of a language begin with the same so many words. */
const OPENING = { words: 3, most: 3 } as const;
/** So many words of a situation's label, in a row, repeat it. */
const LABEL = 3;
/** How many points harder the last level may be to read than the first. */
const HARDER = 5;

export interface Statement {
  readonly rubric: string;
  /** Such as A2.3. */
  readonly place: string;
  readonly criterion: string;
  readonly level: Level;
  readonly text: string;
  readonly essential: boolean;
}

/** All built-in words of one language, as far as they are written. */
export interface Texts {
  readonly language: string;
  readonly rubrics: readonly { readonly facts: RubricFacts; readonly words: Translation }[];
  /** What stands over the statements, where the model says it. */
  readonly labels: readonly string[];
  /** Every text of the model, with its place. */
  readonly model: readonly { readonly place: string; readonly text: string }[];
}

/** An entry of rubrics/reviewed.json: things named side by side in an essential statement, which somebody has read and found to be one act. */
interface Reviewed {
  readonly language: string;
  readonly place: string;
  readonly words: string;
}

const readJson = (root: string, file: string): unknown => withoutSchema(JSON.parse(readFileSync(join(root, file), 'utf8')));

function textsIn(value: unknown, place = ''): { place: string; text: string }[] {
  if (typeof value === 'string') return [{ place, text: value }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, place ? `${place}.${key}` : key));
}

/** Reads a language's words, also while they are being written. @throws DataError where a file has not the shape that it needs */
export function readTexts(root: string, language: string, ids: readonly string[]): Texts {
  const { model: facts } = readModel(root);
  const model = textsIn(readJson(root, `rubrics/${language}.json`)).filter(({ place }) => place !== 'language');
  return {
    language,
    rubrics: ids
      .filter((id) => existsSync(join(root, `rubrics/${id}/${language}.json`)))
      .map((id) => ({
        facts: checked(rubricFactsSchema, factsOf(readJson(root, `rubrics/${id}/rubric.json`), facts), `rubrics/${id}/rubric.json`),
        words: checked(translationSchema, readJson(root, `rubrics/${id}/${language}.json`), `rubrics/${id}/${language}.json`)
      })),
    labels: model.filter(({ place }) => /^situations\.\w+\.label$/.test(place)).map(({ text }) => text),
    model
  };
}

export const statementsOf = ({ rubrics }: Texts): Statement[] =>
  rubrics.flatMap(({ facts, words }) =>
    facts.criteria.flatMap(({ id, essential }) =>
      LEVELS.flatMap((level) => {
        const text = textAt(words, `${id}.${level}`);
        return text
          ? [{ rubric: facts.id, place: `${id}.${level}`, criterion: id, level, text, essential: essential.includes(level) }]
          : [];
      })
    )
  );

type Say = (rubric: string, place: string, reason: string, cure: string) => void;

function lengths({ language }: Texts, statements: readonly Statement[], say: Say): void {
  const pace = paceOf(language);
  const criteria = new Map<string, { rubric: string; words: number }>();
  for (const { rubric, place, criterion, text } of statements) {
    const words = wordsOf(text).length;
    if (words > pace.statement)
      say(rubric, place, `has ${words} words, at most ${pace.statement} when built in`, 'Say the act, and leave out what help can say.');
    criteria.set(criterion, { rubric, words: words + (criteria.get(criterion)?.words ?? 0) });
  }
  for (const [criterion, { rubric, words }] of criteria)
    if (words > pace.criterion)
      say(rubric, criterion, `has ${words} words in its four statements, at most ${pace.criterion}`, 'Shorten the longest of the four.');
}

function openings({ language, labels }: Texts, statements: readonly Statement[], say: Say): void {
  const phrases = PHRASES[language]!;
  const alike = new Map<string, Statement[]>();
  const runs = labels.flatMap((label) => {
    const words = wordsOf(label);
    return words.slice(0, Math.max(0, words.length - LABEL + 1)).map((_, i) => words.slice(i, i + LABEL).join(' '));
  });
  for (const one of statements) {
    const words = wordsOf(one.text);
    const opening = words.slice(0, OPENING.words).join(' ');
    alike.set(opening, [...(alike.get(opening) ?? []), one]);
    const small = one.text.toLowerCase();
    const beginning = words.slice(0, BEGINNING).join(' ');
    const repeated =
      runs.find((run) => ` ${words.join(' ')} `.includes(` ${run} `)) ??
      phrases.situation.map((pattern) => small.match(pattern)?.[0]).find(Boolean) ??
      phrases.opening.map((pattern) => beginning.match(pattern)?.[0]).find(Boolean);
    if (repeated)
      say(one.rubric, one.place, `says its situation: “${repeated}”`, 'The label over the statement says it: begin with the act.');
    if (language === 'en' && !/^I\b/.test(one.text))
      say(one.rubric, one.place, 'does not begin with “I”', 'Begin with “I” and what the person does.');
  }
  for (const [opening, all] of alike)
    if (all.length > OPENING.most)
      for (const { rubric, place } of all)
        say(
          rubric,
          place,
          `begins with “${opening}”, as ${all.length} statements do, at most ${OPENING.most}`,
          'Begin with what is particular to this act.'
        );
}

function acts({ language }: Texts, statements: readonly Statement[], reviewed: readonly Reviewed[], say: Say): void {
  const { joins, together, universal, denial, manner } = PHRASES[language]!;
  const hit = (text: string, patterns: readonly RegExp[]) => patterns.map((pattern) => text.match(pattern)?.[0].trim()).find(Boolean);
  for (const { rubric, place, level, text, essential } of statements) {
    const small = text.toLowerCase();
    const lists = reviewed.filter((one) => one.language === language && one.place === place);
    for (const { words } of lists)
      if (!small.includes(words.toLowerCase()))
        say(rubric, place, `no longer says “${words}”, which rubrics/reviewed.json names`, 'Take the line out of rubrics/reviewed.json.');
    if (essential) {
      const join = hit(
        lists.reduce((rest, { words }) => rest.replace(words.toLowerCase(), ' '), small),
        joins
      );
      if (join)
        say(
          rubric,
          place,
          `is essential and joins two things by “${join}”`,
          'Keep one act. If it is one act with a list of things, name the list in rubrics/reviewed.json.'
        );
    }
    const others = level === 4 ? hit(small, together) : undefined;
    if (others) say(rubric, place, `says what others do: “${others}”`, 'Say what the person does as a member among members.');
    const beginning = wordsOf(text).slice(0, DENIAL).join(' ');
    const all = hit(small, universal) ?? hit(beginning, denial);
    if (all) say(rubric, place, `says something of all times or of nobody: “${all}”`, 'Say what the person does, and when.');
    const how = hit(small, manner);
    if (how) say(rubric, place, `says “${how}”: how, not what`, 'Leave it out, or say what the person does instead.');
  }
}

/** Signs that nobody sees: soft hyphens, marks of direction, joiners. */
const UNSEEN = /\p{Cf}/u;

function words(texts: Texts, terms: readonly Term[], say: Say): void {
  const look = (rubric: string, place: string, text: string) => {
    if (UNSEEN.test(text))
      say(rubric, place, 'holds a sign that nobody sees, such as a soft hyphen', 'Delete it: texts go into pictures and tables too.');
    for (const { term, said } of wrongTerms(text, terms))
      say(rubric, place, `says “${said}” for ${term.idea}`, `Say “${term.say}”; rubrics/terms.json has one term for each idea.`);
  };
  for (const { facts, words } of texts.rubrics) for (const place of placesOf(facts, words)) look(facts.id, place, textAt(words, place)!);
  for (const { place, text } of texts.model) look('', place, text);
}

function ease({ language }: Texts, statements: readonly Statement[], say: Say): void {
  const at = (level: Level) => statements.filter((one) => one.level === level).map(({ text }) => text);
  for (const formula of formulasFor(language)) {
    const [first, last] = ([1, 4] as const).map((level) => meanPoints(formula, at(level))) as [number, number];
    const harder = formula.higherIsEasier ? first - last : last - first;
    if (harder > HARDER)
      say(
        '',
        'level 4',
        `is ${harder.toFixed(1)} points of ${formula.name} harder to read than level 1 (${last.toFixed(1)} and ${first.toFixed(1)}), at most ${HARDER}`,
        'Shorten its longest words and sentences.'
      );
  }
}

/** Everything that built-in wording breaks in one language, whatever the rubrics' versions. */
export function languageFindings(texts: Texts, terms: readonly Term[], reviewed: readonly Reviewed[]): Finding[] {
  const found: Finding[] = [];
  const { language } = texts;
  const say: Say = (rubric, place, reason, cure) =>
    void found.push({ file: rubric ? join('rubrics', rubric, `${language}.json`) : `rubrics/${language}.json`, place, reason, cure });
  const statements = statementsOf(texts);
  lengths(texts, statements, say);
  openings(texts, statements, say);
  acts(texts, statements, reviewed, say);
  words(texts, terms, say);
  ease(texts, statements, say);
  return found;
}

export const exampleLevelsOf = (rubrics: Texts['rubrics']): ExampleLevels =>
  Object.fromEntries(rubrics.flatMap(({ facts }) => facts.criteria.map(({ id, examples = {} }) => [id, examples] as const)));

export function exampleFindings(rubrics: Texts['rubrics'], settings: readonly string[]): Finding[] {
  const rubricOf = new Map(rubrics.flatMap(({ facts }) => facts.criteria.map(({ id }) => [id, facts.id] as const)));
  return exampleFaults(exampleLevelsOf(rubrics), settings).map((one) => ({
    ...one,
    file: join('rubrics', rubricOf.get(one.place.split('.')[0]!) ?? '', 'rubric.json'),
    cure: 'Write an example of another level, or correct its level there.'
  }));
}

const readReviewed = (root: string) => readJson(root, 'rubrics/reviewed.json') as Reviewed[];

/** @returns what is wrong with the words of a language, while somebody writes them: also in versions that the rules do not hold for yet */
export const findingsInWork = (root: string, texts: Texts): Finding[] =>
  languageFindings(texts, readTerms(root)[texts.language] ?? [], readReviewed(root));

/** What breaks a rule for built-in rubrics, in any language. */
export function wordingFindings(root: string, ids: readonly string[], settings: readonly string[]): Finding[] {
  return LANGUAGES.flatMap((language) => {
    const texts = readTexts(root, language, ids);
    if (texts.rubrics.some(({ facts }) => compareVersions(facts.version, SINCE) < 0)) return [];
    return [...findingsInWork(root, texts), ...(language === LANGUAGES[0] ? exampleFindings(texts.rubrics, settings) : [])];
  });
}
