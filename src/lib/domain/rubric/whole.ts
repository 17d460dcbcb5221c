/** Places of the rubric as a whole begin with these (see `places.ts`); no criterion may be called so. */
export const WHOLE: readonly string[] = ['title', 'short', 'about', 'practice'];
