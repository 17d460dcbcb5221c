/**
 * JSON Schemas of the files that authors write and of a person’s data, made from the very checks that the app reads them with, so that an editor completes
 * and marks what is wrong. `npm run build` puts them into build/schema.
 *
 * What a JSON Schema cannot say, and `npm run rubric -- check` does: that ids agree between facts and words, that the rubric's own
 * language is whole, that essentials have their conditions, how changes fit together, and the order of thresholds. Nor can it say that no two
 * of a list have the same id.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import { FORMAT_VERSION as DATA_VERSION, personalFileSchema } from '../src/lib/domain/person/personal-file.ts';
import { requestSchema, SECOND_VERSION, viewSchema } from '../src/lib/domain/second/second-file.ts';
import { modelSchema, modelWordsSchema } from '../src/lib/domain/model-file.ts';
import {
  FORMAT_VERSION,
  MOST,
  rubricFileSchema,
  rubricWordsSchema,
  stampsSchema,
  translationSchema
} from '../src/lib/domain/rubric/rubric-file.ts';
import { writtenFactsSchema } from './rubrics-plugin.ts';

/** The folder in a build that they are published in. */
export const SCHEMAS = 'schema';

export type JsonSchema = { [key: string]: unknown };

const SITUATIONS = 'Who a person is with when they do what the statements of a level say: for all four levels, or left out.';

/** What means something else in a second view. */
const SECOND: Readonly<Record<string, string>> = {
  number: 'Drawn at random: ties what is answered to what was asked.',
  tag: 'Of what was asked. Where it differs, the answers are to other questions.',
  'topics.criteria': 'Ids of the questions that are asked about.',
  answers: 'By question, such as "privacy.C4": one sign for each level. 2 yes, 1 partly, 0 no, ? cannot tell, - nothing said.',
  'views.id': 'Drawn at random: the same person’s corrected answers bear the same one.',
  by: 'The name that whoever answered gave; empty where none.',
  withdrawnAt: 'From then on nothing more is taken in.'
};

interface Published {
  readonly name: string;
  /** Names of before: what they were given to is valid still, and an editor that looks there finds the present one. */
  readonly earlier?: readonly string[];
  readonly schema: z.ZodMiniType;
  readonly title: string;
  readonly description: string;
  /** What its own keys mean, where others of the same name mean something else. */
  readonly says?: Readonly<Record<string, string>>;
}

/** Their names are addresses that authors write down: they stay. The number is the format's, and goes up where that changes what is in it. */
export const PUBLISHED: readonly Published[] = [
  {
    name: `rubric-${FORMAT_VERSION}.json`,
    earlier: ['rubric-1.json', 'rubric-2.json'],
    schema: rubricFileSchema,
    title: 'Waymark rubric',
    description: 'A whole rubric in one file: facts, and words in one or more languages.'
  },
  {
    name: 'facts-2.json',
    earlier: ['facts-1.json'],
    schema: writtenFactsSchema,
    title: 'Facts of a rubric (rubric.json)',
    description: 'What does not hang on a language: ids, order, essentials, version.',
    says: { '.situations': `${SITUATIONS} In a built-in rubric also "model": those of the model.` }
  },
  {
    name: 'words-2.json',
    earlier: ['words-1.json'],
    schema: rubricWordsSchema,
    title: 'Words of a rubric, in its own language',
    description: 'All that is needed to answer it is there.'
  },
  {
    name: 'translation-2.json',
    earlier: ['translation-1.json'],
    schema: translationSchema,
    title: 'Words of a rubric, in another language',
    description: 'As far as the translation has come; the original stands in for what is missing.'
  },
  {
    name: 'translated-1.json',
    schema: stampsSchema,
    title: 'Stamps of a translation (translated/fi.json)',
    description: 'For each place, a stamp of the text that it was translated from. Written by a command.'
  },
  {
    name: 'model-1.json',
    schema: modelSchema,
    title: 'The model (model.json)',
    description: 'Thresholds, the order of competencies, notes between them, roles and settings.'
  },
  {
    name: 'model-words-1.json',
    schema: modelWordsSchema,
    title: 'Words of the model',
    description: 'Names of levels, roles and settings, and texts of notes, in one language.'
  },
  {
    name: `answers-${DATA_VERSION}.json`,
    schema: personalFileSchema,
    title: 'A person’s data',
    description: 'Assessments with their answers, the plan, and rubrics that are not built in. See docs/data-format.md.',
    says: {
      '.version': 'The format’s number. Older files are read too.',
      '.rubrics': 'Published rubrics that are not built in, or that an assessment was answered with.',
      'head.rubrics': 'What was answered: each rubric by id, version and, where noted, the hash of its content.',
      id: 'Never given another meaning.',
      at: 'When it last changed, in milliseconds since 1970.',
      noteAt: 'When the note last changed, where that is not when the entry did.',
      evidenceAt: 'When the evidence mark last changed, where that is not when the entry did.',
      createdAt: 'In milliseconds since 1970.',
      updatedAt: 'In milliseconds since 1970.',
      cells: 'Answers by level. One that is open is left out.',
      value: '0 not yet, 1 partly, 2 yes, "na" not part of the job.',
      'items.origin': 'own: made here; received: from somebody else; kept: a copy of what was answered.',
      '1.origin': 'given: this very answer was set; placed: “this is where I am”; assumed: follows from that.',
      cursor: 'The criterion last in front of the person, such as "privacy.C4".',
      retrospectOf: 'Looking back: the id of the assessment whose time is rated again.',
      size: 'How many criteria its rubrics have together.',
      targets: 'Levels aimed at, by competency.',
      order: 'Steps with a smaller number stand before those with a larger one.',
      by: 'A day such as 2026-03-09.',
      evidence: 'What the criterion rests on. Never scored.',
      ...SECOND
    }
  },
  {
    name: `second-view-request-${SECOND_VERSION}.json`,
    schema: requestSchema,
    title: 'A request for a second view',
    description: 'What somebody asks of a person who knows their work. It holds no answers.',
    says: SECOND
  },
  {
    name: `second-view-${SECOND_VERSION}.json`,
    schema: viewSchema,
    title: 'A second view',
    description: 'What a person who was asked answers about the work of somebody else.',
    says: SECOND
  }
];

