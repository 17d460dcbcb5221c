/** What is written is read back, by another reader than Waymark's, as one thing with the text that went in, whatever the text. */
import ICAL from 'ical.js';
import * as fc from 'fast-check';
import papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { codebook, COLUMNS, linesOf, type AnswerColumn } from '#lib/exchange/personal/answers-table.ts';
import { writeCalendar } from '#lib/exchange/personal/calendar.ts';
import { writeCsv } from '#lib/exchange/rubrics/csv.ts';
import { moodleRows } from '#lib/exchange/rubrics/moodle.ts';
import { safe, unsafe } from '#lib/exchange/rubrics/table-cells.ts';
import { fileName } from '#lib/platform/download.ts';
import { aFile } from '../domain/rubric-files.ts';
import { anyText } from '../support/personal.ts';
import { times } from '../support/scale.ts';

/** What a format without a place for them has of half signs and of what cannot be seen. */
const seen = (text: string) =>
  text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex -- these have no place
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

describe('a day for a calendar', () => {
  const base = {
    uid: 'step-a',
    day: '2026-12-31',
    title: 'Ask',
    description: 'Why',
    url: 'https://example.org/plan/',
    createdAt: 1,
    at: 2
  };
  const read = (entry: Partial<typeof base>) => {
    const calendar = new ICAL.Component(ICAL.parse(writeCalendar([{ ...base, ...entry }], 'en')));
    const [event, ...others] = calendar.getAllSubcomponents() as [ICAL.Component];
    expect(others).toEqual([]);
    const properties = event.getAllProperties().map(({ name }) => name);
    return { event, properties, value: (name: string) => String(event.getFirstPropertyValue(name) ?? '') };
  };
  const { properties } = read({});

  test.each(['title', 'description'] as const)('has any %s, and no line more', (part) =>
    fc.assert(
      fc.property(anyText, (text) => {
        const back = read({ [part]: text });
        expect(back.value(part === 'title' ? 'summary' : part)).toBe(seen(text));
        // Without a description there is no line for one.
        expect(back.properties).toEqual(properties.filter((name) => name !== 'description' || part === 'title' || seen(text) !== ''));
      }),
      times(200)
    )
  );

  test('has any id and any address, and no line more', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const whole = text.replace(/\p{Cs}/gu, '\uFFFD');
        const named = read({ uid: text });
        expect(decodeURIComponent(named.value('uid'))).toBe(`${whole}@waymark`);
        expect(named.properties).toEqual(properties);
        const url = `${base.url}?of=${text}`;
        const linked = read({ url });
        expect(new URL(linked.value('url')).searchParams.get('of')).toBe(new URL(url).searchParams.get('of'));
        expect(linked.properties).toEqual(properties);
      }),
      times(200)
    ));

  test('an id that would begin a line of its own stays in its line', () => {
    const { event, value } = read({ uid: 's1\r\nATTACH:http://example.org/x' });
    expect(event.getFirstProperty('attach')).toBeNull();
    expect(value('uid')).toBe('s1%0D%0AATTACH%3Ahttp%3A%2F%2Fexample.org%2Fx@waymark');
  });
});

describe('a table', () => {
  /** What a spreadsheet does with a cell: an apostrophe before it says that it is text. */
  const RUNS = /^['"\s\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]*[=+\-@＝＋－＠]/u;

  test('of answers has each text in one cell, and none is run', () =>
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (texts) => {
        const what = Object.fromEntries(COLUMNS.map((column, i) => [column, texts[i % texts.length]!])) as Record<AnswerColumn, string>;
        const written = linesOf(codebook(what, true, [texts[0]!, texts.at(-1)!]), ';').slice(0, -2);
        const { data, errors } = papa.parse<string[]>(written, { delimiter: ';', newline: '\r\n' });
        expect(errors).toEqual([]);
        expect(data).toHaveLength(COLUMNS.length + 1);
        const plain = (text: string) =>
          text
            .replace(/\r\n?/g, '\n')
            .replaceAll('\t', ' ')
            // eslint-disable-next-line no-control-regex -- these have no place
            .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '');
        expect(data.map(([, text]) => unsafe(text!))).toEqual([texts.at(-1)!, ...Object.values(what)].map(plain));
        for (const cell of data.flat().flatMap((text) => text.split(/[;\n]/))) expect(RUNS.test(cell) && !cell.startsWith("'")).toBe(false);
      }),
      times(300)
    ));

  test('of a rubric too', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 4 }), async (texts) => {
        const csv = await writeCsv([[...texts.map(safe), 'end']]);
        const { data, errors } = papa.parse<string[]>(csv.slice(1, -2), { delimiter: ',', newline: '\r\n' });
        expect(errors).toEqual([]);
        expect(data.map((row) => row.map(unsafe))).toEqual([[...texts, 'end']]);
      }),
      times(100)
    ));

  test('of a competency framework has markup as text', () => {
    const file = aFile(['A1'], { id: 'own-x' });
    const words = file.words.en!;
    const hostile = {
      ...words,
      title: '=1+1',
      criteria: { A1: { ...words.criteria.A1!, title: '@SUM(1)', descriptors: { 1: '<b>&"', 2: '<i>', 3: 'c', 4: 'd' } } }
    };
    const [, framework, criterion] = moodleRows(
      { ...file, words: { en: hostile } },
      { language: 'en', levelNames: { 1: 'a', 2: 'b', 3: 'c', 4: 'd' }, competentFrom: 2, maker: {} }
    );
    expect([framework![2], criterion![2]]).toEqual([' =1+1', ' @SUM(1)']);
    expect(criterion![3]).toContain('<li>&lt;b&gt;&amp;&quot;</li><li>&lt;i&gt;</li>');
  });
});

describe('the name of a file', () => {
  const name = (what: string) => fileName(what, Date.UTC(2026, 10, 23), 'json');

  test.each([
    ['Before the course', 'waymark-before-the-course-2026-11-23.json'],
    ['Ennen kurssia: ä ö Å', 'waymark-ennen-kurssia-a-o-a-2026-11-23.json'],
    ['Пре обуке', 'waymark-пре-обуке-2026-11-23.json'],
    ['研修の前', 'waymark-研修の前-2026-11-23.json'],
    ['पहले', 'waymark-पहले-2026-11-23.json'],
    ['../../etc/passwd', 'waymark-etc-passwd-2026-11-23.json'],
    ['gnp\u202Eexe.', 'waymark-gnp-exe-2026-11-23.json'],
    ['CON', 'waymark-con-2026-11-23.json'],
    ['?!', 'waymark-2026-11-23.json'],
    ['', 'waymark-2026-11-23.json'],
    ['x'.repeat(2_000), `waymark-${'x'.repeat(50)}-2026-11-23.json`]
  ])('of %j says it', (what, expected) => expect(name(what)).toBe(expected));

  test('of any text is one that every system takes', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const made = name(text);
        expect(made).toMatch(/^waymark-(?:[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_-]*-)?2026-11-23\.json$/u);
        expect(new TextEncoder().encode(made).length).toBeLessThanOrEqual(255);
        // What is a file's name once is it always: no system has to write it another way.
        expect(made).toBe(made.normalize().toLowerCase());
      }),
      times(300)
    ));
});
