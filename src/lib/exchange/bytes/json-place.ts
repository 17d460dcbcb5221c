/** Where a text stops being JSON. Engines name the place for some mistakes only, each in its own words, and in English. */

const SCALAR = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y; // eslint-disable-line no-control-regex -- JSON forbids them in strings
const SPACE = /[ \t\n\r]*/y;

/** @returns the line and the character in it, from 1, of the first character that does not belong there; `null` where the text is JSON */
export function whereNotJson(text: string): { line: number; character: number } | null {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const [match] = pattern.exec(text) ?? [];
    at += match?.length ?? 0;
    return match !== undefined;
  };
  const takeSign = (sign: string): boolean => {
    take(SPACE);
    if (text[at] !== sign) return false;
    at++;
    return true;
  };
  /** Items up to the closing bracket, with commas between them. */
  const list = (close: string, item: () => boolean): boolean => {
    if (takeSign(close)) return true;
    do if (!item()) return false;
    while (takeSign(','));
    return takeSign(close);
  };
  const key = (): boolean => {
    take(SPACE);
    return text[at] === '"' && take(SCALAR) && takeSign(':') && value();
  };
  const value = (): boolean => {
    if (takeSign('{')) return list('}', key);
    if (takeSign('[')) return list(']', value);
    return take(SCALAR);
  };
  if (value()) {
    take(SPACE);
    if (at === text.length) return null;
  }
  const before = text.slice(0, at).split('\n');
  return { line: before.length, character: before.at(-1)!.length + 1 };
}
