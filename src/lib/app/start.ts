/** Makes the app that a page works with, out of the adapters that the page's layout brings. */
import type { Loss } from '#lib/domain/person/device.ts';
import type { LostBecause } from '#lib/domain/person/people.ts';
import { LANGUAGES } from '#lib/i18n/locale.ts';
import { language } from '#lib/i18n/texts.ts';
import { newId } from '#lib/platform/id.ts';
import { offline } from '#lib/platform/offline-state.svelte.ts';
import type { PageHere } from '#lib/platform/offline.ts';
import { App, type World } from '#lib/state/app.svelte.ts';
import { Keeping } from './keeping.ts';

/** Storage, as the layout imports it: each part is fetched when it is first used. */
export interface Adapters extends Pick<World, 'people' | 'askToPersist' | 'isPersisted'> {
  /** Whether several people, or a guest, use this device. */
  isShared(): boolean;
  /** @param gone another tab has closed this person's data, or taken it away */
  open(newer: () => void, lost: (loss: Loss) => void, gone: (why: LostBecause) => void): ReturnType<World['open']>;
}

/** Where the open page is, as only its layout can tell. */
export interface Whereabouts {
  /** What the service worker is told of it. */
  here(): PageHere;
  /** Address of the page that asks who is there. */
  people(): string;
}

export interface Started {
  readonly app: App;
  /** When what is kept for use without a connection. */
  readonly keeping: Pick<Keeping, 'at'>;
  /** Where several people share the device, leads to the page that asks who is there. @param path of the open page */
  findOutWho(path: string): void;
}

export function startApp({ open, isShared, ...adapters }: Adapters, { here, people }: Whereabouts): Started {
  /** Loaded only where several people, or a guest, use this device. */
  const gate = () => import('./gate.ts');
  let kept: Promise<(path: string) => void> | undefined;
  const keeping = new Keeping((path) => {
    kept ??= import('#lib/platform/offline.ts').then(({ registerWorker }) => registerWorker(here(), (state) => (offline.state = state)));
    kept.then(
      (keep) => keep(path),
      () => (kept = undefined)
    );
  });
  const app: App = new App({
    ...adapters,
    open: (newer, lost) => open(newer, lost, (why) => void gate().then(({ gone }) => gone(app, why, people()))),
    now: Date.now,
    newId,
    settled: () => keeping.answered()
  });
  return {
    app,
    keeping,
    findOutWho: (path) => {
      if (isShared()) void gate().then(({ findOutWho }) => findOutWho(app, path, people()));
    }
  };
}

/**
 * @param route a route's id, such as `/(app)/data/erase`; `null` for an address that does not exist
 * @returns the path that the page has within its language, such as `/data/erase/`; `/` where there is none
 */
export function pathOf(route: string | null): string {
  const path = (route ?? '/').replace(/\/\([^)]*\)/g, '');
  return !path || path.includes('[') ? '/' : path.replace(/\/?$/, '/');
}

/**
 * @param home path of the first page in the language of the open one
 * @returns path of the app's root, where English lies; other languages lie in folders of it
 */
export const rootFrom = (home: string): string => home + (language === LANGUAGES[0] ? '' : '../');
