/** `npm run study -- …`: how clear the statements are, measured with readers; scripts/study/desk.ts says what can be asked. */
import { say } from './findings.ts';
import { studyDesk } from './study/desk.ts';

// npm starts scripts in the project's folder; a folder is meant from where the person stands.
say(studyDesk(process.argv.slice(2), process.env.INIT_CWD ?? '.'));
