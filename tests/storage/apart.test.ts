import { expect, test, vi } from 'vitest';
import type { FromWorker, ToWorker } from '#lib/storage/journal/worker-messages.ts';

/** A worker that answers when it is told to. */
class Told {
  static readonly asked: ToWorker[] = [];
  static all: Told[] = [];
  onmessage!: (event: { data: FromWorker }) => void;
  onerror!: () => void;
  constructor() {
    Told.all.push(this);
  }
  postMessage = (message: ToWorker) => void Told.asked.push(message);
}
vi.stubGlobal('Worker', Told);
const { recover } = await import('#lib/storage/journal/apart.ts');

const NOTHING = { kind: 'nothing' } as const;
const standing = (database: string): FromWorker => ({ kind: 'standing', database, standing: null, recovery: NOTHING });

test('who waits for what was lost gets the answer to that, whatever the journal is told meanwhile', async () => {
  const recovery = recover('a');
  const [worker] = Told.all as [Told];
  worker.onmessage({ data: standing('a') });
  worker.onmessage({ data: standing('b') });
  worker.onmessage({ data: { kind: 'recovered', database: 'a', recovery: { kind: 'restored', at: 5, assessments: 1 } } });
  expect(await recovery).toEqual({ kind: 'restored', at: 5, assessments: 1 });
});

test('a worker that does not come is an answer too, and the next time there is another one', async () => {
  const recovery = recover('a');
  const before = Told.all.length;
  Told.all.at(-1)!.onerror();
  expect(await recovery).toEqual({ kind: 'failed' });
  const again = recover('b');
  expect(Told.all).toHaveLength(before + 1);
  Told.all.at(-1)!.onmessage({ data: { kind: 'recovered', database: 'b', recovery: NOTHING } });
  expect(await again).toEqual(NOTHING);
});
