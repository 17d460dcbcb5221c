/** Files and pictures that are damaged, or made to do harm, at each door of a workshop. Seeded, so that a failure comes again. */
import { encodeQR } from 'qr';
import { describe, expect, test } from 'vitest';
import { columnIn } from '#lib/app/code-files.ts';
import { DataError } from '#lib/domain/faults.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { inventedCodes } from '#lib/domain/workshop/invented.ts';
import { LIMITS } from '#lib/domain/workshop/limits.ts';
import { resultId } from '#lib/domain/workshop/result-code.ts';
import { resultRows } from '#lib/exchange/bytes/qr.ts';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { open } from '#lib/exchange/door.ts';
import { readBytes, writeData } from '#lib/exchange/personal/file.ts';
import { groupCsv, groupJson } from '#lib/exchange/workshop/group-file.ts';
import { invitationIn, isInvitationFault, readInvitationFragment } from '#lib/exchange/workshop/invitation-link.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { verdictText } from '#lib/ui/workshop/verdicts.ts';
import { chance, damagedBytes, mutated, NASTY, spoiltText, utf8, type Chance } from '../support/hostile.ts';
import { rounds, SEED } from '../support/scale.ts';
import { aWorkshop, codeOf, topicsCalled } from '../support/workshops.ts';

/** Pictures are for browsers. */
const NO_PHOTOS = { read: async () => [] };

/** How many are tried at each door by the usual tests, and by all tests. */
const FEW = 40;
const MANY = 10_000;

const KNOWN = ['information', 'writing', 'privacy', 'facilitating', 'presence'];
const workshop = aWorkshop({ number: 77, topics: topicsCalled('information', 'privacy'), title: 'Thursday' });
const CODES = inventedCodes(workshop);
/** Of the invented results. */
const IDS = CODES.map((_, i) => i);

async function device() {
  const tables = new MemoryTables();
  const workshops = new Workshops(tables);
  await workshops.save(workshop);
  return { tables, workshops, ids: async () => ((await tables.page('results')) as { id: string }[]).map(({ id }) => parseInt(id, 16)) };
}

/** Each is taken in, and what is counted are results that somebody made; each other one is told in words. */
async function taken(codes: readonly string[]): Promise<string> {
  const { workshops, ids } = await device();
  const { verdicts, handedIn } = await workshops.take('w1', codes);
  expect(verdicts.every((verdict) => verdictText(verdict).length > 5)).toBe(true);
  const counted = await ids();
  expect(counted.filter((id) => !IDS.includes(id))).toEqual([]);
  expect([handedIn, new Set(counted).size]).toEqual([verdicts.filter(({ kind }) => kind === 'new').length, handedIn]);
  return handedIn > 0 ? 'counted' : 'declined';
}

/** What leaves the app, and what others make. */
async function texts(): Promise<string[]> {
  const store = new Workshops(new MemoryTables());
  await store.save(workshop);
  await store.take('w1', CODES);
  const { workshop: shown } = await store.reveal('w1');
  const group = { ...shown, picture: shown.picture!, titles: {}, invented: false };
  return [
    CODES.join('\n'),
    CODES.map((code, i) => `${i};"${code.replace(/(.{4})(?=.)/g, '$1-')}";2026-11-30`).join('\r\n'),
    JSON.stringify({ codes: CODES }),
    groupCsv(group, ','),
    groupJson(group, [], 'en'),
    `%PDF-1.7\n%\u00E2\u00E3\n1 0 obj<</Length 5>>stream\n${'\u0001\u00FF'.repeat(200)}\nendstream`
  ];
}

/** Rows of a QR code as a camera sees them: clean, torn, turned over, or noise. */
function pictureOf(rows: readonly (readonly boolean[])[], c: Chance) {
  const scale = 3;
  const [width, height] = [rows.length * scale, rows.length * scale];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (rows[Math.floor(y / scale)]![Math.floor(x / scale)]) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  switch (c.below(5)) {
    case 0:
      for (let n = c.below(400); n > 0; n--) data.fill(c.below(256), c.below(data.length - 4));
      break;
    case 1:
      data.fill(c.below(256), c.below(data.length));
      break;
    case 2:
      data.forEach((_, i) => (data[i] = c.below(256)));
      break;
    case 3:
      data.forEach((value, i) => (data[i] = 255 - value));
      break;
  }
  // Some are smaller or larger than they say.
  const size = c.below(8) === 0 ? { width: 1 + c.below(3 * width), height } : { width, height };
  return { data, ...size };
}