/** What an editor says about a key, wherever it stands. More particular ones are named with the key above. */
const SAID: Readonly<Record<string, string>> = {
  id: 'A letter, then letters, digits or hyphens. It is in stored answers: never give it another meaning.',
  version: 'Three numbers. The last one for wording that means the same, the middle one when something else is asked.',
  keyLevel: 'The level at which this competency is the one that matters most.',
  source: 'The language that it was written in; English when left out.',
  essential: 'Levels that no other points make up for, because people’s safety or the accuracy of what is shared rests on them.',
  beyond: 'Essential levels whose condition is wider than their situation: asked also of people in whose role the situation is not.',
  situations: SITUATIONS,
  'situations.id': 'Rubrics that name the same id mean the same situation. Never give it another meaning.',
  label: 'Stands over the statement: “In an online group that I guide”.',
  definition: 'What the situation is, in a sentence.',
  exclusions: 'What does not count.',
  wayIn: 'One step for whoever is not in the situation yet, such as how to find and join a community.',
  outOfRole: 'In the facts: true, where one may say that the situation is not part of one’s role. In the words: the sentence that says it.',
  digcomp: 'Competences of DigComp 3.0 that the criterion touches, such as "2.4".',
  thresholds: 'Thresholds of its own, where the model’s do not fit.',
  changes: 'From which earlier versions answers carry over, and how.',
  'changes.from': 'The earlier version.',
  kind: 'same: the same in other words. comparable: close enough to carry over, to be looked at. not-comparable: asks something else. split: one became several. merged: several became one.',
  levels: 'Only these levels; all four when left out.',
  origin: 'Who made it, under which licence, and the rubric that it was made from.',
  title: 'A name of at most six words.',
  short: 'A shorter name, for charts and narrow screens.',
  about: 'What it is about, in a sentence or two.',
  practice: 'Of earlier versions: shown nowhere. Leave it out.',
  descriptors: 'What the person recognises themselves in, one text per level: one act, in the first person, readable alone.',
  help: 'What is meant, and examples.',
  examples: 'What it can look like, by setting.',
  'criteria.examples': 'By setting, the level whose statement the example there shows.',
  evidence: 'What one could show a colleague.',
  next: 'One thing to try next, by the level that it leads to.',
  notApplicable: 'For each essential level: when “not part of my job” is a true answer. “Only if …”.',
  words: 'By language.',
  elsewhere:
    'Languages that the rubric has and whose words are not, or not all, in this file: each with the hash of all its words. Written by the app.',
  translated: 'Written by a command: what each translation was made from.',
  language: 'The language’s code, such as "en".',
  hold: 'Share of a level’s possible points at which the level is held, as [numerator, denominator].',
  emerging: 'Share from which it counts as emerging.',
  cover: 'Share of the criteria that must be answered for a level to say anything.',
  margin: 'Points that two answers, one step different, are worth.',
  progressCap: 'How far towards the next level a chart’s marker may stand.'
};

/** @returns the JSON Schema of a published file, draft 7, which every editor knows */
export function jsonSchemaOf({ schema, title, description, says = {} }: Published): JsonSchema {
  const made = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', reused: 'inline' }) as JsonSchema;
  const { $schema, ...rest } = made;
  const told = described(rest, '', { ...SAID, ...says }) as JsonSchema;
  // A file may say where its schema is; whoever reads it takes that off.
  if (told.properties) told.properties = { $schema: { type: 'string' }, ...(told.properties as object) };
  return { $schema, title, description, ...told };
}

function described(node: unknown, above: string, said: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(node)) return node.map((one) => described(one, above, said));
  if (node === null || typeof node !== 'object') return node;
  const own = Object.fromEntries(
    Object.entries(node).map(([key, one]) => {
      if (key !== 'properties') return [key, described(one, above, said)];
      const properties = Object.entries(one as JsonSchema).map(([name, of]) => {
        const says = said[`${above}.${name}`] ?? said[name];
        const inner = described(of, name, said) as JsonSchema;
        return [name, says ? { description: says, ...inner } : inner];
      });
      return [key, Object.fromEntries(properties)];
    })
  ) as JsonSchema;
  // A tuple has as many items as it names, no more and no fewer.
  if (Array.isArray(own.items)) Object.assign(own, { minItems: own.items.length, additionalItems: false });
  // Levels by their names, so that an editor can offer them.
  const names = (own.propertyNames as { enum?: string[] } | undefined)?.enum;
  if (names) {
    own.properties = Object.fromEntries(names.map((name) => [name, own.additionalProperties]));
    own.additionalProperties = false;
    delete own.propertyNames;
  }
  if (above === 'words' && own.propertyNames) own.maxProperties = MOST.languages;
  return own;
}

/** Writes all of them. @param build the folder of a build */
export function writeSchemas(build: string): void {
  mkdirSync(join(build, SCHEMAS), { recursive: true });
  for (const one of PUBLISHED)
    for (const name of [one.name, ...(one.earlier ?? [])])
      writeFileSync(join(build, SCHEMAS, name), `${JSON.stringify(jsonSchemaOf(one), null, 1)}\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) writeSchemas('build');
