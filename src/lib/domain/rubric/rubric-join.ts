/** Facts and words, joined to a rubric as the app uses it. */
import { DataError, fault, type Fault, type FaultCode } from '../faults.ts';
import { LEVELS, type Level } from '../model.ts';
import { FORMAT, FORMAT_VERSION } from './rubric-file.ts';
import {
  eachSituation,
  type ByLevel,
  type Criterion,
  type Rubric,
  type RubricFacts,
  type RubricFile,
  type RubricWords,
  type Situation,
  type Translation,
  type VersionChange
} from './rubric.ts';
import { hasAll, languagesOf, placesOf, requiredPlaces, SITUATION_PARTS, sourceOf, textAt, withText } from './places.ts';
import { compareVersions } from './versions.ts';

/**
 * Joins a rubric's facts with its words.
 *
 * @param file name of the file of words, for messages
 * @throws DataError when a criterion or a situation has no words, words have no criterion, or an essential cell does not say when
 *   "not part of my role" is a true answer
 */
export function joinRubric(facts: RubricFacts, words: RubricWords, file: string): Rubric {
  const seen = new Set<string>();
  const criteria = facts.criteria.map(({ id, essential, beyond, digcomp = [], examples = {} }): Criterion => {
    if (seen.has(id)) throw new DataError(file, id, 'criterion-twice');
    seen.add(id);
    const own = words.criteria[id];
    if (!own) throw new DataError(file, id, 'no-words');
    for (const level of essential) if (!own.notApplicable?.[level]) throw new DataError(file, `${id}.${level}`, 'essential-unsaid');
    for (const level of LEVELS)
      if (own.notApplicable?.[level] && !essential.includes(level)) throw new DataError(file, `${id}.${level}`, 'not-essential');
    return {
      id,
      // Whoever writes a file by hand may name one twice; pages tell them apart by what they are.
      essential: [...new Set(essential)],
      ...(beyond && { beyond: [...new Set(beyond)] }),
      digcomp: [...new Set(digcomp)],
      title: own.title,
      descriptors: own.descriptors,
      notApplicable: own.notApplicable as ByLevel | undefined,
      help: { about: own.help?.about ?? '', examples: own.help?.examples ?? {} },
      exampleLevels: examples,
      // A translation may leave a place of the list empty, and have more places than its source.
      evidence: (own.evidence ?? []).filter(Boolean),
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
    criteria,
    ...(facts.situations && { situations: joinSituations(facts.situations, words, file) }),
    ...(facts.thresholds ? { thresholds: facts.thresholds } : {})
  };
}

type SituationFacts = NonNullable<RubricFacts['situations']>;

function joinSituations(facts: SituationFacts, words: RubricWords, file: string): Record<Level, Situation> {
  for (const level of LEVELS) if (!facts[level]) throw new DataError(file, `situations.${level}`, 'no-situation');
  return eachSituation(facts as Required<SituationFacts>, ({ id }, level) => {
    const own = words.situations?.[level];
    if (!own?.label) throw new DataError(file, `situations.${level}.label`, 'no-text');
    return { id, ...own };
  });
}

/** @returns the words of a rubric in its one language, as `joinRubric` takes them */
export function wordsOf({ language, title, short, about, criteria, situations }: Rubric): RubricWords {
  return {
    language,
    title,
    short,
    about,
    criteria: Object.fromEntries(
      criteria.map(({ id, title, descriptors, notApplicable, help, evidence, next }) => [
        id,
        { title, descriptors, ...(notApplicable && { notApplicable }), help, evidence: [...evidence], next }
      ])
    ),
    ...(situations && { situations: eachSituation(situations, ({ id: _, ...words }) => words) })
  } as RubricWords;
}

/**
 * A rubric in the language wanted. Where a text, or the whole language, is missing, the source's stands in for it; where that is not all here,
 * that of any language which has it. `borrowed` says where.
 *
 * @param file a sound rubric's
 */
export function rubricIn(file: Pick<RubricFile, 'facts' | 'words' | 'elsewhere'>, language: string): Rubric {
  const { facts, words: all } = file;
  const source = sourceOf(facts);
  const here = languagesOf(file).sort((a, b) => Number(hasAll(file, b)) - Number(hasAll(file, a)));
  const own = Object.hasOwn(all, language) ? language : here[0]!;
  let words = all[own]!;
  const borrowed: Record<string, string> = {};
  for (const lender of hasAll(file, source) ? [source] : here)
    if (lender !== own)
      for (const place of placesOf(facts, all[lender]!))
        if (!textAt(words, place)) {
          words = withText(words, place, textAt(all[lender]!, place)!);
          borrowed[place] = lender;
        }
  const rubric = joinRubric(facts, words as RubricWords, facts.id);
  return Object.keys(borrowed).length ? { ...rubric, borrowed } : rubric;
}

/** @returns why a rubric of sound shape still cannot be answered: all reasons, in reading order */
export function wholeFaults(file: RubricFile): Fault[] {
  const { facts, words, elsewhere = {} } = file;
  const found: Fault[] = [];
  const ids = new Set<string>();
  facts.criteria.forEach(({ id }, i) => {
    if (ids.has(id)) found.push(fault('criterion-twice', `facts.criteria.${i}.id`));
    ids.add(id);
  });
  const t = facts.thresholds;
  if (t && t.emerging[0] * t.hold[1] > t.hold[0] * t.emerging[1]) found.push(fault('threshold-order', 'facts.thresholds'));
  found.push(...situationFaults(facts));
  facts.changes?.forEach((change, i) => found.push(...changeFaults(facts, change, i)));

  const source = sourceOf(facts);
  // Where its own language is elsewhere, what is needed may stand in any.
  const away = Object.hasOwn(elsewhere, source);
  if (away) {
    const all = Object.values(words);
    for (const place of requiredPlaces(facts))
      if (!all.some((own) => textAt(own, place))) found.push(fault('no-text', `words.${source}.${place}`));
  } else if (!Object.hasOwn(words, source)) found.push(fault('no-source-words', 'words', { language: source }));
  for (const [language, own] of Object.entries(words)) {
    const at = (place: string) => `words.${language}.${place}`;
    if (own.language !== language) found.push(fault('bad-language', at('language')));
    if (language === source && !away) {
      for (const place of requiredPlaces(facts)) if (!textAt(own, place)) found.push(fault('no-text', at(place)));
      for (const [id, { evidence = [] }] of Object.entries(own.criteria))
        evidence.forEach((idea, i) => !idea && found.push(fault('no-text', at(`${id}.evidence.${i + 1}`))));
    }
    for (const place of strayPlaces(facts, own)) found.push(fault('stray-situation', at(place)));
    for (const id of Object.keys(own.criteria)) if (!ids.has(id)) found.push(fault('no-criterion', at(id)));
    for (const { id, essential } of facts.criteria)
      for (const level of LEVELS)
        if (!essential.includes(level) && textAt(own, `${id}.notApplicable.${level}`))
          found.push(fault('not-essential', at(`${id}.notApplicable.${level}`)));
  }
  return found;
}

/** @returns what is wrong with the situations that a rubric declares, and with what it says of criteria because of them */
export function situationFaults({ situations, criteria }: Pick<RubricFacts, 'situations' | 'criteria'>): Fault[] {
  const found: Fault[] = [];
  const known = new Map<string, Level>();
  if (situations)
    for (const level of LEVELS) {
      const id = situations[level]?.id;
      if (id === undefined) found.push(fault('no-situation', `facts.situations.${level}`));
      else if (known.has(id)) found.push(fault('situation-twice', `facts.situations.${level}.id`, { level: known.get(id)! }));
      else known.set(id, level);
    }
  // Else somebody could leave all four out, and be done without an answer.
  if (situations?.[1]?.outOfRole) found.push(fault('first-situation', 'facts.situations.1.outOfRole'));
  for (const { id, essential, beyond = [] } of criteria) {
    // Texts of situations and of such a criterion would be told apart by a hair.
    if (situations && id === 'situations') found.push(fault('bad-id', id));
    for (const level of new Set(beyond))
      if (!essential.includes(level)) found.push(fault('beyond-not-essential', `${id}.${level}`));
      else if (!situations) found.push(fault('beyond-no-situation', `${id}.${level}`));
  }
  return found;
}

/** @returns places with words for situations that the rubric does not declare, or for what it does not let anybody say of them */
export function strayPlaces({ situations }: Pick<RubricFacts, 'situations'>, words: Translation): string[] {
  return LEVELS.flatMap((level) =>
    SITUATION_PARTS.filter((part) => !(part === 'outOfRole' ? situations?.[level]?.outOfRole : situations?.[level]))
      .map((part) => `situations.${level}.${part}`)
      .filter((place) => textAt(words, place))
  );
}

/** Whether each kind of change leads from several criteria, and to several, and what is wrong where it does not. */
const SHAPES: { readonly [kind in VersionChange['criteria'][number]['kind']]?: [code: FaultCode, from: boolean, to: boolean] } = {
  same: ['change-one', false, false],
  comparable: ['change-one', false, false],
  split: ['change-split', false, true],
  merged: ['change-merged', true, false]
};

function changeFaults(facts: RubricFacts, change: VersionChange, index: number): Fault[] {
  const found: Fault[] = [];
  const here = `facts.changes.${index}`;
  const order = compareVersions(change.from, facts.version);
  if (order === 0) found.push(fault('change-from-itself', `${here}.from`));
  if (order > 0) found.push(fault('change-from-later', `${here}.from`, { version: change.from }));
  if (facts.changes!.findIndex(({ from }) => from === change.from) < index)
    found.push(fault('change-twice', `${here}.from`, { place: change.from }));
  const cells = new Set<string>();
  change.criteria.forEach(({ kind, from, to, levels = LEVELS }, i) => {
    const at = `${here}.criteria.${i}`;
    for (const id of to)
      if (!facts.criteria.some((criterion) => criterion.id === id)) found.push(fault('unknown-change', `${at}.to`, { id }));
    const shape = SHAPES[kind];
    if (shape && (from.length > 1 !== shape[1] || to.length === 0 || to.length > 1 !== shape[2]))
      found.push(fault(shape[0], at, { kind, from: from.length, to: to.length }));
    // Of two that say where a cell comes from, nobody could tell which one holds.
    for (const cell of to.flatMap((id) => levels.map((level) => `${id}.${level}`))) {
      if (cells.has(cell)) found.push(fault('change-twice', at, { place: cell }));
      cells.add(cell);
    }
  });
  return found;
}

/**
 * The version that a file bears: the lowest that knows all that is in it, so that an app that knows only 1 goes on opening what it can
 * show, and says of the rest that it is newer.
 */
export const formatOf = ({ facts, elsewhere }: FormatParts): RubricFile['formatVersion'] =>
  elsewhere ? 3 : facts.situations || facts.criteria.some(({ examples }) => examples) ? 2 : 1;

interface FormatParts {
  readonly facts: Pick<RubricFacts, 'situations' | 'criteria'>;
  readonly elsewhere?: object;
}

/** @returns the file that facts and words make, without empty texts and empty parts: what is written, hashed and sent */
export function rubricFile(
  facts: RubricFacts,
  words: Readonly<Record<string, Translation>>,
  translated?: RubricFile['translated'],
  elsewhere?: RubricFile['elsewhere']
): RubricFile {
  const file = withoutEmpty({ format: FORMAT, formatVersion: FORMAT_VERSION, facts, words, elsewhere, translated }) as RubricFile;
  return { ...file, formatVersion: formatOf(file) };
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
