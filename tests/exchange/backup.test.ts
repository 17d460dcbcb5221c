import * as fc from 'fast-check';
import { Encrypter } from 'age-encryption';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { CEILING } from '#lib/exchange/bytes/ceilings.ts';
import { open } from '#lib/exchange/door.ts';
import { lockBackup, lookOf, makePassphrase, MOST_WORK } from '#lib/exchange/personal/backup.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { anyData } from '../support/personal.ts';
import { times } from '../support/scale.ts';

/** Little work, so that many can be tried. */
const WORK = 4;
const fixture = (name: string) => new Uint8Array(readFileSync(`tests/exchange/fixtures/${name}`));
const openBackup = (bytes: Uint8Array, passphrase: string, name: string) =>
  open({ kind: 'backup', bytes: new Uint8Array(bytes), passphrase, name });
const words = (text: string) => new TextEncoder().encode(text);
const [some] = fc.sample(
  anyData.filter(({ assessments, rubrics }) => assessments.length === 3 && rubrics.length === 0),
  { numRuns: 1, seed: 7 }
);

describe('a backup', () => {
  test('is the same when it is opened again, whatever is in it and whatever locks it', () =>
    fc.assert(
      fc.asyncProperty(
        anyData,
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== ''),
        async (data, passphrase) => {
          expect(await openBackup(await lockBackup(data, passphrase, WORK), passphrase, 'x')).toEqual(data);
        }
      ),
      times(12)
    ));

  test('opens with or without a space around its passphrase; one of before, with the very space that it was locked with', async () => {
    const file = await lockBackup(some!, ' four plain words ', WORK);
    expect(await openBackup(file, 'four plain words', 'x')).toEqual(some);
    expect(await openBackup(file, 'four plain words\t', 'x')).toEqual(some);
    const before = new Encrypter();
    before.setScryptWorkFactor(WORK);
    before.setPassphrase('four plain words ');
    const former = await before.encrypt(writeData(some!));
    expect(await openBackup(former, 'four plain words ', 'x')).toEqual(some);
    await expect(openBackup(former, 'four plain words', 'x')).rejects.toThrow();
  });

  test('holds nothing that can be read without the passphrase', async () => {
    const step = {
      id: 's',
      what: 'ask Aino',
      why: '',
      aim: null,
      by: null,
      with: '',
      state: 'todo',
      note: '',
      order: 1,
      createdAt: 1,
      at: 1
    } as const;
    const file = await lockBackup({ ...NOTHING, plan: [step] }, 'a passphrase', WORK);
    expect(new TextDecoder('latin1').decode(file)).not.toMatch(/Aino|waymark/);
  });

  test('asks of each guess what is judged enough, and what this app opens', async () => {
    const head = new TextDecoder('latin1').decode((await lockBackup(NOTHING, 'a passphrase')).subarray(0, 120));
    expect(head).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ 17\n/);
    expect(MOST_WORK).toBeGreaterThanOrEqual(17);
  });

  /** What the command makes takes a second of work to open. */
  const opensThatOfTheCommand = async (name: string) => {
    const data = await openBackup(fixture(name), 'tuuli ja mäki 1898', name);
    expect(data.plan.map(({ what }) => what)).toEqual(['Ask a colleague how she begins']);
  };
  test('that the age command made as a text is opened', () => opensThatOfTheCommand('age-tool-text.age'));
  test('that the age command made as bytes is opened', { tags: 'heavy' }, () => opensThatOfTheCommand('age-tool.age'));

  test('opens for the same letters typed on another device, which writes ä in two parts', async () => {
    const file = await lockBackup(NOTHING, 'tuuli ja mäki', WORK);
    expect(await openBackup(file, 'tuuli ja ma\u0308ki', 'x')).toEqual(NOTHING);
  });
});

