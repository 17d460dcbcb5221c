/**
 * The columns of a rubric as a table: docs/rubric-tables.md is the same for authors. Each column has a field; most fields are places
 * within a criterion as `places.ts` names them ("3", "help.about", "next.2"). Headings are written in one language and read in all.
 */
import { faultIn } from '#lib/domain/rubric/rubric-file.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { standingOf } from './level-names.ts';

/** `language`, `criterion`, a fact, or the place of a text. */
export type Field = string;

/** Fields that stand once. */
type Plain =
  | 'language'
  | 'criterion'
  | 'title'
  | 'essential'
  | 'help.about'
  | 'exampleLevels'
  | 'evidence'
  | 'digcomp'
  | 'short'
  | 'id'
  | 'version'
  | 'keyLevel'
  | 'source'
  | 'madeFrom';
/** What fields begin with that stand for each level. */
type Part = '' | 'notApplicable.' | 'next.';

/** The words of a table in a language. */
interface HeadWords {
  /** By field. */
  readonly fields: Readonly<Record<Plain, string>>;
  /** By the part that has a text for each level; its number follows. */
  readonly levels: Readonly<Record<Part, string>>;
  readonly example: string;
  /** What stands in the column of ids where a row is about the rubric as a whole; no id has a space. */
  readonly whole: string;
}

const WORDS: Readonly<Record<string, HeadWords>> = {
  en: {
    fields: {
      language: 'language',
      criterion: 'criterion',
      title: 'title',
      essential: 'essential',
      'help.about': 'help',
      exampleLevels: 'levels of examples',
      evidence: 'evidence',
      digcomp: 'digcomp',
      short: 'short',
      id: 'rubric id',
      version: 'version',
      keyLevel: 'key level',
      source: 'source language',
      madeFrom: 'made from'
    },
    levels: { '': 'level', 'notApplicable.': 'not my role', 'next.': 'next' },
    example: 'example',
    whole: 'whole rubric'
  },
  fi: {
    fields: {
      language: 'kieli',
      criterion: 'kriteeri',
      title: 'otsikko',
      essential: 'turvallisuuskohdat',
      'help.about': 'mitä se tarkoittaa',
      exampleLevels: 'esimerkkien tasot',
      evidence: 'mitä voi näyttää',
      digcomp: 'digcomp',
      short: 'lyhyt nimi',
      id: 'matriisin tunnus',
      version: 'versio',
      keyLevel: 'päätaso',
      source: 'lähdekieli',
      madeFrom: 'tehty versiosta'
    },
    levels: { '': 'taso', 'notApplicable.': 'ei kuulu työhöni', 'next.': 'seuraava askel' },
    example: 'esimerkki',
    whole: 'koko matriisi'
  },
  sv: {
    fields: {
      language: 'språk',
      criterion: 'kriterium',
      title: 'titel',
      essential: 'trygghetspunkter',
      'help.about': 'vad det betyder',
      exampleLevels: 'exemplens nivåer',
      evidence: 'vad man kan visa',
      digcomp: 'digcomp',
      short: 'kortnamn',
      id: 'matrisens id',
      version: 'version',
      keyLevel: 'huvudnivå',
      source: 'källspråk',
      madeFrom: 'gjord av version'
    },
    levels: { '': 'nivå', 'notApplicable.': 'ingår inte i mitt arbete', 'next.': 'nästa steg' },
    example: 'exempel',
    whole: 'hela matrisen'
  },
  de: {
    fields: {
      language: 'Sprache',
      criterion: 'Kriterium',
      title: 'Titel',
      essential: 'Sicherheit',
      'help.about': 'was gemeint ist',
      exampleLevels: 'Stufen der Beispiele',
      evidence: 'was man zeigen kann',
      digcomp: 'DigComp',
      short: 'Kurztitel',
      id: 'Kennung des Rasters',
      version: 'Version',
      keyLevel: 'Hauptstufe',
      source: 'Ausgangssprache',
      madeFrom: 'erstellt aus'
    },
    levels: { '': 'Stufe', 'notApplicable.': 'nicht meine Aufgabe', 'next.': 'nächster Schritt' },
    example: 'Beispiel',
    whole: 'ganzes Raster'
  }
};

