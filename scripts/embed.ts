/**
 * What a build has for pages of other sites: `embed/`, the player with all rubrics and languages, whose address says what is wanted; and `embed.js`, for
 * pages that keep the answers.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { soundOf } from '../src/lib/domain/rubric/sound.ts';
import { courseFiles, type PlayerTexts } from '../src/lib/exchange/course/files.ts';
import { packagePage } from '../src/lib/exchange/course/page.ts';
import { PLAYER, type PlayerFiles } from '../src/lib/exchange/course/player.ts';
import { EMBED, EMBED_SCRIPT } from './headers.mjs';
import { SOURCE } from './languages.ts';
import { openRubricFiles } from './rubrics-plugin.ts';

async function script(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      // Pages of others are opened with whatever browser people have.
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: 'src/embed/embed.ts', output: { format: 'iife', codeSplitting: false } }
    }
  });
  return (built as Rolldown.RolldownOutput).output[0].code;
}

/** @param out the folder of the build, with the player in it */
export async function writeEmbed(out: string, player: PlayerFiles): Promise<void> {
  const write = (path: string, content: string) => {
    const file = join(out, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  const languages = Object.keys(player.texts);
  const texts = languages.map((one) => JSON.parse(readFileSync(join(out, PLAYER, player.texts[one]!), 'utf8')) as PlayerTexts);
  const rubrics = openRubricFiles().map((file) => ({ ...soundOf(file, file.facts.id), builtIn: true }));
  const course = {
    standsIn: 'frame',
    title: '',
    languages,
    text: '',
    completion: 'answered',
    asks: [],
    prompts: []
  } as const;
  for (const [path, content] of Object.entries(courseFiles(course, rubrics, texts))) write(`${EMBED}/${path}`, content);
  // Before the page has a language it says things in all of them.
  const inAll = (what: 'failed' | 'noScript') => languages.map((one) => player.pages[one]![what]).join(' · ');
  const words = { language: SOURCE, direction: 'ltr', title: 'Waymark', failed: inAll('failed'), noScript: inAll('noScript') };
  const beside = (path: string) => `../${PLAYER}/${path}`;
  write(
    `${EMBED}/index.html`,
    packagePage(words, { entry: beside(player.entry), style: beside(player.style), frames: beside(player.frames) }, '.', course.standsIn)
  );
  write(EMBED_SCRIPT, await script());
}
