/** Readers' answers as they were given: study/rounds/ROUND/answers/FORM/READER.txt, one line per item, such as "A3: c a d b" or "B5.2: yes". */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/faults.ts';
import { roundFolder } from './round.ts';

export interface Answers<T> {
  readonly reader: string;
  readonly answers: ReadonlyMap<string, T>;
  /** Items without an answer, in their order. */
  readonly missing: readonly string[];
}

/**
 * Reads lines; empty ones, and those that begin with "#", say nothing.
 *
 * @param items what can be answered
 * @param meaning of what stands behind the colon; `null` where it means nothing
 * @throws DataError with the line that is no answer, is about no item, or answers an item again
 */
export function answersIn<T>(text: string, file: string, items: readonly string[], meaning: (said: string) => T | null): Map<string, T> {
  const found = new Map<string, T>();
  text.split(/\r?\n/).forEach((line, i) => {
    if (!line.trim() || line.startsWith('#')) return;
    const decline = (why: string) => new DataError(file, `line ${i + 1}`, null, {}, `${why}: “${line}”`);
    const [, item, said] = line.match(/^\s*([A-Za-z0-9.-]+)\s*:\s*(.*?)\s*$/) ?? [];
    if (!item || !items.includes(item)) throw decline('names nothing of the form');
    if (found.has(item)) throw decline('answers a second time');
    const value = meaning(said!.toLowerCase());
    if (value === null) throw decline('is not one of the answers');
    found.set(item, value);
  });
  return found;
}

/** Answers of all readers to a form, in the order of the readers' names. */
export function readAnswers<T>(
  root: string,
  round: string,
  form: string,
  items: readonly string[],
  meaning: (said: string) => T | null
): Answers<T>[] {
  const folder = join(roundFolder(root, round), 'answers', form);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => {
      const answers = answersIn(readFileSync(join(folder, name), 'utf8'), `${form}/${name}`, items, meaning);
      return { reader: name.slice(0, -'.txt'.length), answers, missing: items.filter((item) => !answers.has(item)) };
    });
}
