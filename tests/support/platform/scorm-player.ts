/** The script of the player's page: scorm-again behind the guard, and the course in a frame or a window of its own. */
import { apiOf, guard, innerOf, STRICT, type Call, type GuardSettings } from './scorm-guard.ts';

interface Session {
  readonly session: number;
  readonly account: string;
  readonly attempt: number;
  readonly settings: GuardSettings;
  readonly stored: Readonly<Record<string, string>>;
  readonly known: Readonly<Record<string, string>>;
  readonly launch: string;
  readonly frames: number;
  readonly own: boolean;
}

type Api = Record<string, unknown> & { loadFromFlattenedJSON(data: object): void };
const here = window as unknown as Window & Record<string, unknown> & { session: Session };
const { session } = here;
const { edition } = session.settings;

/** Waits for the answer, so that a call has been noted, and its data kept, before the course goes on. */
function post(path: string, value: unknown): boolean {
  try {
    const request = new XMLHttpRequest();
    request.open('POST', path, false);
    request.setRequestHeader('content-type', 'application/json');
    request.send(JSON.stringify(value));
    return request.status < 300;
  } catch {
    return false;
  }
}

const unsent: unknown[] = [];
function note(call: Call): void {
  unsent.push({ ...call, session: session.session, account: session.account, attempt: session.attempt });
  if (post('/stand-in/calls', unsent)) unsent.length = 0;
  // A page on its way out may not wait any more. What did not go either way goes with the next call.
  else if (navigator.sendBeacon('/stand-in/calls', JSON.stringify(unsent))) unsent.length = 0;
}

function keep(data: Readonly<Record<string, string>>, closing: boolean): boolean {
  return post('/mod/scorm/datamodel.php', { account: session.account, attempt: session.attempt, data, closing });
}

const Again = here[edition === 'scorm12' ? 'Scorm12API' : 'Scorm2004API'] as new (settings: object) => Api;
const api = new Again(STRICT);
api.loadFromFlattenedJSON({ ...session.known });
const guarded = guard(session.settings, innerOf(edition, api), { keep, note });
guarded.begin(session.stored, session.known);
here[edition === 'scorm12' ? 'API' : 'API_1484_11'] = apiOf(edition, guarded);

if (session.own) {
  const open = document.querySelector<HTMLButtonElement>('#open')!;
  open.hidden = false;
  open.onclick = () => void window.open(session.launch, 'course', 'width=1000,height=700');
} else {
  const frame = document.createElement('iframe');
  const deeper = session.frames > 1;
  frame.name = deeper ? 'between' : 'course';
  frame.id = 'scorm_object';
  frame.title = 'Course';
  frame.src = deeper
    ? `/stand-in/frame?${new URLSearchParams({ depth: String(session.frames - 1), launch: session.launch })}`
    : session.launch;
  document.body.append(frame);
}
