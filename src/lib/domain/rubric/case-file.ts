/**
 * What is read of a 1EdTech CASE 1.1 package (https://www.imsglobal.org/spec/case/v1p1): the parts that a rubric is in. Whatever else a
 * package holds is left alone, since other tools write more.
 */
import * as z from 'zod/mini';
import { rubricVersionSchema } from './rubric-file.ts';

/** Far above any text that a rubric may have; each is looked at again where it ends up. */
const text = z.string().check(z.maxLength(20_000, 'long-text'));
/** Some services write numbers in quotes. */
const order = z.optional(z.nullable(z.union([z.number(), z.string().check(z.maxLength(100, 'long-text'))])));
const words = z.optional(z.nullable(z.pipe(z.union([text, z.number()]), z.transform(String))));
const link = z.optional(z.nullable(z.object({ title: words, identifier: words })));

const caseLevelSchema = z.object({ description: words, quality: words, score: order, position: order });

const caseCriterionSchema = z.object({
  category: words,
  description: words,
  CFItemURI: link,
  position: order,
  CFRubricCriterionLevels: z.optional(z.nullable(z.array(caseLevelSchema).check(z.maxLength(100, 'many-rows'))))
});

const caseRubricSchema = z.object({
  title: words,
  description: words,
  CFRubricCriteria: z.optional(z.nullable(z.array(caseCriterionSchema).check(z.maxLength(1_000, 'many-criteria'))))
});

/** The version that is written. */
export const CASE_VERSION = '1.1';
/** Versions that are read: packages of before 1.1 say none, and have none of its rubrics' fields in another place. */
export const CASE_VERSIONS: readonly (string | null)[] = [null, '1.0', CASE_VERSION];

export const casePackageSchema = z.object({
  CFDocument: z.object({
    caseVersion: words,
    title: words,
    creator: words,
    language: words,
    version: words,
    description: words,
    licenseURI: link,
    extensions: z.optional(z.unknown())
  }),
  CFItems: z.optional(
    z.nullable(z.array(z.object({ identifier: words, fullStatement: words, humanCodingScheme: words, abbreviatedStatement: words })))
  ),
  CFRubrics: z.optional(z.nullable(z.array(caseRubricSchema).check(z.maxLength(1_000, 'many-criteria'))))
});

export type CasePackage = z.infer<typeof casePackageSchema>;
export type CaseCriterion = z.infer<typeof caseCriterionSchema>;
export type CaseLevel = z.infer<typeof caseLevelSchema>;

/** Where Waymark keeps, among a document's extensions, what CASE has no field for. */
export const CASE_EXTENSION = 'waymark';

/** The extension's outer shape; facts and words in it are checked as a rubric's own. */
export const caseExtensionSchema = z.object({
  formatVersion: rubricVersionSchema,
  /** The language that the CASE fields are in. */
  language: z.string(),
  madeFrom: z.nullable(z.string().check(z.regex(/^[0-9a-f]{32}$/, 'bad-id'))),
  /** Places that stand in the source's words in the CASE fields, because this language lacks them. */
  borrowed: z.array(z.string().check(z.maxLength(200))).check(z.maxLength(10_000)),
  facts: z.looseObject({ criteria: z.array(z.looseObject({ id: z.string() })) }),
  words: z.record(z.string(), z.looseObject({ criteria: z.record(z.string(), z.unknown()) })),
  translated: z.optional(z.unknown())
});
