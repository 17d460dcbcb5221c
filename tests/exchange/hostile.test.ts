// @vitest-environment happy-dom
/** Damaged or hostile files for each way in. Seeded, so that a failure comes again. */
import { Encrypter } from 'age-encryption';
import * as fc from 'fast-check';
import { zipSync, unzipSync, strToU8, strFromU8 } from 'fflate';
import ICAL from 'ical.js';
import { readFileSync } from 'node:fs';
import papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '#lib/domain/assessment/assessment.ts';
import { answerCount } from '#lib/domain/assessment/entries.ts';
import { DataError, type FaultCode } from '#lib/domain/faults.ts';
import { mergeData } from '#lib/domain/person/merge.ts';
import { NOTHING, type PersonalData } from '#lib/domain/person/personal-data.ts';
import { readRubric } from '#lib/domain/rubric/sound.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { CEILING } from '#lib/exchange/bytes/ceilings.ts';
import { deflated } from '#lib/exchange/bytes/deflate.ts';
import { open } from '#lib/exchange/door.ts';
import { linesOf, tableRows } from '#lib/exchange/personal/answers-table.ts';
import { writeCalendar } from '#lib/exchange/personal/calendar.ts';
import { readBytes, writeData } from '#lib/exchange/personal/file.ts';
import { packed, unpacked } from '#lib/exchange/personal/pictures.ts';
import { writeRubricAs } from '#lib/exchange/rubrics/formats.ts';
import { withKept, type OpenedRubric } from '#lib/exchange/rubrics/opened.ts';
import { fileName } from '#lib/platform/download.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { dataFaultText } from '#lib/ui/data/places.ts';
import { faultText } from '#lib/ui/parts/faults.ts';
import { linkTo, openLink, openPasted, openRubricBytes } from '../support/door.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { damagedBytes, mutated, NASTY, chance, spoiltText, utf8, type Chance } from '../support/hostile.ts';
import { anyData } from '../support/personal.ts';
import { odsOf } from '../support/spreadsheets.ts';
import { rounds, SEED } from '../support/scale.ts';

/** How many are tried at each door by the usual tests, and by all tests. */
const FEW = 25;
const MANY = 1_500;
const REAL = ['presence', 'privacy'].map((id) => openRubricFile(id));

/** A table with some of its cells changed, as text. */
function spoiltTable(text: string, c: Chance): Uint8Array {
  const cells = text.split('","');
  for (let n = 1 + c.below(6); n > 0; n--) cells[c.below(cells.length)] = c.pick(NASTY).replaceAll('"', '""');
  return utf8(cells.join('","'));
}

