/** The player: a course without the app around it, in a learning platform, in a page, or as one file. */
import '../app.css';
import { mount, unmount } from 'svelte';
import Player from './Player.svelte';
import { courseData, languageFor, type CourseData } from './data.ts';
import { platformFor } from './platforms.ts';
import { Run } from './run.svelte.ts';
import { wordsIn, type Words } from './words.ts';

const target = document.getElementById('player')!;

/** What Waymark stands in here. */
async function standing(data: CourseData) {
  if (data.course.standsIn !== 'frame') {
    const platform = await platformFor(data.course);
    return { data, platform, session: platform && (await platform.open()), frame: null };
  }
  const { frameOf, look } = await import('./frame.ts');
  const frame = frameOf(data, window);
  // A page that does not answer holds nothing: the answers stay here, and that is said.
  const session = (await frame.platform?.open().catch(() => null)) ?? null;
  const theme = frame.platform?.init?.theme;
  if (theme) look(theme);
  // The frame is as high as the page: nothing in it may be as high as the frame.
  if (session) document.documentElement.style.setProperty('--screen', '0px');
  return { data: frame.data, platform: session && frame.platform, session, frame };
}

async function start(): Promise<void> {
  const { data, platform, session, frame } = await standing(await courseData(document));
  let words: Words | null = null;
  const run = new Run(data, platform, session, (id) => words?.here(id), frame);
  await run.find();
  let language = frame?.address.language ?? languageFor(data.course, navigator.languages);
  const show = async () => {
    words = await wordsIn(data, language, run.topic);
    return mount(Player, { target, props: { run, words, onlanguage: (code) => void change(code) } });
  };
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
