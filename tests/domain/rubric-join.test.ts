import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idSchema } from '#lib/domain/value-file.ts';
import { checked, MOST } from '#lib/domain/rubric/rubric-file.ts';
import { joinRubric, rubricFile, rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { readRubric, rubricFaults } from '#lib/domain/rubric/sound.ts';
import type { RubricFile, RubricWords, Translation } from '#lib/domain/rubric/rubric.ts';
import { placesOf, sourceOf, textAt, withText } from '#lib/domain/rubric/places.ts';
import { aFile, aValidFile, someWords } from './rubric-files.ts';
import { times } from '../support/scale.ts';

const en = (file: RubricFile): Translation => file.words.en!;
const withEn = (file: RubricFile, place: string, text: string): RubricFile => ({
  ...file,
  words: { ...file.words, en: withText(en(file), place, text) }
});
const withFacts = (file: RubricFile, facts: Partial<RubricFile['facts']>): RubricFile => ({ ...file, facts: { ...file.facts, ...facts } });
/** Words of so many languages, in which nothing is translated yet. */
const languages = (count: number): Record<string, Translation> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => `q${String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26))}`).map((language) => [
      language,
      { language, criteria: {} } as Translation
    ])
  );
const refusal = (value: unknown) => {
  try {
    readRubric(value, 'f.json');
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
};

test('facts and words join: what nobody wrote is empty', () => {
  const file = aFile(['A1'], {}, ['A1.2']);
  expect(joinRubric(file.facts, en(file) as RubricWords, 'f')).toEqual({
    id: 'own-one',
    version: '1.0.0',
    language: 'en',
    keyLevel: 1,
    title: 'en title',
    short: 'en short',
    about: '',
    criteria: [
      {
        id: 'A1',
        essential: [2],
        digcomp: [],
        title: 'en A1',
        descriptors: { 1: 'en A1 at 1.', 2: 'en A1 at 2.', 3: 'en A1 at 3.', 4: 'en A1 at 4.' },
        notApplicable: { 2: 'Only if A1.2 cannot arise.' },
        help: { about: '', examples: {} },
        exampleLevels: {},
        evidence: [],
        next: {}
      }
    ]
  });
});

describe('a rubric in a language', () => {
  const half: Translation = { language: 'fi', title: 'fi title', criteria: { A1: { descriptors: { 1: 'fi A1 at 1.' }, evidence: [''] } } };
  const file = rubricFile(aFile().facts, { en: withText(someWords('en', ['A1', 'A2']), 'A1.evidence.1', 'an idea'), fi: half });

  test('stands in the source’s words where it lacks its own, and says where', () => {
    const rubric = rubricIn(file, 'fi');
    expect([rubric.language, rubric.title, rubric.short]).toEqual(['fi', 'fi title', 'en short']);
    expect(rubric.criteria[0]!.descriptors).toEqual({ 1: 'fi A1 at 1.', 2: 'en A1 at 2.', 3: 'en A1 at 3.', 4: 'en A1 at 4.' });
    expect(rubric.criteria[0]!.evidence).toEqual(['an idea']);
    expect(Object.entries(rubric.borrowed!).slice(0, 4)).toEqual([
      ['short', 'en'],
      ['A1.title', 'en'],
      ['A1.2', 'en'],
      ['A1.3', 'en']
    ]);
    expect(rubric.borrowed).not.toHaveProperty(['A1.1']);
  });

  test.each(['de', 'constructor', '__proto__', ''])('is the source’s where there are no words at all: “%s”', (language) => {
    const rubric = rubricIn(file, language);
    expect([rubric.language, rubric.borrowed]).toEqual(['en', undefined]);
  });

  test('borrows nothing in its own language', () => expect(rubricIn(file, 'en').borrowed).toBeUndefined());

  test('can be made of every file that is let in, in every language, with every text of the source or its own', () =>
    fc.assert(
      fc.property(aValidFile, (any) => {
        const read = readRubric(any, 'f').file;
        const original = read.words[sourceOf(read.facts)]!;
        for (const [language, own] of Object.entries(read.words)) {
          const rubric = rubricIn(read, language);
          const { borrowed = {} } = rubric;
          for (const place of placesOf(read.facts, original)) expect(borrowed[place] !== undefined).toBe(!textAt(own, place));
          for (const { id, descriptors } of rubric.criteria)
            for (const level of [1, 2, 3, 4] as const)
              expect(descriptors[level]).toBe(textAt(own, `${id}.${level}`) ?? textAt(original, `${id}.${level}`));
        }
      }),
      times(100)
    ));
});

describe('a file from outside', () => {
  test('is let in when it is valid, and reading it again changes nothing', () =>
    fc.assert(
      fc.property(aValidFile, (file) => {
        const once = readRubric(JSON.parse(JSON.stringify(file)), 'f').file;
        expect(readRubric(once, 'f').file).toEqual(once);
        expect(rubricFaults(file)).toEqual([]);
      }),
      times(100)
    ));

  const twice = aFile(['A1', 'A1']);
  const refused: [what: string, value: unknown, message: string][] = [
    ['nothing', null, 'f.json: is not a file of a Waymark rubric'],
    ['a list', [], 'f.json: is not a file of a Waymark rubric'],
    ['answers', { format: 'waymark-assessment' }, 'f.json: is not a file of a Waymark rubric'],
    [
      'a newer format',
      { ...aFile(), formatVersion: 4 },
      'f.json: formatVersion was made by a newer Waymark (format 4; this one reads up to 3)'
    ],
    ['an unknown key', { ...aFile(), more: 1 }, 'f.json: holds something that does not belong here (more)'],
    ['no words in its own language', withFacts(aFile(), { source: 'sv' }), 'f.json: words has no words in “sv”'],
    ['a missing descriptor', withEn(aFile(), 'A2.3', ''), 'f.json: words.en.A2.3 has no text'],
    [
      'an essential without its condition',
      withFacts(aFile(['A1']), { criteria: [{ id: 'A1', essential: [1] }] }),
      'words.en.A1.notApplicable.1'
    ],
    ['a condition that belongs to no essential', withEn(aFile(), 'A1.notApplicable.2', 'Only if.'), 'but is not essential'],
    [
      'such a condition in a translation only',
      { ...aFile(), words: { en: en(aFile()), fi: withText({ language: 'fi', criteria: {} }, 'A1.notApplicable.2', 'Vain jos.') } },
      'words.fi.A1.notApplicable.2 has a notApplicable text but is not essential'
    ],
    ['words of no criterion', withEn(aFile(), 'A7.title', 'x'), 'words.en.A7 has words but is not a criterion'],
    ['an idea left empty', withEn(aFile(), 'A1.evidence.2', 'x'), 'words.en.A1.evidence.1 has no text'],
    ['a criterion that stands twice', twice, 'facts.criteria.1.id stands twice'],
    ['a language under another’s name', { ...aFile(), words: { en: { ...en(aFile()), language: 'fi' } } }, 'words.en.language'],
    ['a mark that turns the direction of writing', withEn(aFile(), 'A1.1', 'a\u202Eb'), 'has a character that cannot be seen'],
    ['a line break', withEn(aFile(), 'A1.1', 'a\nb'), 'has a character that cannot be seen'],
    ['half a character', withEn(aFile(), 'A1.1', 'a\uD83D'), 'has a character that cannot be seen'],
    ['a text that is too long', withEn(aFile(), 'A1.1', 'x'.repeat(MOST.text + 1)), 'has more than 2000 characters'],
    ['a criterion that is called as a part is', aFile(['about']), 'facts.criteria.0.id an id is a letter'],
    [
      'a setting that is called as a part is',
      { ...aFile(), words: { en: { ...en(aFile()), criteria: { A1: { help: { examples: { about: 'x' } } } } } } },
      'words.en.criteria.A1.help.examples.about an id is'
    ],
    ['a criterion called “constructor”', aFile(['constructor']), 'facts.criteria.0.id an id is a letter'],
    [
      'too many languages',
      {
        ...aFile(),
        words: languages(201)
      },
      'words a rubric has at most 200 languages'
    ],
    [
      'thresholds that contradict each other',
      withFacts(aFile(), { thresholds: { hold: [1, 3], emerging: [1, 2], cover: [2, 3], margin: 2, progressCap: [9, 10] } }),
      'facts.thresholds a level would be held with fewer points'
    ]
  ];
  test.each(refused)('is declined when it is or has %s', (_what, value, message) => expect(refusal(value)).toContain(message));

  type Change = NonNullable<RubricFile['facts']['changes']>[number];
  const change = (from: string, ...criteria: Change['criteria']): Change => ({ from, criteria });
  test.each<[string, Change[], string]>([
    ['itself', [change('1.0.0')], 'facts.changes.0.from leads from this version to itself'],
    ['a later version', [change('1.10.0')], 'leads from version 1.10.0, which comes after this one'],
    ['one version twice', [change('0.9.0'), change('0.9.0')], 'facts.changes.1.from says twice where “0.9.0” comes from'],
    ['a criterion that is not there', [change('0.9.0', { kind: 'same', from: ['A1'], to: ['A9'] })], 'names the criterion “A9”'],
    ['one as the same of two', [change('0.9.0', { kind: 'same', from: ['A1', 'A2'], to: ['A1'] })], 'is “same” from 2 to 1'],
    ['a split into one', [change('0.9.0', { kind: 'split', from: ['A1'], to: ['A1'] })], 'goes from one criterion to several'],
    ['a merger of one', [change('0.9.0', { kind: 'merged', from: ['A1'], to: ['A1'] })], 'goes from several criteria to one'],
    ['no level at all', [change('0.9.0', { kind: 'comparable', from: ['A1'], to: ['A1'], levels: [] })], 'names no level'],
    [
      'a cell that comes from two places',
      [
        change(
          '0.9.0',
          { kind: 'same', from: ['A1'], to: ['A1'], levels: [1, 2] },
          { kind: 'comparable', from: ['A2'], to: ['A1'], levels: [2] }
        )
      ],
      'says twice where “A1.2” comes from'
    ]
  ])('is declined when a change leads from %s', (_what, changes, message) =>
    expect(refusal(withFacts(aFile(), { changes }))).toContain(message)
  );

  test('may say of each level where it comes from, and that a criterion ended', () => {
    const changes = [
      change(
        '0.9.0',
        { kind: 'same', from: ['A1'], to: ['A1'], levels: [1, 2] },
        { kind: 'comparable', from: ['A2'], to: ['A1'], levels: [3] },
        { kind: 'not-comparable', from: ['A3'], to: [] }
      )
    ];
    expect(refusal(withFacts(aFile(), { changes }))).toBe('nothing');
  });

  test('gets all its faults named, in reading order, when somebody wants to mend it', () => {
    const file = withEn(withEn(aFile(['A1', 'A2']), 'A1.2', ''), 'A2.title', '');
    expect(rubricFaults(withFacts(file, { changes: [change('1.0.0')] })).map(({ place, code }) => [place, code])).toEqual([
      ['facts.changes.0.from', 'change-from-itself'],
      ['words.en.A1.2', 'no-text'],
      ['words.en.A2.title', 'no-text']
    ]);
    const shapes = rubricFaults({ ...file, facts: { ...file.facts, version: '1', keyLevel: 9 } });
    expect(shapes.map(({ place }) => place)).toEqual(['facts.version', 'facts.keyLevel']);
  });

  test('the faults of a file and the refusal of it agree', () =>
    fc.assert(
      fc.property(aValidFile, fc.constantFrom('A1.1', 'title', 'short'), (file, place) => {
        const source = sourceOf(file.facts);
        const spoilt = {
          ...file,
          words: { ...file.words, [source]: withText(file.words[source]!, place.replace('A1', file.facts.criteria[0]!.id), '') }
        };
        const [first] = rubricFaults(spoilt);
        expect(refusal(spoilt)).toBe(`f.json: ${first!.place} ${first!.reason}`);
      }),
      times(100)
    ));
});

test('a rubric may be in all languages of Europe, and more', () =>
  expect(refusal({ ...aFile(), words: { ...aFile().words, ...languages(100) } })).toBe('nothing'));

test('no id that every object has is an id', () => {
  for (const name of [...Object.getOwnPropertyNames(Object.prototype), ...Object.getOwnPropertyNames(Array.prototype)].filter(
    (one) => one in {}
  ))
    expect(() => checked(idSchema, name, 'id'), name).toThrow();
});

test('a file is written without empty texts and parts, but keeps lists whose emptiness says something', () =>
  expect(
    rubricFile(
      {
        id: 'x',
        version: '1.0.0',
        keyLevel: 1,
        criteria: [{ id: 'A1', essential: [], digcomp: [] }],
        changes: [{ from: '0.9.0', criteria: [] }],
        origin: {}
      },
      { to: { language: 'to', title: '', practice: {}, criteria: { A1: { help: { about: '', examples: {} } } } } },
      { fi: {} }
    )
  ).toEqual({
    format: 'waymark-rubric',
    formatVersion: 1,
    facts: { id: 'x', version: '1.0.0', keyLevel: 1, criteria: [{ id: 'A1', essential: [] }], changes: [{ from: '0.9.0', criteria: [] }] },
    words: { to: { language: 'to', criteria: { A1: {} } } }
  }));
