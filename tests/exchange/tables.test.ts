// @vitest-environment happy-dom
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '#lib/domain/faults.ts';
import { readRubric } from '#lib/domain/rubric/sound.ts';
import { writeRubricAs } from '#lib/exchange/rubrics/formats.ts';
import { withKept } from '#lib/exchange/rubrics/opened.ts';
import { openPasted, openRubricBytes } from '../support/door.ts';
import { safe, unsafe } from '#lib/exchange/rubrics/table-cells.ts';
import { fieldOf } from '#lib/exchange/rubrics/table-columns.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { rubricText } from '../support/rubrics.ts';
import { times } from '../support/scale.ts';

const open = (text: string, language?: string) => openRubricBytes('table.csv', new TextEncoder().encode(text), language);
const failure = async (text: string): Promise<DataError> => {
  const error: unknown = await open(text).then(
    () => null,
    (one: unknown) => one
  );
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
};
const HEAD = 'title,level 1,level 2,level 3,level 4';
const ROW = 'Being found,I publish.,I answer.,I guide.,I take part.';

describe('a table that somebody made', () => {
  test.each([
    ['with English headings', `${HEAD}\n${ROW}`],
    ['with capitals, spaces and semicolons', `Title;LEVEL 1; Level  2 ;Level-3;level_4\n${ROW.replaceAll(',', ';')}`],
    ['with Finnish headings', `Kriteeri\tTaso 1\tTaso 2\tTaso 3\tTaso 4\n${ROW.replaceAll(',', '\t')}`],
    ['with Swedish headings', `Kriterium;Nivå 1;Nivå 2;Nivå 3;Nivå 4\n${ROW.replaceAll(',', ';')}`],
    ['with German headings', `Kriterium;Stufe 1;Stufe 2;Stufe 3;Stufe 4\n${ROW.replaceAll(',', ';')}`],
    ['with headings in a language that nobody listed', `Critère;Étape 1;Étape 2;Étape 3;Étape 4\n${ROW.replaceAll(',', ';')}`],
    ['without headings', ROW],
    ['with a spreadsheet’s note of its separator', `sep=;\r\n${HEAD.replaceAll(',', ';')}\r\n${ROW.replaceAll(',', ';')}`]
  ])('%s opens as a draft with ids of its own', async (_, text) => {
    const { draft, rubric, faults, returnsTo } = await open(text, 'fi');
    expect(draft.facts).toMatchObject({ version: '0.1.0', keyLevel: 1, source: 'fi', criteria: [{ id: 'c1', essential: [] }] });
    expect(draft.words).toEqual({
      fi: {
        language: 'fi',
        criteria: { c1: { title: 'Being found', descriptors: { 1: 'I publish.', 2: 'I answer.', 3: 'I guide.', 4: 'I take part.' } } }
      }
    });
    expect(faults.map(({ code, place }) => `${place} ${code}`)).toEqual(['title no-text', 'short no-text']);
    expect([rubric, returnsTo]).toEqual([null, null]);
  });

  test('has an id that the same table gets again and another does not', async () => {
    const ids = await Promise.all([ROW, ROW, `${ROW} `, `${ROW}x`].map(async (row) => (await open(`${HEAD}\n${row}`)).draft.facts.id));
    expect(ids[0]).toMatch(/^own-[0-9a-f]{12}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2], 'white space around a text is tidied').toBe(ids[0]);
    expect(ids[3]).not.toBe(ids[0]);
  });

  test('is the same rubric where each language has its own rows', async () => {
    const { draft } = await open(`language,${HEAD}\nsv,${ROW}\nsv,B,b,c,d,e\nfi,Näkyä,a,b,c,d`);
    expect(draft.facts.criteria.map(({ id }) => id)).toEqual(['c1', 'c2']);
    expect(draft.facts.source).toBe('sv');
    expect(draft.words.fi?.criteria).toEqual({ c1: { title: 'Näkyä', descriptors: { 1: 'a', 2: 'b', 3: 'c', 4: 'd' } } });
  });

  test('with a row for the rubric as a whole is complete, and a level may be essential', async () => {
    const { rubric, faults } = await open(
      `criterion,${HEAD},short,essential,not my role 2,help,example: school,evidence,next 1,digcomp,key level\n` +
        `whole rubric,Being there,publish,answer,guide,take part,There,,,About all.,,,,,level 4\n` +
        `A1,${ROW},,2,Only if alone.,What is meant.,A class.,"One\nTwo",Try.,"2.4, DC1.1",`
    );
    expect(faults).toEqual([]);
    expect(rubric!.file).toMatchObject({
      facts: { keyLevel: 4, criteria: [{ id: 'A1', essential: [2], digcomp: ['2.4', '1.1'] }] },
      words: {
        en: {
          title: 'Being there',
          short: 'There',
          about: 'About all.',
          practice: { 1: 'publish', 4: 'take part' },
          criteria: {
            A1: {
              help: { about: 'What is meant.', examples: { school: 'A class.' } },
              evidence: ['One', 'Two'],
              next: { 1: 'Try.' },
              notApplicable: { 2: 'Only if alone.' }
            }
          }
        }
      }
    });
  });

  test.each(['Question', 'Kysymys', 'Fråga', 'Frage', 'QUESTION:'])('may call what a criterion asks “%s”', async (heading) => {
    const { draft } = await open(`${HEAD.replace(/^title/i, heading)}\n${ROW}`);
    expect(draft.facts.criteria).toHaveLength(1);
    expect(fieldOf(heading)).toBe('title');
  });

  test('may say at which level its examples stand, in one row of a criterion', async () => {
    const head = `language,criterion,${HEAD},levels of examples`;
    const { draft } = await open(`${head}\nen,A1,${ROW},"school: level 2, higher 4; alone=1"\nfi,A1,${ROW},`);
    expect(draft.facts.criteria).toEqual([{ id: 'A1', essential: [], examples: { school: 2, higher: 4, alone: 1 } }]);
    expect(fieldOf('Example: levels')).toBe('example.levels');
  });

  test('keeps single spaces only: line breaks in a cell and runs of spaces are folded', async () => {
    const { draft } = await open(`${HEAD}\n"Being\n found ",a   b,"c\r\nd",e,f`);
    expect(draft.words.en?.criteria.c1).toEqual({ title: 'Being found', descriptors: { 1: 'a b', 2: 'c d', 3: 'e', 4: 'f' } });
  });

  test('may lack texts: each is named by its criterion and level', async () => {
    const { faults } = await open(`${HEAD}\n${ROW}\nB,b,,d,e`);
    expect(faults.map(({ code, place }) => `${place} ${code}`)).toContain('c2.2 no-text');
  });
});

