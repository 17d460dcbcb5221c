/** The one place where the editor asks for a table to be read: the code for it comes when somebody pastes one. */
import type { ReadPasted } from '#lib/ui/editor/editable-draft.ts';

/** @throws DataError for what is no table */
export const readPasted: ReadPasted = async (html, text, language) => {
  const { openApart } = await import('#lib/exchange/apart.ts');
  return openApart({ kind: 'paste', table: html, text, language });
};
