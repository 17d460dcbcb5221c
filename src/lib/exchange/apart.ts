/**
 * The door as pages use it: a worker opens what comes in and hands it over in pieces, so that the page never stops. Where no worker can be
 * started, the page opens it itself.
 */
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { errorOf, type DoorMessage } from './door-messages.ts';
import { open, type DataRequest, type LinkRequest, type Request, type RubricRequest } from './door.ts';
import type { Difference } from '#lib/domain/rubric/difference-file.ts';
import type { OpenedRubric } from './rubrics/opened.ts';
import { tableInMarkup } from './rubrics/paste.ts';

type Opened = PersonalData | OpenedRubric | Difference;
type Part = Exclude<keyof PersonalData, 'owner'>;

/** There is no worker to be had. */
class NoWorker extends Error {}

/**
 * @param signal ends it, with what the signal says
 * @throws as `open` does
 */
export function openApart(request: DataRequest, signal?: AbortSignal): Promise<PersonalData>;
export function openApart(request: RubricRequest, signal?: AbortSignal): Promise<OpenedRubric>;
export function openApart(request: LinkRequest, signal?: AbortSignal): Promise<OpenedRubric | Difference>;
export async function openApart(request: Request, signal?: AbortSignal): Promise<Opened> {
  const asked = withRows(request);
  signal?.throwIfAborted();
  try {
    return await inWorker(asked, signal);
  } catch (error) {
    if (!(error instanceof NoWorker)) throw error;
    return onPage(asked, signal);
  }
}

/** Markup is parsed by the page, since workers have nothing that does. */
function withRows(request: Request): Request {
  if (request.kind !== 'paste' || typeof request.table !== 'string') return request;
  return { ...request, table: tableInMarkup(request.table) };
}

function inWorker(request: Request, signal?: AbortSignal): Promise<Opened> {
  return new Promise((done, fail) => {
    let worker: Worker;
    try {
      worker = new Worker(new URL('./door-worker.ts', import.meta.url), { type: 'module' });
    } catch {
      return fail(new NoWorker());
    }
    const data: Record<Part, unknown[]> = {
      assessments: [],
      plan: [],
      rubrics: [],
      drafts: [],
      workshops: [],
      participations: [],
      asked: [],
      given: []
    };
    let ready = false;
    const end = (settle: () => void) => {
      worker.terminate();
      signal?.removeEventListener('abort', halt);
      settle();
    };
    const halt = () => end(() => fail(signal!.reason as Error));
    signal?.addEventListener('abort', halt);
    worker.onerror = () => end(() => fail(ready ? new Error('the worker that opens files broke down') : new NoWorker()));
    worker.onmessage = ({ data: message }: MessageEvent<DoorMessage>) => {
      switch (message.kind) {
        case 'ready':
          ready = true;
          return worker.postMessage(request);
        case 'piece':
          for (const [part, some] of Object.entries(message.data)) for (const one of some as unknown[]) data[part as Part].push(one);
          return;
        case 'data':
          return end(() => done({ ...(message.owner === undefined ? {} : { owner: message.owner }), ...data } as unknown as PersonalData));
        case 'rubric':
          return end(() => done(message.opened));
        case 'fault':
          return end(() => fail(errorOf(message.fault)));
        case 'failed':
          return end(() => fail(new Error(message.reason)));
      }
    };
  });
}

/** Long enough for the page to draw that it is at work. */
const DRAWN = 50;

async function onPage(request: Request, signal?: AbortSignal): Promise<Opened> {
  await new Promise((after) => setTimeout(after, DRAWN));
  signal?.throwIfAborted();
  const opened = await open(request);
  signal?.throwIfAborted();
  return opened;
}
