import { firstFace } from '#lib/library/first.ts';

/** The first criterion's words come with the page; the others follow while the person answers. */
export const load = () => ({ first: firstFace() });
