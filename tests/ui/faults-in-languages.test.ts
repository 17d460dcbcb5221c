// @vitest-environment happy-dom
/** What is wrong with a file is said in the reader's language, all of it: no engine's, library's or command's English comes along. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DataError, fault, FAULTS, type Fault, type FaultCode, type FaultValues } from '#lib/domain/faults.ts';
import { readRubric, rubricFaults } from '#lib/domain/rubric/sound.ts';
import { faultText, whatText } from '#lib/ui/parts/faults.ts';
import { LANGUAGES, SOURCE, TRANSLATIONS } from '../../scripts/languages.ts';
import { aFile } from '../domain/rubric-files.ts';
import { openLink, openPasted, openRubricBytes } from '../support/door.ts';
import { readIn } from '../support/texts.ts';

afterAll(() => readIn(SOURCE));

/** Words that an English sentence cannot do without, and none of the other languages has. */
const ENGLISH =
  /\b(the|is|of|and|has|have|to be|with|than|this|there|from|it|which|input|invalid|expected|unexpected|token|criteria|object)\b/i;

const values: FaultValues = {
  ...{
    most: 12,
    least: 2,
    words: 31,
    count: 13,
    size: '9 MB',
    language: 'fi',
    keys: 'väri',
    choices: '1, 2, 3, 4',
    id: 'Z9',
    kind: 'split'
  },
  ...{ from: 3, to: 1, version: '2.0.0', known: 1, place: 'A2.3', word: 'hyvä', value: 'käärö', other: '2, 3', column: 'Nivå 2' },
  ...{ columns: 'Nivå 1, Nivå 2', line: 3, character: 12 }
};

const said = (code: FaultCode) => whatText(fault(code, '', values));
const CODES = Object.keys(FAULTS) as FaultCode[];
const inEnglish = new Map(CODES.map((code) => [code, said(code)]));

describe.each(TRANSLATIONS)('in “%s”', (language) => {
  beforeAll(() => readIn(language));

  test.each(CODES)('%s', (code) => {
    expect(said(code)).toMatch(/^[\p{Lu}\d].*\.$/u);
    expect(said(code)).not.toMatch(/[{}]|undefined|NaN/);
    expect(said(code)).not.toMatch(ENGLISH);
    expect(said(code)).not.toBe(inEnglish.get(code));
  });

  test('what has no code is not said in the words of commands', () => {
    expect(whatText(new DataError('x.json', '', null, {}, 'is not a file of Waymark answers'))).not.toMatch(ENGLISH);
  });
});

// What people's files make the app throw, with the values that it throws in earnest.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- files of every wrong shape are made of it
type Loose = Record<string, any>;
const changed = (change: (file: Loose) => void): string => {
  const file = structuredClone(aFile(['A1', 'A2'], { source: 'sv' })) as unknown as Loose;
  file.words.sv = { ...file.words.en, language: 'sv', title: 'Rubrik', short: 'Rubrik' };
  delete file.words.en;
  change(file);
  return JSON.stringify(file);
};
const change = (kind: string, from: string[], to: string[]) =>
  changed((file) => (file.facts.changes = [{ from: '0.0.1', criteria: [{ kind, from, to }] }]));
const CELLS = 'a,b,c,d,e';
const HEAD = 'Titel,Nivå 1,Nivå 2,Nivå 3,Nivå 4';
const WHOLE = `id,${HEAD}`;
const CASE = (rubrics: unknown[]) => JSON.stringify({ CFDocument: { title: 'x' }, CFRubrics: rubrics });
const caseRubric = { CFRubricCriteria: [{ description: 'a', CFRubricCriterionLevels: [{}, {}, {}, {}] }] };

