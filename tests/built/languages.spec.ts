/** What of which language is in the built files, and how much they weigh. */
import { expect, test } from '@playwright/test';
import { Window } from 'happy-dom';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../scripts/languages.ts';
import { readMessages } from '../../scripts/messages.ts';
import { buildFolder, PAGES } from '../e2e/app.ts';
import { filesBelow, FRAME_PAGE, read } from './files.ts';

interface Words {
  readonly criteria: Readonly<Record<string, { readonly title: string; readonly descriptors: Readonly<Record<string, string>> }>>;
}
const rubricIn = (language: string) => JSON.parse(readFileSync(`rubrics/information/${language}.json`, 'utf8')) as Words;

/** Signs with which every one of the sentences begins. */
const BEGIN = 31;

/** Texts long enough to be nobody's by chance, without the values in them. */
const sentences = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    [
      ...Object.values(readMessages(language)),
      ...Object.values(rubricIn(language).criteria).flatMap(({ descriptors }) => Object.values(descriptors))
    ]
      .flatMap((text) => text.split(/[{}<>&"“”„»«#]/))
      .map((text) => text.trim())
      .filter((text) => text.length >= BEGIN && text.includes(' '))
  ])
);

/**
 * @returns what says which of the sentences are in a text. What begins at each place is looked up: to look for each of thousands of sentences
 * takes long
 */
function finderOf(sentences: readonly string[]): (text: string) => string[] {
  const by = new Map<string, string[]>();
  for (const one of new Set(sentences)) {
    const begin = one.slice(0, BEGIN);
    const same = by.get(begin);
    if (same) same.push(one);
    else by.set(begin, [one]);
  }
  return (text) => {
    const found = new Set<string>();
    for (let i = 0; i + BEGIN <= text.length; i++)
      for (const one of by.get(text.slice(i, i + BEGIN)) ?? []) if (text.startsWith(one, i)) found.add(one);
    return [...found];
  };
}

const pagesIn = (language: string) =>
  filesBelow(language === 'en' ? '' : language).filter(
    (name) => name.endsWith('.html') && name !== FRAME_PAGE && (language !== 'en' || !LANGUAGES.includes(name.split('/')[0]!))
  );

for (const language of LANGUAGES) {
  test(`${language}: its pages hold its own texts and name its own files, and nothing of another language is in them`, () => {
    const pages = pagesIn(language);
    expect(pages.length).toBe(PAGES.length + 1);
    const own = new Set(sentences[language]);
    const itsOwn = finderOf([...own]);
    expect(pages.some((page) => itsOwn(read(page)).length > 0)).toBe(true);
    const others = LANGUAGES.filter((other) => other !== language)
      .flatMap((other) => sentences[other]!)
      .filter((text) => !own.has(text));
    const foreign = finderOf(others);
    for (const page of pages) {
      const html = read(page);
      expect(foreign(html), page).toEqual([]);
      expect(
        [...html.matchAll(/_app\/immutable\/texts\/([\w-]+)\//g)].map(([, other]) => other).filter((other) => other !== language),
        page
      ).toEqual([]);
    }
  });

  test(`${language}: every page says so and has one heading above all, and people begin with a criterion in that language`, async () => {
    const settings = { disableJavaScriptFileLoading: true, disableCSSFileLoading: true, handleDisabledFileLoadingAsSuccess: true };
    const window = new Window({ url: 'http://127.0.0.1/', settings });
    const parsed = (page: string) => new window.DOMParser().parseFromString(read(page), 'text/html');
    for (const page of pagesIn(language)) {
      const { documentElement } = parsed(page);
      expect(documentElement.lang, page).toBe(language);
      // Where an address leads nowhere, the script finds out what to say.
      expect(documentElement.querySelectorAll('h1').length, page).toBe(page.endsWith('404.html') ? 0 : 1);
    }
    const main = parsed(`${language === 'en' ? '' : `${language}/`}assess/index.html`).querySelector('main')!;
    const { title, descriptors } = rubricIn(language).criteria.A1!;
    expect(main.querySelector('h1')!.textContent.trim()).toBe(title);
    for (const text of Object.values(descriptors)) expect(main.textContent).toContain(text);
    await window.happyDOM.close();
  });
}

test('scripts hold no texts at all, in no language', () => {
  const scripts = filesBelow('_app/immutable')
    .filter((name) => name.endsWith('.js'))
    .map(read)
    .join('\n');
  expect(scripts.length).toBeGreaterThan(500_000);
  const known = finderOf(LANGUAGES.flatMap((language) => sentences[language]!));
  expect(known(scripts)).toEqual([]);
});

/** Bytes of all files that a server needs, without their compressed copies. */
const weight = (paths: readonly string[]) =>
  paths.filter((path) => !/\.(br|gz)$/.test(path)).reduce((sum, path) => sum + statSync(join(buildFolder, path)).size, 0);

test('the app takes at most 17 MB of a server with what courses are made of, and a language 2.3 MB of that', () => {
  const all = weight(filesBelow(''));
  expect(all).toBeGreaterThan(2_000_000);
  expect(all).toBeLessThanOrEqual(17_000_000);
  for (const language of ['fi', 'sv', 'de']) {
    const own = [...filesBelow(language), ...filesBelow(`_app/immutable/texts/${language}`), `_app/copies/${language}.json`];
    expect(weight(own), language).toBeLessThanOrEqual(2_300_000);
    expect(weight(own), language).toBeGreaterThan(300_000);
  }
});