describe('what is wrong with a table is named by row and column', () => {
  test.each([
    ['a column that stands twice', `${HEAD},Level 3\n${ROW},x`, 'column-twice', { row: 1, column: 'Level 3' }],
    ['a level without a column', `title,level 1,level 2,level 3\na,b,c,d`, 'missing-column', { row: 1 }],
    ['no headings and not five columns', `a,b,c\nd,e,f`, 'no-header', { row: 1 }],
    ['an id with a space', `criterion,${HEAD}\na b,${ROW}`, 'bad-id', { row: 2, column: 'criterion' }],
    ['an id that every object has', `criterion,${HEAD}\nconstructor,${ROW}`, 'bad-id', { row: 2, column: 'criterion' }],
    ['a criterion that stands twice', `criterion,${HEAD}\nA1,${ROW}\nA1,${ROW}`, 'criterion-twice', { row: 3, column: 'criterion' }],
    ['a language that is none', `language,${HEAD}\nKlingonish,${ROW}`, 'bad-language', { row: 2, column: 'language' }],
    ['an essential level that is none', `${HEAD},essential\n${ROW},5`, 'bad-level', { row: 2, column: 'essential' }],
    [
      'an example at a level that is none',
      `${HEAD},levels of examples\n${ROW},school: 5`,
      'bad-level',
      { row: 2, column: 'levels of examples' }
    ],
    [
      'an example at two levels',
      `${HEAD},levels of examples\n${ROW},"school: 1, school: 2"`,
      'bad-level',
      { row: 2, column: 'levels of examples' }
    ],
    ['a setting that is none', `${HEAD},levels of examples\n${ROW},2: 2`, 'bad-level', { row: 2, column: 'levels of examples' }],
    [
      'languages that do not agree on the levels of examples',
      `language,criterion,${HEAD},levels of examples\nen,A,${ROW},school: 1\nfi,A,${ROW},school: 2`,
      'not-same',
      { row: 3, column: 'levels of examples' }
    ],
    ['a competence that is none', `${HEAD},digcomp\n${ROW},9.9`, 'bad-competence', { row: 2, column: 'digcomp' }],
    ['a version that is none', `criterion,${HEAD},version\nwhole rubric,a,,,,,one`, 'bad-version', { row: 2, column: 'version' }],
    ['a text that is too long', `${HEAD}\na,b,c,${'d'.repeat(2001)},e`, 'long-text', { row: 2, column: 'level 3' }],
    [
      'languages that do not agree on what is essential',
      `language,criterion,${HEAD},essential\nen,A,${ROW},1\nfi,A,${ROW},2`,
      'not-same',
      { row: 3, column: 'essential' }
    ],
    ['a quotation mark that is never closed', `${HEAD}\n"a,b,c,d,e`, 'damaged-file', { row: 2 }],
    ['too many rows', `${HEAD}\n${`${ROW}\n`.repeat(2000)}`, 'many-rows', { row: 2001 }],
    ['too many criteria', `${HEAD}\n${`${ROW}\n`.repeat(51)}`, 'many-criteria', { row: 52 }]
  ])('%s', async (_, text, code, cell) => {
    const error = await failure(text);
    expect(error.code).toBe(code);
    expect(error.cell).toMatchObject(cell);
    expect(error.message).toContain(`row ${cell.row}`);
  });
});

