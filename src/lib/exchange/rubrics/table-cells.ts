/** Texts and facts in cells: how they are written so that spreadsheets leave them alone, and how they are read back. */
import type { Level } from '#lib/domain/model.ts';
import { oneLine as visible } from '#lib/domain/rubric/plain-text.ts';
import { faultIn } from '#lib/domain/rubric/rubric-file.ts';

/** How a formula begins: also behind quotation marks, spaces of every width, and marks that have none. */
const FORMULA = '[\'"\\t \\u00A0\\u1680\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u2069\\u3000\\uFEFF]*[=+\\-@＝＋－＠]';

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it. So does a part after a semicolon or a line
 * break, since a spreadsheet that expects semicolons between cells would begin a cell there.
 */
export const safe = (text: string): string => text.replace(new RegExp(`(^|[;\\n])(?=${FORMULA})`, 'g'), "$1'");

/** Takes back what `safe` put there, and nothing else. */
export const unsafe = (text: string): string => text.replace(new RegExp(`(^|[;\\n])'(?=${FORMULA})`, 'g'), '$1');

/** Texts are single lines, of what can be seen: line breaks in a cell become spaces, and what nobody sees goes. */
export const oneLine = (text: string): string => visible(text.replace(/[ ]*[\t\n\v\f\r\u0085\u2028\u2029]+[ ]*/g, ' '));

/** White space of people who type, and of web pages: none around a text, single within, and nothing that has no width. */
export function tidy(text: string): string {
  return oneLine(withoutUnseen(text))
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Takes off what has no width, and hyphens that show at the end of a line only; what other scripts and pictures need stays. */
export function withoutUnseen(text: string): string {
  // Marks of direction mean something beside letters that are written from the right.
  const turned = RIGHT_TO_LEFT.test(text) ? text : text.replace(/[\u200E\u200F]/g, '');
  return turned.replace(/[\u00AD\u061C\u200B\u202A-\u202E\u2060-\u206F\uFEFF]/g, '').replace(JOINERS, '');
}
/** What joins letters of other scripts, or turns signs into pictures, means nothing beside Latin letters. */
const JOINERS = /(?<=^|[\p{Script=Latin}\s.,;:!?])(?:\u200C|\u200D|\uFE0E|\uFE0F)+|\u200C+$/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** @param word how a level is called */
export const writeLevels = (levels: readonly Level[], word: string): string => levels.map((level) => `${word} ${level}`).join(', ');

/** @returns the levels in a cell such as "2", "1, 3" or "level 1, level 3"; `null` where it says something else */
export function readLevels(cell: string): Level[] | null {
  const parts = cell.split(/[\s,;+&]+/).filter((part) => part !== '' && !/^(level|taso|nivå|stufe)$/i.test(part));
  const levels = parts.map((part) => /^(?:l|level)?([1-4])$/i.exec(part)?.[1]);
  return levels.length <= 4 && levels.every(Boolean) ? levels.map((level) => Number(level) as Level) : null;
}

export const writeExampleLevels = (levels: Readonly<Record<string, Level>>, word: string): string =>
  Object.entries(levels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([setting, level]) => `${setting}: ${word} ${level}`)
    .join(', ');

/** @returns the levels in a cell such as "school: level 2, higher: 4", by setting; `null` where it says something else */
export function readExampleLevels(cell: string): Record<string, Level> | null {
  const pairs = cell
    .split(/[,;\n]/)
    .filter((part) => part.trim() !== '')
    .map((part) => /^\s*([^\s:=]+)\s*[:=]?\s*(.*)$/.exec(part))
    .map((found) => [found?.[1] ?? '', readLevels(found?.[2] ?? '') ?? []] as const);
  const sound = pairs.every(([setting, levels]) => levels.length === 1 && faultIn('setting', setting) === null);
  return sound && new Set(pairs.map(([setting]) => setting)).size === pairs.length
    ? Object.fromEntries(pairs.map(([setting, levels]) => [setting, levels[0]!]))
    : null;
}

/** With letters before it, so that no spreadsheet reads 2.4 as the second of April. */
export const writeCompetences = (list: readonly string[]): string => list.map((one) => `DC${one}`).join(', ');

/** @returns the competences in a cell such as "2.4" or "DC1.1, DC2.4"; `null` where it says something else */
export function readCompetences(cell: string): string[] | null {
  const parts = cell.split(/[\s,;+&]+/).filter((part) => part !== '' && !/^(dc|digcomp)$/i.test(part));
  const read = parts.map((part) => /^(?:dc)?(\d\.\d)$/i.exec(part)?.[1]);
  return read.every((one) => one !== undefined && faultIn('competence', one) === null) ? (read as string[]) : null;
}

/** With a letter before it, so that no spreadsheet reads 1.2.3 as a day. */
export const writeVersion = (version: string): string => `v${version}`;
export const readVersion = (cell: string): string => cell.trim().replace(/^v(?=\d)/i, '');
