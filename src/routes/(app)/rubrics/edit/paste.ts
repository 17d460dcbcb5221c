/** The one place where the editor asks for a table to be read: the code for it comes when somebody pastes one. */
import type { ReadPasted } from '#lib/ui/editor/editable-draft.ts';

/** @throws DataError for what is no table */
export const readPasted: ReadPasted = async (html, text, language) => {
  const { openPasted } = await import('#lib/exchange/rubrics/open.ts');
  return openPasted(html, text, language);
};