/** @returns the words of a table in this language; in English where there are none */
const wordsIn = (language: string): HeadWords => (Object.hasOwn(WORDS, language) ? WORDS[language]! : WORDS.en!);
/** How a level is called in a cell: “level 2”. */
export const levelWordIn = (language: string): string => wordsIn(language).levels[''];
export const wholeIn = (language: string): string => wordsIn(language).whole;
const WHOLES = new Set(Object.values(WORDS).map(({ whole }) => whole.toLowerCase()));
/** Whether a cell in the column of ids says that its row is about the rubric as a whole. */
export const isWhole = (cell: string): boolean => WHOLES.has(cell.toLowerCase());

/** Headings as they are written, in their order; examples come after the help, with their levels where any are said. */
function fixedIn(language: string): (readonly [heading: string, field: Field])[] {
  const { fields, levels } = wordsIn(language);
  const one = (field: Plain) => [fields[field], field] as const;
  const four = (part: Part) => LEVELS.map((level) => [`${levels[part]} ${level}`, `${part}${level}`] as const);
  return [
    one('language'),
    one('criterion'),
    one('title'),
    ...four(''),
    one('essential'),
    ...four('notApplicable.'),
    one('help.about'),
    one('exampleLevels'),
    one('evidence'),
    ...four('next.'),
    one('digcomp'),
    one('short'),
    one('id'),
    one('version'),
    one('keyLevel'),
    one('source'),
    one('madeFrom')
  ];
}

/** Other names that authors give the columns that a table needs. */
const ALIASES: Readonly<Record<Field, readonly string[]>> = {
  criterion: ['criteria', 'id', 'kriteerit', 'kriterier', 'kriterien'],
  title: ['name', 'question', 'nimi', 'kysymys', 'rubrik', 'fråga', 'frage'],
  'help.about': [
    'description',
    'explanation',
    'kuvaus',
    'selitys',
    'beskrivning',
    'förklaring',
    'beschreibung',
    'erklärung',
    'erläuterung'
  ],
  ...Object.fromEntries(LEVELS.map((level) => [String(level), [`niveau ${level}`]]))
};

/** Capitals, spaces and hyphens in a heading do not matter. */
const plain = (heading: string) =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const BY_HEADING = new Map<string, Field>([
  ...Object.keys(WORDS).flatMap((language) => fixedIn(language).map(([heading, field]) => [plain(heading), field] as const)),
  ...Object.entries(ALIASES).flatMap(([field, names]) => names.map((name) => [plain(name), field] as const))
]);
const EXAMPLE_WORDS = ['examples?', 'esimerkki', 'esimerkit', 'exempel', 'Beispiele?'].join('|');
const EXAMPLE = new RegExp(`^\\s*(?:${EXAMPLE_WORDS})(?:\\s*[:–-]?\\s+|\\s*:)(\\S+)\\s*$`, 'i');

/** @returns the field of a heading, in any language of the app; `null` where there is no such column */
export function fieldOf(heading: string): Field | null {
  const setting = EXAMPLE.exec(heading)?.[1];
  if (setting) return faultIn('setting', setting) ? null : `example.${setting}`;
  return BY_HEADING.get(plain(heading)) ?? null;
}

/** What the columns of titles are called in the rubrics of schools and courses. */
const NAMES = new Set(
  (
    'criterion, criteria, criterium, dimension, dimensions, skill, skills, category, categories, area, areas, topic, topics, aspect, aspects, element, elements, ' +
    'indicator, indicators, objective, objectives, trait, traits, domain, domains, component, components, outcome, outcomes, learning outcome, learning outcomes, learning goal, learning goals, goal, goals, expectation, expectations, practice, practices, descriptor, ' +
    'standard, standards, competency, competencies, competence, competences, task, tasks, theme, item, strand, feature, attribute, factor, focus, key area, row, level, levels, taso, tasot, nivå, nivåer, stufe, stufen, ' +
    'arviointikohde, arvioinninkohde, arvioitavaasia, osaamistavoite, osaamistavoitteet, sisältö, arviointikohteet, arvioitava, osaalue, osaalueet, aihe, aiheet, teema, taito, taidot, osaaminen, osaamisalue, tavoite, tavoitteet, kohde, ulottuvuus, ' +
    'näkökulma, alue, kategoria, tehtävä, kriteeristö, indikaattori, område, områden, aspekt, aspekter, bedömningsområde, bedömningsaspekt, förmåga, förmågor, färdighet, ' +
    'färdigheter, kompetens, kunskapskrav, mål, lärandemål, tema, delområde, kategori, indikator, moment, uppgift, bereich, bereiche, aspekte, kompetenz, kompetenzen, ' +
    'kompetenzbereich, thema, themen, teilkompetenz, merkmal, merkmale, fähigkeit, fertigkeit, lernziel, lernziele, teilbereich, kategorie, kategorien, ziel, aufgabe, ' +
    'indikatoren, anforderung, anforderungen, inhalt, inhalte, lerninhalt, gegenstand, critère, critères, criterio, criterios, criteri, critério, critérios'
  )
    .split(', ')
    .map(plain)
);
const NAME = /criteri|kriteeri|kriteri|critère|arviointikoh|bedömningsgrund/iu;

