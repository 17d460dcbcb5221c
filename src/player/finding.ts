/** What is there already when a run begins: with the platform, on this device, or in the address of a tab that somebody went on in. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import type { Renewed } from '#lib/domain/course/newer.ts';
import { isStateFault, roundsIn, type KeptState, type StateFault } from '#lib/domain/course/state.ts';
import { lookBackName } from '#lib/domain/workshop/earlier.ts';
import { markOf } from '#lib/domain/workshop/workshop.ts';
import { newId } from '#lib/platform/id.ts';
import type { Holding } from './holding.svelte.ts';
import { inNewer, keptIn, othersIn, placeIn, stepsIn, takeAlong } from './kept.ts';

export interface Found {
  /** The assessment that was begun; `null` where none was. */
  readonly id: string | null;
  /** They have said that they are done. */
  readonly done: boolean;
  /** What is there cannot be read: another version wrote it, or it is cut off. It is left as it is. */
  readonly fault: StateFault | null;
  /** What became of their answers where the course has newer versions of its topics by now. */
  readonly renewed: readonly Renewed[];
  /** They chose a device of their own, and it is not this one. */
  readonly otherDevice: boolean;
}

type Own = Pick<Found, 'id' | 'renewed'>;
const NOTHING: Found = { id: null, done: false, fault: null, renewed: [], otherDevice: false };

/**
 * @param language that steps of the plan are shown in
 * @throws Error where words cannot be had that belong to it: it would be lost with the next answer
 */
export async function find(holding: Holding, language: string): Promise<Found> {
  const { session, data } = holding.stands;
  if (!session) return alongWith({ ...NOTHING, ...(await onDevice(holding)) }, holding, language);
  const kept = session.state ? await keptIn(session.state, data) : null;
  if (kept && isStateFault(kept)) return { ...NOTHING, done: session.done, fault: kept };
  const found: Found = { ...NOTHING, done: session.done || kept?.done === true };
  if (kept?.elsewhere) return { ...found, ...(await elsewhere(holding)) };
  return kept?.assessment ? { ...found, ...(await brought(holding, kept, language)) } : found;
}

/** Takes what the platform has kept. What was answered for another round stays as it was answered. */
async function brought(holding: Holding, kept: KeptState, language: string): Promise<Own> {
  const { data } = holding.stands;
  const { round } = data.course;
  const { own, others } = roundsIn(kept, round && markOf(round));
  holding.others = await othersIn(others, data);
  for (const { assessment, back } of holding.others) if (!back) await holding.put(assessment);
  await holding.putSteps(await stepsIn(language, kept.steps, data));
  const now = own && (await inNewer(own, data));
  if (now) await holding.put(now.assessment);
  holding.toPlatform();
  const id = now?.assessment.head.id ?? null;
  // A look back is found by a name that has this device's random number in it, which the platform does not know.
  const looks = holding.others.filter(({ back }) => back);
  if (looks.length && id) {
    const time = lookBackName(await holding.part(id));
    for (const { assessment } of looks) await holding.put({ ...assessment, head: { ...assessment.head, retrospectOf: time } });
  }
  return { id, renewed: now?.renewed ?? [] };
}

/** Their answers are on a device of theirs: it may be this one. Where it is not, they are asked again where to keep new ones. */
async function elsewhere(holding: Holding): Promise<Own & Pick<Found, 'otherDevice'>> {
  const own = await onDevice(holding);
  const otherDevice = (await (await holding.app.assessments).list(1)).total === 0;
  if (otherDevice) holding.where = null;
  return { ...own, otherDevice };
}

/** Takes what this device has, from where it is held from then on. */
export async function onDevice(holding: Holding): Promise<Own> {
  await holding.toDevice();
  const { app, looking } = holding;
  const { data } = holding.stands;
  const { round } = data.course;
  const assessments = await app.assessments;
  const id = round
    ? (await import('./rounds.ts')).ownOf(await (await app.participations).list(), round)
    : ((await assessments.list(1)).heads[0]?.id ?? null);
  const found = id === null ? null : await loaded(holding, id);
  // What was begun and never answered is begun anew.
  if (!found) return { id: round ? null : id, renewed: [] };
  const { assessment, renewed } = await inNewer(found, data);
  if (assessment === found || looking) return { id, renewed };
  // The earlier one stays as it was answered.
  const head = { ...assessment.head, id: newId() };
  const entries = Object.values(assessment.entries).map((entry) => ({ ...entry, assessment: head.id }));
  await assessments.save({ head, entries: Object.fromEntries(entries.map((entry) => [entry.criterion, entry])) });
  if (round) await holding.part(head.id);
  return { id: head.id, renewed };
}

/** Takes over what was answered in a frame that could not keep it; of what is here too, whatever is newer stays. */
async function alongWith(found: Found, holding: Holding, language: string): Promise<Found> {
  const { data, frame } = holding.stands;
  const text = frame?.address.state;
  if (!text) return found;
  const kept = await keptIn(text, data);
  if (isStateFault(kept)) return { ...found, fault: kept };
  const id = kept.assessment ? await takeAlong({ ...kept, assessment: kept.assessment }, language, holding) : found.id;
  // Where it is kept, nobody who sees the address can read it there.
  if (holding.app.storage === 'kept') history.replaceState(null, '', frame.ownTab(null));
  return { ...found, id };
}

const loaded = async (holding: Holding, id: string): Promise<Assessment | null> => (await holding.app.store).load(id).catch(() => null);

/** @returns the number of the question where somebody left off, from 1; 0 where nothing was begun, or all is done */
export async function placeOf(id: string | null, holding: Holding): Promise<number> {
  const found = id === null ? null : await loaded(holding, id);
  return found ? placeIn(found, holding.stands.data.course) : 0;
}

/**
 * Looks what of the round before is here, also where this one is not begun yet.
 *
 * @returns when it was answered, in milliseconds since 1970; `null` where nothing of it is here, absent where there is none before
 */
export async function foundBefore(id: string | null, holding: Holding): Promise<number | null | undefined> {
  const { round } = holding.stands.data.course;
  if (!round?.before) return undefined;
  const { answeredBefore } = await import('./rounds.ts');
  const { app } = holding;
  const participations = holding.isThere ? app.participations : holding.beside().then((device) => device.participations());
  return answeredBefore(round, id, { participations, store: app.store, shelf: app.shelf });
}