function spoiltWorkbook(bytes: Uint8Array, c: Chance): Uint8Array {
  if (c.below(3) === 0) return damagedBytes(bytes, c);
  const parts = unzipSync(bytes);
  const path = c.pick(Object.keys(parts));
  const text = strFromU8(parts[path]!);
  const sheet = 'xl/worksheets/sheet1.xml';
  switch (c.below(9)) {
    case 0:
      delete parts[path];
      break;
    case 1:
      parts[path] = spoiltText(text, c);
      break;
    case 2:
      // Zeros pack to a thousandth.
      if (c.below(6) === 0) parts['xl/sharedStrings.xml'] = new Uint8Array(20_000_000);
      break;
    case 3:
      parts[sheet] = strToU8(
        strFromU8(parts[sheet]!).replace(/r="A2"/, `r="${c.pick(['A1048576', 'XFD2', 'A99999999999', 'A0', '-1', ''])}"`)
      );
      break;
    case 4:
      parts[sheet] = strToU8(
        strFromU8(parts[sheet]!).replace(
          /<row r="2"/,
          `<row r="${c.pick(['1048576', '1', '&#49;048576', '1e9', '0x3fffffff', 'Infinity', '1" x:r="1e9'])}"`
        )
      );
      break;
    case 5:
      parts['xl/sharedStrings.xml'] = strToU8(
        strFromU8(parts['xl/sharedStrings.xml']!).replace(
          /<\?xml[^>]*>/,
          '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        )
      );
      break;
    case 6:
      parts['xl/sharedStrings.xml'] = strToU8(
        strFromU8(parts['xl/sharedStrings.xml']!).replace(/<t>[^<]*<\/t>/g, (whole) =>
          c.below(8) === 0 ? `<t>${c.pick(NASTY).replace(/[&<\0\uD800]/g, '&lt;')}</t>` : whole
        )
      );
      break;
    case 7:
      for (let n = 0; n < 600; n++) parts[`xl/worksheets/sheet${n + 2}.xml`] = strToU8('<worksheet/>');
      break;
    default:
      parts[sheet] = strToU8(
        strFromU8(parts[sheet]!).replace(/<c ([^>]*)t="s"><v>\d+/g, (whole, rest: string) =>
          c.below(20) === 0 ? `<c ${rest}><f>1/0</f><v>${c.pick(['44000', '999999', '-1', 'x'])}` : whole
        )
      );
  }
  const packed = zipSync(parts);
  // A size that is not true.
  if (c.below(4) === 0) {
    const view = new DataView(packed.buffer, packed.byteOffset);
    for (let at = 0; at < packed.length - 46; at++)
      if (view.getUint32(at, true) === 0x02014b50) {
        view.setUint32(at + 24, c.pick([0, 1, 100, 0xffffffff, 0x7fffffff]), true);
        break;
      }
  }
  return packed;
}

type Opened = OpenedRubric | PersonalData;

/** A translation of a criterion without statements: whether it says so or not is the same. */
const bare = (file: unknown): unknown =>
  JSON.parse(
    JSON.stringify(file ?? null)
      .replaceAll(/"descriptors":\{\},?/g, '')
      .replaceAll(',}', '}')
  );

/** A rubric that was let in is one: written in every way and read again it is the same, but for what that way does not carry. */
async function rubricStays({ draft, rubric, faults }: OpenedRubric): Promise<void> {
  expect(draft.facts.criteria.length).toBeLessThanOrEqual(50);
  if (!rubric) return expect(faults.length).toBeGreaterThan(0);
  const { file } = rubric;
  // What is said to be sound is: checked, tidied and hashed anew it is the same.
  expect(readRubric(file, 'again')).toEqual(rubric);
  for (const language of Object.keys(file.words)) rubricIn(file, language);
  for (const format of ['json', 'csv', 'case'] as const) {
    const { content } = await writeRubricAs(file, format);
    const back = await openRubricBytes(`r.${format}`, utf8(content as string));
    expect(bare(withKept(back, file).rubric?.file), format).toEqual(bare(file));
  }
  await writeRubricAs(file, 'moodle', undefined, { competentFrom: 1 });
}

/** A person's data that was let in are: each way out writes them, and they come in again the same and lie on the device the same. */
async function dataStays(data: PersonalData): Promise<void> {
  expect(readBytes(utf8(writeData(data)), 'again')).toEqual(data);
  expect(await unpacked(await packed(data), 'again')).toEqual(data);
  const tables = new MemoryTables();
  const personal = new Personal(tables);
  await personal.join(data, { now: 1, keep: null });
  const { data: kept, damage } = await personal.read();
  expect(damage).toEqual([]);
  expect(mergeData(kept, NOTHING)).toEqual(mergeData(data, NOTHING));
  for (const one of data.assessments) {
    const answers = Object.values(one.entries).filter(({ criterion }) => one.head.rubrics.some(({ id }) => criterion.startsWith(`${id}.`)));
    const lines = linesOf(
      tableRows(one, () => null, WORDS, false),
      ';'
    );
    const rows = papa.parse<string[]>(lines, { delimiter: ';', skipEmptyLines: true }).data;
    expect(rows).toHaveLength(answerCount(answers.map(({ criterion }) => ({ cells: cellsOf(one, criterion) }))));
  }
  for (const { id, by, what, why, createdAt, at } of data.plan) {
    const day = { uid: `step-${id}`, day: by ?? '2026-11-29', title: what, description: why, createdAt, at };
    expect(new ICAL.Component(ICAL.parse(writeCalendar([day], 'en'))).getAllSubcomponents('vevent')).toHaveLength(1);
    fileName(what, at, 'ics');
  }
}

const WORDS = {
  values: { 0: 'no', 1: 'partly', 2: 'yes', na: 'not mine' },
  levels: { 1: 'a', 2: 'b', 3: 'c', 4: 'd' },
  isOurs: () => true,
  dayOf: () => '2026-11-23'
} as const;

/** What is wrong with a file as a whole, or has a place of its own: the line of a file, a key of the file itself. */
const isPlaced = ({ place, values, code }: DataError): boolean => Boolean(place || values.line || values.keys) || WHOLE.includes(code!);
const WHOLE: readonly FaultCode[] = [
  ...(['answers-table', 'spreadsheet-file', 'calendar-file', 'picture-file', 'raw-file'] as const),
  ...(['not-data', 'rubric-file', 'backup-file', 'not-age', 'wrong-passphrase', 'other-key', 'too-much-work', 'newer-format'] as const),
  ...(['not-a-rubric', 'not-json', 'not-text', 'empty', 'too-large', 'too-deep', 'damaged-file', 'broken-link', 'long-link'] as const)
];

/** @returns what came of it; fails on anything but what stays as it was let in, or a DataError that says what is wrong, and where */
async function outcome(attempt: () => Promise<Opened>): Promise<string> {
  let opened: Opened | null = null;
  let said: string;
  try {
    opened = await attempt();
    said = 'format' in opened && !opened.rubric ? 'draft' : 'whole';
  } catch (error) {
    expect(error, String((error as Error).stack)).toBeInstanceOf(DataError);
    const { code, message } = error as DataError;
    expect(code, message).not.toBeNull();
    expect(message.length).toBeLessThan(700);
    expect(isPlaced(error as DataError), message).toBe(true);
    expect(dataFaultText(error as DataError)).not.toBe('');
    expect(faultText(error as DataError)).not.toBe('');
    said = code!;
  }
  if (opened) await ('format' in opened ? rubricStays(opened) : dataStays(opened));
  expect(Object.keys({})).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  return said;
}

const json = (i: number) => JSON.parse(JSON.stringify(REAL[i % 2])) as unknown;

type Attempt = (c: Chance, i: number) => Promise<Opened>;

/** A way in: its own seeds, and how to try it. */
interface Door {
  readonly name: string;
  readonly seed: number;
  /** Some of what comes of a few. */
  readonly outcomes: readonly string[];
  /** How many kinds of outcomes many have at least. */
  readonly kinds: number;
  readonly ready: () => Promise<Attempt>;
}

/** Files of people's data, of this version and of earlier ones. */
const DATA = [
  ...fc
    .sample(
      anyData.filter(({ assessments, plan, rubrics, drafts }) => [assessments, plan, rubrics, drafts].every(({ length }) => length > 0)),
      { numRuns: 8, seed: 5 }
    )
    .map((data) => writeData(data)),
  ...[1, 2, 3].map((version) => readFileSync(`tests/upgrades/answers-${version}.json`, 'utf8'))
];
const spoiltData = (c: Chance, i: number) => {
  const text = DATA[i % DATA.length]!;
  return c.below(4) === 0 ? spoiltText(text, c) : utf8(JSON.stringify(mutated(JSON.parse(text), c)));
};
const PASSPHRASE = 'made for a test';

const DOORS: readonly Door[] = [
  {
    name: 'data',
    seed: 7_000_000,
    outcomes: ['whole', 'not-json-at', 'unknown-key'],
    kinds: 12,
    ready: async () => (c, i) => open({ kind: 'data', bytes: spoiltData(c, i), name: 'mine.json' })
  },
  {
    name: 'backups',
    seed: 8_000_300,
    outcomes: ['whole', 'damaged-file'],
    kinds: 12,
    ready: async () => async (c, i) => {
      const encrypter = new Encrypter();
      encrypter.setScryptWorkFactor(1);
      encrypter.setPassphrase(PASSPHRASE);
      const bytes = new Uint8Array(await encrypter.encrypt(spoiltData(c, i)));
      return open({ kind: 'backup', bytes: c.below(3) === 0 ? damagedBytes(bytes, c) : bytes, name: 'mine.age', passphrase: PASSPHRASE });
    }
  },
  {
    name: 'pictures',
    seed: 9_000_000,
    outcomes: ['whole', 'damaged-file'],
    kinds: 12,
    ready: async () => async (c, i) => {
      const bytes = await deflated(spoiltData(c, i));
      return open({ kind: 'pictures', bytes: c.below(3) === 0 ? damagedBytes(bytes, c) : bytes, name: 'the pictures' });
    }
  },
  {
    name: 'JSON',
    seed: 1_000_000,
    outcomes: ['whole', 'not-json-at', 'bad-shape', 'not-text'],
    kinds: 9,
    ready: async () => (c, i) => {
      const value = json(i);
      const bytes = c.below(3) === 0 ? spoiltText(JSON.stringify(value), c) : utf8(JSON.stringify(mutated(value, c)));
      return openRubricBytes('r.json', bytes);
    }
  },
  {
    name: 'CASE',
    seed: 2_000_000,
    outcomes: ['whole', 'not-json-at', 'needs-text'],
    kinds: 7,
    ready: async () => {
      const texts = await Promise.all(
        REAL.map(async (file) => (await writeRubricAs(file, 'case', undefined, { now: 0 })).content as string)
      );
      return (c, i) => {
        const text = texts[i % 2]!;
        return openRubricBytes('r.case.json', c.below(4) === 0 ? spoiltText(text, c) : utf8(JSON.stringify(mutated(JSON.parse(text), c))));
      };
    }
  },
  {
    name: 'CSV',
    seed: 3_000_000,
    outcomes: ['whole', 'not-text', 'not-empty'],
    kinds: 9,
    ready: async () => {
      const texts = await Promise.all(REAL.map(async (file) => (await writeRubricAs(file, 'csv')).content as string));
      return (c, i) => openRubricBytes('r.csv', c.below(2) === 0 ? spoiltTable(texts[i % 2]!, c) : spoiltText(texts[i % 2]!, c));
    }
  },
  {
    name: 'XLSX',
    seed: 4_000_000,
    outcomes: ['whole', 'damaged-file', 'too-large'],
    kinds: 6,
    ready: async () => {
      const files = await Promise.all(REAL.map(async (file) => (await writeRubricAs(file, 'xlsx', 'en')).content as Uint8Array));
      return (c, i) => openRubricBytes('r.xlsx', spoiltWorkbook(files[i % 2]!, c));
    }
  },
  {
    name: 'ODS',
    seed: 4_500_000,
    outcomes: ['draft', 'damaged-file'],
    kinds: 5,
    ready: async () => {
      const parts = unzipSync(odsOf([{ name: 'A', rows: ODS_ROWS, hiddenRows: [1], joined: ['A2:A3'] }]));
      const content = strFromU8(parts['content.xml']!);
      const cell = '<table:table-cell office:value-type="string"';
      return (c) => {
        const changed = c.pick([
          () => spoiltText(content, c),
          () => utf8(content.replace(/<text:p>[^<]*/, () => `<text:p>${c.pick(NASTY).replace(/[<&]/g, '')}`)),
          () =>
            utf8(
              content.replaceAll(
                cell,
                () => `${cell} table:number-columns-${c.pick(['repeated', 'spanned'])}="${c.pick(['1', '2', '199', '1000000', '0', 'x'])}"`
              )
            ),
          () =>
            utf8(
              content.replaceAll(
                '<table:table-row',
                () => `<table:table-row table:number-rows-repeated="${c.pick(['1', '3', '1048576', '-1'])}"`
              )
            )
        ])();
        const bytes = zipSync({ 'content.xml': changed });
        return openRubricBytes('r.ods', c.below(5) === 0 ? damagedBytes(bytes, c) : bytes);
      };
    }
  },
  {
    name: 'what is pasted',
    seed: 5_000_000,
    outcomes: ['draft', 'no-header'],
    kinds: 4,
    ready: async () => {
      const rows = ['title\tlevel 1\tlevel 2\tlevel 3\tlevel 4', 'A\tb\tc\td\te', 'F\tg\th\ti\tj'];
      return (c) => {
        const cells = rows.map((row) => row.split('\t'));
        for (let n = 1 + c.below(3); n > 0; n--) c.pick(cells)[c.below(5)] = c.pick(NASTY).slice(0, 5_000);
        const html = `<table>${cells.map((row) => `<tr>${row.map((cell) => `<td${c.pick(['', ' colspan=9999', ' rowspan=9999'])}>${cell}`).join('')}`).join('')}</table>`;
        return openPasted(c.below(2) === 0 ? html : null, cells.map((row) => row.join(c.pick(['\t', '\t', ';']))).join('\n'), 'en');
      };
    }
  },
  {
    name: 'links',
    seed: 6_000_000,
    outcomes: ['broken-link', 'long-link'],
    kinds: 2,
    ready: async () => {
      const links = await Promise.all(REAL.map((file) => linkTo(file, 'en')));
      const ENDS = ['', '#', '#r=', '#r=2', '#r=2abc', '#r=1AAAAAA', '#x=1', 'https://example.org/'];
      return (c, i) => {
        const { fragment } = links[i % 2]!;
        const at = 4 + c.below(fragment.length - 4);
        const how = c.below(4);
        if (how === 0) return openLink(fragment.slice(0, at));
        if (how === 1) return openLink(fragment.slice(0, at) + c.pick(['A', '_', '%20', '\n', '=', '<']) + fragment.slice(at + 1));
        if (how === 2) return openLink(c.pick([...ENDS, fragment.repeat(3), fragment.repeat(9)]));
        return openLink(`https://example.org/a/#r=1${c.pick(NASTY)}`);
      };
    }
  }
];

const ODS_ROWS = [
  ['Criterion', 'Level 1', 'Level 2', 'Level 3', 'Level 4'],
  ['A', 'a b.', 'c d.', 'e f.', 'g h.'],
  ['B', 'i j.', 'k l.', 'm n.', 'o p.']
];

/** Tries a door. @returns how often each came out */
async function tried({ seed, ready }: Door, count: number, from = 0): Promise<Record<string, number>> {
  const attempt = await ready();
  const counts: Record<string, number> = {};
  for (let i = from; i < from + count; i++) {
    const said = await outcome(() => attempt(chance(seed + i), i));
    counts[said] = (counts[said] ?? 0) + 1;
  }
  return counts;
}

describe('damaged or hostile files are opened as drafts, or declined with a reason: no crash, nothing else', () => {
  test.each(DOORS)('a few: $name', async (door) => {
    expect(Object.keys(await tried(door, FEW))).toEqual(expect.arrayContaining([...door.outcomes]));
  });

  test.each(DOORS)('many: $name', { tags: 'heavy' }, async (door) => {
    expect(Object.keys(await tried(door, rounds(MANY), FEW + SEED)).length).toBeGreaterThanOrEqual(door.kinds);
  });
});

describe('harmless and declined with words', () => {
  const opened = async (value: unknown) => openRubricBytes('r.json', utf8(typeof value === 'string' ? value : JSON.stringify(value)));
  const file = () =>
    json(0) as { facts: { criteria: { id: string; essential: number[] }[] }; words: Record<string, { title: string; criteria: object }> };

  test('markup is text: it comes through as it was written', async () => {
    const rubric = file();
    rubric.words.en!.title = '<img src=x onerror=alert(1)>';
    expect((await opened(rubric)).rubric?.file.words.en?.title).toBe('<img src=x onerror=alert(1)>');
  });

  test('a title that turns the direction of writing is declined', async () => {
    const rubric = file();
    rubric.words.en!.title = 'safe\u202Eelif.exe';
    await expect(opened(rubric)).rejects.toMatchObject({ code: 'unseen-character', place: 'words.en.title' });
  });

  test('a million criteria are too large; a hundred thousand are too many', async () => {
    const rubric = file();
    rubric.facts.criteria = Array.from({ length: 100_000 }, (_, i) => ({ id: `c${i}`, essential: [] }));
    await expect(opened(rubric)).rejects.toMatchObject({ code: 'many-criteria', place: 'facts.criteria' });
    const million = `${'{"id":"c1","essential":[]},'.repeat(1_000_000)}{}`;
    await expect(opened(`{"format":"waymark-rubric","facts":{"criteria":[${million}]}}`)).rejects.toMatchObject({
      code: 'too-large',
      values: { most: '5 MB' }
    });
  });

  test('ids that stand twice are named', async () => {
    const rubric = file();
    rubric.facts.criteria[1]!.id = 'E1';
    await expect(opened(rubric)).rejects.toMatchObject({ code: 'criterion-twice', place: 'facts.criteria.1.id' });
  });

  test('an id that every object has is declined', async () => {
    const text = JSON.stringify(file()).replaceAll('"E1"', '"constructor"');
    await expect(opened(text)).rejects.toMatchObject({ code: 'bad-id' });
    await expect(opened(JSON.stringify(file()).replaceAll('"E1"', '"__proto__"'))).rejects.toMatchObject({
      code: 'unknown-key',
      place: 'words.de.criteria',
      values: { keys: '__proto__' }
    });
  });

  test('JSON nested deeper than anything that is meant is declined before it is built', async () => {
    await expect(opened(`{"format":"waymark-rubric","facts":${'['.repeat(1_000_000)}`)).rejects.toMatchObject({ code: 'too-deep' });
  });

  test('a newer format is declined in plain words', async () => {
    await expect(opened({ ...file(), formatVersion: 7 })).rejects.toMatchObject({ code: 'newer-format', values: { version: 7, known: 3 } });
  });

  test('other JSON, other files and nothing are told apart', async () => {
    await expect(opened('{"format":"waymark-answers"}')).rejects.toMatchObject({ code: 'not-a-rubric' });
    await expect(opened('{"format":')).rejects.toMatchObject({ code: 'not-json-at', values: { line: 1, character: 11 } });
    await expect(openRubricBytes('a.pdf', utf8('%PDF-1.7'))).rejects.toMatchObject({ code: 'copy-table' });
    await expect(openRubricBytes('a.docx', zipSync({ 'word/document.xml': utf8('<w/>') }))).rejects.toMatchObject({ code: 'copy-table' });
    await expect(openRubricBytes('a.csv', new Uint8Array([0xff, 0xfe, 0x61]))).rejects.toMatchObject({ code: 'not-text' });
    await expect(openRubricBytes('a.csv', new Uint8Array())).rejects.toMatchObject({ code: 'empty' });
  });

  test('a spreadsheet that would unpack to more than is read is declined while it unpacks', async () => {
    const { content } = await writeRubricAs(REAL[0]!, 'xlsx', 'en');
    const size = CEILING.unpacked + 2_000_000;
    const bomb = zipSync({ ...unzipSync(content as Uint8Array), 'xl/sharedStrings.xml': new Uint8Array(size) });
    expect(bomb.length).toBeLessThan(200_000);
    await expect(openRubricBytes('b.xlsx', bomb)).rejects.toMatchObject({ code: 'too-large' });
    const beside = zipSync({ ...unzipSync(content as Uint8Array), 'xl/media/image1.bin': new Uint8Array(size) });
    await expect(openRubricBytes('c.xlsx', beside)).rejects.toMatchObject({ code: 'too-large' });
    // The same, saying that it is small.
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at < bomb.length - 46; at++)
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === size) view.setUint32(at + 24, 1_000, true);
    await expect(openRubricBytes('b.xlsx', bomb)).rejects.toMatchObject({ code: 'too-large' });
  });

  test('a cell in the millionth row is declined before the rows above it are made up', async () => {
    const { content } = await writeRubricAs(REAL[0]!, 'xlsx', 'en');
    const parts = unzipSync(content as Uint8Array);
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
    parts['xl/worksheets/sheet1.xml'] = strToU8(
      sheet.replace('</sheetData>', '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')
    );
    await expect(openRubricBytes('far.xlsx', zipSync(parts))).rejects.toMatchObject({ code: 'many-rows' });
  });
});