describe('a backup that cannot be opened says why, and gives nothing', () => {
  const locked = (change: (bytes: Uint8Array) => Uint8Array) => async () => change(await lockBackup(some!, 'right one', WORK));
  const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
  const head = (text: string) => async () => words(`age-encryption.org/v1\n${text}\n--- ${'A'.repeat(43)}\nxxxxxxxxxxxxxxxx`);

  test.each([
    ['an empty file', async () => new Uint8Array(), 'empty'],
    ['a picture', async () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10), 'not-age'],
    ['a file of a later age', async () => words(`age-encryption.org/v2\n-> scrypt`), 'newer-format'],
    ['a file of an age that never was', async () => words(`age-encryption.org/v0\n-> scrypt`), 'not-age'],
    ['a file of an age between', async () => words(`age-encryption.org/v1.5\n-> scrypt`), 'not-age'],
    ['an open file of data', async () => words('{"format":"waymark-assessment"}'), 'not-age'],
    ['a file locked with a key', async () => fixture('age-key.age'), 'other-key'],
    ['a file cut off in its first line', locked((bytes) => bytes.subarray(0, 9)), 'damaged-file'],
    ['a file cut off in its head', locked((bytes) => bytes.subarray(0, 60)), 'damaged-file'],
    ['a file without its last byte', locked((bytes) => bytes.subarray(0, -1)), 'damaged-file'],
    ['a file without its second half', locked((bytes) => bytes.subarray(0, bytes.length / 2)), 'damaged-file'],
    ['a file with a bit flipped in what is locked', locked((bytes) => flipped(bytes, bytes.length - 40)), 'damaged-file'],
    ['a file with something behind it', locked((bytes) => new Uint8Array(Buffer.concat([bytes, bytes.subarray(0, 1)]))), 'damaged-file'],
    ['a text file of age that was cut off', async () => fixture('age-tool-text.age').subarray(0, 300), 'damaged-file'],
    ['more than the ceiling', async () => new Uint8Array(CEILING.backup + 1), 'too-large'],
    ['a file that would take a gigabyte to open', head(`-> scrypt ${'A'.repeat(22)} 20\n${'A'.repeat(43)}`), 'too-much-work'],
    ['a file that would take for ever', head(`-> scrypt ${'A'.repeat(22)} 9999999999\n${'A'.repeat(43)}`), 'too-much-work'],
    ['a file whose work is no number', head(`-> scrypt ${'A'.repeat(22)} -1\n${'A'.repeat(43)}`), 'damaged-file'],
    [
      'a file whose second lock would freeze the page',
      head(`-> scrypt ${'A'.repeat(22)} 4\n${'A'.repeat(43)}\n-> scrypt ${'A'.repeat(22)} 30\n${'A'.repeat(43)}`),
      'damaged-file'
    ]
  ])('%s', async (_what, make, code) => {
    await expect(openBackup(await make(), 'right one', 'x')).rejects.toMatchObject({ name: 'DataError', code, file: 'x' });
  });

  test.each(['wrong one', 'right  one', '', 'RIGHT ONE'])('the passphrase “%s”', async (typed) =>
    expect(openBackup(await lockBackup(some!, 'right one', WORK), typed, 'x')).rejects.toMatchObject({ code: 'wrong-passphrase' })
  );

  test('a locked file of something else', async () => {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(WORK);
    encrypter.setPassphrase('right one');
    await expect(openBackup(await encrypter.encrypt('a letter'), 'right one', 'letter.age')).rejects.toMatchObject({ code: 'not-json-at' });
  });

  test('any cut, and any flipped bit', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), async (where, cut) => {
        const file = await lockBackup(some!, 'right one', WORK);
        const at = where % file.length;
        await expect(openBackup(cut ? file.subarray(0, at) : flipped(file, at), 'right one', 'x')).rejects.toMatchObject({
          name: 'DataError',
          code: expect.stringMatching(/^(empty|not-age|damaged-file|wrong-passphrase|too-much-work|other-key|newer-format)$/)
        });
      }),
      times(40)
    ));
});

describe('a passphrase that the app makes', () => {
  const random = (count: number) => Uint8Array.from({ length: count }, (_, i) => i * 37);

  test('is four groups of four signs that are not taken for one another', () => {
    expect(makePassphrase(random)).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    expect(lookOf(makePassphrase(random))).toBe('unknown');
  });

  test('uses every sign as often: 256 is a multiple of 32', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++) {
      const [sign] = makePassphrase((count) => new Uint8Array(count).fill(byte));
      counts.set(sign!, (counts.get(sign!) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array.from({ length: 32 }, () => 8));
  });

  test('opens however it is copied off paper: spaces, capitals, the letters O and I for the digits', async () => {
    const file = await lockBackup(NOTHING, '0kmd-21qp-9hvt-4wzn', WORK);
    for (const typed of ['0kmd-21qp-9hvt-4wzn', 'OKMD 2IQP 9HVT 4WZN', '0kmd21qp9hvt4wzn', ' okmd – 2lqp – 9hvt – 4wzn '])
      expect(await openBackup(file, typed, 'x')).toEqual(NOTHING);
  });
});

test.each([
  ['elevensigns', 'short'],
  ['           ', 'short'],
  ['1898 1917 1995', 'plain'],
  ['aaaaaaaaaaaaaaaa', 'plain'],
  ['tuuli ja mäki 1898', 'unknown']
])('“%s” looks %s', (passphrase, look) => expect(lookOf(passphrase)).toBe(look));