test.each([
  ['a column that nobody knows', `${HEAD},colour\n${ROW},red`, { code: 'column', column: 'colour' }],
  ['something beside the table', `${HEAD},\n${ROW},aside`, { code: 'column', column: 'F' }]
])('%s is left out and said', async (_, text, left) => {
  const { draft, table } = await open(text);
  expect(draft.facts.criteria).toHaveLength(1);
  expect(table!.left).toEqual([left]);
});

test.each(['en', 'fi', 'sv', 'de', 'fr'])('a table with headings in “%s” comes back as it was', async (heads) => {
  for (const id of ['privacy', 'presence'])
    for (const format of ['csv', 'xlsx'] as const) {
      const { file, hash } = readRubric(openRubricFile(id), id);
      const { content } = await writeRubricAs(file, format, undefined, { heads });
      const opened = await openRubricBytes('a', typeof content === 'string' ? new TextEncoder().encode(content) : content);
      expect(opened.table).toEqual({ asks: [], left: [], order: null });
      expect(withKept(opened, file).rubric!.hash).toBe(hash);
      if (format === 'csv')
        expect((content as string).split('\r\n')[0]).toContain(
          { en: '"level 1"', fi: '"taso 1"', sv: '"nivå 1"', de: '"Stufe 1"', fr: '"level 1"' }[heads]
        );
    }
});

describe('formulas', () => {
  test('a cell that a spreadsheet would work out is written as text', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', " '=1", 'a;=1', 'a\n=1']) expect(safe(text)).toMatch(/'['" ]*[=+\-@]/);
    expect(safe('A-level, and =')).toBe('A-level, and =');
  });

  test('and any text comes back as it was', () => {
    const back = (text: string) => unsafe(safe(text)) === text;
    fc.assert(fc.property(rubricText, back), times(100));
    fc.assert(fc.property(fc.stringMatching(/^[=+@'"; a-]{0,8}$/), back), times(2000));
  });

  test('no cell of an exported table begins with a formula’s sign', async () => {
    const file = openRubricFile('privacy');
    const { content } = await writeRubricAs(file, 'csv');
    expect(content).toMatch(/^\uFEFF"language","criterion"/);
    expect(content).not.toMatch(/(^|,|\n)"[=+\-@]/);
  });
});

describe('a table that was copied', () => {
  const word =
    '<html><body><!--StartFragment--><p>Rubric</p><table><tr><td><p>Criterion</p></td><td>Level 1</td><td>Level 2</td><td>Level 3</td><td>Level 4</td></tr>' +
    '<tr><td><p><b>Being</b>\n found</p></td><td>I <i>publish</i>.</td><td>I answer.<br>Always.</td><td>I guide.</td><td>&lt;b&gt;I take part.<script>alert(1)</script></td></tr></table>';

  test('from a word processor is read from its markup, as text', async () => {
    const { draft, format } = await openPasted(word, 'whatever', 'en');
    expect(format).toBe('paste');
    expect(draft.words.en?.criteria.c1).toEqual({
      title: 'Being found',
      descriptors: { 1: 'I publish.', 2: 'I answer. Always.', 3: 'I guide.', 4: '<b>I take part.' }
    });
  });

  test('with joined cells keeps its columns', async () => {
    const { draft } = await openPasted(
      '<table><tr><td rowspan=2>A</td><td>a</td><td>b</td><td>c</td><td>d</td></tr><tr><td>x</td><td colspan=2>y</td><td>z</td></tr></table>',
      '',
      'sv'
    );
    expect(draft.words.sv?.criteria.c1).toEqual({ title: 'A', descriptors: { 1: 'a', 2: 'b', 3: 'c', 4: 'd' } });
    expect(draft.words.sv?.criteria.c2).toEqual({ title: 'A', descriptors: { 1: 'x', 2: 'y', 4: 'z' } });
  });

  test('from a spreadsheet is read from its text', async () => {
    const { draft } = await openPasted(null, `${HEAD.replaceAll(',', '\t')}\r\nA\t"b\nc"\td\te\tf\r\n`, 'en');
    expect(draft.words.en?.criteria.c1?.descriptors).toEqual({ 1: 'b c', 2: 'd', 3: 'e', 4: 'f' });
  });

  test('markup without a table counts as text', async () => {
    await expect(openPasted('<p>hello</p>', 'hello', 'en')).rejects.toMatchObject({ code: 'no-header' });
    await expect(openPasted('<p></p>', '  ', 'en')).rejects.toMatchObject({ code: 'empty' });
  });
});
