/** A platform that speaks SCORM, as strict as the strictest, without a browser: what it has stored outlives a session. */
import { Scorm12API, Scorm2004API } from 'scorm-again';
import {
  apiOf,
  beginning,
  guard,
  innerOf,
  STRICT,
  type Call,
  type Edition,
  type GuardSettings,
  type Mode
} from '../platform/scorm-guard.ts';

export interface ScormInMemory {
  /** A window in which a course finds the platform, opened anew. */
  window(mode?: Mode): Window;
  /** Every call of every session. */
  readonly calls: Call[];
  refusals(): Call[];
  /** What is stored, as it was committed last. */
  stored: Readonly<Record<string, string>>;
  commits: number;
  /** Nothing that is written is kept. */
  down: boolean;
}

export function scormInMemory(
  edition: Edition,
  learner = 's1',
  completedNeeds: GuardSettings['completedNeeds'] = 'all committed'
): ScormInMemory {
  const status = edition === 'scorm12' ? 'cmi.core.lesson_status' : 'cmi.completion_status';
  const platform: ScormInMemory = {
    calls: [],
    refusals: () => platform.calls.filter(({ refused }) => refused),
    stored: {},
    commits: 0,
    down: false,
    window(mode) {
      const completed = platform.stored[status] === 'completed';
      const given = completed ? 'review' : (mode ?? 'normal');
      const again = edition === 'scorm12' ? new Scorm12API(STRICT) : new Scorm2004API(STRICT);
      const known = beginning(
        edition,
        { id: learner, name: 'Learner' },
        given,
        {
          data: platform.stored,
          entry: platform.commits ? 'resume' : 'ab-initio',
          totalTime: edition === 'scorm12' ? '0000:00:00' : 'PT0S'
        },
        []
      );
      again.loadFromFlattenedJSON({ ...known });
      const guarded = guard(
        { edition, mode: given, completedNeeds, lets: [], completed },
        innerOf(edition, again as unknown as Record<string, unknown>),
        {
          note: (call) => void platform.calls.push(call),
          keep(data) {
            if (platform.down) return false;
            platform.stored = { ...data };
            platform.commits++;
            return true;
          }
        }
      );
      guarded.begin(platform.stored, known);
      const window = { [edition === 'scorm12' ? 'API' : 'API_1484_11']: apiOf(edition, guarded) } as unknown as Window;
      return Object.assign(window, { parent: window });
    }
  };
  return platform;
}
