/** The languages of the app, and the made-up one that tests are made in. */
import languages from '../src/lib/i18n/languages.json' with { type: 'json' };

/** A language of the app, as src/lib/i18n/languages.json has it. */
export interface Language {
  /** Such as "fi": the name of its files, and of the folder that its pages lie in. */
  readonly code: string;
  /** What it calls itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Whose way of writing dates and numbers it follows, where its code alone does not say: "GB". */
  readonly region?: string;
}

/** Long, accented, written from right to left: shows texts that were not translated and layouts that break. Only built for tests. */
export const PSEUDO = 'en-XA';

/** English first: it is the source of all texts, and lies at the app's root; each other lies in a folder of its name. */
export const LANGUAGES: readonly string[] = languages.map(({ code }) => code);
export const SOURCE = LANGUAGES[0]!;
export const TRANSLATIONS: readonly string[] = LANGUAGES.slice(1);

/** @throws Error where the app has no such language */
export function languageOf(code: string): Language {
  if (code === PSEUDO) return { code, name: code, direction: 'rtl' };
  const found = (languages as readonly Language[]).find((one) => one.code === code);
  if (!found) throw new Error(`“${code}” is not one of ${LANGUAGES.join(', ')}`);
  return found;
}

const ACCENTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'aåbƀcçdđeéfƒgĝhħiîjĵkķlļmɱnñoöpþqɋrŕsštţuûvṽwŵxẋyýzžAÅBƁCÇDĐEÉFƑGĜHĦIÎJĴKĶLĻMṀNÑOÖPÞQɊRŔSŠTŢUÛVṼWŴXẊYÝZŽ']
    .join('')
    .match(/.{2}/gu)!
    .map((pair) => [[...pair][0]!, [...pair][1]!])
);
/** Hebrew letters, so that the browser really lays lines out from right to left. */
const FILLER = 'אבגדהו זחטיכ למנסע פצקרש תאבגד';

export const accented = (text: string): string => text.replace(/[A-Za-z]/g, (letter) => ACCENTS[letter] ?? letter);

/** @param length of a text @returns what makes it about 40 % longer */
export function filler(length: number): string {
  const more = Math.max(2, Math.ceil(length * 0.4));
  return FILLER.repeat(Math.ceil(more / FILLER.length))
    .slice(0, more)
    .trim();
}

/** @returns the same text, accented, about 40 % longer, within ⟦ ⟧ */
export const pseudo = (text: string): string =>
  // What ends with a full stop goes on ending with one: rubrics' rules ask for it.
  `⟦${accented(text.replace(/\.$/, ''))} ${filler(text.length)}⟧${text.endsWith('.') ? '.' : ''}`;

/** The mark, for everybody to see, on what stands in a text's place where a language lacks it: the source's. */
export const BORROWED = ` [${SOURCE}]`;
export const borrowed = (text: string): string => text + BORROWED;
