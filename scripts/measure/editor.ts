/** What a keystroke in the editor, and in the list of rubrics, costs, with many large rubrics on the shelf. */
import type { Browser, Page } from '@playwright/test';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { FORMAT, FORMAT_VERSION } from '#lib/domain/rubric/rubric-file.ts';
import type { Draft, RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';

const RUBRICS = 100;
const CRITERIA = 50;

export interface Keystrokes {
  /** Milliseconds of script from the key to the task after the next frame: what the author waits for. */
  readonly toPaint: readonly number[];
  /** Milliseconds of script until the page rests again, checks and storing among them. */
  readonly inAll: readonly number[];
}

function words(language: string, seed: number): Translation {
  const criteria: Translation['criteria'] = {};
  for (let c = 1; c <= CRITERIA; c++) {
    const text = (part: string) => `In ${part} I do what rubric ${seed} asks of criterion ${c}, with people whom I support.`;
    const each = Object.fromEntries(LEVELS.map((level) => [level, text(`level ${level}`)]));
    criteria[`c${c}`] = {
      title: `Criterion ${c} of ${seed}`,
      descriptors: each,
      help: { about: text('short'), examples: { school: text('a school'), employment: text('an office'), higher: text('a university') } },
      evidence: [text('one'), text('two')],
      next: each
    };
  }
  return { language, title: `Rubric ${seed}`, short: `R ${seed}`, about: `What rubric ${seed} is about.`, criteria };
}

/** A rubric of fifty criteria in two languages, every text written. */
function large(seed: number): RubricFile {
  const criteria = Array.from({ length: CRITERIA }, (_, i) => ({ id: `c${i + 1}`, essential: [] }));
  const facts = { id: `own-bench${seed}`, version: '1.0.0', keyLevel: 1 as const, source: 'en', criteria };
  return { format: FORMAT, formatVersion: FORMAT_VERSION, facts, words: { en: words('en', seed), sv: words('sv', seed) } };
}

/** Puts rubrics and a draft made of the last on the shelf, past the app. @returns the draft's id */
export async function fillShelf(page: Page, count: number): Promise<string> {
  const files = Array.from({ length: count }, (_, i) => large(i));
  const item = ({ facts, words }: Pick<Draft, 'facts' | 'words'>, key: string, kind: string) => ({
    ...{ key, kind, id: facts.id, version: facts.version, source: 'en', criteria: CRITERIA, origin: 'own', at: 1 },
    titles: { en: words.en!.title, sv: words.sv!.title }
  });
  const last = files.at(-1)!;
  const draft: Draft = { id: 'bench', facts: { ...last.facts, version: '1.0.1' }, words: last.words, basedOn: contentHash(last), at: 1 };
  const rows = files.map((file) => ({ item: item(file, contentHash(file), 'published'), content: file as unknown }));
  rows.push({ item: item(draft, draft.id, 'draft'), content: draft });
  for (let from = 0; from < rows.length; from += 10)
    await page.evaluate(
      (rows) =>
        new Promise<void>((done, fail) => {
          const opening = indexedDB.open('waymark');
          opening.onsuccess = () => {
            const write = opening.result.transaction(['shelf', 'rubrics'], 'readwrite');
            for (const { item, content } of rows) {
              write.objectStore('shelf').put(item);
              write.objectStore('rubrics').put({ key: item.key, content });
            }
            write.oncomplete = () => (opening.result.close(), done());
            write.onerror = () => fail(write.error);
          };
          opening.onerror = () => fail(opening.error);
        }),
      rows.slice(from, from + 10)
    );
  return draft.id;
}

/**
 * Types into the filter above the list of rubrics, or into a description of a draft of fifty criteria, with two languages side by side and the preview open, at a quarter of the
 * processor's speed.
 *
 * @param address of the built app, with a slash at its end
 * @returns milliseconds of script for each of some keystrokes, the browser's own tools taken off
 */
export async function keystrokes(browser: Browser, address: string, where: 'list' | 'editor', count = 40): Promise<Keystrokes> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  // The runner names functions by a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (f) => f');
  const page = await context.newPage();
  try {
    await page.goto(`${address}assessments/`);
    await page.waitForSelector('.empty');
    const draft = await fillShelf(page, RUBRICS);
    if (where === 'list') {
      await page.goto(`${address}rubrics/`);
      await page.getByRole('searchbox').click();
    } else {
      await page.goto(`${address}rubrics/edit/?draft=${draft}`);
      await page.locator('[data-criterion="c25"] button').click();
      await page.locator('[id="f-en-c25.2"]').click();
      await page.keyboard.press('End');
    }
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.waitForTimeout(2_000);
    const script = async () =>
      (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')!.value * 1000;
    const frame = () =>
      page.evaluate(
        () =>
          new Promise<void>((done) =>
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => done();
              port2.postMessage(0);
            })
          )
      );
    const measure = async (press: () => Promise<unknown>) => {
      const before = await script();
      await press();
      await frame();
      const painted = await script();
      // Checks come after 250 ms, storing after 300 ms; reading ease after 500 ms.
      await page.waitForTimeout(900);
      return [painted - before, (await script()) - before] as const;
    };
    const idle: (readonly [number, number])[] = [];
    for (let i = 0; i < 8; i++) idle.push(await measure(async () => {}));
    const off = (part: 0 | 1) => idle.map((run) => run[part]).sort((a, b) => a - b)[idle.length / 2]!;
    const runs: (readonly [number, number])[] = [];
    for (let i = 0; i < count; i++) {
      const key = 'abcde '[i % 6]!;
      runs.push(await measure(() => session.send('Input.dispatchKeyEvent', { type: 'char', text: key, unmodifiedText: key })));
    }
    const own = (part: 0 | 1) => runs.map((run) => Math.max(0, run[part] - off(part)));
    return { toPaint: own(0), inAll: own(1) };
  } finally {
    await context.close();
  }
}
