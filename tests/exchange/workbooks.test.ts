import writeWorkbook from 'write-excel-file/universal';
import { describe, expect, test } from 'vitest';
import { openRubricBytes } from '../support/door.ts';

type Cells = (string | number | Date)[][];
const HEAD = ['title', 'level 1', 'level 2', 'level 3', 'level 4'];

async function workbook(...sheets: { sheet: string; data: Cells }[]): Promise<Uint8Array> {
  const blob = await writeWorkbook(sheets.map((one) => ({ ...one, dateFormat: 'yyyy-mm-dd' }))).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

describe('a workbook that somebody made', () => {
  test('has a language a sheet where sheets are called by their codes; a sheet of notes is left aside', async () => {
    const bytes = await workbook(
      { sheet: 'sv', data: [HEAD, ['Synas', 'a', 'b', 'c', 'd']] },
      { sheet: 'fi', data: [HEAD, ['Näkyä', 'e', 'f', 'g', 'h']] },
      { sheet: 'Notes', data: [['to do'], ['ask Anna']] }
    );
    const { draft, format } = await openRubricBytes('own.xlsx', bytes);
    expect(format).toBe('xlsx');
    expect(Object.keys(draft.words)).toEqual(['sv', 'fi']);
    expect(draft.facts).toMatchObject({ source: 'sv', criteria: [{ id: 'c1' }] });
    expect(draft.words.fi?.criteria.c1).toEqual({ title: 'Näkyä', descriptors: { 1: 'e', 2: 'f', 3: 'g', 4: 'h' } });
  });

  test('may have numbers where texts belong, but a day is named with its sheet, row and column', async () => {
    const numbers = await workbook({
      sheet: 'Sheet1',
      data: [
        [...HEAD, 'essential'],
        ['A', 1, 2.5, 'c', 'd', 2]
      ]
    });
    const { draft } = await openRubricBytes('own.xlsx', numbers);
    expect(draft.words.en?.criteria.c1?.descriptors).toMatchObject({ 1: '1', 2: '2.5' });
    expect(draft.facts.criteria[0]!.essential).toEqual([2]);

    const day = await workbook(
      {
        sheet: 'en',
        data: [
          [...HEAD, 'digcomp'],
          ['A', 'a', 'b', 'c', 'd', new Date(Date.UTC(2026, 3, 2))]
        ]
      },
      { sheet: 'fi', data: [HEAD, ['A', 'a', 'b', 'c', 'd']] }
    );
    await expect(openRubricBytes('own.xlsx', day)).rejects.toMatchObject({
      code: 'not-text-cell',
      cell: { sheet: 'en', row: 2, column: 'digcomp' },
      values: { value: '2026-04-02' }
    });
  });
});
