/** The languages of the app, and the one that is being built. */
import languages from '../src/lib/i18n/languages.json' with { type: 'json' };

/** English first: it is the source of all texts, and lies at the app's root; each other lies in a folder of its name. */
export const LANGUAGES = languages as readonly string[];
export const SOURCE = LANGUAGES[0]!;
export const TRANSLATIONS: readonly string[] = LANGUAGES.slice(1);
/** Long, accented, written from right to left: shows texts that were not translated and layouts that break. Only built for tests. */
export const PSEUDO = 'en-XA';

/** The language of this build, from the environment. */
export const LANGUAGE = process.env.WAYMARK_LANGUAGE ?? SOURCE;
if (!LANGUAGES.includes(LANGUAGE) && LANGUAGE !== PSEUDO) throw new Error(`“${LANGUAGE}” is not one of ${LANGUAGES.join(', ')}`);

const ACCENTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'aåbƀcçdđeéfƒgĝhħiîjĵkķlļmɱnñoöpþqɋrŕsštţuûvṽwŵxẋyýzžAÅBƁCÇDĐEÉFƑGĜHĦIÎJĴKĶLĻMṀNÑOÖPÞQɊRŔSŠTŢUÛVṼWŴXẊYÝZŽ']
    .join('')
    .match(/.{2}/gu)!
    .map((pair) => [[...pair][0]!, [...pair][1]!])
);
/** Hebrew letters, so that the browser really lays lines out from right to left. */
const FILLER = 'אבגדהו זחטיכ למנסע פצקרש תאבגד';

/**
 * @param text a text of the app or of a rubric, with placeholders in braces
 * @returns the same, accented, about 40 % longer, within ⟦ ⟧
 */
export function pseudo(text: string): string {
  const accented = text.replace(/\{[^}]*\}|[A-Za-z]/g, (part) => (part.length > 1 ? part : (ACCENTS[part] ?? part)));
  const more = Math.max(2, Math.ceil(text.replace(/\{[^}]*\}/g, '').length * 0.4));
  const filler = FILLER.repeat(Math.ceil(more / FILLER.length))
    .slice(0, more)
    .trim();
  // What ends with a full stop goes on ending with one: rubrics' rules ask for it.
  return `⟦${accented.replace(/\.$/, '')} ${filler}⟧${text.endsWith('.') ? '.' : ''}`;
}

/** What stands in a text's place where a language lacks it: the source's, and a mark that everybody can see. */
export const borrowed = (text: string): string => `${text} [${SOURCE}]`;
