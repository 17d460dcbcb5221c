// @vitest-environment happy-dom
/** Week 1: sixty people answer a course on a platform, each in their own way; a page without a browser around it, all else as it is. */
import { afterAll, describe, expect, test, vi } from 'vitest';
import { cellsOf, stopsOf } from '#lib/domain/assessment/assessment.ts';
import { isStateFault, readState, type KeptState } from '#lib/domain/course/state.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { courseFiles } from '#lib/exchange/course/files.ts';
import { openRubric, openRubricFile, readModel } from '../../scripts/rubrics-plugin.ts';
import { readTexts } from '../../scripts/texts.ts';
import { start } from '../../src/player/start.ts';
import { scormInMemory, type ScormInMemory } from '../support/course/scorm.ts';

const { model, words } = readModel();
const FILE = openRubricFile('information');
const TOPIC = { ...FILE.facts, hash: contentHash(FILE) };
const RUBRIC = openRubric('information');
const STOPS = stopsOf([TOPIC]);
const [{ language, direction, areas }] = readTexts(['en']) as [ReturnType<typeof readTexts>[0]];

const filesFor = (standsIn: 'scorm12' | 'scorm2004') =>
  courseFiles(
    { standsIn, title: 'Week 1', languages: ['en'], text: '', completion: 'answered', asks: ['levels', 'answers'], prompts: [] },
    [{ file: FILE, hash: TOPIC.hash, builtIn: true }],
    [{ language, direction, areas, messages: {}, more: {} }]
  );
const FILES = { scorm12: filesFor('scorm12'), scorm2004: filesFor('scorm2004') };

