/**
 * Finds a rubric's link in whatever somebody pasted: a mail that was wrapped and quoted, a sentence, an address that a mail filter has rewritten.
 * A link says itself whether it is there to the last character, so what belongs to it need not be guessed.
 */
import { isWhole } from './carried.ts';

/** How often something may have been packed into something else. */
const DEPTH = 4;
/** Ways to read a text that are tried. */
const LAYERS = 40;
/** Lines that one link may have been parted into. */
const PARTS = 400;
/** Nobody pastes more to hand over a link. */
const MOST = 100_000;
/** A link with the marks of lines between its parts. */
const LONGEST = 40_000;
/** Ends that are looked at. */
const TRIED = 4_000;

/** Characters that nobody sees: programs put them where a long word may be parted. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;

/** Where a line was parted: with marks of quoting, and what mail in transit puts there. */
const PARTED = /^=?[\s>|]+/;

const percentDecoded = (text: string) =>
  text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });

/** What Proofpoint’s second form did: “%” became “-”, and “/” became “_”. */
const unfiltered2 = (text: string) =>
  text.replace(/\/v2\/url\?u=([\w%-]+)/g, (_, url: string) => ` ${percentDecoded(url.replace(/-/g, '%').replace(/_/g, '/'))} `);

/** What its third form did: signs became “*”, and stand behind the address, in base 64. “**” and a letter stand for a run of them. */
const unfiltered3 = (text: string) =>
  text.replace(/\S+/g, (word) => {
    const [from, to] = [word.indexOf('/v3/__'), word.lastIndexOf('__;')];
    if (from < 0 || to < from) return word;
    const [packed = ''] = /^[\w+/=-]*/.exec(word.slice(to + 3)) ?? [];
    const signs = bytesOf(packed);
    let next = 0;
    return word.slice(from + 6, to).replace(/\*\*([A-Z])|\*/g, (_, run?: string) => {
      const count = run ? run.charCodeAt(0) - 65 + 2 : 1;
      return signs.slice(next, (next += count));
    });
  });

function bytesOf(base64: string): string {
  try {
    return atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return '';
  }
}

/** Lines that were parted; an empty one parts what does not belong together. */
const rejoined = (text: string) => text.replace(/=?[ \t]*\r?\n[ \t>|]*(?=[^\s>|])/g, (all) => (/\n[ \t>|]*\r?\n/.test(all) ? all : ''));

const UNPACK: readonly ((text: string) => string)[] = [
  rejoined,
  percentDecoded,
  unfiltered2,
  unfiltered3,
  (text) => text.replace(/&amp;/g, '&').replace(/&#(?:61|x3d);/gi, '='),
  (text) => text.replace(/=3D/g, '=')
];

/**
 * @param text anything
 * @param part what a link carries: “r” is a rubric
 * @returns “r=…”, as `carriedBytes` takes it: one that is whole, else the first that looks like one; `null` where there is none
 */
export function linkIn(text: string, part = 'r'): string | null {
  const first = text.slice(0, MOST).replace(UNSEEN, '');
  const seen = new Set([first]);
  let torn: string | null = null;
  let layer: readonly string[] = [first];
  for (let depth = 0; depth <= DEPTH && layer.length; depth++) {
    for (const one of layer) {
      const found = wholeIn(one, part);
      if (found.whole) return `${part}=${found.whole}`;
      torn ??= found.torn;
    }
    layer = layer
      .flatMap((one) => UNPACK.map((unpack) => unpack(one)))
      .filter((one) => seen.size < LAYERS && !seen.has(one) && seen.add(one));
  }
  return torn && `${part}=${torn}`;
}

function wholeIn(text: string, part: string): { readonly whole: string | null; readonly torn: string | null } {
  let torn: string | null = null;
  let tried = 0;
  for (const { index, 0: start } of text.matchAll(new RegExp(`(?:^|[^A-Za-z0-9])${part}=(?=[1-9]|=?\\s)`, 'g'))) {
    let carried = '';
    let rest = text.slice(index + start.length, index + LONGEST);
    for (let piece = 0; piece < PARTS; piece++) {
      const [run] = /^[A-Za-z0-9_-]*/.exec(rest)!;
      if (!run && piece > 0) break;
      carried += run;
      if (++tried > TRIED) return { whole: null, torn };
      // A sign of the sentence around it may look like one of the link's own.
      for (const end of [carried, carried.replace(/[_-]$/, ''), carried.replace(/[_-]+$/, '')])
        if (isWhole(end)) return { whole: end, torn };
      rest = rest.slice(run.length);
      const [parted] = PARTED.exec(rest) ?? [];
      if (parted === undefined) break;
      rest = rest.slice(parted.length);
    }
    if (start.startsWith('#') && carried) torn ??= carried;
  }
  return { whole: null, torn };
}
