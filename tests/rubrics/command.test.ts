import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAULTS } from '#lib/domain/faults.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { readRubric } from '#lib/domain/rubric/sound.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { withText } from '#lib/domain/rubric/places.ts';
import { checkBuiltIns, checkPath, readJsonFile } from '../../scripts/check-rubrics.ts';
import { CURES } from '../../scripts/cures.ts';
import { told } from '../../scripts/findings.ts';
import { rubricDesk } from '../../scripts/rubric-desk.ts';
import { openRubricFile, readModel } from '../../scripts/rubrics-plugin.ts';
import { aFile } from '../domain/rubric-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm run rubric -- …` does, from the folder of the test. */
const run = (...args: string[]) => rubricDesk(args, folder);
const write = (name: string, content: unknown) => {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return file;
};
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as RubricFile;
const lines = (path: string, root = '.') => checkPath(path, root).map(({ place, reason }) => `${place}: ${reason}`);

test('the built-in rubrics have nothing that anybody should mend', () => expect(told(checkBuiltIns())).toBe(''));

test('there is a cure for every fault, and no sentence that is none', () => {
  expect(Object.keys(CURES).sort()).toEqual(Object.keys(FAULTS).sort());
  for (const cure of Object.values(CURES)) expect(cure).toMatch(/^[A-Z].*(\.|npm run rubric -- \S.*)$/);
});

describe('checking a whole rubric', () => {
  const good = openRubricFile('writing');

  test('says nothing of a good one', () => expect(lines(write('good.json', good))).toEqual([]));

  test('names all that is wrong, not only the first, by language', () => {
    const words = { en: withText(withText(good.words.en!, 'B1.1', 'I share it!'), 'B2.title', 'Talking to clients'), fi: good.words.fi! };
    expect(lines(write('poor.json', { ...good, words, translated: undefined }))).toEqual([
      'words.en.B1.1: has an exclamation mark or markup',
      'words.en.B1.1: has 3 words, at least 6',
      'words.en.B1.1: does not end with a full stop',
      'words.en.B2.title: says “clients”'
    ]);
  });

  test('names a stale translation', () => {
    const words = { ...good.words, en: withText(good.words.en!, 'B1.1', 'In my posts I explain every term that readers may not know.') };
    expect(lines(write('stale.json', { ...good, words }))).toEqual(
      ['de', 'fi', 'sv'].map((language) => `words.${language}.B1.1: was translated from a text that has changed since`)
    );
  });

  test('looks at shapes first', () => {
    const facts = { ...good.facts, version: '1', keyLevel: 5, more: true };
    expect(lines(write('odd.json', { ...good, facts }))).toEqual([
      'facts.version: a version looks like 1.0.0',
      expect.stringMatching(/^facts\.keyLevel: /),
      'facts: holds something that does not belong here (more)'
    ]);
  });

  test('advises on the number of criteria without calling it wrong', () => {
    const findings = checkPath(write('small.json', aFile(['A1'])));
    expect(findings.filter(({ advice }) => advice).map(({ reason }) => reason)).toEqual([
      expect.stringContaining('a rubric of 1 criteria')
    ]);
  });

  test('takes no notice of the schema that an editor was told of, nor of a mark before the text', () =>
    expect(lines(write('marked.json', `\uFEFF${JSON.stringify({ $schema: 'x', ...good })}`))).toEqual([]));

  test.each([
    ['{\n  "format": "waymark-rubric",\n  "facts": }', 'line 3, column 12: is not JSON: Unexpected token'],
    ['{ "a": 1', 'line 1, column 9: is not JSON'],
    ['', ': has nothing in it'],
    ['[]', ': is not a file of a Waymark rubric'],
    ['{"format":"waymark-rubric","formatVersion":9}', 'formatVersion: was made by a newer Waymark']
  ])('says where %j is broken', (text, says) => expect(lines(write('broken.json', text))).toEqual([expect.stringContaining(says)]));

  test('says that a file is not there', () => expect(lines(join(folder, 'none.json'))).toEqual([': is not there']));
});

