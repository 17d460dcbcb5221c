/** Courses as packages and single files, held against what the strictest of platforms asks for. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { COURSE_TEXT, type Course } from '#lib/domain/course/course.ts';
import { WishError } from '#lib/domain/course/wishes.ts';
import { contentHash } from '#lib/domain/hash.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { writeCourseFile } from '#lib/exchange/course/course-file.ts';
import type { CourseRubric } from '#lib/exchange/course/files.ts';
import { makePackage, PACKAGE_FORMATS, type PackageFormat, type PackageWishes } from '#lib/exchange/course/package.ts';
import { pathsOf, PLAYER, PLAYER_LIST, type Player, type PlayerFiles } from '#lib/exchange/course/player.ts';
import { OptionError, packageFrom } from '../../scripts/package-desk.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { judge } from '../support/platform/package.ts';
import { readZip } from '../support/platform/zip.ts';
import { times } from '../support/scale.ts';

const SCRIPT = 'document.title = "whole"; // <\\x3c!--';
const STYLE = 'body { color: black }';
const hashed = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const page = (language: string) => ({ language, direction: 'ltr', failed: `Failed in ${language}`, noScript: `Script in ${language}` });
const files: PlayerFiles = {
  release: '1',
  entry: 'start-a.js',
  style: 'style-a.css',
  parts: ['part-a.js'],
  frames: 'frames-a.js',
  whole: 'whole-a.js',
  hashes: { script: hashed(SCRIPT), style: hashed(STYLE) },
  texts: { en: 'texts/en-1.json', de: 'texts/de-1.json' },
  pages: { en: page('en'), de: page('de') },
  licences: 'licences.txt'
};
const textsOf = (language: string) =>
  JSON.stringify({ language, direction: 'ltr', areas: { player: { player_begin: language } }, messages: {}, more: { result: {} } });
const contents = new Map([
  ['start-a.js', 'import("./part-a.js");'],
  ['style-a.css', STYLE],
  ['part-a.js', 'export {};'],
  ['frames-a.js', 'export {};'],
  ['whole-a.js', SCRIPT],
  ['texts/en-1.json', textsOf('en')],
  ['texts/de-1.json', textsOf('de')],
  ['licences.txt', 'MIT </script> & others']
]);
const player: Player = { files, contents };

const builtIn = (id: string): CourseRubric => {
  const file = openRubricFile(id);
  return { file, hash: contentHash(file), builtIn: true };
};
const [information, privacy] = [builtIn('information'), builtIn('privacy')];
const ofOwn = (change: (file: RubricFile) => RubricFile): CourseRubric => {
  const file = change(structuredClone(information.file));
  return { file, hash: contentHash(file), builtIn: false };
};
const own = ofOwn((file) => ({
  ...file,
  facts: { ...file.facts, id: 'own-information', source: 'de', origin: { author: 'nach Waymark', licence: 'CC BY 4.0' } },
  words: { de: { ...file.words.de!, title: 'Informationen finden (angepasst)' } }
}));
const wishes: PackageWishes = {
  title: 'Kurs <1> & "mehr"',
  text: 'Willkommen.\n</script><script>alert(1)</script>',
  languages: ['de', 'en'],
  completion: 'answered',
  asks: ['levels'],
  prompts: []
};
const PROFILES = ['scorm12', 'scorm2004', 'cmi5'] as const;
const made = (format: PackageFormat, change: Partial<PackageWishes> = {}, rubrics = [information, own]) =>
  makePackage(format, { ...wishes, ...change }, rubrics, player);
const inZip = (format: PackageFormat, change?: Partial<PackageWishes>, rubrics?: CourseRubric[]) =>
  readZip(made(format, change, rubrics).bytes).files;
const textIn = (all: ReadonlyMap<string, Uint8Array>, path: string) => new TextDecoder().decode(all.get(path));
const courseIn = (all: ReadonlyMap<string, Uint8Array>) =>
  JSON.parse(
    textIn(
      all,
      [...all.keys()].find((path) => path.endsWith('/course.json'))!
    )
  ) as Course;

describe.each(PROFILES)('a package for %s', (profile) => {
  test('has nothing that a platform refuses, and every file is listed', () => {
    const { faults, manifest, files } = judge(made(profile).bytes, profile);
    expect(faults).toEqual([]);
    expect(manifest!.title).toBe('Kurs <1> & "mehr"');
    expect(manifest!.launch).toBe('index.html');
    if (manifest!.listed) expect([...manifest!.listed, 'imsmanifest.xml'].sort()).toEqual([...files.keys()].sort());
  });

  test('holds the parts of the player, and neither the whole script nor a word about scores', () => {
    const all = inZip(profile);
    expect([...all.keys()].filter((path) => path.startsWith('player/'))).toEqual([
      'player/part-a.js',
      'player/start-a.js',
      'player/style-a.css'
    ]);
    expect(textIn(all, profile === 'cmi5' ? 'cmi5.xml' : 'imsmanifest.xml')).not.toMatch(/score|mastery|measure/i);
    expect(textIn(all, 'licences.txt')).toBe('MIT </script> & others');
    expect(courseIn(all)).toMatchObject({ standsIn: profile, asks: ['levels'], completion: 'answered', languages: ['de', 'en'] });
  });

  test('is the same each time, in whatever order its parts came', () => {
    const shuffled = ofOwn(() => {
      const { words, facts, ...rest } = own.file;
      return {
        words,
        ...Object.fromEntries(Object.entries(rest).reverse()),
        facts: Object.fromEntries(Object.entries(facts).reverse())
      } as never;
    });
    expect(made(profile, {}, [information, shuffled]).bytes).toEqual(made(profile).bytes);
    const today = made(profile).bytes;
    vi.useFakeTimers({ now: Date.UTC(2031, 4, 5) });
    expect(made(profile).bytes).toEqual(today);
    vi.useRealTimers();
    expect(made(profile, { text: 'Anders.' }).bytes).not.toEqual(made(profile).bytes);
  });

  test('whatever a title and a text hold, it is taken', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom(']]>', '<!--', '</title>', '\uFFFE x', '\u0000')
    );
    fc.assert(
      fc.property(anything, anything, (title, text) => {
        const visible = `Kurs ${title}`;
        expect(judge(made(profile, { title: visible.slice(0, COURSE_TEXT.title), text }).bytes, profile).faults).toEqual([]);
      }),
      times(20)
    );
  });
});

test('where there is no title, it is called by its topics; cmi5 says it in each language', () => {
  expect(courseIn(inZip('scorm12')).topics).toHaveLength(2);
  const called = (language: string) =>
    `${information.file.words[language]!.title}, ${own.file.words[language]?.title ?? own.file.words.de!.title}`;
  expect(judge(made('scorm12', { title: '' }).bytes, 'scorm12').manifest!.title).toBe(called('de'));
  const structure = textIn(inZip('cmi5', { title: '' }), 'cmi5.xml');
  for (const language of ['de', 'en']) expect(structure).toContain(`<langstring lang="${language}">${called(language)}</langstring>`);
});

test('other content lies under another name, since browsers keep it for good', () => {
  const folder = (all: ReadonlyMap<string, Uint8Array>) => [...all.keys()].find((path) => path.startsWith('data-'))!.split('/')[0];
  expect(folder(inZip('scorm12', { text: 'Anders.' }))).not.toBe(folder(inZip('scorm12')));
  expect(textIn(inZip('scorm12'), 'index.html')).toContain(`data-folder="${folder(inZip('scorm12'))}/"`);
});

test('a rubric of one’s own goes along with whose it is and its licence; one that is built in is named only', () => {
  const all = inZip('scorm12');
  expect(courseIn(all).topics.map(({ id, own, origin }) => [id, own, origin])).toEqual([
    ['information', undefined, undefined],
    ['own-information', true, { author: 'nach Waymark', licence: 'CC BY 4.0' }]
  ]);
  const path = [...all.keys()].find((one) => one.endsWith('/own.json'))!;
  expect((JSON.parse(textIn(all, path)) as RubricFile[]).map(({ facts }) => facts.id)).toEqual(['own-information']);
});

test('a single file holds all of it, and its policy names the very script and style in it', () => {
  const { bytes, ending } = made('html');
  expect(ending).toBe('html');
  const html = new TextDecoder().decode(bytes);
  const scripts = [...html.matchAll(/<script(?: type="([^"]+)" id="([^"]+)")?>([^]*?)<\/script>/g)];
  expect(scripts.map(([, type, id]) => [type, id])).toEqual([
    ['application/json', 'course'],
    ['text/plain', 'licences'],
    [undefined, undefined]
  ]);
  const data = JSON.parse(scripts[0]![3]!) as Record<string, unknown>;
  expect(data['course.json']).toMatchObject({ standsIn: 'device', text: wishes.text });
  expect(Object.keys(data)).toEqual(
    expect.arrayContaining(['de/texts.json', 'de/more.json', 'de/1.json', 'de/2.json', 'en/texts.json', 'own.json'])
  );
  expect(html).toContain(`script-src '${hashed(scripts[2]![3]!)}'`);
  expect(html).toContain(`style-src '${hashed(/<style>([^]*?)<\/style>/.exec(html)![1]!)}'`);
  expect(html).not.toMatch(/\bsrc=|\bhref=/);
  expect(html).toContain('Failed in de');
  expect(made('html').bytes).toEqual(bytes);
});

describe('what cannot be made is said', () => {
  const twice = ofOwn((file) => file);
  test.each([
    ['no topic', {}, [], [['topics', 'none']]],
    ['two versions of one rubric', {}, [information, twice], [['topics', 'twice']]],
    ['no language', { languages: [] }, [privacy], [['languages', 'none']]],
    ['a language without texts', { languages: ['de', 'xx'] }, [privacy], [['languages', 'unknown']]],
    ['a title without end', { title: 'x'.repeat(COURSE_TEXT.title + 1) }, [privacy], [['title', 'too-long']]],
    ['a text without end', { text: 'x'.repeat(COURSE_TEXT.text + 1) }, [privacy], [['text', 'too-long']]],
    [
      'too many topics',
      {},
      Array.from({ length: COURSE_TEXT.topics + 1 }, (_, i) => ofOwn((file) => ({ ...file, facts: { ...file.facts, id: `own-${i}` } }))),
      [['topics', 'too-many']]
    ]
  ] as const)('%s', (_, change, rubrics, expected) => {
    const wrong = () => made('scorm12', change as Partial<PackageWishes>, rubrics as unknown as CourseRubric[]);
    expect(wrong).toThrow(WishError);
    try {
      wrong();
    } catch (error) {
      expect((error as WishError).faults.map(({ wish, code }) => [wish, code])).toEqual(expected);
    }
  });

  test('up to the limits it is made', () => {
    const title = 'x'.repeat(COURSE_TEXT.title);
    expect(judge(made('scorm12', { title, text: 'y'.repeat(COURSE_TEXT.text) }).bytes, 'scorm12').faults).toEqual([]);
  });
});

describe('npm run package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-package-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const build = join(folder, 'build');
  for (const path of [...pathsOf(files), PLAYER_LIST]) {
    mkdirSync(join(build, PLAYER, path, '..'), { recursive: true });
    writeFileSync(join(build, PLAYER, path), path === PLAYER_LIST ? JSON.stringify(files) : contents.get(path)!);
  }
  const rubric = join(folder, 'own.json');
  writeFileSync(rubric, JSON.stringify(own.file));
  writeFileSync(join(folder, 'broken.json'), '{"format":"waymark-rubric"}');
  const out = join(folder, 'out.zip');
  const ALL = { format: 'scorm12', topics: 'information', lang: 'de,en', out, build };
  const by = (options: Readonly<Record<string, string | undefined>>) =>
    packageFrom(Object.entries({ ...ALL, ...options }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])));

  test('makes what the app makes', async () => {
    expect(await by({ rubric, title: wishes.title, text: wishes.text, asks: 'levels' })).toMatch(/out\.zip: \d+ kB$/);
    expect(new Uint8Array(readFileSync(out))).toEqual(made('scorm12').bytes);
  });

  test.each(PACKAGE_FORMATS)('%s', async (format) => {
    await by({ format, asks: 'plan,levels', completion: 'any' });
    expect(new Uint8Array(readFileSync(out))).toEqual(
      made(format, { title: '', text: '', asks: ['levels', 'plan'], completion: 'any' }, [information]).bytes
    );
  });

  const round = {
    number: 77,
    round: 1,
    topics: [information, own].map(({ file, hash }) => ({ id: file.facts.id, hash })),
    title: 'Herbst'
  };
  const prompts = ['Was nehmen Sie mit?', 'Wer hilft?'];
  const earlier = [
    { hash: 'ab'.repeat(16), facts: { id: 'own-information', version: '0.0.1', criteria: [{ id: 'A1', essential: [] }] }, words: {} }
  ];
  const kept = (standsIn: 'scorm12' | 'device' | 'frame', wished: Partial<PackageWishes> = {}, rubrics = [information, own]) => {
    const file = join(folder, 'choices.json');
    const all = { ...wishes, prompts, round, ...wished, standsIn };
    writeFileSync(
      file,
      writeCourseFile(all, rubrics, earlier, ({ builtIn }) => builtIn)
    );
    return file;
  };
  const of = (format: PackageFormat, change: Partial<PackageWishes> = {}) =>
    makePackage(format, { ...wishes, prompts, round, ...change }, [information, own], player, earlier).bytes;
  const alone = { format: undefined, topics: undefined, lang: undefined };

  test('takes choices that were kept as a file: own rubrics, the round, a journal, and versions of before', async () => {
    await by({ ...alone, wishes: kept('scorm12') });
    expect(new Uint8Array(readFileSync(out))).toEqual(of('scorm12'));
    await by({ ...alone, wishes: kept('device') });
    expect(new Uint8Array(readFileSync(out))).toEqual(of('html'));
  });

  test('what is said beside a file of choices counts more', async () => {
    await by({ ...alone, wishes: kept('frame'), format: 'cmi5', lang: 'en', title: 'Other', asks: '', completion: 'any', journal: 'One?' });
    expect(new Uint8Array(readFileSync(out))).toEqual(
      of('cmi5', { languages: ['en'], title: 'Other', asks: [], completion: 'any', prompts: ['One?'] })
    );
  });

  test('questions for a journal go along', async () => {
    await packageFrom([
      ...Object.entries(ALL).flatMap(([name, value]) => [`--${name}`, value]),
      ...prompts.flatMap((one) => ['--journal', one])
    ]);
    expect(new Uint8Array(readFileSync(out))).toEqual(made('scorm12', { title: '', text: '', asks: [], prompts }, [information]).bytes);
  });

  test('tells its options', async () => {
    const help = await packageFrom(['--help']);
    for (const option of ['wishes', ...Object.keys(ALL), 'rubric', 'title', 'text', 'asks', 'completion', 'journal'])
      expect(help, option).toContain(`--${option} `);
  });

  test.each([
    ['wishes', { ...alone, wishes: join(folder, 'nowhere.json') }],
    ['wishes', { ...alone, wishes: rubric }],
    ['topics', { ...alone, wishes: 'kept', topics: 'privacy' }],
    ['rubric', { ...alone, wishes: 'kept', rubric }],
    ['format', { ...alone, wishes: 'framed' }],
    ['journal', { journal: 'x'.repeat(COURSE_TEXT.prompt + 1) }]
  ])('a file of choices that does not do is named by its option, case %#: --%s', async (option, options) => {
    const wished: Readonly<Record<string, () => string>> = { kept: () => kept('scorm12'), framed: () => kept('frame') };
    const chosen = 'wishes' in options ? { ...options, wishes: wished[options.wishes!]?.() ?? options.wishes } : options;
    await expect(by(chosen)).rejects.toThrow(`--${option}`);
  });

  test('a topic of another version than this Waymark has is named', async () => {
    const other = { ...information, hash: 'cd'.repeat(16) };
    await expect(by({ ...alone, wishes: kept('scorm12', {}, [other, own]) })).rejects.toThrow('--wishes: ');
    await expect(by({ ...alone, wishes: kept('scorm12', {}, [other, own]) })).rejects.toThrow('another version of “information”');
  });

  test.each([
    ['format', { format: 'scorm' }],
    ['format', { format: undefined }],
    ['topics', { topics: 'information,nothing' }],
    ['topics', { topics: undefined }],
    ['topics', { topics: 'information,information' }],
    ['lang', { lang: undefined }],
    ['lang', { lang: 'de,xx' }],
    ['asks', { asks: 'everything' }],
    ['completion', { completion: 'never' }],
    ['title', { title: 'x'.repeat(COURSE_TEXT.title + 1) }],
    ['text', { text: 'x'.repeat(COURSE_TEXT.text + 1) }],
    ['rubric', { rubric: join(folder, 'nowhere.json') }],
    ['rubric', { rubric: join(folder, 'broken.json') }],
    ['out', { out: undefined }],
    ['build', { build: folder }],
    ['nonsense', { nonsense: 'x' }]
  ])('a wrong --%s is named, case %#', async (option, options) => {
    rmSync(out, { force: true });
    const wrong = by(options);
    await expect(wrong).rejects.toThrow(OptionError);
    await expect(wrong).rejects.toThrow(`--${option}`);
    expect(existsSync(out)).toBe(false);
  });
});