/** What one of them does: the statements that are true, what may be seen, and where the answers are kept. */
interface Person {
  readonly id: string;
  readonly edition: 'scorm12' | 'scorm2004';
  readonly yes: readonly (readonly number[])[];
  readonly agrees: readonly ('levels' | 'answers')[];
  readonly where: 'platform' | 'device';
}
function person(i: number): Person {
  let state = 17 + i * 7_919;
  const below = (n: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % n;
  return {
    id: `student${i}`,
    edition: i % 2 ? 'scorm2004' : 'scorm12',
    yes: STOPS.map(({ essential }) => LEVELS.filter((level) => essential.includes(level) || below(1 + level) === 0)),
    agrees: (['levels', 'answers'] as const).filter((_, n) => (i >> (1 + n)) % 2 === 0),
    where: i % 10 === 9 ? 'device' : 'platform'
  };
}

const find = <T extends Element>(selector: string, text?: string | RegExp): T => {
  const found = [...document.querySelectorAll<T>(selector)].find((one) => {
    const own = one.textContent!.replace(/\s+/g, ' ').trim();
    return text === undefined || (typeof text === 'string' ? own === text : text.test(own));
  });
  if (!found) throw new Error(`no ${selector} ${String(text ?? '')}`);
  return found;
};
const see = <T extends Element>(selector: string, text?: string | RegExp) =>
  vi.waitFor(() => find<T>(selector, text), { interval: 5, timeout: 15_000 });
const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

/** @returns what the screen said before the end, and what it said then */
async function goes({ edition, yes, agrees, where }: Person, platform: ScormInMemory) {
  document.body.innerHTML = '<div id="player"></div><script type="application/json" id="course"></script>';
  const all = Object.entries(FILES[edition]).map(([path, json]) => `${JSON.stringify(path)}:${json}`);
  document.getElementById('course')!.textContent = `{${all.join(',')}}`;
  const name = edition === 'scorm12' ? 'API' : 'API_1484_11';
  Object.assign(window, { [name]: (platform.window() as unknown as Record<string, unknown>)[name] });
  const end = await start(document, document.getElementById('player')!, ['en']);
  expect(document.body.textContent).toContain('Your platform keeps your answers under your name');
  if (where === 'device') find<HTMLInputElement>('input[value=device]').click();
  (await see<HTMLButtonElement>('button', 'Begin')).click();
  for (const [i, levels] of yes.entries()) {
    await see('h1', RUBRIC.criteria[i]!.title);
    for (const level of levels) {
      press(String(level));
      await vi.waitFor(() => expect(find<HTMLInputElement>(`[data-level="${level}"] input`).checked).toBe(true), {
        interval: 5,
        timeout: 15_000
      });
    }
    press('Enter');
  }
  const label = await see<HTMLLabelElement>('label', /^your level in each topic/);
  const said = label.textContent!.replace(/\s+/g, ' ').trim();
  for (const ask of agrees) box(ask).click();
  expect(document.body.textContent).toContain('There is no score.');
  find<HTMLButtonElement>('button', 'Finish').click();
  await see('h2', 'You are done');
  const told = document.getElementById('finish')!.parentElement!.textContent!;
  window.dispatchEvent(new Event('pagehide'));
  await end();
  Reflect.deleteProperty(window, name);
  return { said, told };
}
const box = (ask: 'levels' | 'answers') =>
  find<HTMLLabelElement>('label', ask === 'levels' ? /^your level in each topic/ : /^your answers/).querySelector('input')!;

describe('sixty people', () => {
  const platforms: ScormInMemory[] = [];
  afterAll(() => document.body.replaceChildren());

  test.each(Array.from({ length: 60 }, (_, i) => person(i)))('$id, $where: what is stored is what the screen said', async (one) => {
    const platform = scormInMemory(one.edition, one.id);
    platforms.push(platform);
    const { said, told } = await goes(one, platform);
    expect(platform.refusals()).toEqual([]);
    const { stored } = platform;
    expect(stored[one.edition === 'scorm12' ? 'cmi.core.lesson_status' : 'cmi.completion_status']).toBe('completed');
    expect(JSON.stringify(platform.calls)).not.toContain('score');

    const kept = readState(stored['cmi.suspend_data']!, [TOPIC]) as KeptState;
    expect(isStateFault(kept)).toBe(false);
    expect(kept).toMatchObject({ done: true, elsewhere: one.where === 'device' });
    if (one.where === 'device') expect(kept.assessment).toBeNull();
    else {
      const answers = STOPS.map(({ key }) => LEVELS.filter((level) => cellsOf(kept.assessment!, key)[level]?.value === 2));
      expect(answers).toEqual(one.yes);
      const [{ level }] = positionsOf(kept.assessment!, [RUBRIC], model) as [ReturnType<typeof positionsOf>[0]];
      expect(said).toContain(`Finding and evaluating information: `);
      expect(said).toContain(words.levels[level!].name);
    }

    const interactions = Object.entries(stored).filter(([name]) =>
      /^cmi\.interactions\.\d+\.(id|student_response|learner_response)$/.test(name)
    );
    const ids = interactions.filter(([name]) => name.endsWith('.id')).map(([, id]) => id);
    expect(ids).toEqual([
      ...(one.agrees.includes('levels') ? ['information'] : []),
      ...(one.agrees.includes('answers') ? STOPS.map(({ key }) => key) : [])
    ]);
    const responses = Object.fromEntries(
      interactions
        .filter(([name]) => name.endsWith('_response'))
        .map(([name, own]) => [stored[name.replace(/[a-z]+_response$/, 'id')], own])
    );
    if (one.agrees.includes('answers'))
      STOPS.forEach(({ key }, i) => expect(responses[key]).toBe(LEVELS.map((level) => (one.yes[i]!.includes(level) ? 'Y' : 'N')).join('')));
    if (one.agrees.includes('levels')) expect(said).toContain(words.levels[Number(responses.information!.slice(1)) as 0].name);
    if (one.agrees.length === 0) expect(told).toContain('Nothing else of your result was passed on.');
    else expect(told).toContain('Your course also sees:');
    for (const [ask, text] of [
      ['levels', 'your level in each topic'],
      ['answers', 'your answers']
    ] as const)
      expect(told.includes(text), text).toBe(one.agrees.includes(ask));
  });

  test('sixty are done, and nobody has a grade', () => {
    expect(platforms).toHaveLength(60);
    const done = platforms.filter(({ stored }) => Object.values(stored).includes('completed'));
    expect(done).toHaveLength(60);
    expect(platforms.flatMap(({ stored }) => Object.keys(stored)).filter((name) => name.includes('score'))).toEqual([]);
  });
});
