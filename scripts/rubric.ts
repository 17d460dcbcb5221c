/** `npm run rubric -- …`: what an author does at a desk; scripts/rubric-desk.ts says what that is. */
import { say } from './findings.ts';
import { rubricDesk } from './rubric-desk.ts';

// npm starts scripts in the project's folder; a file is meant from where the person stands.
say(await rubricDesk(process.argv.slice(2), process.env.INIT_CWD ?? '.'));
