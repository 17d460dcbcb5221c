/** A trainer's second device: it takes codes of a workshop that another one leads, and hands them over. */
import type { Invited } from '#lib/exchange/workshop/invitation-link.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { roundIn } from './joining.ts';
import type { Codes } from './sharing.ts';

/**
 * Makes this device collect for a workshop; where it does already, nothing new is made.
 *
 * @returns the id of the workshop here; `null` where the invitation does not say what its results hold, as a typed one of a later round may not:
 *   then the link or its picture is needed
 * @throws where the device does not take it
 */
export async function collectFor(invited: Invited, app: Pick<App, 'workshops' | 'world'>): Promise<string | null> {
  const [round, { tagOf }, store] = await Promise.all([roundIn(invited), import('#lib/domain/workshop/tag.ts'), app.workshops]);
  if (round.before && !round.before.topics) return null;
  const tag = tagOf(round);
  const { workshops } = await store.list();
  const here = workshops.find((one) => one.collector && one.state === 'open' && tagOf(one) === tag);
  if (here) return here.id;
  const id = app.world.newId();
  await store.save({
    ...round,
    id,
    title: invited.title,
    openedAt: app.world.now(),
    state: 'open',
    picture: null,
    lines: [],
    collector: true
  });
  return id;
}

/** What goes from the second device to the first. */
export interface HandOver {
  /** How many results. The other device has to say the same number before anything is deleted here. */
  readonly count: number;
  /** As it goes into a file, and is kept until the other device has it. */
  readonly text: string;
  /** One code, or pictures one after the other. */
  readonly codes: Codes;
}

export async function handOverOf(id: string, app: Pick<App, 'workshops'>): Promise<HandOver> {
  const [{ handedRows, qrPath }, { picturesFor }, store] = await Promise.all([
    import('#lib/exchange/bytes/qr.ts'),
    import('./sharing.ts'),
    app.workshops
  ]);
  const { text, count } = await store.handOver(id);
  const rows = handedRows(text);
  const codes = rows ? { paths: [qrPath(rows)], side: rows.length } : await picturesFor(new TextEncoder().encode(text));
  return { count, text, codes };
}

/** Deletes on the second device what the first one has. @returns how many were deleted, and how many are left: those that came in or changed since */
export async function endHandOver(
  id: string,
  { text }: HandOver,
  app: Pick<App, 'workshops'>
): Promise<{ readonly gone: number; readonly left: number }> {
  const { gone, handedIn } = await (await app.workshops).handedOver(id, text);
  return { gone, left: handedIn };
}
