/**
 * A request for a second view, and a view, as what follows “#” in a link, which no server is told, and as files. Both ways carry the very same
 * JSON. A rubric that does not come with the app goes along; where that is too much for a link, it travels by file.
 */
import { DataError } from '#lib/domain/faults.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { readSecond, SECOND_VERSION, writtenRequest, writtenView, type OpenedSecond } from '#lib/domain/second/second-file.ts';
import type { SecondRequest, SecondView } from '#lib/domain/second/second.ts';
import { carriedBytes, carriedText, isTooLong, packedObject, unpackedObject } from '../bytes/carried.ts';
import { linkIn } from '../bytes/find-link.ts';
import { parsedJson } from '../bytes/text.ts';
import { narrowed } from '../rubrics/carries.ts';

/** The parts of a link. */
const PARTS = { request: 'ask', view: 'view' } as const;

/** What translations were made from says nothing to whoever answers. */
const bare = ({ translated: _, ...file }: RubricFile): RubricFile => file;

/**
 * @param language the one that comes along where all are too much for a link
 * @returns “#ask=…”; `null` where even one language is too much
 */
export async function requestFragment(request: SecondRequest, language: string): Promise<string | null> {
  const one = (file: RubricFile) => narrowed(file, language);
  for (const part of [bare, (file: RubricFile) => bare(one(file))]) {
    const value = writtenRequest({ ...request, rubrics: request.rubrics.map(part) });
    const fragment = `#${PARTS.request}=${carriedText(SECOND_VERSION, await packedObject(value))}`;
    if (!isTooLong(fragment)) return fragment;
    if (request.rubrics.length === 0) break;
  }
  return null;
}

/** @returns “#view=…”; `null` where it is too long, as it would be of very many criteria */
export async function viewFragment(view: SecondView): Promise<string | null> {
  const fragment = `#${PARTS.view}=${carriedText(SECOND_VERSION, await packedObject(writtenView(view)))}`;
  return isTooLong(fragment) ? null : fragment;
}

/** @returns the text of a file */
export const requestText = (request: SecondRequest): string =>
  JSON.stringify(writtenRequest({ ...request, rubrics: request.rubrics.map(bare) }), null, 1);
export const viewText = (view: SecondView): string => JSON.stringify(writtenView(view), null, 1);

/**
 * @param text a link, a message with one in it, or what a file holds
 * @param name where it comes from, for messages
 * @throws DataError where neither is in it, or it is damaged, too long or of a newer version
 */
export async function secondIn(text: string, name: string): Promise<OpenedSecond> {
  if (/^\s*\{/.test(text)) return readSecond(parsedJson(text, name), name);
  const found = Object.values(PARTS)
    .map((part) => ({ part, link: linkIn(text, part) }))
    .find(({ link }) => link !== null);
  if (!found) throw new DataError(name, '', 'not-second-view');
  const opened = readSecond(await unpackedObject(carriedBytes(found.link!, found.part, SECOND_VERSION, name), name), name);
  if ('request' in opened !== (found.part === PARTS.request)) throw new DataError(name, '', 'broken-link');
  return opened;
}
