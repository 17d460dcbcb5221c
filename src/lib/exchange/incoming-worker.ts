/** Reads and checks a file of a person's data, away from the page. */
import { DataError } from '#lib/domain/faults.ts';
import { readBytes } from './personal/file.ts';
import type { Told } from './incoming.ts';

/** How many assessments travel at a time: the page takes each piece in at once. */
const PIECE = 25;
const tell = (told: Told) => postMessage(told);

addEventListener('message', ({ data: { file, name } }: MessageEvent<{ readonly file: Blob; readonly name: string }>) => {
  void read(file, name);
});

async function read(file: Blob, name: string) {
  try {
    const { assessments, ...rest } = readBytes(new Uint8Array(await file.arrayBuffer()), name);
    for (let from = 0; from < assessments.length; from += PIECE)
      tell({ kind: 'piece', data: { assessments: assessments.slice(from, from + PIECE) } });
    for (const rubric of rest.rubrics) tell({ kind: 'piece', data: { rubrics: [rubric] } });
    for (const draft of rest.drafts) tell({ kind: 'piece', data: { drafts: [draft] } });
    tell({ kind: 'piece', data: { plan: rest.plan } });
    tell({ kind: 'done' });
  } catch (error) {
    // A file that changed or went away while it was read is no fault of its content.
    const { place, code, values, reason } = error instanceof DataError ? error : new DataError(name, '', 'missing');
    tell({ kind: 'fault', fault: { place, code, values, reason } });
  }
}