const FILES: readonly (readonly [code: FaultCode, name: string, content: string])[] = [
  ['not-json-at', 'a.json', '{"format":'],
  ['not-json-at', 'a.json', '{\n  "format": oj }'],
  ['not-json-at', 'a.json', '{"a" "b"}'],
  ['too-deep', 'a.json', `{"a":${'['.repeat(100)}`],
  ['empty', 'a.csv', ' '],
  ['not-a-rubric', 'a.json', '{}'],
  ['newer-format', 'a.json', changed((file) => (file.formatVersion = 9))],
  ['unknown-key', 'a.json', changed((file) => (file.färg = 1))],
  ['unknown-key', 'a.json', changed((file) => (file.facts.färg = 1))],
  ['needs-text', 'a.json', changed((file) => (file.words.sv.title = 7))],
  ['needs-text', 'a.json', changed((file) => delete file.facts.version)],
  ['needs-list', 'a.json', changed((file) => (file.facts.criteria = 'A1'))],
  ['needs-parts', 'a.json', changed((file) => (file.words.sv.criteria.A1 = null))],
  ['needs-parts', 'a.json', changed((file) => (file.facts = []))],
  ['needs-choice', 'a.json', changed((file) => (file.facts.keyLevel = 5))],
  ['needs-choice', 'a.json', changed((file) => (file.facts.criteria[0].essential = ['1']))],
  ['needs-choice', 'a.json', change('moved', ['A1'], ['A1'])],
  ['needs-number', 'a.json', changed((file) => (file.facts.thresholds = thresholds({ margin: '1' })))],
  ['needs-whole-number', 'a.json', changed((file) => (file.facts.thresholds = thresholds({ margin: 1.5 })))],
  ['bad-number', 'a.json', changed((file) => (file.facts.thresholds = thresholds({ margin: -1 })))],
  ['bad-number', 'a.json', changed((file) => (file.facts.thresholds = thresholds({ hold: [0, 3] })))],
  ['short-list', 'a.json', changed((file) => (file.facts.thresholds = thresholds({ hold: [1] })))],
  ['long-list', 'a.json', changed((file) => (file.facts.thresholds = thresholds({ hold: [1, 2, 3] })))],
  ['long-list', 'a.json', changed((file) => (file.facts.criteria[0].essential = [1, 2, 3, 4, 1]))],
  ['many-ideas', 'a.json', changed((file) => (file.words.sv.criteria.A1.evidence = Array(13).fill('x')))],
  ['bad-id', 'a.json', changed((file) => (file.facts.id = 'å'))],
  ['bad-version', 'a.json', changed((file) => (file.facts.version = '1'))],
  ['change-one', 'a.json', change('same', ['A1', 'B1'], ['A1'])],
  ['change-split', 'a.json', change('split', ['A1'], ['A1'])],
  ['change-merged', 'a.json', change('merged', ['A1'], ['A1'])],
  ['unknown-change', 'a.json', change('same', ['A1'], ['Z9'])],
  ['no-header', 'a.csv', 'a,b,c\nd,e,f'],
  ['table-levels', 'a.csv', `${HEAD},Nivå 5\n${CELLS},x`],
  ['table-of-marks', 'a.csv', `${HEAD}\nA,1,2,3,4`],
  ['copy-table', 'a.pdf', '%PDF-1.7'],
  ['other-system', 'a.csv', 'Parent ID number,ID number'],
  ['missing-column', 'a.csv', 'Titel,Nivå 1,Nivå 2,Nivå 3\na,b,c,d'],
  ['bad-level', 'a.csv', `${HEAD},essential\n${CELLS},5`],
  ['not-same', 'a.csv', `language,id,${HEAD},essential\nsv,A,${CELLS},1\nfi,A,${CELLS},2`],
  ['not-same', 'a.csv', `language,id,${HEAD},digcomp\nsv,A,${CELLS},1.1\nfi,A,${CELLS},2.1`],
  ['not-same', 'a.csv', `language,${WHOLE},version\nsv,whole rubric,${CELLS},1.0.0\nfi,whole rubric,${CELLS},2.0.0`],
  ['not-empty', 'a.csv', `${WHOLE},essential\nwhole rubric,${CELLS},1`],
  ['not-empty', 'a.csv', `${WHOLE},version\nA1,${CELLS},1.0.0`],
  ['bad-stamp', 'a.csv', `${WHOLE},made from\nwhole rubric,${CELLS},x`],
  ['many-ideas', 'a.csv', `${HEAD},evidence\n${CELLS},"${'x\n'.repeat(13)}"`],
  ['not-case', 'a.json', '{"CFDocument":1}'],
  ['no-case-rubric', 'a.json', CASE([])],
  ['many-case-rubrics', 'a.json', CASE([caseRubric, caseRubric])],
  ['case-levels', 'a.json', CASE([{ CFRubricCriteria: [{ description: 'a' }] }])],
  ['needs-list', 'a.json', CASE([{ CFRubricCriteria: 'a' }])]
];
function thresholds(own: object): object {
  return { hold: [2, 3], emerging: [1, 3], cover: [2, 3], margin: 1, progressCap: [9, 10], ...own };
}

async function wrongWith(name: string, content: string): Promise<Fault | DataError> {
  try {
    const { faults } = await openRubricBytes(name, new TextEncoder().encode(content), 'sv');
    return faults.find(({ code }) => FILES.some(([own, , text]) => text === content && own === code)) ?? faults[0]!;
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error as DataError;
  }
}

describe('a file that cannot be read is said in each language', () => {
  const wrong: (readonly [what: string, wrong: Fault | DataError])[] = [];
  beforeAll(async () => {
    for (const [code, name, content] of FILES) wrong.push([`${code}: ${name} ${content}`, await wrongWith(name, content)]);
  });

  test('for what is wrong with it', () => expect(wrong.map(([, { code }]) => code)).toEqual(FILES.map(([code]) => code)));

  test.each(LANGUAGES)('in “%s”', async (language) => {
    await readIn(language);
    for (const [what, one] of wrong) {
      const said = faultText(one);
      expect(said, what).not.toMatch(/[{}]|undefined|NaN/);
      // The names of columns and of what a file may hold stay as files have them.
      if (language !== SOURCE) expect(plainly(said, one), what).not.toMatch(ENGLISH);
    }
  });

  test('so is a link that was cut off, something pasted, and a rubric that the build reads', async () => {
    const wrong = [
      await openLink('#r=1').catch((error: unknown) => error),
      await openPasted('<p>hej</p>', 'hej', 'sv').catch((error: unknown) => error),
      ...rubricFaults({ ...aFile(), words: 3 }),
      (() => {
        try {
          return readRubric({ ...aFile(), facts: 3 }, 'x');
        } catch (error) {
          return error;
        }
      })()
    ] as (Fault | DataError)[];
    expect(wrong.map(({ code }) => code)).toEqual(['broken-link', 'no-header', 'needs-parts', 'needs-parts']);
    for (const language of TRANSLATIONS) {
      await readIn(language);
      for (const one of wrong) expect(plainly(faultText(one), one), language).not.toMatch(ENGLISH);
    }
  });
});

/** A sentence without the names that stand in it as they stand in files. */
function plainly(said: string, wrong: Fault | DataError): string {
  const { place, values } = wrong;
  const column = wrong instanceof DataError ? wrong.cell?.column : undefined;
  const names = [place, column, values.choices, values.columns, values.column, values.keys].filter(Boolean).map(String);
  return names.reduce((text, name) => text.replace(name, '…'), said);
}
