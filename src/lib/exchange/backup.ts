/**
 * All of a person's data in one file that a passphrase locks: the age format (https://age-encryption.org/v1), so that any age tool opens it
 * without this app. What is inside is the same JSON as in an open file. Loaded only where a backup is made or opened.
 */
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { answerCount } from '#lib/domain/assessment/assessment.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import type { Counts } from '#lib/domain/person/store.ts';
import { readData, writeData } from './file.ts';
import { decoded, parsedJson } from './rubrics/text.ts';

/**
 * How much work one guess at the passphrase costs, as a power of two: what OWASP asks of scrypt (128 MB and about a second). The age
 * command takes twice that, which is more memory than a small phone gives a page.
 */
const WORK = 17;
export const BACKUP_CEILING = {
  /** Bytes of a file. Five hundred full assessments with notes take some 10 MB. */
  file: 64_000_000,
  /** The age command's own factor; each step beyond doubles memory and time, and somebody may have made a file to freeze a device. */
  work: 18
} as const;

/**
 * `too-large`, `too-much-work`: beyond the ceilings. `not-age`: no age file. `other-key`: an age file, locked with a key rather than a
 * passphrase. `damaged`: changed or cut off. `wrong-passphrase`: it does not open; nobody can tell whether the passphrase is wrong or the
 * file's first lines were changed.
 */
export type BackupFault = 'empty' | 'too-large' | 'not-age' | 'other-key' | 'too-much-work' | 'damaged' | 'wrong-passphrase';

export class BackupError extends Error {
  override name = 'BackupError';
  constructor(readonly fault: BackupFault) {
    super(fault);
  }
}

/**
 * Locks data with a passphrase. Takes about a second in which the page stands still.
 *
 * @param work only for tests, which need many
 */
export async function lockBackup(data: PersonalData, passphrase: string, work = WORK): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(work);
  encrypter.setPassphrase(plainPassphrase(passphrase));
  return new Uint8Array(await encrypter.encrypt(writeData(data)));
}

/**
 * Unlocks a backup, also one that another age tool made.
 *
 * @param name the file's name, for messages
 * @throws BackupError where it cannot be unlocked; DataError where what is inside is no data of this app
 */
export async function openBackup(file: Uint8Array, passphrase: string, name: string): Promise<PersonalData> {
  const bytes = bare(file);
  assertPassphraseFile(bytes);
  let text: Uint8Array | null = null;
  for (const guess of guesses(passphrase)) text ??= await unlocked(bytes, guess);
  if (!text) throw new BackupError('wrong-passphrase');
  return readData(parsedJson(decoded(text, name), name), name);
}

/** @returns what was locked; `null` where the passphrase does not open it @throws BackupError where the file is damaged */
async function unlocked(bytes: Uint8Array, passphrase: string): Promise<Uint8Array | null> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(bytes);
  } catch (error) {
    if (/no identity matched/.test((error as Error).message)) return null;
    throw new BackupError('damaged');
  }
}

const FIRST_LINE = 'age-encryption.org/v1\n';
const ARMOUR = '-----BEGIN AGE ENCRYPTED FILE-----';
/** Longer than any header with a single lock. */
const HEADER = 4_000;

const beginning = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes.subarray(0, HEADER));

/** @returns the file as bytes, where it came as a text that mail lets through @throws BackupError */
function bare(file: Uint8Array): Uint8Array {
  if (file.length === 0) throw new BackupError('empty');
  if (file.length > BACKUP_CEILING.file) throw new BackupError('too-large');
  if (!beginning(file).trimStart().startsWith(ARMOUR)) return file;
  try {
    return armor.decode(new TextDecoder().decode(file));
  } catch {
    throw new BackupError('damaged');
  }
}

/** Looks at what a file asks for before anything is worked out. @throws BackupError */
function assertPassphraseFile(bytes: Uint8Array): void {
  const head = beginning(bytes);
  // Cut off within the first line, it still begins like one.
  if (!head.startsWith(FIRST_LINE)) throw new BackupError(FIRST_LINE.startsWith(head) ? 'damaged' : 'not-age');
  // Behind the header is what was locked, which may look like anything.
  const locks = [...head.split('\n--- ', 1)[0]!.matchAll(/^-> (\S+)(.*)$/gm)];
  const [, kind, values = ''] = locks[0] ?? [];
  if (kind === undefined) throw new BackupError('damaged');
  if (kind !== 'scrypt') throw new BackupError('other-key');
  const work = /^ \S+ ([1-9]\d*)$/.exec(values)?.[1];
  if (work === undefined || locks.length > 1) throw new BackupError('damaged');
  if (Number(work) > BACKUP_CEILING.work) throw new BackupError('too-much-work');
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
const plainPassphrase = (typed: string) => typed.normalize('NFC');

/** What was typed, and, where that may be a made passphrase copied off paper, how it was written when it was made. */
function guesses(typed: string): string[] {
  const plain = plainPassphrase(typed);
  const bare = plain.toLowerCase().replace(/[\s\-–—]+/g, '');
  const signs = bare.replaceAll('o', '0').replace(/[il]/g, '1');
  const made = signs.length === GROUPS * GROUP && [...signs].every((sign) => SIGNS.includes(sign));
  return made ? [...new Set([signs.match(/.{4}/g)!.join('-'), plain])] : [plain];
}

/** Characters that a passphrase of a person's own has at least. */
export const LEAST = 12;

/** `short`: refused. `plain`: a number, or few different signs, which a program tries first. `unknown`: nobody can tell how easy it is to guess. */
export function lookOf(passphrase: string): 'short' | 'plain' | 'unknown' {
  const signs = [...plainPassphrase(passphrase.trim())];
  if (signs.length < LEAST) return 'short';
  return new Set(signs).size < 6 || /^[\d\s.\-/]+$/.test(passphrase) ? 'plain' : 'unknown';
}

/** @returns how much of what is in a person's data */
export function contentsOf({ assessments, plan, rubrics, drafts }: PersonalData): Counts {
  const entries = assessments.flatMap((one) => Object.values(one.entries));
  return {
    assessments: assessments.length,
    answers: answerCount(entries),
    notes: entries.filter(({ note }) => note).length,
    steps: plan.length,
    rubrics: rubrics.filter(({ origin }) => origin !== 'cited').length,
    drafts: drafts.length
  };
}
