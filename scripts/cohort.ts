/** `npm run --silent cohort -- FILE`: what may be shown of a group; scripts/group-answers.ts says what stands in FILE and what is answered. */
import { groupAnswers } from './group-answers.ts';
import { report } from './input.ts';

await report(groupAnswers, 'cohort');
