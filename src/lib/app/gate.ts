/** What the layout needs where several people, or a guest, use the device. Loaded only there. */
import { GUEST, receiptOf, type LostBecause } from '#lib/domain/person/people.ts';
import type { Counts } from '#lib/domain/person/store.ts';
import { leave } from '#lib/platform/people.ts';
import type { App } from '#lib/state/app.svelte.ts';

/** Where somebody may be who has not said who they are. */
const OPEN_TO_ALL: readonly string[] = ['/people/', '/data/erase/'];

export type Why = LostBecause | 'asked' | 'set' | 'taken' | `ended&${string}`;

/** To the page that asks who is there, loaded anew. @param people its address */
export const goTo = (why: Why, people: string) => leave(`${people}#${why}`);

/** No store is opened until somebody has said who they are; then they come back to where they wanted to go. */
export async function findOutWho(app: Pick<App, 'people' | 'who'>, path: string, address: string): Promise<void> {
  const people = await app.people;
  app.who = people.here();
  if (app.who || OPEN_TO_ALL.includes(path)) return;
  people.want(location.href);
  goTo('asked', address);
}

/** Another tab has closed this person's data, or taken it away. */
export async function gone(app: Pick<App, 'people' | 'release'>, why: LostBecause, address: string): Promise<void> {
  app.release();
  // What was closed there is closed here too; after a change of the passphrase the same person goes on.
  if (why !== 'changed') (await app.people).choose(null);
  goTo(why, address);
}

/** Begins as a guest in this tab: nothing is stored. @param to where to, as a page loaded anew */
export async function beGuest(app: Pick<App, 'people'>, to: string): Promise<void> {
  (await app.people).choose(GUEST);
  leave(to);
}

/** Takes away what a guest had, and leaves; how much it was is said on the next page. */
export async function endGuest(app: Pick<App, 'people' | 'personal' | 'release'>, counts: Counts, address: string): Promise<void> {
  await (await app.personal).remove();
  app.release();
  (await app.people).choose(null);
  goTo(`ended&${receiptOf(counts)}`, address);
}
