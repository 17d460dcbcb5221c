/** Where the learner is, in the browser's history: Back leads to the screen before, and out of the course only from its first one. */
import type { Run } from './run.svelte.ts';

type Spot = Pick<Run, 'screen' | 'place'>;

/** Links within the course say where they lead after “#”. */
const INNER = /^#(?:at=(.+)|result|start)$/;

const isDone = ({ screen }: Spot) => screen === 'result' || screen === 'finished';
/**
 * Follows the history.
 *
 * @param view window of the course @returns `show` tells what is on screen, and `end` ends it
 */
export function trail(run: Run, view: Window): { show(spot: Spot): void; end(): void } {
  // A frame's address says after “#” what the course is: that stays.
  const settings = INNER.test(view.location.hash) ? '' : view.location.hash;
  let last: Spot | null = null;
  const write = (how: 'pushState' | 'replaceState', { screen, place }: Spot) =>
    view.history[how]({ screen, place }, '', view.location.pathname + view.location.search + settings);

  /** Of the same screen: its assessment has got an id by now, or they have said that they are done. */
  const isSame = (before: Spot, spot: Spot): boolean =>
    isDone(before) ? isDone(spot) : before.screen === spot.screen && spot.place === run.renamed;

  function show(spot: Spot): void {
    if (last && last.screen === spot.screen && last.place === spot.place) return;
    write(!last || isSame(last, spot) ? 'replaceState' : 'pushState', spot);
    last = spot;
  }
  function go(spot: Spot): void {
    last = spot;
    [run.screen, run.place] = [spot.screen, spot.place];
  }
  const back = ({ state }: PopStateEvent) => {
    const spot = state as Partial<Spot> | null;
    // What was not begun then may be now.
    if (spot?.screen && spot.place) go({ screen: spot.screen, place: { ...spot.place, id: spot.place.id ?? run.id } });
  };
  const followed = () => {
    const [inner, at] = INNER.exec(view.location.hash) ?? [];
    if (!inner) return;
    if (at) run.goTo(decodeURIComponent(at));
    else run.screen = inner === '#result' ? 'result' : 'start';
    last = { screen: run.screen, place: run.place };
    // The browser has made the entry.
    write('replaceState', last);
  };
  view.addEventListener('popstate', back);
  view.addEventListener('hashchange', followed);
  return {
    show,
    end() {
      view.removeEventListener('popstate', back);
      view.removeEventListener('hashchange', followed);
    }
  };
}
