/** The player: a course without the app around it, in a learning platform, in a page, or as one file. */
import '../app.css';
import { mount, unmount } from 'svelte';
import Player from './Player.svelte';
import { courseData, languageFor } from './data.ts';
import { platformFor } from './platforms.ts';
import { Run } from './run.svelte.ts';
import { wordsIn } from './words.ts';

const target = document.getElementById('player')!;

async function start(): Promise<void> {
  const data = await courseData(document);
  const { course } = data;
  const platform = await platformFor(course);
  const session = platform && (await platform.open());
  let language = languageFor(course, [...(session?.language ? [session.language] : []), ...navigator.languages]);
  const run = new Run(data, platform, session);
  await run.find(language);
  const show = async () =>
    mount(Player, { target, props: { run, words: await wordsIn(data, language, run.topic), onlanguage: (code) => void change(code) } });
  let shown = await show();
  async function change(code: string): Promise<void> {
    language = code;
    await unmount(shown);
    shown = await show();
  }
}

start().catch((error: unknown) => {
  target.textContent = target.dataset.failed!;
  throw error;
});
