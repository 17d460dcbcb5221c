/** Texts of a rubric are single lines of characters that can be seen: what is typed or pasted is made so. */

/** Line breaks and tabs, with the spaces around them. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const BREAKS = /[ \u00A0]*[\u0009-\u000D\u0085\u2028\u2029]+[ \u00A0]*/gu;
/** What the check of a rubric's file declines (`rubric-file.ts`), but for line breaks. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uD800-\uDFFF]/gu;

/** @returns the text in one line, without characters that nobody can see; the very same where there is nothing to do */
export function oneLine(text: string): string {
  return text.replace(BREAKS, ' ').replace(UNSEEN, '');
}
