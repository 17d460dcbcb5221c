import fc from 'fast-check';
import papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { cellsOf, type Assessment } from '#lib/domain/assessment/assessment.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { codebook, COLUMNS, columnsOf, linesOf, tableRows, withNumbers, type AnswerColumn } from '#lib/exchange/personal/answers-table.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { anyAssessment } from '../support/personal.ts';
import { times } from '../support/scale.ts';
import { anySign } from '../support/signs.ts';

const rubric = rubricIn(openRubricFile('privacy'), 'fi');
const words = {
  values: { 0: 'Ei vielä', 1: 'Osittain', 2: 'Kyllä', na: 'Ei kuulu työhöni' },
  levels: { 1: 'Tiedon jakaminen', 2: 'Kahdenkeskinen viestintä', 3: 'Yhteinen urapohdinta', 4: 'Urien rakentaminen' },
  isOurs: () => true,
  dayOf: () => '2026-11-23'
};
const read = (text: string) => papa.parse<Record<AnswerColumn, string>>(text, { header: true, skipEmptyLines: true }).data;
const table = (one: Assessment, notes = false, known = true) =>
  read(linesOf([columnsOf(notes), ...tableRows(one, () => (known ? rubric : null), words, notes)], ';'));

const answered: Assessment = {
  head: {
    id: 'a',
    name: '=HYPERLINK("http://x")',
    createdAt: Date.UTC(2026, 10, 23),
    updatedAt: 2,
    rubrics: [{ id: 'privacy', version: '1.0.0' }],
    size: 7,
    role: null,
    setting: null,
    targets: { privacy: 3 },
    cursor: 'privacy.C1'
  },
  entries: {
    'privacy.C2': {
      assessment: 'a',
      criterion: 'privacy.C2',
      cells: {
        1: { value: 2, origin: 'placed', at: Date.UTC(2026, 10, 23, 12) },
        3: { value: 'na', origin: 'given', at: Date.UTC(2026, 10, 24) }
      },
      note: 'Salainen\r\n=1+1',
      evidence: 'show',
      at: 5
    }
  }
};

describe('answers as a table', () => {
  test('each answer is a row with the words that it was given to; an open one has none', () => {
    const [first, second, ...rest] = table(answered);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      assessment_id: 'a',
      begun: '2026-11-23',
      competency: 'privacy',
      competency_title: rubric.title,
      rubric_version: 'v1.0.0',
      target: '3',
      criterion: 'C2',
      criterion_title: rubric.criteria.find(({ id }) => id === 'C2')!.title,
      level: '1',
      level_name: 'Tiedon jakaminen',
      descriptor: rubric.criteria.find(({ id }) => id === 'C2')!.descriptors[1],
      value: '2',
      answer: 'Kyllä',
      origin: 'placed',
      answered_at: '2026-11-23T12:00:00.000Z',
      evidence: 'show'
    });
    expect(second).toMatchObject({ level: '3', value: 'na', answer: 'Ei kuulu työhöni' });
  });

  test('notes stay out unless they are asked for, and stand once', () => {
    expect(tableRows(answered, () => rubric, words, false).join()).not.toContain('Salainen');
    expect(table(answered, true).map(({ note }) => note)).toEqual(["Salainen\n'=1+1", '']);
  });

  test('a note on a criterion without answers has a row of its own', () => {
    const entry = { ...answered.entries['privacy.C2']!, cells: {} };
    expect(table({ ...answered, entries: { 'privacy.C2': entry } }, true)).toMatchObject([{ criterion: 'C2', level: '', value: '' }]);
  });

  test('without its rubric the answers are there, and the words are empty', () =>
    expect(table(answered, false, false)[0]).toMatchObject({
      criterion: 'C2',
      criterion_title: '',
      descriptor: '',
      essential: '',
      value: '2'
    }));

  const group = { situation: 'group', at: Date.UTC(2026, 10, 25), where: { privacy: { level: 3 as const, asked: ['C4'] } } };

  test('what was said of a whole situation is a row of each criterion that it holds in, and says so', () => {
    const rows = table({ ...answered, head: { ...answered.head, scope: [group] } });
    const scoped = rows.filter(({ origin }) => origin === 'scope');
    // C2 has an answer of the person's own at level 3, and C4 is asked all the same.
    expect(scoped.map(({ criterion, level }) => `${criterion}.${level}`)).toEqual(['C1.3', 'C3.3', 'C5.3', 'C6.3', 'C7.3']);
    expect(scoped[0]).toMatchObject({ value: 'na', answer: 'Ei kuulu työhöni', answered_at: '2026-11-25T00:00:00.000Z', evidence: 'none' });
    expect(rows.filter(({ origin }) => origin !== 'scope')).toEqual(table(answered));
  });

  test('without its rubric, what was said of a situation stands where anything else was answered', () => {
    const { 'privacy.C2': c2 } = answered.entries;
    const one = { head: { ...answered.head, scope: [group] }, entries: { 'privacy.C2': { ...c2!, cells: { 1: c2!.cells[1]! } } } };
    expect(table(one, false, false).map(({ criterion, level, origin }) => [criterion, level, origin])).toEqual([
      ['C2', '1', 'placed'],
      ['C2', '3', 'scope']
    ]);
  });

  test('no answer is left out and none is made up', () =>
    fc.assert(
      fc.property(anyAssessment('a'), (one) => {
        const cells = rubric.criteria.flatMap(({ id }) =>
          Object.entries(cellsOf(one, `privacy.${id}`)).map(([level, { value, origin }]) => `privacy.${id} ${level} ${value} ${origin}`)
        );
        const rows = table(one).map(
          ({ competency, criterion, level, value, origin }) => `${competency}.${criterion} ${level} ${value} ${origin}`
        );
        expect(rows.sort()).toEqual(cells.sort());
      }),
      times(100)
    ));

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '\r=1+1', '\n=1+1', 'x;=1+1', ' =1+1', '"=1+1', '＝1+1'])(
    'a spreadsheet does not run %j',
    (text) => {
      const [[, written] = []] = tableRows({ ...answered, head: { ...answered.head, name: text } }, () => rubric, words, false);

      expect(written).not.toMatch(/(^|[;\n\t\r])[" ]*[=+\-@＝]/);
    }
  );

  test('no text breaks out of its cell', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: anySign }), { minLength: 1, maxLength: 4 }), (cells) => {
        for (const separator of [',', ';'] as const)
          expect(papa.parse<string[]>(linesOf([cells], separator), { delimiter: separator }).data[0]).toEqual(cells);
      }),
      times(100)
    ));

  test('the codebook explains each column that the table has', () => {
    const what = Object.fromEntries(COLUMNS.map((column) => [column, `Ä ${column}`])) as Record<AnswerColumn, string>;
    expect(codebook(what, false, ['sarake', 'merkitys']).slice(1)).toEqual(columnsOf(false).map((column) => [column, what[column]]));
  });

  test('in a spreadsheet, what is counted is a number and all else is text', () => {
    const [row] = withNumbers(
      tableRows(answered, () => rubric, words, false),
      columnsOf(false)
    );
    const at = (column: AnswerColumn) => row![columnsOf(false).indexOf(column)];
    expect([at('level'), at('value'), at('target'), at('criterion'), at('rubric_version')]).toEqual([1, 2, 3, 'C2', 'v1.0.0']);
    const [, second] = withNumbers(
      tableRows(answered, () => rubric, words, false),
      columnsOf(false)
    );
    expect(second![columnsOf(false).indexOf('value')]).toBe('na');
  });
});
