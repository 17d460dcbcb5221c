/** A course begins: what it stands in, what is there already, and the language. */
import { mount, unmount } from 'svelte';
import Player from './Player.svelte';
import { courseData, languageFor } from './data.ts';
import { platformFor } from './platforms.ts';
import { Run } from './run.svelte.ts';
import { wordsIn } from './words.ts';

/**
 * @param page that the course is in, or the address of it
 * @param target the element that it is shown in
 * @param wanted languages, the one wanted most first
 * @returns what ends it
 * @throws Error where it cannot be opened
 */
export async function start(page: Document, target: HTMLElement, wanted: readonly string[]): Promise<() => Promise<void>> {
  const data = await courseData(page);
  const { course } = data;
  const platform = await platformFor(course);
  const session = platform && (await platform.open());
  let language = languageFor(course, [...(session?.language ? [session.language] : []), ...wanted]);
  const run = new Run(data, platform, session);
  await run.find(language);
  const show = async () => {
    const words = await wordsIn(data, language, run.topic);
    return mount(Player, { target, props: { run, words, onlanguage: (code) => void change(code) } });
  };
  let shown = await show();
  async function change(code: string): Promise<void> {
    language = code;
    await unmount(shown);
    shown = await show();
  }
  return () => unmount(shown);
}
