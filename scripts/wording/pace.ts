/** How long reading takes, and how many words of a language fit into the time that a statement may take. */

/**
 * Words a minute that adults read on average, aloud, in a plain text: means of the International Reading Speed Texts (IReST;
 * docs/sources.md). Statements are read silently, which is faster; what is held here is that no language takes longer than another.
 */
const WORDS_A_MINUTE: Readonly<Record<string, number>> = { en: 228, fi: 161, sv: 199, de: 179 };

/** In English: the most words of a statement, and of a criterion's four statements together. */
const STATEMENT = 16;
const CRITERION = 48;

export interface Pace {
  /** The most words of one statement, and of the four of a criterion. */
  readonly statement: number;
  readonly criterion: number;
  /** @returns seconds that so many words take */
  readonly seconds: (words: number) => number;
}

/** @returns the same seconds as in English, in words of the language to the nearest one. @throws Error where its rate is not known */
export function paceOf(language: string): Pace {
  const rate = WORDS_A_MINUTE[language];
  if (!rate) throw new Error(`how fast people read “${language}” is not written down in scripts/wording/pace.ts`);
  const same = (words: number) => Math.round((words * rate) / WORDS_A_MINUTE.en!);
  return { statement: same(STATEMENT), criterion: same(CRITERION), seconds: (words) => (words * 60) / rate };
}
