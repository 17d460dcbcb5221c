import * as fc from 'fast-check';
import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { LEVELS } from '#lib/domain/model.ts';
import { readModel, openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { caseId } from '#lib/exchange/rubrics/case-ids.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { writeRubricAs } from '#lib/exchange/rubrics/formats.ts';
import { openRubricBytes } from '../support/door.ts';
import { anyRubricFile } from '../support/rubrics.ts';
import { times } from '../support/scale.ts';

// ------------------------------------------------------------------------------------------------ what CASE 1.1 allows
// Our own words for what the published schema holds a package to: nothing but these properties, the required ones there, UUIDs in small
// letters. Checked by hand against the JSON Schema for CFPackage of 1EdTech (case_v1p1_cfpackage-jsonschema1.json).

const text = { type: 'string' };
const uuid = { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' };
const time = { type: 'string', format: 'date-time' };
const open = { type: 'object' };
const object = (required: Record<string, object>, optional: Record<string, object> = {}) => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false
});
const list = (items: object) => ({ type: 'array', items });
const link = object({ title: text, identifier: uuid, uri: text });
const node = object({ title: text, identifier: text, uri: text }, { targetType: { enum: ['CASE'] } });
const base = { identifier: uuid, uri: text, lastChangeDateTime: time };
const packageSchema = object(
  {
    CFDocument: object(
      { ...base, creator: text, title: text },
      {
        caseVersion: { const: '1.1' },
        description: text,
        language: text,
        version: text,
        adoptionStatus: text,
        licenseURI: link,
        notes: text,
        extensions: open
      }
    )
  },
  {
    CFItems: list(
      object(
        { ...base, fullStatement: text },
        {
          humanCodingScheme: text,
          CFItemType: text,
          CFItemTypeURI: link,
          abbreviatedStatement: text,
          language: text,
          notes: text,
          extensions: open
        }
      )
    ),
    CFAssociations: list(
      object(
        { ...base, associationType: { enum: ['isChildOf'] }, originNodeURI: node, destinationNodeURI: node },
        { sequenceNumber: { type: 'integer' } }
      )
    ),
    CFDefinitions: object(
      {},
      {
        CFItemTypes: list(object({ ...base, title: text, description: text, hierarchyCode: text })),
        CFLicenses: list(object({ ...base, title: text, licenseText: text }))
      }
    ),
    CFRubrics: list(
      object(base, {
        title: text,
        description: text,
        CFRubricCriteria: list(
          object(base, {
            category: text,
            description: text,
            CFItemURI: link,
            position: { type: 'integer' },
            rubricId: uuid,
            CFRubricCriterionLevels: list(
              object(base, {
                description: text,
                quality: text,
                score: { type: 'number' },
                position: { type: 'integer' },
                rubricCriterionId: uuid,
                // Of all classes, this one has a list of extensions.
                extensions: list(open)
              })
            )
          })
        )
      })
    )
  }
);
const ajv = formats.default(new Ajv({ allErrors: true }));
const valid = ajv.compile(packageSchema);
const faults = (value: unknown) =>
  valid(value) ? [] : (valid.errors as ErrorObject[]).map(({ instancePath, message }) => `${instancePath} ${message}`);

interface Package {
  CFDocument: { identifier: string; title: string; language: string; creator: string; extensions?: Record<string, unknown> };
  CFItems: { identifier: string; fullStatement: string; humanCodingScheme: string }[];
  CFAssociations: { originNodeURI: { identifier: string }; destinationNodeURI: { identifier: string }; sequenceNumber: number }[];
  CFRubrics: {
    CFRubricCriteria: {
      description?: string;
      category?: string;
      position?: number;
      CFItemURI?: unknown;
      CFRubricCriterionLevels: { description: string; quality: string; score?: number; position?: number }[];
    }[];
  }[];
}

const packageOf = async (id: string, language?: string, now = 0) =>
  JSON.parse((await writeRubricAs(openRubricFile(id), 'case', language, { now })).content as string) as Package;
const openPackage = (value: unknown) => openRubricBytes('r.json', new TextEncoder().encode(JSON.stringify(value)));

