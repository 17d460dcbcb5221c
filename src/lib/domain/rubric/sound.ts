/**
 * Where a rubric is let in: from a file, from this device, from the build, from the editor. Here it is checked, tidied and hashed, once;
 * whoever has a `SoundRubric` need not do any of that again.
 */
import { DataError, fault, type Fault } from '../faults.ts';
import { versionFault } from '../format-version.ts';
import { contentHash } from '../hash.ts';
import { checked, FORMAT, FORMAT_VERSION, rubricFileSchema, shapeFaults, withoutSchema } from './rubric-file.ts';
import { rubricFile, wholeFaults } from './rubric-join.ts';
import type { Draft, RubricFile } from './rubric.ts';

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

/** Parts after a look at them: tidied, and what they lack. */
export interface Judged {
  readonly parts: RubricParts;
  /** In reading order. */
  readonly faults: readonly Fault[];
  /** `null` where there are faults. */
  readonly rubric: SoundRubric | null;
}

/** @param parts their shape has been checked */
export function judged(parts: RubricParts): Judged {
  const file = rubricFile(parts.facts, parts.words, parts.translated);
  const { facts, words, translated } = file;
  const none = facts.criteria.length === 0 ? [fault('no-criteria', 'facts.criteria')] : [];
  const faults = [...none, ...wholeFaults(file)];
  return {
    parts: { facts, words, ...(translated ? { translated } : {}) },
    faults,
    rubric: faults.length > 0 ? null : ({ file, hash: contentHash(file) } as SoundRubric)
  };
}

/**
 * @param parts their shape has been checked
 * @param name where they come from, for messages
 * @throws DataError naming the first thing that is missing
 */
export function soundOf(parts: RubricParts, name: string): SoundRubric {
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
