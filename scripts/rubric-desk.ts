/**
 * `npm run rubric -- …`: what an author does at a desk.
 *
 *   check [FILE|FOLDER|ID …]        names all that is wrong, with place and cure; all built-in rubrics when nothing is named
 *   new ID [--language fi] [--criteria 6]   writes a file to fill in
 *   translated ID|FILE [LANGUAGE …] records that the translations were made from today's texts
 *   hash FILE|ID …                  prints the hash of the content
 *   release [ID …]                  records the versions of built-in rubrics as released
 *   read FILE                       prints, as JSON, what the app reads from any file that it opens: criteria, questions, what was left out
 *   report [LANGUAGE …] [--in FOLDER]   how long and how hard the built-in statements are, with all that breaks a rule for them; FOLDER is
 *                                   another copy of the project, such as one in which somebody is writing
 *
 * Exits 1 on a finding or when something cannot be done.
 */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DataError, type Fault } from '../src/lib/domain/faults.ts';
import { contentHash } from '../src/lib/domain/hash.ts';
import { LEVELS } from '../src/lib/domain/model.ts';
import { idSchema } from '../src/lib/domain/value-file.ts';
import { checked, FORMAT, FORMAT_VERSION, MOST, rubricFactsSchema } from '../src/lib/domain/rubric/rubric-file.ts';
import { formatOf } from '../src/lib/domain/rubric/rubric-join.ts';
import type { RubricFile } from '../src/lib/domain/rubric/rubric.ts';
import { languagesOf, sourceOf } from '../src/lib/domain/rubric/places.ts';
import { stampsOf } from '../src/lib/domain/rubric/translation.ts';
import { open } from '../src/lib/exchange/door.ts';
import { leftText } from '../src/lib/exchange/rubrics/table-asks.ts';
import { builtInIds, checkBuiltIns, checkPath, readJsonFile } from './check-rubrics.ts';
import { CURES } from './cures.ts';
import { verdict, type Said } from './findings.ts';
import { LANGUAGES, SOURCE } from './languages.ts';
import { release } from './released.ts';
import { SCHEMAS } from './schema.ts';
import { openRubricFile, readModel } from './rubrics-plugin.ts';
import { reportOf } from './wording/report.ts';

/** @returns the path from the project's folder of what somebody names who stands in a folder of their own */
function pathOf(name: string, folder: string): string {
  if (builtInIds().includes(name)) return join('rubrics', name);
  if (isAbsolute(name)) return name;
  const path = relative('.', resolve(folder, name));
  return existsSync(path) ? path : name;
}

/** A rubric by its id or its file, of any format that the app opens. @throws DataError */
async function opened(name: string, folder: string): Promise<RubricFile> {
  if (builtInIds().includes(name)) return openRubricFile(name);
  const path = pathOf(name, folder);
  if (!existsSync(path) || !statSync(path).isFile()) throw new DataError(name, '', 'missing');
  const { rubric, faults } = await open({ kind: 'rubric', bytes: new Uint8Array(readFileSync(path)), name, language: SOURCE });
  if (rubric) return rubric.file;
  const [{ place, code, values }] = faults as [Fault];
  throw new DataError(name, place, code, values);
}

function check(names: readonly string[], folder: string): Said {
  const findings = names.length ? names.flatMap((name) => checkPath(pathOf(name, folder))) : checkBuiltIns();
  return verdict(findings, `${names.length ? names.join(', ') : 'all built-in rubrics'}: all rules hold`);
}

/** A rubric with empty texts, in reading order, so that its author sees what there is to say. */
function skeleton(id: string, language: string, count: number, schema: string): unknown {
  const levels = () => Object.fromEntries(LEVELS.map((level) => [level, '']));
  const ids = Array.from({ length: count }, (_, i) => `A${i + 1}`);
  const facts = checked(
    rubricFactsSchema,
    { id, version: '0.1.0', keyLevel: 1, source: language, criteria: ids.map((one) => ({ id: one, essential: [] })) },
    'the new file'
  );
  const criterion = () => ({
    title: '',
    descriptors: levels(),
    help: { about: '', examples: {} },
    evidence: [],
    next: levels()
  });
  return {
    $schema: schema,
    format: FORMAT,
    formatVersion: formatOf({ facts }),
    facts,
    words: {
      [language]: {
        language,
        title: '',
        short: '',
        about: '',
        criteria: Object.fromEntries(ids.map((one) => [one, criterion()]))
      }
    }
  };
}

