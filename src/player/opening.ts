/** A platform is opened: what is on screen until then, and what somebody may do where it does not let the course begin. */
import { mount, unmount, type ComponentProps } from 'svelte';
import { PlatformError, type Platform, type Session } from '#lib/domain/course/platform.ts';
import type OpeningScreen from './Opening.svelte';

/** Milliseconds without anything on screen: most platforms have answered by then. */
const SOON = 500;

/** What is shown on the way. */
export interface Meanwhile {
  readonly target: HTMLElement;
  /** Takes a language that words are said in. @throws Error where its texts cannot be had */
  speak(): Promise<unknown>;
}

async function show({ target, speak }: Meanwhile, props: ComponentProps<typeof OpeningScreen>): Promise<() => Promise<void>> {
  // A script that is loaded on the way asks for its texts.
  await speak();
  const { default: Opening } = await import('./Opening.svelte');
  const shown = mount(Opening, { target, props });
  return () => unmount(shown);
}

/** Says that the course is being opened, where that takes long. */
export async function waitedFor<T>(what: Promise<T>, meanwhile: Meanwhile): Promise<T> {
  let over = false;
  const timer = setTimeout(() => {
    // Where its words cannot be had either, whoever waits hears that from elsewhere.
    shown = show(meanwhile, {})
      .then(async (end) => (over ? end() : void (hide = end)))
      .catch(() => {});
  }, SOON);
  let shown = Promise.resolve();
  let hide = async () => {};
  try {
    return await what;
  } finally {
    over = true;
    clearTimeout(timer);
    await shown;
    await hide();
  }
}

/** @returns what is there; `null` where somebody goes on without the platform. While it does not let the course begin, that is on screen */
export async function openedOrNot(platform: Platform, meanwhile: Meanwhile): Promise<Session | null> {
  for (;;) {
    try {
      return await waitedFor(platform.open(), meanwhile);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      if (!(await asksAgain(error, meanwhile))) return null;
    }
  }
}

/** @returns whether it shall be tried again */
async function asksAgain({ kind }: PlatformError, meanwhile: Meanwhile): Promise<boolean> {
  let answer: (again: boolean) => void;
  const answered = new Promise<boolean>((done) => (answer = done));
  const hide = await show(meanwhile, { fault: kind, onagain: () => answer(true), ondevice: () => answer(false) });
  document.querySelector<HTMLElement>('#main h1')?.focus();
  const again = await answered;
  await hide();
  return again;
}