const LINKS = [
  'https://elsewhere.example/steal?to=1',
  'javascript:alert(1)',
  'WIFI:S:Guests;T:WPA;P:secret;;',
  'BEGIN:VCARD\nFN:Somebody\nEND:VCARD',
  'tel:+358401234567',
  'otpauth://totp/x?secret=ABC',
  'x'.repeat(900),
  '\u0000\u0007\u001B[2J',
  '\u202E0101',
  `https://elsewhere.example/join/#w=${'0'.repeat(6)}`,
  `https://elsewhere.example/#n=1&round=1&topic=own.${'a'.repeat(32)}&r=1AAAA`
];

interface Door {
  readonly name: string;
  /** Ways in which it may come out; all of them are met. */
  readonly outcomes: readonly string[];
  readonly ready: () => Promise<(c: Chance) => Promise<string>>;
}

const DOORS: readonly Door[] = [
  {
    name: 'files with codes',
    outcomes: ['counted', 'declined', 'unread'],
    async ready() {
      const all = await texts();
      return async (c) => {
        const text = c.pick(all);
        const bytes = c.below(3) === 0 ? damagedBytes(utf8(text), c) : spoiltText(text, c);
        const name = c.pick(['codes.txt', 'codes.csv', 'group.json', 'photo.png.txt', '../../\u202Egnp.exe', '']);
        const { text: column, unread } = await columnIn(
          [new File([bytes], name, { type: c.pick(['text/plain', 'text/csv', '']) })],
          NO_PHOTOS
        );
        if (unread.length) return 'unread';
        return taken(
          column
            .split(/\r\n|\n|\r/)
            .slice(0, 500)
            .flatMap((line) => line.split(/[;,\t"]/))
        );
      };
    }
  },
  {
    name: 'backups with an open round',
    outcomes: ['joined', 'declined'],
    async ready() {
      const { workshops, tables } = await device();
      await workshops.take('w1', CODES);
      const { data } = await new Personal(tables).read();
      const text = writeData({ ...NOTHING, workshops: data.workshops }, true);
      return async (c) => {
        const bytes = c.below(2) ? utf8(JSON.stringify(mutated(JSON.parse(text), c))) : spoiltText(text, c);
        const here = await device();
        try {
          await new Personal(here.tables).join(readBytes(bytes, 'x.json'), { now: 2, keep: null });
        } catch (error) {
          if (!(error instanceof DataError)) throw error;
          return 'declined';
        }
        const { workshops: listed, damage } = await here.workshops.list();
        expect(damage).toEqual([]);
        for (const { id } of listed) {
          const { handedIn } = (await here.workshops.read(id))!;
          expect(handedIn).toBeLessThanOrEqual(LIMITS.results);
          const { workshop: closed } = await here.workshops.close(id);
          for (const { levels } of closed.picture?.topics ?? [])
            expect(levels.bins!.reduce((sum, { count }) => sum + count, 0)).toBe(closed.picture!.of);
        }
        expect(await here.tables.page('results')).toEqual([]);
        return 'joined';
      };
    }
  },
  {
    name: 'files with an invitation',
    outcomes: ['none', 'invited', 'declined'],
    async ready() {
      const links = [
        'https://example.org/join/#w=K7M2QD&title=A%20team',
        `Welcome\r\n<a href="https://example.org/join/#n=5&amp;round=1&amp;topic=privacy&amp;topic=own-x.${'a'.repeat(32)}&amp;r=1AAA">Join</a>`,
        'k7m 2qd'
      ];
      return async (c) => {
        const bytes = c.below(3) ? spoiltText(c.pick(links), c) : utf8(`${c.pick(LINKS)}${c.pick(NASTY)}`);
        const fragment = await open({ kind: 'invitation', bytes, name: 'mail.txt' }).catch((error: unknown) => {
          if (error instanceof DataError) return null;
          throw error;
        });
        if (fragment === null) return 'none';
        const read = readInvitationFragment(fragment, KNOWN);
        if (!read || isInvitationFault(read)) return 'declined';
        expect(read.topics.length).toBeGreaterThan(0);
        expect(read.title).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        return 'invited';
      };
    }
  },
  {
    name: 'pictures',
    outcomes: ['nothing', 'counted', 'declined', 'invitation'],
    async ready() {
      const codes = CODES.map((code) => resultRows(code));
      return async (c) => {
        const rows = c.below(2)
          ? c.pick(codes)
          : encodeQR(c.pick([...LINKS, ...NASTY.filter((one) => one.length > 0 && one.length < 1_000 && one.isWellFormed())]), 'raw', {
              ecc: 'low',
              border: 4
            });
        const text = readQr(pictureOf(rows, c));
        if (text === null) return 'nothing';
        const fragment = invitationIn(text);
        // Wherever a code leads, only what stands after its “#” is looked at, and that on our own page.
        if (fragment !== null) {
          expect(fragment).toMatch(/^(w|n)=/);
          expect(await taken([text])).toBe('declined');
          return 'invitation';
        }
        return taken([text]);
      };
    }
  }
];

async function tried({ ready }: Door, count: number, from = 0): Promise<Set<string>> {
  const attempt = await ready();
  const met = new Set<string>();
  for (let i = from; i < from + count; i++) met.add(await attempt(chance(SEED + i)));
  return met;
}

describe('damaged or hostile: no crash, no wrong count, always a word', () => {
  test.each(DOORS)('a few $name', async (door) => expect([...(await tried(door, FEW))].sort()).toEqual([...door.outcomes].sort()));

  test.each(DOORS)('many $name', { tags: 'heavy' }, async (door) =>
    expect([...(await tried(door, rounds(MANY), FEW))].sort()).toEqual([...door.outcomes].sort())
  );
});

describe('files in other encodings', () => {
  const lines = ['Nr;Rückmeldung;Zeit', ...CODES.map((code, i) => `${i};${code};9:0${i}`)].join('\r\n');
  const of = async (bytes: Uint8Array<ArrayBuffer>) => {
    const { text } = await columnIn([new File([bytes], 'Rückmeldung.csv', { type: 'text/csv' })], NO_PHOTOS);
    return text.split(/\r\n/).flatMap((line) => line.split(';').slice(1, 2));
  };

  test('as spreadsheets write them: UTF-8 with a mark, UTF-16, and the old encoding of western countries', async () => {
    const latin = Uint8Array.from([...lines], (sign) => sign.charCodeAt(0));
    const wide = new Uint8Array(new Uint16Array([0xfeff, ...[...lines].map((sign) => sign.charCodeAt(0))]).buffer);
    for (const bytes of [utf8(`\uFEFF${lines}`), latin, wide]) expect((await of(bytes)).slice(1)).toEqual(CODES);
    // What holds no code in any of them is named, and not read line by line.
    const { text, unread } = await columnIn([new File([Uint8Array.of(37, 80, 68, 70, 226, 227, 10, 255)], 'talk.pdf')], NO_PHOTOS);
    expect([text, unread]).toEqual(['', ['talk.pdf']]);
  });
});

test('a taking back with an id that was guessed takes out only whose it is', async () => {
  const { workshops, ids } = await device();
  await workshops.take('w1', CODES);
  const back = (id: number, of = workshop) => codeOf(of, id, null);
  const guesses = Array.from({ length: 300 }, (_, i) => back(resultId(1_000 + i * 7_919)));
  expect(new Set((await workshops.take('w1', guesses)).verdicts.map(({ kind }) => kind))).toEqual(new Set(['not-in']));
  expect((await workshops.take('w1', [back(3, { ...workshop, number: 78 }), back(3)])).verdicts.map(({ kind }) => kind)).toEqual([
    'foreign',
    'taken-back'
  ]);
  expect(await ids()).toEqual(IDS.filter((id) => id !== 3));
});