function create(args: readonly string[], folder: string): string {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { language: { type: 'string', default: 'en' }, criteria: { type: 'string', default: '6' } }
  });
  const [id, ...more] = positionals;
  const count = Number(values.criteria);
  if (!id || more.length) throw new Error('say which id: npm run rubric -- new ID [--language fi] [--criteria 6]');
  if (!Number.isInteger(count) || count < 1 || count > MOST.criteria)
    throw new Error(`--criteria is a number from 1 to ${MOST.criteria}, not “${values.criteria}”`);
  checked(idSchema, id, id);
  const file = resolve(folder, `${id}.json`);
  const schema = relative(dirname(file), resolve('build', SCHEMAS, `rubric-${FORMAT_VERSION}.json`)).replaceAll('\\', '/');
  const text = `${JSON.stringify(skeleton(id, values.language, count, schema), null, 2)}\n`;
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${file} is there already; nothing was written`, { cause: error });
  }
  return `${file}\nFill in its texts, then run: npm run rubric -- check ${id}.json`;
}

async function stamp([name, ...wanted]: readonly string[], folder: string): Promise<string> {
  if (!name) throw new Error('say which rubric: npm run rubric -- translated ID|FILE [LANGUAGE …]');
  const file = await opened(name, folder);
  const others = languagesOf(file).filter((language) => language !== sourceOf(file.facts));
  const missing = wanted.filter((language) => !others.includes(language));
  if (missing.length) throw new Error(`${name} has no translation into ${missing.join(', ')}; it has ${others.join(', ') || 'none'}`);
  const languages = wanted.length ? wanted : others;
  const made = Object.fromEntries(languages.map((language) => [language, stampsOf(file, language)]));
  const path = pathOf(name, folder);
  const write = (path: string, content: unknown) => writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  if (builtInIds().includes(name)) {
    const own = join('rubrics', name, 'translated');
    mkdirSync(own, { recursive: true });
    for (const [language, stamps] of Object.entries(made)) write(join(own, `${language}.json`), stamps);
  } else write(path, { ...(readJsonFile(path) as object), translated: { ...file.translated, ...made } });
  return `${name}: ${languages.join(', ')} made from today’s texts`;
}

function reported(args: readonly string[], folder: string): string {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { in: { type: 'string' } } });
  const unknown = positionals.filter((language) => !LANGUAGES.includes(language));
  if (unknown.length) throw new Error(`${unknown.join(', ')} is not one of ${LANGUAGES.join(', ')}`);
  const root = values.in ? resolve(folder, values.in) : '.';
  const { competencies, settings } = readModel().model;
  return (positionals.length ? positionals : LANGUAGES).map((language) => reportOf(root, language, competencies, settings)).join('\n\n');
}

/** What the app would show before it keeps a file. @throws DataError where there is nothing to show */
async function read([name, ...more]: readonly string[], folder: string): Promise<string> {
  if (!name || more.length) throw new Error('say which file: npm run --silent rubric -- read FILE');
  const path = pathOf(name, folder);
  if (!existsSync(path) || !statSync(path).isFile()) throw new DataError(name, '', 'missing');
  const { draft, table } = await open({ kind: 'rubric', bytes: new Uint8Array(readFileSync(path)), name, language: SOURCE });
  const own = draft.words[sourceOf(draft.facts)] ?? Object.values(draft.words)[0];
  const criteria = draft.facts.criteria.map(({ id }) => {
    const words = own && Object.hasOwn(own.criteria, id) ? own.criteria[id]! : {};
    return { title: words.title ?? '', levels: LEVELS.map((level) => words.descriptors?.[level] ?? '') };
  });
  return JSON.stringify({ criteria, asks: (table?.asks ?? []).map(({ kind }) => kind), left: (table?.left ?? []).map(leftText) }, null, 2);
}

const USAGE =
  'npm run rubric -- check [FILE …] | new ID | translated ID [LANGUAGE …] | hash FILE … | release [ID …] | read FILE | report [LANGUAGE …]';

async function done([command, ...args]: readonly string[], folder: string): Promise<Said | string> {
  switch (command) {
    case 'check':
      return check(args, folder);
    case 'new':
      return create(args, folder);
    case 'translated':
      return stamp(args, folder);
    case 'hash': {
      if (!args.length) throw new Error('say which file: npm run rubric -- hash FILE …');
      const hashes = args.map(async (name) => `${contentHash(await opened(name, folder))}  ${name}`);
      return (await Promise.all(hashes)).join('\n');
    }
    case 'release':
      release((args.length ? args : builtInIds()).map((id) => openRubricFile(id)));
      return '';
    case 'read':
      return read(args, folder);
    case 'report':
      return reported(args, folder);
    default:
      throw new Error(USAGE);
  }
}

/**
 * Does what the command line asks for, in the project's folder.
 *
 * @param args the command and what it is about
 * @param folder where the person stands: files are named from there
 */
export async function rubricDesk(args: readonly string[], folder: string): Promise<Said> {
  try {
    const said = await done(args, folder);
    return typeof said === 'string' ? { out: said, error: '', code: 0 } : said;
  } catch (error) {
    const cure = error instanceof DataError && error.code ? `\n${CURES[error.code]}` : '';
    return { out: '', error: `${(error as Error).message}${cure}`, code: 1 };
  }
}
