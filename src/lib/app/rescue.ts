/** Answers that no device holds, and all that one does, as files. Loaded where somebody asks for it. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import { mergeData } from '#lib/domain/person/merge.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { rawText } from '#lib/domain/raw-text.ts';
import { writeAssessments, writeData } from '#lib/exchange/personal/file.ts';
import { download, fileName } from '#lib/platform/download.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { allUnsaved } from '#lib/state/assessing.svelte.ts';
import { downloadDamage } from './damage.ts';

/** @param at milliseconds since 1970, for the file's name */
export function rescue(assessment: Assessment, at: number): void {
  download(fileName(assessment.head.name, at, 'json'), writeAssessments([assessment]));
}

/** `whole`: the file can be brought in again; `raw`: it is what lies on the device, as it lies there. */
export interface Saved {
  readonly kind: 'whole' | 'raw';
  /** How many rows that cannot be read are left out of it, and what hands them out as they are. */
  readonly rest: { readonly count: number; save(): void } | null;
}

/**
 * Hands out all data: where it can be read, as the file that “Your data” makes, with what no device has taken yet. Where the very reading
 * fails, the rows as they lie there, so that whatever is wrong nothing is left behind.
 *
 * @throws whatever the device objects to, where not even that can be had
 */
export async function saveAll(app: Pick<App, 'personal' | 'repair' | 'people' | 'unsaved' | 'world'>): Promise<Saved> {
  const at = app.world.now();
  const held = { ...NOTHING, assessments: allUnsaved(app).map(({ head, entries }) => ({ head, entries })) };
  try {
    const { data, damage } = await (await app.personal).read();
    const aside = await (await app.repair).list();
    download(fileName('', at, 'json'), writeData(held.assessments.length ? mergeData(data, held) : data));
    const rest = [...damage, ...aside];
    return { kind: 'whole', rest: rest.length ? { count: rest.length, save: () => downloadDamage(rest) } : null };
  } catch {
    const rows = await app.personal.then((personal) => personal.raw()).catch(async () => (await app.people).raw());
    download(fileName('raw', at, 'json'), rawText({ ...rows, ...(held.assessments.length ? { unsaved: held.assessments } : {}) }));
    return { kind: 'raw', rest: null };
  }
}