describe('a CASE package', () => {
  test.each(readModel().model.competencies)('of %s has what CASE 1.1 requires and nothing that it does not know', async (id) =>
    expect(faults(await packageOf(id))).toEqual([])
  );

  test('of any rubric does', async () => {
    await fc.assert(
      fc.asyncProperty(anyRubricFile, async (file) => {
        const { content } = await writeRubricAs(file, 'case', undefined, { now: 1e12 });
        expect(faults(JSON.parse(content as string))).toEqual([]);
      }),
      times(20)
    );
  });

  test('is held to it: a property too many, one too few, and an id that is none are found', async () => {
    const pack = (await packageOf('presence')) as unknown as Record<string, Record<string, unknown>>;
    const { title: _, ...document } = pack.CFDocument!;
    expect(faults({ ...pack, CFDocument: { ...document, identifier: 'E1', CFPackageURI: 'x' } })).toHaveLength(3);
  });

  test('names the maker truly: of the rubric itself, else as it is told, else nobody', async () => {
    const file = openRubricFile('presence');
    const documentOf = async (facts: Partial<RubricFile['facts']>, maker = {}) =>
      (
        JSON.parse(
          (await writeRubricAs({ ...file, facts: { ...file.facts, ...facts } }, 'case', undefined, { now: 0, maker })).content as string
        ) as Package
      ).CFDocument;
    expect(await documentOf({}, { author: 'Waymark', licence: 'CC BY 4.0' })).toMatchObject({
      creator: 'Waymark',
      licenseURI: { title: 'CC BY 4.0' }
    });
    expect(await documentOf({ origin: { author: 'Jo, after Waymark' } }, { author: 'Waymark' })).toMatchObject({
      creator: 'Jo, after Waymark'
    });
    expect(await documentOf({})).toMatchObject({ creator: 'Unknown' });
  });

  test('is a draft until its author says that it is tried and settled', async () => {
    const file = openRubricFile('presence');
    const statusOf = async (version: string) => {
      const facts = { ...file.facts, version, changes: [] };
      const { content } = await writeRubricAs({ ...file, facts }, 'case', undefined, { now: 0 });
      return (JSON.parse(content as string) as { CFDocument: { adoptionStatus: string } }).CFDocument.adoptionStatus;
    };
    expect([await statusOf('0.9.0'), await statusOf('1.0.0'), await statusOf('10.2.0')]).toEqual(['Draft', 'Implemented', 'Implemented']);
  });

  test('has an item for the competency and one a criterion, each a child of it, in order', async () => {
    const { CFItems, CFAssociations, CFDocument } = await packageOf('presence');
    expect(CFItems.map(({ humanCodingScheme }) => humanCodingScheme)).toEqual(['presence', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6']);
    const [competency, ...criteria] = CFItems;
    expect(CFAssociations[0]).toMatchObject({
      originNodeURI: { identifier: competency!.identifier },
      destinationNodeURI: { identifier: CFDocument.identifier }
    });
    expect(CFAssociations.slice(1).map(({ originNodeURI }) => originNodeURI.identifier)).toEqual(
      criteria.map(({ identifier }) => identifier)
    );
    for (const { destinationNodeURI } of CFAssociations.slice(1)) expect(destinationNodeURI.identifier).toBe(competency!.identifier);
  });

  test('has the same ids whenever it is made, and no id twice', async () => {
    const idsOf = (value: unknown) =>
      [...JSON.stringify(value).matchAll(/"identifier":"([^"]+)","uri":"[^"]+","lastChange/g)].map(([, id]) => id);
    const first = idsOf(await packageOf('presence', undefined, 0));
    expect(first).toEqual(idsOf(await packageOf('presence', undefined, 1e12)));
    expect(new Set(first).size).toBe(first.length);
    expect(first).toHaveLength(1 + 7 + 7 + 2 + 1 + 6 + 24);
    expect(caseId('a', 'b')).not.toBe(caseId('ab'));
  });

  test('in Finnish has its fields in Finnish, and both languages come back', async () => {
    const file = openRubricFile('presence');
    const pack = await packageOf('presence', 'fi');
    expect(pack.CFDocument.title).toBe(file.words.fi!.title);
    expect(pack.CFDocument.language).toBe('fi');
    expect((await openPackage(pack)).rubric?.file.words).toEqual({ en: file.words.en, fi: file.words.fi });
  });

  test('that somebody changed elsewhere comes back with the change', async () => {
    const pack = await packageOf('presence');
    pack.CFRubrics[0]!.CFRubricCriteria[0]!.CFRubricCriterionLevels[2]!.description = 'I show who I am.';
    pack.CFRubrics[0]!.CFRubricCriteria.pop();
    const { draft, faults } = await openPackage(pack);
    expect(faults).toEqual([]);
    expect(draft.words.en?.criteria.E1?.descriptors?.[3]).toBe('I show who I am.');
    expect(draft.facts.criteria.map(({ id }) => id)).toEqual(['E1', 'E2', 'E3', 'E4', 'E5']);
    expect(Object.keys(draft.words.sv!.criteria)).toHaveLength(5);
    // What was said of E6 and earlier versions: it ended. Of the others nothing else is said than before.
    const before = openRubricFile('presence').facts.changes!;
    expect(before[0]!.criteria).toContainEqual({ kind: 'comparable', from: ['E6'], to: ['E6'] });
    expect(draft.facts.changes).toEqual(
      before.map(({ from, criteria }) => ({
        from,
        criteria: criteria.map((one) => (one.to[0] === 'E6' ? { ...one, kind: 'not-comparable', to: [] } : one))
      }))
    );
  });
});

describe('a CASE package of another tool', () => {
  const foreign = async (): Promise<Package> => {
    const pack = await packageOf('presence');
    delete pack.CFDocument.extensions;
    return { ...pack, CFDocument: { ...pack.CFDocument, language: 'fin', creator: ' A  school ' }, other: { more: [1] } } as Package;
  };

  test('opens with its texts, in its language, with ids from the codes of its items', async () => {
    const { draft, rubric, faults, returnsTo } = await openPackage(await foreign());
    expect(draft.facts.criteria.map(({ id }) => id)).toEqual(['E1', 'E2', 'E3', 'E4', 'E5', 'E6']);
    expect(draft.facts).toMatchObject({ source: 'fi', origin: { author: 'A school' } });
    expect(draft.words.fi?.criteria.E1?.title).toBe('Saying who I am');
    expect(faults).toEqual([]);
    expect(rubric).not.toBeNull();
    expect(returnsTo).toBeNull();
  });

  test('has its levels in the order of their positions, or of their scores', async () => {
    for (const by of ['position', 'score'] as const) {
      const pack = await foreign();
      for (const { CFRubricCriterionLevels } of pack.CFRubrics[0]!.CFRubricCriteria) {
        CFRubricCriterionLevels.reverse();
        for (const level of CFRubricCriterionLevels) delete level[by === 'position' ? 'score' : 'position'];
      }
      const { draft } = await openPackage(pack);
      expect(LEVELS.map((level) => draft.words.fi?.criteria.E1?.descriptors?.[level])).toEqual(
        LEVELS.map((level) => openRubricFile('presence').words.en!.criteria.E1!.descriptors![level])
      );
    }
  });

  test('with another number of levels is declined, with the criterion named', async () => {
    const pack = await foreign();
    pack.CFRubrics[0]!.CFRubricCriteria[3]!.CFRubricCriterionLevels.pop();
    await expect(openPackage(pack)).rejects.toMatchObject({
      code: 'case-levels',
      place: 'CFRubrics.0.CFRubricCriteria.3.CFRubricCriterionLevels',
      values: { count: 3 }
    });
  });

  test('without a rubric, with two, or that is no package is declined', async () => {
    const pack = await foreign();
    await expect(openPackage({ ...pack, CFRubrics: [] })).rejects.toMatchObject({ code: 'no-case-rubric' });
    await expect(openPackage({ ...pack, CFRubrics: [pack.CFRubrics[0], pack.CFRubrics[0]] })).rejects.toMatchObject({
      code: 'many-case-rubrics',
      place: 'CFRubrics'
    });
    await expect(openPackage({ CFRubrics: [] })).rejects.toMatchObject({ code: 'no-case-rubric' });
    await expect(openPackage({ CFDocument: 'a', CFRubrics: [] })).rejects.toMatchObject({ code: 'not-case' });
  });

  test('without items has made-up ids', async () => {
    const { draft } = await openPackage({ ...(await foreign()), CFItems: [] });
    expect(draft.facts.criteria[1]!.id).toBe('c2');
  });
});
