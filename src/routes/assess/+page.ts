import { loadRubric, outlines } from '#lib/library/index.ts';

/** The first criterion's words come with the page; the others follow while the person answers. */
export const load = async () => ({ first: await loadRubric(outlines[0]!.id) });
