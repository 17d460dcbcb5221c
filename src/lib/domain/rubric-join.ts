/** Facts and words, joined to a rubric as the app uses it. */
import { DataError } from './faults.ts';
import { LEVELS } from './model.ts';
import { checked, FORMAT, FORMAT_VERSION, rubricFileSchema, rubricWordsSchema } from './rubric-file.ts';
import type { ByLevel, Criterion, Rubric, RubricFacts, RubricFile, RubricWords, Translation } from './rubric.ts';
import { placesOf, requiredPlaces, sourceOf, textAt, withText } from './texts.ts';

/**
 * Joins a rubric's facts with its words.
 *
 * @param file name of the file of words, for messages
 * @throws DataError when a criterion has no words, words have no criterion, or an essential cell does not say when
 *   "not part of my role" is a true answer
 */
export function joinRubric(facts: RubricFacts, words: RubricWords, file: string): Rubric {
  const seen = new Set<string>();
  const criteria = facts.criteria.map(({ id, essential, digcomp = [] }): Criterion => {
    if (seen.has(id)) throw new DataError(file, id, 'criterion-twice');
    seen.add(id);
    const own = words.criteria[id];
    if (!own) throw new DataError(file, id, 'no-words');
    for (const level of essential) if (!own.notApplicable?.[level]) throw new DataError(file, `${id}.${level}`, 'essential-unsaid');
    for (const level of LEVELS)
      if (own.notApplicable?.[level] && !essential.includes(level)) throw new DataError(file, `${id}.${level}`, 'not-essential');
    return {
      id,
      essential,
      digcomp,
      title: own.title,
      descriptors: own.descriptors,
      notApplicable: own.notApplicable as ByLevel | undefined,
      help: { about: own.help?.about ?? '', examples: own.help?.examples ?? {} },
      evidence: own.evidence ?? [],
      next: (own.next ?? {}) as ByLevel
    };
  });
  for (const id of Object.keys(words.criteria)) if (!seen.has(id)) throw new DataError(file, id, 'no-criterion');
  return {
    id: facts.id,
    version: facts.version,
    language: words.language,
    keyLevel: facts.keyLevel,
    title: words.title,
    short: words.short,
    about: words.about ?? '',
    practice: (words.practice ?? {}) as ByLevel,
    criteria,
    ...(facts.thresholds ? { thresholds: facts.thresholds } : {})
  };
}

/**
 * A rubric in the language wanted. Where a text, or the whole language, is missing, the source's stands in for it, and
 * `borrowed` says where.
 *
 * @param file a rubric that `readRubricFile` has let in
 */
export function rubricIn(file: RubricFile, language: string): Rubric {
  const source = sourceOf(file.facts);
  const original = file.words[source] as RubricWords;
  const own = file.words[language];
  if (!own || language === source) return joinRubric(file.facts, original, file.facts.id);
  let words: Translation = own;
  const borrowed: string[] = [];
  for (const place of placesOf(file.facts, original))
    if (!textAt(words, place)) {
      words = withText(words, place, textAt(original, place)!);
      borrowed.push(place);
    }
  const rubric = joinRubric(file.facts, words as RubricWords, file.facts.id);
  return borrowed.length ? { ...rubric, borrowed: { language: source, places: borrowed } } : rubric;
}

/**
 * Lets a rubric in from outside: its shape, its ids, and that everything needed to answer it is there in its own language.
 *
 * @param value parsed JSON
 * @param name the file's name, for messages
 * @throws DataError naming the first place that is wrong; a newer format is declined in plain words
 */
export function readRubricFile(value: unknown, name: string): RubricFile {
  const outer = (value ?? {}) as { format?: unknown; formatVersion?: unknown };
  if (typeof value !== 'object' || outer.format !== FORMAT) throw new DataError(name, '', 'not-a-rubric');
  if (typeof outer.formatVersion === 'number' && outer.formatVersion > FORMAT_VERSION)
    throw new DataError(name, 'formatVersion', 'newer-format', { version: outer.formatVersion, known: FORMAT_VERSION });
  const file = checked(rubricFileSchema, value, name);
  assertWhole(file, name);
  return file;
}

/** @throws DataError where a rubric of sound shape still cannot be answered */
export function assertWhole(file: RubricFile, name: string): void {
  const source = sourceOf(file.facts);
  const words = file.words[source];
  if (!words) throw new DataError(name, 'words', 'no-source-words', { language: source });
  const ids = new Set(file.facts.criteria.map(({ id }) => id));
  for (const [language, own] of Object.entries(file.words)) {
    if (own.language !== language) throw new DataError(name, `words.${language}.language`, 'bad-language');
    for (const id of Object.keys(own.criteria)) if (!ids.has(id)) throw new DataError(name, `words.${language}.${id}`, 'no-criterion');
  }
  for (const place of requiredPlaces(file.facts))
    if (!textAt(words, place)) throw new DataError(name, `words.${source}.${place}`, 'no-text');
  joinRubric(file.facts, checked(rubricWordsSchema, words, `${name}: words.${source}`), name);
  const known = new Set(file.facts.criteria.map(({ id }) => id));
  file.facts.changes?.forEach((change, i) => {
    if (change.from === file.facts.version) throw new DataError(name, `facts.changes.${i}.from`, 'change-from-itself');
    for (const { to } of change.criteria)
      for (const id of to) if (!known.has(id)) throw new DataError(name, `facts.changes.${i}`, 'unknown-change', { id });
  });
  const t = file.facts.thresholds;
  if (t && t.emerging[0] * t.hold[1] > t.hold[0] * t.emerging[1]) throw new DataError(name, 'facts.thresholds', 'threshold-order');
}

/** @returns the file that facts and words make, without empty texts and empty parts: what is written, hashed and sent */
export function rubricFile(
  facts: RubricFacts,
  words: Readonly<Record<string, Translation>>,
  translated?: RubricFile['translated']
): RubricFile {
  const file = { format: FORMAT, formatVersion: FORMAT_VERSION, facts, words, translated };
  return withoutEmpty(file) as RubricFile;
}

/** Parts in which nothing stands are left out, but for lists whose emptiness says something, and criteria, which are never left out. */
const KEPT = new Set(['criteria', 'essential', 'words', 'to', 'from', 'descriptors', 'changes']);

function withoutEmpty(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutEmpty(one, ''));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([name, one]) => [name, withoutEmpty(one, name)] as const)
    .filter(([name, one]) => {
      if (one === undefined || one === '') return false;
      if (one === null || typeof one !== 'object' || KEPT.has(name) || key === 'criteria' || key === 'words') return true;
      return Object.keys(one).length > 0;
    });
  return Object.fromEntries(entries);
}
