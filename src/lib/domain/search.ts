/** Looking for something by its words. */

/** Most texts have nothing that would have to be taken off, and there may be thousands of them. */
const ASCII = /^[\0-\x7f]*$/;

/** Letters as people type them: without accents, in small letters. */
const plain = (text: string) => (ASCII.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();

/** @returns whether each word that is looked for stands in one of the texts */
export function looksFor(query: string): (texts: readonly string[]) => boolean {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return (texts) => {
    if (words.length === 0) return true;
    const all = plain(texts.join('\n'));
    return words.every((word) => all.includes(word));
  };
}
