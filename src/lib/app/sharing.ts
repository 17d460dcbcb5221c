/** Links to rubrics and to the start of an assessment, as people send and show them. They name no language: each opens in its reader's own. */
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { queryOf } from '#lib/platform/address.ts';
import { linkFor } from './links.ts';

interface Rubric {
  readonly file: RubricFile;
  readonly hash: string;
}

/** What can be handed on. */
export interface Shared {
  readonly address: string;
  /** The same as bytes, where it is one rubric alone: for pictures, when it is too much for one code. */
  readonly bytes: Uint8Array | null;
  /** Mail and messengers would cut it off. */
  readonly tooLong: boolean;
}

/** Codes as SVG paths, in units of one module, of `side` modules each. */
export interface Codes {
  readonly paths: readonly string[];
  readonly side: number;
}

/** Characters of a link from which on some chat programs cut it off. */
export const LONG = 2_000;

const at = (root: string, path: string) => new URL(path, new URL(root, location.href)).href;

/**
 * A link that shows a rubric before it is kept.
 *
 * @param root path of the app's root
 * @param language only this one goes along; all when left out
 */
export async function linkToRead(root: string, rubric: Rubric, language?: string): Promise<Shared> {
  const { fragment, bytes, tooLong } = await linkFor(rubric, language);
  return { address: at(root, `rubrics/open/${fragment}`), bytes, tooLong };
}

/** A link to a built-in rubric, which every device has. */
export const linkToBuiltIn = (root: string, id: string): Shared => ({
  address: at(root, `rubrics/read/?${queryOf({ id })}`),
  bytes: null,
  tooLong: false
});

/**
 * A link that starts an assessment.
 *
 * @param topics ids of built-in rubrics
 * @param rubrics others, which go along
 */
export async function linkToStart(root: string, topics: readonly string[], rubrics: readonly Rubric[], language?: string): Promise<Shared> {
  const links = await Promise.all(rubrics.map((rubric) => linkFor(rubric, language)));
  const query = topics.map((topic) => queryOf({ topic })).join('&');
  const fragment = links.map(({ fragment }) => fragment.slice(1)).join('&');
  return {
    address: at(root, `start/${query && `?${query}`}${fragment && `#${fragment}`}`),
    bytes: topics.length === 0 && links.length === 1 ? links[0]!.bytes : null,
    tooLong: links.some(({ tooLong }) => tooLong)
  };
}

/** @returns one code that any phone's camera opens; `null` where the address is too long for one */
export async function codeFor(address: string): Promise<Codes | null> {
  const { addressRows, qrPath } = await import('#lib/exchange/bytes/qr.ts');
  const rows = addressRows(address);
  return rows && { paths: [qrPath(rows)], side: rows.length };
}

/** @returns pictures that Waymark on another device scans one after the other */
export async function picturesFor(bytes: Uint8Array): Promise<Codes> {
  const [{ qrRows, qrPath }, { framesOf }] = await Promise.all([
    import('#lib/exchange/bytes/qr.ts'),
    import('#lib/exchange/bytes/frames.ts')
  ]);
  const rows = framesOf(bytes).map(qrRows);
  return { paths: rows.map(qrPath), side: rows[0]!.length };
}
