/** A course begins: what it stands in, what is there already, and the language. */
import { mount, unmount } from 'svelte';
import Player from './Player.svelte';
import { courseData, languageFor, type CourseData } from './data.ts';
import { openedOrNot, waitedFor, type Meanwhile } from './opening.ts';
import { inAllWindows, platformFor } from './platforms.ts';
import { Run } from './run.svelte.ts';
import { choose, lastChosen } from './language.ts';
import { speak, wordsIn, type Words } from './words.ts';

/** A page for frames names the script with what it needs: so no package leads to it. */
const frames = (): Promise<typeof import('./frames.ts')> =>
  import(/* @vite-ignore */ new URL(document.getElementById('course')!.dataset.frames!, document.baseURI).href);

/** What Waymark stands in here. @throws Error where it cannot be opened */
async function standing(data: CourseData, wanted: readonly string[], meanwhile: Meanwhile) {
  if (data.course.standsIn !== 'frame') {
    const platform = await platformFor(data.course);
    const session = platform && (await openedOrNot(platform, meanwhile));
    return { data, platform: session && platform, session, frame: null };
  }
  const { frameOf, look } = await frames();
  const frame = await frameOf(data, window, wanted);
  // A page that does not answer holds nothing: the answers stay here, and that is said.
  const platform = frame.platform && inAllWindows(frame.platform, frame.data.course);
  const session = platform && (await waitedFor(platform.open(), meanwhile).catch(() => null));
  const theme = frame.platform?.init?.theme;
  if (theme) look(theme);
  // The frame is as high as the page: nothing in it may be as high as the frame.
  if (session) document.documentElement.style.setProperty('--screen', '0px');
  return { data: frame.data, platform: session && platform, session, frame };
}

/**
 * @param page that the course is in, or the address of it
 * @param target the element that it is shown in
 * @param wanted languages, the one wanted most first
 * @returns what ends it
 * @throws Error where it cannot be opened
 */
export async function start(page: Document, target: HTMLElement, wanted: readonly string[]): Promise<() => Promise<void>> {
  const all = await courseData(page);
  const meanwhile = { target, speak: () => speak(all, languageFor(all.course, [...lastChosen(), ...wanted])) };
  const stood = await standing(all, wanted, meanwhile).catch(async (error: unknown) => {
    // What the page around hands over is at fault; all else is said as everywhere.
    if ((error as Error).name !== 'DataError') throw error;
    const asked = /[#&]lang=([\w-]+)/.exec(location.hash)?.[1];
    await speak(all, languageFor(all.course, [...(asked ? [asked] : []), ...wanted]));
    const { Refused } = await frames();
    return mount(Refused, { target, props: { error } });
  });
  if (!('data' in stood)) return () => unmount(stood);
  const { data, platform, session, frame } = stood;
  const suggested = frame ? [frame.address.language] : session?.language ? [session.language] : [];
  const language = languageFor(data.course, [...lastChosen(), ...suggested, ...wanted]);
  const run = new Run(data, platform, session, frame);
  // Scripts that are loaded on the way ask for their texts.
  await speak(data, language);
  await run.find(language);
  const show = (words: Words) => mount(Player, { target, props: { run, words, onlanguage: change } });
  let shown = show(await wordsIn(data, language, run.topic));
  /** What is on screen stays until all of the other language is here. @throws Error where it cannot be had */
  async function change(code: string): Promise<void> {
    if (run.screen === 'result' || run.screen === 'finished')
      await Promise.all([data.more(code), ...data.course.topics.map(({ id }) => data.rubric(id, code))]);
    const words = await wordsIn(data, code, run.topic);
    choose(code);
    await unmount(shown);
    shown = show(words);
    target.querySelector('select')?.focus();
  }
  return () => unmount(shown);
}