/** Whether a heading is one of a column of titles. @param exactly and nothing besides, as “Our criteria” has it */
export const isName = (heading: string, exactly = false): boolean =>
  NAMES.has(plain(heading)) || (!exactly && heading.length <= 40 && NAME.test(heading) && standingOf(heading) === null);

/** Words of columns that stand beside a rubric: points, weights, notes. */
const BESIDE = new Set(
  (
    'points point pts score scores scoring weight weights weighting total totals sum max maximum possible earned awarded your comment comments note notes feedback remarks no nr number order ' +
    'mark marks grade grades self assessment evaluation rating teacher student date result results percent ' +
    'pisteet piste pistettä pisteytys painotus paino painokerroin kommentti kommentit huomiot huomautuksia palaute yhteensä nro numero arvosana arvio itsearvio maksimi ' +
    'poäng vikt viktning kommentar kommentarer anteckningar summa nummer betyg omdöme självskattning återkoppling ' +
    'punkte punkt punktzahl gewicht gewichtung kommentare bemerkung bemerkungen anmerkung anmerkungen rückmeldung summe gesamt insgesamt erreicht erreichte maximal selbsteinschätzung'
  ).split(' ')
);
const TOTAL =
  /^(?:(?:sub)?totals?|sum|overall|summe|gesamt\p{L}*|insgesamt|yhteensä|summa|totalt|points?|pisteet|poäng|punkte)(?![\p{L}])/iu;

/** Whether a heading is one of a column that stands beside a rubric. */
export function isBeside(heading: string): boolean {
  const words = heading.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (/^\s*(?:\d+\s*\/|#)\s*\d+\s*$/.test(heading)) return false;
  if (words.length === 0) return /^[#№%/\s\d]*[#№/][\s\d%]*$/u.test(heading);
  if (!words.every((word) => BESIDE.has(word))) return false;
  return !/\d/.test(heading) || /\/\s*\d+|max|weight|gewicht|vikt|paino|total|possible|%/i.test(heading);
}

/** Whether a row or a column is called a sum, or points. */
export const isTotal = (heading: string): boolean => heading.length <= 40 && TOTAL.test(heading.trim());

/**
 * @param settings those that there are examples for
 * @param levels whether anything is said of the levels of examples
 * @param language the headings'
 * @returns the columns of a written table
 */
export function columnsFor(settings: readonly string[], levels: boolean, language: string): (readonly [heading: string, field: Field])[] {
  const examples = settings.map((setting) => [`${wordsIn(language).example}: ${setting}`, `example.${setting}`] as const);
  const fixed = fixedIn(language).filter(([, field]) => levels || field !== 'exampleLevels');
  const after = fixed.findIndex(([, field]) => field === 'help.about') + 1;
  return [...fixed.slice(0, after), ...examples, ...fixed.slice(after)];
}

/** Fields that are places of texts within a criterion. */
export const TEXT = /^([1-4]|title|help\.about|(next|notApplicable)\.[1-4])$/;
/** Fields that say facts: read also where somebody has hidden their columns, so that a table finds its way back. */
export const isFact = (field: Field | null): boolean =>
  field !== null && !TEXT.test(field) && !field.startsWith('example.') && field !== 'evidence' && field !== 'short';

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
