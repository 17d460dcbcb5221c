/**
 * All that is wrong with rubrics that lie in files, for whoever writes them: not only the first fault, each with its place, its reason
 * and a cure.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { DataError, fault, type Fault } from '../src/lib/domain/faults.ts';
import {
  FORMAT,
  rubricFactsSchema,
  shapeFaults,
  stampsSchema,
  translationSchema,
  withoutSchema
} from '../src/lib/domain/rubric/rubric-file.ts';
import { rubricFile, rubricIn, wholeFaults } from '../src/lib/domain/rubric/rubric-join.ts';
import { rubricFaults } from '../src/lib/domain/rubric/sound.ts';
import type { RubricFacts, RubricFile, Translation } from '../src/lib/domain/rubric/rubric.ts';
import { sourceOf } from '../src/lib/domain/rubric/places.ts';
import { missingPlaces, stalePlaces, unstampedPlaces } from '../src/lib/domain/rubric/translation.ts';
import { checkWording } from '../src/lib/domain/rubric/wording.ts';
import { CURES } from './cures.ts';
import { told, type Finding } from './findings.ts';
import { whereNotJson } from '../src/lib/exchange/bytes/json-place.ts';
import { LANGUAGES } from './languages.ts';
import { readReleases, versionFault } from './released.ts';
import { wordingFindings } from './wording/built-in.ts';
import { builtInFaults, factsOf, languagesIn, readModel, stampsIn, takesSituations, wordsWith } from './rubrics-plugin.ts';

const found = (file: string, { code, place, reason }: Fault): Finding => ({ file, place, reason, cure: CURES[code] });

/**
 * Reads a file of JSON as it is written.
 *
 * @throws DataError with the line and column of what is no JSON
 */
