import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LEVELS } from '#lib/domain/model.ts';
import { checked, rubricFactsSchema, rubricWordsSchema } from '#lib/domain/rubric/rubric-file.ts';
import { joinRubric } from '#lib/domain/rubric/rubric-join.ts';
import { checkWording } from '#lib/domain/rubric/wording.ts';
import { factsOf, languagesIn, readModel, readRubric, readRubrics, wordsWith } from '../../scripts/rubrics-plugin.ts';

const folders = readdirSync('rubrics').filter((name) => existsSync(join('rubrics', name, 'rubric.json')));
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('the built-in rubrics', () => {
  const rubrics = readRubrics();
  const cells = rubrics.flatMap((rubric) =>
    rubric.criteria.flatMap((criterion) => LEVELS.map((level) => ({ rubric, criterion, level, place: `${criterion.id}.${level}` })))
  );

  test('are five competencies, in the order in which they are offered', () =>
    expect(rubrics.map((rubric) => rubric.id)).toEqual(['information', 'writing', 'privacy', 'facilitating', 'presence']));

  test('are all that lies in the folder: no rubric is forgotten in the model', () =>
    expect([...folders].sort()).toEqual(rubrics.map((rubric) => rubric.id).sort()));

  test('have 31 criteria: 6, 6, 7, 6 and 6', () => expect(rubrics.map((rubric) => rubric.criteria.length)).toEqual([6, 6, 7, 6, 6]));

  test('have 124 descriptors and 124 next steps, no two the same', () => {
    expect(new Set(cells.map(({ criterion, level }) => criterion.descriptors[level])).size).toBe(124);
    expect(new Set(cells.map(({ criterion, level }) => criterion.next[level])).size).toBe(124);
  });

  test('have ten essential cells, and these ten', () =>
    expect(cells.filter(({ criterion, level }) => criterion.essential.includes(level)).map(({ place }) => place)).toEqual([
      'A2.1',
      'B5.1',
      'B5.2',
      'C1.2',
      'C3.2',
      'C3.3',
      'C4.2',
      'C4.3',
      'D2.3',
      'D5.2'
    ]));

  test('ask two essentials whatever the role, since their conditions are wider than their situation', () =>
    expect(rubrics.flatMap(({ criteria }) => criteria.flatMap(({ id, beyond }) => (beyond ? [[id, beyond]] : [])))).toEqual([
      ['B5', [2]],
      ['C4', [2]]
    ]));

  test('have the model’s situations, the same in each, and write nothing of them down', () => {
    const { model } = readModel();
    for (const { id, situations } of rubrics) {
      expect(LEVELS.map((level) => situations![level].id)).toEqual(LEVELS.map((level) => model.situations[level].id));
      expect((readJson(`rubrics/${id}/rubric.json`) as Json).situations).toBe('model');
    }
  });

  test('say for each essential cell, and for no other, when "not part of my job" is true', () => {
    for (const { criterion, level, place } of cells)
      expect(Boolean(criterion.notApplicable?.[level]), place).toBe(criterion.essential.includes(level));
  });

  test('have ids that are unique across all of them', () => {
    const ids = rubrics.flatMap((rubric) => rubric.criteria.map((criterion) => criterion.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('matter most at these levels: information 1, writing and privacy 2, facilitating 3, presence 4', () =>
    expect(Object.fromEntries(rubrics.map((rubric) => [rubric.id, rubric.keyLevel]))).toEqual({
      information: 1,
      writing: 2,
      privacy: 2,
      facilitating: 3,
      presence: 4
    }));

  test('have titles of competencies and criteria that no other has', () => {
    for (const titles of [rubrics.map((r) => r.title), rubrics.map((r) => r.short), rubrics.flatMap((r) => r.criteria.map((c) => c.title))])
      expect(new Set(titles).size).toBe(titles.length);
  });
});

const languageFiles = folders.flatMap((id) =>
  languagesIn(join('rubrics', id)).map((language) => ({ id, language, file: `rubrics/${id}/${language}.json` }))
);

test('there is a language file for each rubric to be checked', () => expect(languageFiles.length).toBeGreaterThanOrEqual(5));

describe.each(languageFiles)('$file', ({ id, language, file }) => {
  test('keeps every writing rule', () => {
    const name = `rubrics/${id}/rubric.json`;
    const facts = checked(rubricFactsSchema, factsOf(readJson(name), readModel().model), name);
    const rubric = joinRubric(facts, checked(rubricWordsSchema, wordsWith(readJson(file), language, file), file), file);
    expect(checkWording(rubric).map(({ place, reason }) => `${file}: ${place} ${reason}`)).toEqual([]);
  });
});

describe('the model', () => {
  const { model, words } = readModel();

  test('has the published thresholds: three quarters, a third, two thirds, two points, nine tenths', () =>
    expect(model.thresholds).toEqual({ hold: [3, 4], emerging: [1, 3], cover: [2, 3], margin: 2, progressCap: [9, 10] }));

  test('has a name, a short name and a purpose for each level, 0 too', () => {
    for (const level of [0, ...LEVELS] as const)
      expect(words.levels[level]).toEqual({
        name: expect.stringMatching(/\S/),
        short: expect.stringMatching(/\S/),
        purpose: expect.stringMatching(/\.$/)
      });
  });
});

type Json = Record<string, unknown>;
/** Follows a path into parsed JSON. */
const into = (json: Json, ...path: (string | number)[]) => path.reduce<Json>((at, key) => at[key] as Json, json);
const thirtyWords = `I ${'share '.repeat(28)}it.`;

const INFORMATION = 'rubrics/information/en.json';
const FACTS = 'rubrics/information/rubric.json';
const MODEL = 'rubrics/model.json';
const WORDS = 'rubrics/en.json';

/** What is broken, in which file, how, and what the message must say besides the file. */
const broken: [what: string, file: string, spoil: (json: Json) => void, says: (string | RegExp)[]][] = [
  ['a descriptor is missing', INFORMATION, (j) => delete into(j, 'criteria', 'A1', 'descriptors')['3'], ['criteria.A1.descriptors.3']],
  [
    'a descriptor is empty',
    INFORMATION,
    (j) => (into(j, 'criteria', 'A1', 'descriptors')['3'] = ''),
    ['criteria.A1.descriptors.3 has no text']
  ],
  ['a next step is missing', INFORMATION, (j) => delete into(j, 'criteria', 'A3', 'next')['4'], ['A3.next.4 has no text']],
  [
    'a descriptor has 30 words',
    INFORMATION,
    (j) => (into(j, 'criteria', 'A2', 'descriptors')['2'] = thirtyWords),
    ['A2.2 has 30 words, at most 25']
  ],
  [
    'a descriptor says "clients"',
    INFORMATION,
    (j) => (into(j, 'criteria', 'A4', 'descriptors')['2'] = 'I go through an answer with my clients before they use it.'),
    ['A4.2 says “clients”']
  ],
  [
    'a descriptor names a tool',
    INFORMATION,
    (j) => (into(j, 'criteria', 'A4', 'descriptors')['2'] = 'I go through each answer on WhatsApp before it is used.'),
    ['A4.2 says “whatsapp”']
  ],
  [
    'a descriptor is not in the first person',
    INFORMATION,
    (j) => (into(j, 'criteria', 'A5', 'descriptors')['1'] = 'The list of sources has a date for each review.'),
    ['A5.1 is not in the first person']
  ],
  [
    'a descriptor has an exclamation mark',
    INFORMATION,
    (j) => (into(j, 'criteria', 'A5', 'descriptors')['1'] = 'I keep a list of sources! It has dates.'),
    ['A5.1 has an exclamation mark or markup']
  ],
  [
    'two descriptors are the same',
    INFORMATION,
    (j) => (into(j, 'criteria', 'A2', 'descriptors')['2'] = into(j, 'criteria', 'A1', 'descriptors')['1']),
    ['A2.2 is the same text as A1.1']
  ],
  [
    'an essential does not say when it is not part of a role',
    INFORMATION,
    (j) => delete into(j, 'criteria', 'A2').notApplicable,
    ['A2.1 is essential and needs a notApplicable text']
  ],
  [
    'a cell that is not essential says when it is not part of a role',
    INFORMATION,
    (j) => (into(j, 'criteria', 'A1').notApplicable = { '2': 'Only if you never do it.' }),
    ['A1.2', 'is not essential']
  ],
  [
    'words are there for a criterion that is not',
    INFORMATION,
    (j) => (into(j, 'criteria').A9 = into(j, 'criteria', 'A1')),
    ['A9 has words but is not a criterion']
  ],
  ['a criterion has no words', INFORMATION, (j) => delete into(j, 'criteria').A6, ['A6 has no words']],
  ['an extra key', INFORMATION, (j) => (into(j, 'criteria', 'A1').hint = 'x'), ['criteria.A1 ', '(hint)']],
  [
    'an example for one of the settings is missing',
    INFORMATION,
    (j) => delete into(j, 'criteria', 'A1', 'help', 'examples').school,
    ['A1.help.school has no text']
  ],
  [
    'an example is too long',
    INFORMATION,
    (j) => (into(j, 'criteria', 'A1', 'help', 'examples').school = 'word '.repeat(60).trim()),
    ['A1.help.school has 60 words']
  ],
  ['no idea what one could show', INFORMATION, (j) => (into(j, 'criteria', 'A1').evidence = []), ['A1.evidence needs at least one idea']],
  ['a criterion stands twice', FACTS, (j) => (j.criteria as Json[]).push({ id: 'A1', essential: [] }), [INFORMATION, 'A1 stands twice']],
  ['an essential at level 5', FACTS, (j) => (into(j, 'criteria', 0).essential = [5]), ['criteria.0.essential.0']],
  ['a level of "2" in quotes', FACTS, (j) => (j.keyLevel = '2'), ['keyLevel']],
  ['a version of 1', FACTS, (j) => (j.version = '1'), ['version a version looks like 1.0.0']],
  ['an id with a space', FACTS, (j) => (into(j, 'criteria', 0).id = 'A 1'), ['criteria.0.id an id is a letter']],
  ['an id that is not the folder', FACTS, (j) => (j.id = 'news'), ['id is “news”, but the folder is “information”']],
  ['an extra key in the facts', FACTS, (j) => (into(j, 'criteria', 1).weight = 2), ['criteria.1 ', '(weight)']],
  [
    'a target for an unknown competency',
    MODEL,
    (j) => (into(j, 'roles', 0, 'targets').cooking = 2),
    ['roles.advisor names “cooking”, which is not a competency']
  ],
  ['a target of 5', MODEL, (j) => (into(j, 'roles', 0, 'targets').privacy = 5), ['roles.0.targets.privacy']],
  [
    'a note about an unknown competency',
    MODEL,
    (j) => (into(j, 'notes', 0, 'and').competency = 'cooking'),
    ['notes.groups-without-privacy names “cooking”']
  ],
  ['a threshold of a half in decimals', MODEL, (j) => (into(j, 'thresholds').hold = [0.75, 1]), ['thresholds.hold.0']],
  [
    'a competency without a folder',
    MODEL,
    (j) => (j.competencies as string[]).push('cooking'),
    [/^rubrics\/cooking\/rubric\.json: is not there$/]
  ],
  ['a note without words', WORDS, (j) => delete into(j, 'notes')['groups-without-privacy'], ['notes.groups-without-privacy has no text']],
  ['a role without words', WORDS, (j) => delete into(j, 'roles').advisor, ['roles.advisor has no text']],
  ['a setting without words', WORDS, (j) => delete into(j, 'settings').school, ['settings.school has no text']],
  ['a level without a name', WORDS, (j) => delete into(j, 'levels')['2'], ['levels.2']]
];

describe('a broken file is named with its place', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rubrics-'));
    cpSync('rubrics', join(root, 'rubrics'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** @returns what reading everything says */
  function complaint(): string {
    try {
      readRubrics(root);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing was found';
  }
  const spoilFile = (file: string, spoil: (json: Json) => void) => {
    const json = readJson(join(root, file)) as Json;
    spoil(json);
    writeFileSync(join(root, file), JSON.stringify(json));
  };

  test('the untouched copy has no fault', () => expect(complaint()).toBe('nothing was found'));

  test.each(broken)('%s', (_what, file, spoil, says) => {
    spoilFile(file, spoil);
    const message = complaint();
    for (const part of says) {
      if (typeof part === 'string') expect(message).toContain(part);
      else expect(message).toMatch(part);
    }
    if (says.every((part) => typeof part === 'string' && !part.startsWith('rubrics/')))
      expect(message.startsWith(`${file}: `), message).toBe(true);
  });

  test.each([INFORMATION, FACTS, MODEL, WORDS])('%s is not JSON', (file) => {
    writeFileSync(join(root, file), '{ "language": ');
    expect(complaint().startsWith(`${file}: is not JSON: `), complaint()).toBe(true);
  });

  test.each([INFORMATION, FACTS, MODEL, WORDS])('%s is not there', (file) => {
    rmSync(join(root, file));
    expect(complaint()).toBe(`${file}: is not there`);
  });

  test('one rubric alone is read with the same checks', () => {
    spoilFile('rubrics/privacy/en.json', (j) => delete into(j, 'criteria').C7);
    expect(() => readRubric('privacy', root)).toThrow('rubrics/privacy/en.json: C7 has no words');
    expect(readRubric('writing', root).id).toBe('writing');
  });
});