describe('checking the folder of a built-in rubric', () => {
  const at = (...path: string[]) => join(folder, 'rubrics', ...path);
  beforeEach(() => cpSync('rubrics', at(), { recursive: true }));
  const edit = (path: string, from: string | RegExp, to: string) => {
    const text = readFileSync(at(path), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(at(path), text.replace(from, to));
  };
  const found = (id = 'privacy') =>
    checkPath(at(id), folder).map(({ file, place, reason }) => `${file.slice(at().length + 1)}: ${place} ${reason}`);

  test('says nothing of an untouched copy', () => expect(checkBuiltIns(folder)).toEqual([]));

  test('names a text that a language lacks', () => {
    edit('privacy/sv.json', /"short": "[^"]*",/, '');
    expect(found()).toEqual(['privacy/sv.json: short has no text in “sv”']);
  });

  test('names every text of a language that has no file', () => {
    rmSync(at('privacy/fi.json'));
    expect(found().length).toBeGreaterThan(110);
    expect(found()[0]).toBe('privacy/fi.json: title has no text in “fi”');
  });

  test('an original that changes makes its translations stale, and the version has to go up', () => {
    edit('privacy/en.json', /"short": "[^"]*"/, '"short": "Private"');
    expect(found()).toEqual([
      'privacy/de.json: short was translated from a text that has changed since',
      'privacy/fi.json: short was translated from a text that has changed since',
      'privacy/sv.json: short was translated from a text that has changed since',
      'privacy/rubric.json: version is 0.20.0, which was released with another content'
    ]);
  });

  test('facts that change make the version go up too; a version that was not released yet is named as such', () => {
    edit('privacy/rubric.json', '"keyLevel": 2', '"keyLevel": 3');
    expect(found()).toEqual(['privacy/rubric.json: version is 0.20.0, which was released with another content']);
    edit('privacy/rubric.json', '"version": "0.20.0"', '"version": "0.21.0"');
    expect(found()).toEqual(['privacy/rubric.json: version is 0.21.0, which is not among the released versions']);
  });

  describe('that takes the model’s situations', () => {
    test('has them and their words as its own', () => {
      const { facts, words, formatVersion } = openRubricFile('privacy', folder);
      const { model, words: own } = readModel(folder);
      expect([facts.situations, words.en!.situations, formatVersion]).toEqual([model.situations, own.situations, 2]);
      expect(words.de!.situations).toEqual(readModel(folder, 'de').words.situations);
    });

    test('is changed where one of them is: its translations are stale, and its version has to go up', () => {
      edit('en.json', /"label": "Online, with one person"/, '"label": "In chat, with one person"');
      const changed = ['de', 'fi', 'sv'].map(
        (language) => `privacy/${language}.json: situations.2.label was translated from a text that has changed since`
      );
      expect(found()).toEqual([...changed, 'privacy/rubric.json: version is 0.20.0, which was released with another content']);
      expect(checkPath(at('privacy/rubric.json'), folder).map(({ place }) => place)).toEqual(['version']);
    });

    test('is looked at with them: a translation of one that nobody recorded is named, each text of each language', () => {
      for (const language of ['de', 'fi', 'sv']) edit(`privacy/translated/${language}.json`, /"situations\.[^,]*,\s*/g, '');
      // 18 texts in each of three languages.
      expect(found()).toHaveLength(54);
      expect(found()).toContain('privacy/fi.json: situations.3.wayIn was translated, but nobody recorded from which text');
    });

    test('has no words for situations besides', () => {
      edit('privacy/fi.json', '"criteria"', '"situations": {}, "criteria"');
      expect(() => openRubricFile('privacy', folder)).toThrow('rubrics/privacy/fi.json: situations');
      expect(found()).toEqual([expect.stringContaining('privacy/fi.json: situations ')]);
    });
  });

  test('a translation may be mended without a new version', () => {
    edit('privacy/fi.json', /"short": "[^"]*"/, '"short": "Tietosuoja"');
    expect(found()).toEqual([]);
  });

  test('names a translation of which nobody recorded what it was made from', () => {
    rmSync(at('privacy/translated/de.json'));
    expect(found()).toContain('privacy/de.json: title was translated, but nobody recorded from which text');
  });

  test('names a wording rule that a translation breaks', () => {
    edit('privacy/de.json', /"short": "[^"]*"/, '"short": "Viel  Raum"');
    edit('privacy/de.json', /("title": "[^"]*)",\n {6}"descriptors"/, '$1!",\n      "descriptors"');
    expect(found()).toEqual([expect.stringMatching(/^privacy\/de\.json: C1\.title has an exclamation mark/)]);
  });

  test('names faults of one file of it by that file alone', () => {
    edit('privacy/fi.json', /"short": "[^"]*",/, '');
    edit('privacy/sv.json', /"short": "[^"]*",/, '');
    expect(checkPath(at('privacy/fi.json'), folder).map(({ place }) => place)).toEqual(['short']);
  });

  test('names the facts’ own faults by their file', () => {
    edit('privacy/rubric.json', '"id": "C2"', '"id": "C1"');
    expect(found()).toContain('privacy/rubric.json: criteria.1.id stands twice');
    expect(found()).toContain('privacy/fi.json: C2 has words but is not a criterion of this rubric');
  });
});

describe('the command', () => {
  /** A process of its own, as npm starts it. */
  const spawned = (...args: string[]) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/rubric.ts', ...args], {
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: folder }
    });
    return { out: stdout, error: stderr, code: status };
  };

  test('prints findings file by file with their cures, and ends with 1', () => {
    write('a.json', aFile(['A1'], {}, [], { en: withText(aFile(['A1']).words.en!, 'A1.2', '') }));
    write('b.json', '{');
    const { out, error, code } = spawned('check', 'a.json', 'b.json');
    expect(error).toContain(`words.en.A1.2: has no text\n      → ${CURES['no-text']}`);
    expect(error).toMatch(/a\.json\n {2}words[\s\S]*\n\n.*b\.json\n {2}line 1, column 2: is not JSON/);
    expect([out.trim(), code]).toEqual(['2 findings in 2 files', 1]);
  });

  test('makes a file to fill in, which only lacks its texts, and never writes over one', async () => {
    expect(await run('new', 'team-work', '--language', 'fi', '--criteria', '3')).toMatchObject({ code: 0, error: '' });
    const made = read('team-work.json');
    expect(made.facts).toMatchObject({
      id: 'team-work',
      version: '0.1.0',
      source: 'fi',
      criteria: [{ id: 'A1' }, { id: 'A2' }, { id: 'A3' }]
    });
    expect(new Set(checkPath(join(folder, 'team-work.json')).map(({ reason }) => reason))).toEqual(new Set(['has no text']));
    const again = await run('new', 'team-work');
    expect([again.code, again.error]).toEqual([1, expect.stringContaining('is there already; nothing was written')]);
    expect(read('team-work.json')).toEqual(made);
  });

  test.each([
    [['new'], 'say which id'],
    [['new', 'a b'], 'an id is a letter'],
    [['new', 'x', '--criteria', '51'], 'a number from 1 to 50'],
    [['new', 'x', '--language', 'Suomi'], 'a language is a code'],
    [['hash'], 'say which file'],
    [['translated', 'writing', 'se'], 'writing has no translation into se; it has de, fi, sv'],
    [['sing'], 'npm run rubric -- check']
  ])('declines %j in plain words', async (args, says) => {
    const { error, code } = await run(...args);
    expect([error, code]).toEqual([expect.stringContaining(says), 1]);
    expect(error).not.toContain('    at ');
  });

  test('prints the hash that the app knows the content by', () => {
    write('a.json', aFile());
    expect(spawned('hash', 'a.json')).toEqual({ out: `${contentHash(aFile())}  a.json\n`, error: '', code: 0 });
  });

  test('records what a translation was made from', async () => {
    const fi = { language: 'fi', title: 'Otsikko', criteria: {} };
    write('a.json', aFile(['A1'], {}, [], { en: aFile(['A1']).words.en!, fi }));
    expect(await run('translated', 'a.json')).toMatchObject({ code: 0, error: '' });
    const stamped = readRubric(readJsonFile(join(folder, 'a.json')), 'a').file;
    expect(Object.keys(stamped.translated!.fi!)).toEqual(['title']);
    expect(checkPath(join(folder, 'a.json')).some(({ reason }) => reason.includes('changed since'))).toBe(false);
  });

  test('a version that was released is not changed by being released again', async () => {
    const released = () => readFileSync('rubrics/versions.json', 'utf8');
    const before = released();
    expect(await run('release', 'privacy')).toEqual({ out: '', error: '', code: 0 });
    expect(released()).toBe(before);
  });
});
