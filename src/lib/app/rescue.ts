/** Answers that no device holds, and all that can be read, as files. Loaded where somebody asks for it. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import { NOTHING, type KeptRubric, type PersonalData } from '#lib/domain/person/personal-data.ts';
import { writeAssessments, writeData } from '#lib/exchange/personal/file.ts';
import { download, fileName } from '#lib/platform/download.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { allUnsaved } from '#lib/state/assessing.svelte.ts';
import { Editing } from '#lib/state/editing.svelte.ts';
import { Planning } from '#lib/state/plan.svelte.ts';
import { allData } from './along.ts';
import { downloadDamage } from './damage.ts';

/** One assessment as a file, with the rubrics here that it was answered with. */
export async function rescue({ head, entries }: Assessment, app: Pick<App, 'personal' | 'world'>): Promise<void> {
  const isAnswered = ({ hash }: KeptRubric) => head.rubrics.some((ref) => ref.hash === hash);
  // The answers leave in any case: this is also asked for where a device refuses.
  const rubrics = await app.personal.then(async (personal) => (await personal.read()).data.rubrics.filter(isAnswered)).catch(() => []);
  download(fileName(head.name, app.world.now(), 'json'), writeAssessments([{ head, entries }], rubrics));
}

/** `whole`: the file can be brought in again; `raw`: it is what lies on the device, as it lies there. */
export interface Saved {
  readonly kind: 'whole' | 'raw';
  /** How many rows that cannot be read are left out of it, and what hands them out as they are. */
  readonly rest: { readonly count: number; save(): void } | null;
}

/** All data that can be read, as the file that “Your data” makes, with what no device has taken yet. @throws where it cannot be read */
export async function saveWhole(app: Pick<App, 'personal' | 'repair' | 'unsaved' | 'world'>): Promise<Saved> {
  const { data, damage } = await allData(app, app.unsaved.size ? heldIn(app) : undefined);
  download(fileName('', app.world.now(), 'json'), writeData(data));
  const rest = [...damage, ...(await (await app.repair).list())];
  return { kind: 'whole', rest: rest.length ? { count: rest.length, save: () => downloadDamage(rest) } : null };
}

function heldIn(app: Pick<App, 'unsaved'>): PersonalData {
  const held = [...app.unsaved];
  return {
    ...NOTHING,
    assessments: allUnsaved(app).map(({ head, entries }) => ({ head, entries })),
    plan: held.flatMap((one) => (one instanceof Planning ? one.held : [])),
    drafts: held.flatMap((one) => (one instanceof Editing ? [one.held] : []))
  };
}
