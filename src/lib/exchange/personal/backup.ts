/**
 * All of a person's data in one file that a passphrase locks: the age format (https://age-encryption.org/v1), so that any age tool opens it
 * without this app. What is inside is the same JSON as in an open file. Loaded only where a backup is made or opened.
 */
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { answerCount } from '#lib/domain/assessment/entries.ts';
import { DataError, type FaultCode } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { passphrasesMeant, plainPassphrase } from '#lib/domain/person/passphrase.ts';
import { viewCount, type PersonalData } from '#lib/domain/person/personal-data.ts';
import type { Counts } from '#lib/domain/person/store.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { writeShownWorkshops } from './shown-workshops.ts';
import { readData, writeData } from './file.ts';
import { decoded, parsedJson } from '../bytes/text.ts';

/**
 * How much work one guess at the passphrase costs, as a power of two: what OWASP asks of scrypt (128 MB and about a second). The age
 * command takes twice that, which is more memory than a small phone gives a page.
 */
const WORK = 17;
/** The age command's own factor; each step beyond doubles memory and time, and somebody may have made a file to freeze a device. */
export const MOST_WORK = 18;

/**
 * Locks data with a passphrase. Takes about a second in which the page stands still.
 *
 * @param work only for tests, which need many
 */
export const lockBackup = (data: PersonalData, passphrase: string, work = WORK): Promise<Uint8Array<ArrayBuffer>> =>
  locked(writeData(data, true), passphrase, work);

/** Locks the workshops of a trainer for another one, as `lockBackup` does. */
export const lockWorkshops = (workshops: readonly Workshop[], passphrase: string, work = WORK): Promise<Uint8Array<ArrayBuffer>> =>
  locked(writeShownWorkshops(workshops), passphrase, work);

async function locked(text: string, passphrase: string, work: number): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(work);
  encrypter.setPassphrase(sameBytes(plainPassphrase(passphrase)));
  return new Uint8Array(await encrypter.encrypt(text));
}

/**
 * Unlocks a backup, also one that another age tool made.
 *
 * @param name the file's name, for messages
 * @throws DataError where it cannot be unlocked, and where what is inside is no data of this app. `wrong-passphrase`: it does not open; nobody
 *   can tell whether the passphrase is wrong or the file's first lines were changed
 */
export async function openBackup(file: Uint8Array, passphrase: string, name: string): Promise<PersonalData> {
  const bytes = bare(file, name);
  assertPassphraseFile(bytes, name);
  let text: Uint8Array | null = null;
  for (const guess of guesses(passphrase)) text ??= await unlocked(bytes, guess, name);
  if (!text) throw new DataError(name, '', 'wrong-passphrase');
  return readData(parsedJson(decoded(text, name), name), name);
}

/** @returns what was locked; `null` where the passphrase does not open it @throws DataError where the file is damaged */
async function unlocked(bytes: Uint8Array, passphrase: string, name: string): Promise<Uint8Array | null> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(bytes);
  } catch (error) {
    if (/no identity matched/.test((error as Error).message)) return null;
    throw new DataError(name, '', 'damaged-file');
  }
}

const AGE = 'age-encryption.org/v';
/** Of the age format. */
const VERSION = 1;
const FIRST_LINE = `${AGE}${VERSION}\n`;
const ARMOUR = '-----BEGIN AGE ENCRYPTED FILE-----';
/** Longer than any header with a single lock. */
const HEADER = 4_000;

const beginning = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(0, HEADER));

/** @returns the file as bytes, where it came as a text that mail lets through @throws DataError */
function bare(file: Uint8Array, name: string): Uint8Array {
  if (!beginning(file).trimStart().startsWith(ARMOUR)) return file;
  try {
    return armor.decode(new TextDecoder().decode(file));
  } catch {
    throw new DataError(name, '', 'damaged-file');
  }
}

/** Looks at what a file asks for before anything is worked out. @throws DataError */
function assertPassphraseFile(bytes: Uint8Array, name: string): void {
  const head = beginning(bytes);
  const declined = (code: FaultCode) => new DataError(name, '', code);
  if (!head.startsWith(FIRST_LINE)) {
    // Cut off within the first line, it still begins like one.
    if (FIRST_LINE.startsWith(head)) throw declined('damaged-file');
    const [, version] = /^([1-9]\d*)\n/.exec(head.startsWith(AGE) ? head.slice(AGE.length) : '') ?? [];
    const fault = version === undefined ? null : versionFault(Number(version), VERSION, '');
    throw fault ? new DataError(name, '', fault.code, fault.values) : declined('not-age');
  }
  // Behind the header is what was locked, which may look like anything.
  const locks = [...head.split('\n--- ', 1)[0]!.matchAll(/^-> (\S+)(.*)$/gm)];
  const [, kind, values = ''] = locks[0] ?? [];
  if (kind === undefined) throw declined('damaged-file');
  if (kind !== 'scrypt') throw declined('other-key');
  const work = /^ \S+ ([1-9]\d*)$/.exec(values)?.[1];
  if (work === undefined || locks.length > 1) throw declined('damaged-file');
  if (Number(work) > MOST_WORK) throw declined('too-much-work');
}

// ------------------------------------------------------------------------------------------------------------ passphrases

/** Letters and digits that are not taken for one another, by eye or by ear: 32, so each is worth five bits, and all of them 80. */
const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 4;
const GROUP = 4;

/**
 * @param random as many random bytes as are asked for
 * @returns for example "k7md-2xqp-9hvt-4wzn"
 */
export function makePassphrase(random: (count: number) => Uint8Array): string {
  const signs = Array.from(random(GROUPS * GROUP), (byte) => SIGNS[byte & 31]!);
  return Array.from({ length: GROUPS }, (_, i) => signs.slice(i * GROUP, (i + 1) * GROUP).join('')).join('-');
}

/** The same letters as the same bytes, whichever device typed them. */
const sameBytes = (typed: string) => typed.normalize('NFC');

/** What was typed, and, where that may be a made passphrase copied off paper, how it was written when it was made. */
function guesses(typed: string): string[] {
  const plain = passphrasesMeant(sameBytes(typed));
  const bare = typed.toLowerCase().replace(/[\s\-–—]+/g, '');
  const signs = bare.replaceAll('o', '0').replace(/[il]/g, '1');
  const made = signs.length === GROUPS * GROUP && [...signs].every((sign) => SIGNS.includes(sign));
  return made ? [...new Set([signs.match(/.{4}/g)!.join('-'), ...plain])] : [...plain];
}

/** Characters that a passphrase of a person's own has at least. */
export const LEAST = 12;

/** `short`: refused. `plain`: a number, or few different signs, which a program tries first. `unknown`: nobody can tell how easy it is to guess. */
export function lookOf(passphrase: string): 'short' | 'plain' | 'unknown' {
  const signs = [...sameBytes(plainPassphrase(passphrase))];
  if (signs.length < LEAST) return 'short';
  return new Set(signs).size < 6 || /^[\d\s.\-/]+$/.test(passphrase) ? 'plain' : 'unknown';
}

/** @returns how much of what is in a person's data */
export function contentsOf({ assessments, plan, rubrics, drafts, workshops, asked, given }: PersonalData): Counts {
  const entries = assessments.flatMap((one) => Object.values(one.entries));
  return {
    assessments: assessments.length,
    answers: answerCount(entries),
    notes: entries.filter(({ note }) => note).length,
    steps: plan.length,
    rubrics: rubrics.filter(({ origin }) => origin !== 'cited').length,
    drafts: drafts.length,
    workshops: workshops.length,
    views: viewCount({ asked, given })
  };
}
