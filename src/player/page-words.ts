/** What the page of a course says before its script runs, and where none can: in the language whose texts are here. */
import { m } from '#lib/i18n/messages.ts';

export const pageWords = () => ({ failed: m.player_failed_to_open(), noScript: m.course_no_script() });
