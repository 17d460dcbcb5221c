import type { HandleClientError } from '@sveltejs/kit';

/** What was broken off was broken off on purpose: a page was left while it loaded, and nobody is there to be told. */
export const handleError: HandleClientError = ({ error }) => {
  if ((error as Partial<Error> | null)?.name !== 'AbortError') console.error(error);
};
