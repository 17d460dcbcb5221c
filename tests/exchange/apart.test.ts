import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openApart } from '#lib/exchange/apart.ts';
import { answer, type DoorMessage } from '#lib/exchange/door-messages.ts';
import { open, type DataRequest, type Request } from '#lib/exchange/door.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { writeRubricAs } from '#lib/exchange/rubrics/formats.ts';
import { aFile } from '../domain/rubric-files.ts';
import { anyAssessment, anyData } from '../support/personal.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const [data] = fc.sample(
  anyData.filter(({ rubrics, drafts, plan }) => rubrics.length > 0 && drafts.length > 1 && plan.length > 1),
  { numRuns: 1, seed: 4 }
);
const many = {
  ...data!,
  assessments: Array.from({ length: 60 }, (_, i) => fc.sample(anyAssessment(`a${i}`), { numRuns: 1, seed: i })[0]!)
};
const file: DataRequest = { kind: 'data', bytes: bytesOf(writeData(many)), name: 'mine.json' };

/** A worker as browsers have them: what goes in and out is copied, and it answers later. It does the door's own work. */
class TestWorker {
  static all: TestWorker[] = [];
  static work: (request: Request, tell: (message: DoorMessage) => void) => unknown = answer;
  /** Whether its script can be had. */
  static starts = true;
  onmessage: ((event: { data: DoorMessage }) => void) | null = null;
  onerror: (() => void) | null = null;
  ended = false;
  pieces: number[] = [];

  constructor() {
    TestWorker.all.push(this);
    setTimeout(() => (TestWorker.starts ? this.#tell({ kind: 'ready' }) : this.onerror?.()));
  }
  #tell(message: DoorMessage) {
    if (message.kind === 'piece') this.pieces.push(message.data.assessments?.length ?? 0);
    const copy = structuredClone(message);
    setTimeout(() => !this.ended && this.onmessage?.({ data: copy }));
  }
  postMessage(request: Request) {
    void TestWorker.work(structuredClone(request), (message) => this.#tell(message));
  }
  terminate() {
    this.ended = true;
  }
}

const withWorkers = (work = answer as typeof TestWorker.work, starts = true) => {
  Object.assign(TestWorker, { all: [], work, starts });
  vi.stubGlobal('Worker', TestWorker);
};

afterEach(() => void vi.unstubAllGlobals());

describe('what a worker opens', () => {
  test('is the same as what is opened here, and comes in pieces that no page stops at', async () => {
    withWorkers();
    expect(await openApart(file)).toEqual(await open(file));
    const [worker] = TestWorker.all;
    expect(Math.max(...worker!.pieces)).toBeLessThanOrEqual(25);
    expect(worker!.ended).toBe(true);
  });

  test('a plan of any length comes in pieces too', async () => {
    withWorkers();
    const plan = Array.from({ length: 4_500 }, (_, i) => ({ ...many.plan[0]!, id: `step-${i}` }));
    const pieces: number[] = [];
    await answer({ ...file, bytes: bytesOf(writeData({ ...many, plan })) }, (message) => {
      if (message.kind === 'piece') pieces.push(message.data.plan?.length ?? 0);
    });
    expect(Math.max(...pieces)).toBeLessThanOrEqual(2_000);
    expect(pieces.reduce((sum, one) => sum + one, 0)).toBe(4_500);
  });

  test('pieces of any size are taken in', async () => {
    const steps = Array.from({ length: 300_000 }, (_, i) => i);
    withWorkers((_, tell) => {
      tell({ kind: 'piece', data: { plan: steps as never } });
      tell({ kind: 'data' });
    });
    expect(await openApart(file)).toMatchObject({ plan: { length: 300_000 } });
  });

  test('may be a rubric, whose table is named to the cell where it is wrong', async () => {
    withWorkers();
    const table = async (text: string) => openApart({ kind: 'rubric', bytes: bytesOf(text), name: 'a.csv', language: 'en' });
    const { content } = await writeRubricAs(aFile(), 'csv');
    expect((await table(content as string)).rubric?.file).toEqual(aFile());
    await expect(table('title,level 1,level 2,level 3,level 4,essential\na,b,c,d,e,5')).rejects.toMatchObject({
      name: 'DataError',
      file: 'a.csv',
      code: 'bad-level',
      cell: { row: 2, column: 'essential' },
      message: 'a.csv: row 2, column “essential”: is not a level from 1 to 4'
    });
  });

  test('that cannot be opened says the same as here: code, place, values', async () => {
    withWorkers();
    for (const text of ['', '{', '{"format":"waymark-assessment","version":0}', '{"format":"waymark-assessment","version":9}']) {
      const asked: DataRequest = { kind: 'data', bytes: bytesOf(text), name: 'x' };
      const wrong: unknown = await open(asked).catch((error: unknown) => error);
      expect(await openApart(asked).catch((error: unknown) => error)).toEqual(wrong);
    }
  });

  test('a file that goes away while it is read is missing', async () => {
    withWorkers((request, tell) =>
      answer(
        {
          ...request,
          bytes: {
            size: 3,
            slice() {
              return this;
            },
            arrayBuffer: () => Promise.reject(new Error())
          }
        } as never,
        tell
      )
    );
    await expect(openApart(file)).rejects.toMatchObject({ name: 'DataError', code: 'missing' });
  });

  test('ends at once when it is given up, with what the signal says', async () => {
    withWorkers(() => {});
    const giveUp = new AbortController();
    const opening = openApart(file, giveUp.signal);
    setTimeout(() => giveUp.abort(new Error('enough')), 5);
    await expect(opening).rejects.toThrow('enough');
    expect(TestWorker.all[0]!.ended).toBe(true);
    await expect(openApart(file, giveUp.signal)).rejects.toThrow('enough');
    expect(TestWorker.all).toHaveLength(1);
  });
});

describe('where there is no worker, the page opens it itself', () => {
  test('where the browser has none', async () => {
    expect(globalThis.Worker).toBeUndefined();
    expect(await openApart(file)).toEqual(await open(file));
  });

  test('where its script cannot be had', async () => {
    withWorkers(answer, false);
    expect(await openApart(file)).toEqual(await open(file));
    expect(TestWorker.all[0]!.ended).toBe(true);
  });

  test('given up, it gives nothing', async () => {
    const giveUp = new AbortController();
    const opening = openApart(file, giveUp.signal);
    giveUp.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
  });
});

describe('where a worker breaks down, the page does not try what broke it', () => {
  test('after it began', async () => {
    withWorkers(() => TestWorker.all[0]!.onerror!());
    await expect(openApart(file)).rejects.toThrow('the worker that opens files broke down');
  });

  test('and where a part of the app could not be loaded, that is no fault of the file', async () => {
    withWorkers((_, tell) => tell({ kind: 'failed', reason: 'TypeError: Failed to fetch' }));
    const wrong: unknown = await openApart(file).catch((error: unknown) => error);
    expect((wrong as Error).name).toBe('Error');
    expect((wrong as Error).message).toContain('Failed to fetch');
  });
});
