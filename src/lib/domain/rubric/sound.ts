/**
 * Where a rubric is let in: from a file, from this device, from the build, from the editor. Here it is checked, tidied and hashed, once;
 * whoever has a `SoundRubric` need not do any of that again.
 */
import { DataError, fault, type Fault } from '../faults.ts';
import { versionFault } from '../format-version.ts';
import { canonical, contentHash, wordsHash } from '../hash.ts';
import { checked, FORMAT, FORMAT_VERSION, rubricFileSchema, shapeFaults, withoutSchema } from './rubric-file.ts';
import { rubricFile, wholeFaults } from './rubric-join.ts';
import type { Draft, RubricFile, Translation } from './rubric.ts';
import { hasAll } from './places.ts';

declare const sound: unique symbol;

/** A rubric that can be answered. Only this module makes one. */
export interface SoundRubric {
  /** Without empty texts and parts, so that its hash does not hang on them. */
  readonly file: RubricFile;
  /** `contentHash` of the file. */
  readonly hash: string;
  readonly [sound]: true;
}

/** What a rubric is made of, in the right shape; anything may be missing. */
export type RubricParts = Pick<Draft, 'facts' | 'words' | 'translated'>;

/** The same, with what says which words are elsewhere: a rubric may lack them and be the same, a draft may not. */
export type FileParts = RubricParts & Pick<RubricFile, 'elsewhere'>;

/** Parts after a look at them: tidied, and what they lack. */
export interface Judged {
  readonly parts: RubricParts;
  /** In reading order. */
  readonly faults: readonly Fault[];
  /** `null` where there are faults. */
  readonly rubric: SoundRubric | null;
}

/** @param parts their shape has been checked */
export function judged(parts: FileParts): Judged {
  const file = settled(parts);
  const { facts, words, translated } = file;
  const none = facts.criteria.length === 0 ? [fault('no-criteria', 'facts.criteria')] : [];
  const faults = [...none, ...wholeFaults(file)];
  return {
    parts: { facts, words, ...(translated ? { translated } : {}) },
    faults,
    rubric: faults.length > 0 ? null : ({ file, hash: contentHash(file) } as SoundRubric)
  };
}

/** A language is elsewhere while its words here are not those that the hash names; one without a text is not here at all. */
function settled({ facts, words, translated, elsewhere }: FileParts): RubricFile {
  if (!elsewhere) return rubricFile(facts, words, translated);
  const tidy = rubricFile(facts, words).words;
  const away = Object.entries(elsewhere).filter(
    ([language, hash]) => !Object.hasOwn(tidy, language) || wordsHash(tidy[language]!) !== hash
  );
  const bare = new Set(away.map(([language]) => language).filter((language) => Object.hasOwn(tidy, language) && !hasText(tidy[language]!)));
  const here = Object.fromEntries(Object.entries(tidy).filter(([language]) => !bare.has(language)));
  return rubricFile(facts, here, translated, Object.fromEntries(away));
}

const hasText = ({ language: _, ...own }: Translation): boolean => {
  const found = (value: unknown): boolean =>
    typeof value === 'string' ? value !== '' : Object.values((value ?? {}) as object).some(found);
  return found(own);
};

/**
 * All that two files of one rubric have of it: whoever has some of its words gets the others. In which order they come is the same.
 *
 * @param b has the same hash
 * @returns the very same as `a` where `b` has no more
 */
export function together(a: SoundRubric, b: SoundRubric): SoundRubric {
  if (canonical(a.file) === canonical(b.file)) return a;
  const [one, other] = [a.file, b.file];
  const languages = [...new Set([...Object.keys(one.words), ...Object.keys(other.words)])].sort();
  const words = languages.map((language) => {
    const whole = [one, other].find((file) => hasAll(file, language));
    return [language, (whole ? whole.words[language] : union(one.words[language], other.words[language])) as Translation] as const;
  });
  const away = Object.entries({ ...one.elsewhere, ...other.elsewhere }).filter(
    ([language]) => !hasAll(one, language) && !hasAll(other, language)
  );
  const translated = union(one.translated, other.translated) as RubricFile['translated'];
  const parts = { facts: one.facts, words: Object.fromEntries(words), translated, elsewhere: Object.fromEntries(away) };
  const both = judged(parts).rubric;
  // Only where somebody claimed a hash of words that do not make a rubric.
  if (both?.hash !== a.hash) return canonical(one) >= canonical(other) ? a : b;
  return canonical(both.file) === canonical(one) ? a : both;
}

/** What either of two has; of two texts or lists the one that comes later in the alphabet. */
function union(a: unknown, b: unknown): unknown {
  if (a === undefined || b === undefined) return a ?? b;
  const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isRecord(a) || !isRecord(b)) return canonical(a) >= canonical(b) ? a : b;
  const [one, other] = [a, b] as Record<string, unknown>[];
  const keys = [...new Set([...Object.keys(one!), ...Object.keys(other!)])].sort();
  return Object.fromEntries(keys.map((key) => [key, union(one![key], other![key])]));
}

/**
 * @param parts their shape has been checked
 * @param name where they come from, for messages
 * @throws DataError naming the first thing that is missing
 */
export function soundOf(parts: FileParts, name: string): SoundRubric {
  const { rubric, faults } = judged(parts);
  if (rubric) return rubric;
  const [{ place, code, values }] = faults as [Fault];
  throw new DataError(name, place, code, values);
}

/**
 * Lets a rubric in from outside: its shape, its ids, and that everything needed to answer it is there in its own language.
 *
 * @param value parsed JSON
 * @param name the file's name, for messages
 * @throws DataError naming the first place that is wrong; a newer format is declined in plain words
 */
export function readRubric(value: unknown, name: string): SoundRubric {
  const [foreign] = foreignFaults(value);
  if (foreign) throw new DataError(name, foreign.place, foreign.code, foreign.values);
  return soundOf(checked(rubricFileSchema, withoutSchema(value), name), name);
}

/** All that is wrong with what should be a whole rubric, for somebody who wants to mend it; empty where `readRubric` lets it in. */
export function rubricFaults(value: unknown): readonly Fault[] {
  const foreign = foreignFaults(value);
  if (foreign.length) return foreign;
  const file = withoutSchema(value);
  const shape = shapeFaults(rubricFileSchema, file);
  return shape.length ? shape : judged(file as RubricFile).faults;
}

function foreignFaults(value: unknown): Fault[] {
  const outer = (value ?? {}) as { format?: unknown; formatVersion?: unknown };
  if (typeof value !== 'object' || outer.format !== FORMAT) return [fault('not-a-rubric', '')];
  const wrong = versionFault(outer.formatVersion, FORMAT_VERSION, 'formatVersion');
  return wrong ? [wrong] : [];
}