export function readJsonFile(file: string): unknown {
  if (!existsSync(file) || !statSync(file).isFile()) throw new DataError(file, '', 'missing');
  // Some editors put a mark before the text that says in which order its bytes are.
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  if (!text.trim()) throw new DataError(file, '', 'empty');
  try {
    return JSON.parse(text);
  } catch (error) {
    const { line, character } = whereNotJson(text)!;
    const why = (error as Error).message.replace(/(,? \.*".*" is not valid JSON| in JSON at position.*| \(line.*)$/s, '');
    throw new DataError(file, `line ${line}, column ${character}`, 'not-json-at', { line, character }, `is not JSON: ${why}`);
  }
}

/** Reads a file, or names what is wrong with it. @param travels makes of what is written what is checked */
function attempt(file: string, findings: Finding[], travels = (written: unknown) => written): unknown {
  try {
    return travels(withoutSchema(readJsonFile(file)));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    findings.push({ file, place: error.place, reason: error.reason, cure: CURES[error.code!] });
    return undefined;
  }
}

/**
 * @param path a whole rubric in one file, the folder of a built-in one, or one of the files in such a folder
 * @returns all findings, file by file; empty where nothing is wrong
 */
export function checkPath(path: string, root = '.'): Finding[] {
  if (existsSync(path) && statSync(path).isDirectory()) return checkFolder(path, root);
  const findings: Finding[] = [];
  const value = attempt(path, findings);
  if (value === undefined) return findings;
  if ((value as { format?: unknown } | null)?.format === FORMAT) return checkWhole(value, path);
  const schema = schemaFor(value, path);
  if (!schema) return [found(path, fault('not-a-rubric', ''))];
  const builtInFacts = schema === rubricFactsSchema && builtInFolder(dirname(path), root);
  const travels = builtInFacts ? factsOf(value, readModel(root).model) : value;
  const faults = shapeFaults(schema, travels).map((one) => found(path, one));
  // A file of a folder is more than its shape where the others lie beside it.
  const folder = dirname(path);
  if (faults.length || !existsSync(join(folder, 'rubric.json'))) return faults;
  return checkFolder(folder, root).filter(({ file }) => file === join(folder, basename(path)));
}

function schemaFor(value: unknown, path: string) {
  if (value === null || typeof value !== 'object') return null;
  const name = basename(path);
  if (name === 'rubric.json' || 'version' in value) return rubricFactsSchema;
  if (basename(dirname(path)) === 'translated') return stampsSchema;
  return 'language' in value && 'criteria' in value ? translationSchema : null;
}

function checkWhole(value: unknown, path: string): Finding[] {
  const faults = rubricFaults(value);
  if (faults.length) return faults.map((one) => found(path, one));
  const { facts, words, translated } = withoutSchema(value) as RubricFile;
  return textFindings(rubricFile(facts, words, translated), (language) => ({ file: path, prefix: `words.${language}.` }), path);
}

/** What a program can say about the texts of a sound rubric. */
function textFindings(file: RubricFile, placeOf: (language: string) => { file: string; prefix: string }, factsFile: string): Finding[] {
  const findings: Finding[] = [];
  for (const language of Object.keys(file.words)) {
    const where = placeOf(language);
    const at = (one: Fault) => found(where.file, { ...one, place: where.prefix + one.place });
    findings.push(...checkWording(rubricIn(file, language)).map(at));
    findings.push(...stalePlaces(file, language).map((place) => at(fault('stale', place))));
  }
  const count = file.facts.criteria.length;
  if (count < 5) findings.push({ ...found(factsFile, fault('few-criteria', '', { count })), advice: true });
  if (count > 7) findings.push({ ...found(factsFile, fault('many-for-a-sitting', '')), advice: true });
  return findings;
}

function checkFolder(folder: string, root: string): Finding[] {
  const findings: Finding[] = [];
  const factsFile = join(folder, 'rubric.json');
  const builtIn = builtInFolder(folder, root);
  const shaped = <T>(file: string, schema: Parameters<typeof shapeFaults>[0], travels?: (written: unknown) => unknown): T | undefined => {
    const value = attempt(file, findings, travels);
    if (value === undefined) return undefined;
    const faults = shapeFaults(schema, value);
    findings.push(...faults.map((one) => found(file, one)));
    return faults.length ? undefined : (value as T);
  };
  let takes = false;
  const facts = shaped<RubricFacts>(factsFile, rubricFactsSchema, (written) => {
    takes = builtIn && takesSituations(written);
    return takes ? factsOf(written, readModel(root).model) : written;
  });
  const languages = languagesIn(folder);
  const words: Record<string, Translation> = {};
  for (const language of languages) {
    const name = join(folder, `${language}.json`);
    const own = shaped<Translation>(name, translationSchema, (written) => (takes ? wordsWith(written, language, name, root) : written));
    if (own) words[language] = own;
  }
  const translated = stampsIn(folder, (file) => shaped<Readonly<Record<string, string>>>(file, stampsSchema) ?? {});
  if (!facts || findings.length) return findings;

  const file = rubricFile(facts, words, translated);
  const whole = wholeFaults(file);
  if (builtIn) whole.push(...builtInFaults(file));
  findings.push(...whole.map((one) => inFolder(folder, one)));
  if (findings.length) return findings;
  findings.push(...textFindings(file, (language) => ({ file: join(folder, `${language}.json`), prefix: '' }), factsFile));
  if (builtIn) findings.push(...builtInFindings(file, folder, root));
  return findings;
}

const builtInFolder = (folder: string, root: string): boolean => relative(join(root, 'rubrics'), folder) === basename(folder);

/** “words.fi.A2.3” of a rubric in a folder is “A2.3” in fi.json. */
function inFolder(folder: string, one: Fault): Finding {
  const [, language, place] = one.place.match(/^words\.([^.]+)\.(.*)$/) ?? [];
  if (language) return found(join(folder, `${language}.json`), { ...one, place: place! });
  return found(join(folder, 'rubric.json'), { ...one, place: one.place.replace(/^facts\./, '') });
}

/** What is asked of built-in rubrics only: every language of the app, every translation up to date, released versions as they were. */
function builtInFindings(file: RubricFile, folder: string, root: string): Finding[] {
  const findings: Finding[] = [];
  const { id } = file.facts;
  if (id !== basename(folder))
    findings.push({
      file: join(folder, 'rubric.json'),
      place: 'id',
      reason: `is “${id}”, but the folder is “${basename(folder)}”`,
      cure: 'Give both the same name.'
    });
  const wrong = versionFault(file, readReleases(root));
  if (wrong) findings.push({ file: join(folder, 'rubric.json'), place: 'version', ...wrong });
  for (const language of LANGUAGES) {
    if (language === sourceOf(file.facts)) continue;
    const name = join(folder, `${language}.json`);
    findings.push(...missingPlaces(file, language).map((place) => found(name, fault('untranslated', place, { language }))));
    findings.push(
      ...unstampedPlaces(file, language).map((place) => ({
        file: name,
        place,
        reason: 'was translated, but nobody recorded from which text',
        cure: `Read it beside the original, then run: npm run rubric -- translated ${id} ${language}`
      }))
    );
  }
  return findings;
}

/** The ids of the built-in rubrics: every folder with facts. */
export const builtInIds = (root = '.'): string[] =>
  readdirSync(join(root, 'rubrics')).filter((name) => existsSync(join(root, 'rubrics', name, 'rubric.json')));

/** All findings about all built-in rubrics and the model; about their words together once each can be read alone. */
export function checkBuiltIns(root = '.'): Finding[] {
  const findings: Finding[] = [];
  for (const language of LANGUAGES)
    try {
      readModel(root, language);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      findings.push({ file: error.file, place: error.place, reason: error.reason, cure: CURES[error.code ?? 'no-text'] });
    }
  findings.push(...builtInIds(root).flatMap((id) => checkPath(join(root, 'rubrics', id), root)));
  if (findings.some(({ advice }) => !advice)) return findings;
  const { competencies, settings } = readModel(root).model;
  return [...findings, ...wordingFindings(root, competencies, settings)];
}

/** Stops a build where a built-in rubric breaks a rule, with all that is wrong. */
export function wholeRubrics(): Plugin {
  return {
    name: 'waymark-whole-rubrics',
    apply: 'build',
    buildStart() {
      const findings = checkBuiltIns().filter(({ advice }) => !advice);
      if (findings.length) this.error(told(findings));
    }
  };
}
