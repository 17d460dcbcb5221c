/** A file of a person's data from outside: read and checked apart from the page, and handed over in pieces, so that nothing stops. */
import { DataError, type FaultCode, type FaultValues } from '#lib/domain/faults.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { assertSize } from './rubrics/ceilings.ts';

/** Bytes of a file at most: about three thousand assessments. A larger one is not even opened. */
export const MOST_BYTES = 50_000_000;

/** What the worker tells. */
export type Told =
  | { readonly kind: 'piece'; readonly data: Partial<PersonalData> }
  | { readonly kind: 'done' }
  | { readonly kind: 'fault'; readonly fault: TravelledFault };

/** A DataError on its way: only plain values travel between a page and a worker. */
export interface TravelledFault {
  readonly place: string;
  readonly code: FaultCode | null;
  readonly values: FaultValues;
  readonly reason: string;
}

/**
 * @param name the file's name, for messages
 * @param signal ends it
 * @throws DataError naming the place; what the signal says; Error where the worker could not be started
 */
export function readIncoming(file: Blob, name: string, signal?: AbortSignal): Promise<PersonalData> {
  assertSize(file.size, MOST_BYTES, name);
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./incoming-worker.ts', import.meta.url), { type: 'module' });
    const data = { assessments: [], plan: [], rubrics: [], drafts: [] } as { [part in keyof PersonalData]: unknown[] };
    const end = (settle: () => void) => {
      worker.terminate();
      signal?.removeEventListener('abort', halt);
      settle();
    };
    const halt = () => end(() => fail(signal!.reason as Error));
    signal?.addEventListener('abort', halt);
    worker.onerror = () => end(() => fail(new Error('the worker that reads files did not start')));
    worker.onmessage = ({ data: told }: MessageEvent<Told>) => {
      if (told.kind === 'piece') {
        for (const [part, some] of Object.entries(told.data)) data[part as keyof PersonalData].push(...(some as unknown[]));
      } else if (told.kind === 'done') end(() => done(data as unknown as PersonalData));
      else {
        const { place, code, values, reason } = told.fault;
        end(() => fail(new DataError(name, place, code, values, reason)));
      }
    };
    worker.postMessage({ file, name });
  });
}
