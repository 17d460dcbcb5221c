import { loadFace, outlines } from '#lib/library/index.ts';

/** The first criterion's words come with the page; the others follow while the person answers. */
export const load = async () => ({ first: await loadFace(outlines[0]!.id) });
