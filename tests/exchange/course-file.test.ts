/** An educator's choices as a file, and in the address of a frame: what comes in from a page of somebody else's is looked at to the last part. */
import { describe, expect, test } from 'vitest';
import type { DataError } from '#lib/domain/faults.ts';
import { contentHash } from '#lib/domain/hash.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { openCourseFile, openPackedCourse, writeCourseFile } from '#lib/exchange/course/course-file.ts';
import { bytesIn, packCourse } from '#lib/exchange/course/course-link.ts';
import type { CourseRubric } from '#lib/exchange/course/files.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';

const privacyFile = openRubricFile('privacy');
const privacy: CourseRubric = { file: privacyFile, hash: contentHash(privacyFile), builtIn: true };
const ownFile = {
  ...openRubricFile('presence'),
  facts: { ...openRubricFile('presence').facts, id: 'own-p' },
  words: { en: openRubricFile('presence').words.en! }
} as unknown as RubricFile;
const own: CourseRubric = { file: ownFile, hash: contentHash(ownFile), builtIn: false };

const topics = [privacy, own].map(({ file, hash }) => ({ id: file.facts.id, hash }));
const wishes = {
  standsIn: 'frame',
  title: 'Woche 1',
  text: 'Willkommen.',
  languages: ['de', 'en'],
  completion: 'any',
  asks: ['plan'],
  prompts: ['Was nehmen Sie mit?'],
  round: { number: 77, round: 2, topics, title: 'Herbst', before: { tag: 5, back: true, topics } }
} as const;
const earlier = [{ hash: own.hash, facts: { id: 'own-p', version: '0.0.1', criteria: [{ id: 'A1', essential: [] }] }, words: {} }];
const json = writeCourseFile(wishes, [privacy, own], earlier, ({ builtIn }) => builtIn);
const bytes = (text: string) => new TextEncoder().encode(text);

test('is read as it was written, and holds the rubrics that Waymark does not have, and no others', () => {
  const opened = openCourseFile(bytes(json), 'a.json');
  expect(opened).toMatchObject({
    wishes,
    earlier,
    topics: [
      { ...topics[0], builtIn: true },
      { ...topics[1], builtIn: false }
    ]
  });
  expect([...opened.rubrics.keys()]).toEqual([own.hash]);
  expect(opened.rubrics.get(own.hash)!.file).toEqual(own.file);
});

test('the same choices make the same text', () => {
  const turned = { ...Object.fromEntries(Object.entries(wishes).reverse()) } as unknown as typeof wishes;
  expect(writeCourseFile(turned, [privacy, own], earlier, ({ builtIn }) => builtIn)).toBe(json);
});

type Parts = Readonly<Record<string, unknown>> & {
  readonly wishes: Readonly<Record<string, unknown>>;
  readonly topics: readonly Readonly<Record<string, unknown>>[];
  readonly rubrics: readonly RubricFile[];
};
const parts = JSON.parse(json) as Parts;
interface Changed {
  readonly facts: { readonly criteria: { id: string; readonly essential: number[] }[] };
  readonly words: { readonly en: object };
}
const withRubric = (change: (file: Changed) => unknown) => {
  const rubric = structuredClone(parts.rubrics[0]) as never;
  change(rubric);
  return { ...parts, rubrics: [rubric] };
};

/** Whatever is wrong is refused, and where it is stands in the message. */
const WRONG: readonly (readonly [what: string, value: unknown, code: string, place: string])[] = [
  ['nothing', null, 'not-course', ''],
  ['a list', [parts], 'not-course', ''],
  ['a rubric', ownFile, 'not-course', ''],
  ['a newer format', { ...parts, formatVersion: 2 }, 'newer-format', 'formatVersion'],
  ['a format that is none', { ...parts, formatVersion: '1' }, 'bad-format', 'formatVersion'],
  ['something more', { ...parts, script: 'alert(1)' }, 'unknown-key', ''],
  ['a wish that nobody has', { ...parts, wishes: { ...parts.wishes, score: 100 } }, 'unknown-key', 'wishes'],
  ['something else to stand in', { ...parts, wishes: { ...parts.wishes, standsIn: 'window' } }, 'needs-choice', 'wishes.standsIn'],
  ['a text without end', { ...parts, wishes: { ...parts.wishes, text: 'x'.repeat(1_001) } }, 'long-text', 'wishes.text'],
  [
    'too many questions for a journal',
    { ...parts, wishes: { ...parts.wishes, prompts: Array(13).fill('?') } },
    'long-list',
    'wishes.prompts'
  ],
  ['what nobody may ask', { ...parts, wishes: { ...parts.wishes, asks: ['score'] } }, 'needs-choice', 'wishes.asks.0'],
  ['no language', { ...parts, wishes: { ...parts.wishes, languages: [] } }, 'short-list', 'wishes.languages'],
  ['a language that is a path', { ...parts, wishes: { ...parts.wishes, languages: ['../x'] } }, 'bad-language', 'wishes.languages.0'],
  ['a round of no workshop', { ...parts, wishes: { ...parts.wishes, round: { number: 9_000 } } }, 'bad-number', 'wishes.round.number'],
  ['no topic', { ...parts, topics: [] }, 'short-list', 'topics'],
  ['a topic twice', { ...parts, topics: [parts.topics[1], parts.topics[1]] }, 'id-twice', 'topics.1'],
  ['a topic that is not in it', { ...parts, rubrics: [] }, 'missing', 'topics.1'],
  ['a topic under another name', { ...parts, topics: [parts.topics[0], { ...parts.topics[1], id: 'other' }] }, 'missing', 'topics.1'],
  ['a rubric whose content is another', withRubric(({ words }) => Object.assign(words.en, { title: 'Other' })), 'missing', 'topics.1'],
  [
    'a criterion with an id of markup',
    withRubric(({ facts }) => void (facts.criteria[2]!.id = '<img>')),
    'bad-id',
    'rubrics.0.facts.criteria.2.id'
  ],
  [
    'an essential level that there is not',
    withRubric(({ facts }) => void facts.criteria[0]!.essential.push(9)),
    'needs-choice',
    'rubrics.0.facts.criteria.0.essential.0'
  ],
  ['a criterion twice', withRubric(({ facts }) => void facts.criteria.push(facts.criteria[0]!)), 'criterion-twice', 'rubrics.0.'],
  [
    'words that turn the writing',
    withRubric(({ words }) => Object.assign(words.en, { title: '\u202Eevil' })),
    'unseen-character',
    'rubrics.0.words.en.title'
  ],
  ['a version of before with something more', { ...parts, earlier: [{ ...earlier[0], html: '<b>' }] }, 'unknown-key', 'earlier.0']
];

describe('what is wrong is refused, and named', () => {
  test.each(WRONG)('%s', async (_, value, code, place) => {
    const text = JSON.stringify(value);
    for (const open of [() => openCourseFile(bytes(text), 'a.json'), async () => openPackedCourse(await packCourse(text), 'a.json')]) {
      const fault = await (async () => open())().then(
        () => null,
        (error: DataError) => error
      );
      expect(fault).toMatchObject({ name: 'DataError', code, place: expect.stringContaining(place) as string });
    }
  });

  test('a part that every object has', () =>
    expect(() => openCourseFile(bytes(json.replace('"earlier"', '"__proto__":{"x":1},"earlier"')), 'a.json')).toThrow('__proto__'));
});

describe('in an address', () => {
  test('it has signs alone that need no other writing, and is there again', async () => {
    const packed = await packCourse(json);
    expect(packed).toMatch(/^[\w-]+$/);
    expect((await openPackedCourse(packed, 'course')).wishes).toEqual(wishes);
  });

  test('cut off, changed, or not there, it is said', async () => {
    const packed = await packCourse(json);
    for (const [broken, code] of [
      [packed.slice(0, -1), 'damaged-file'],
      [packed.slice(0, packed.length / 2), 'damaged-file'],
      [`${packed.slice(0, 40)}${packed[40] === 'A' ? 'B' : 'A'}${packed.slice(41)}`, 'damaged-file'],
      ['1', 'damaged-file'],
      ['<b>', 'damaged-file'],
      [`2${packed.slice(1)}`, 'newer-format'],
      ['missing', 'missing'],
      [`1${'A'.repeat(400_000)}`, 'too-large']
    ])
      await expect(openPackedCourse(broken!, 'course'), broken!.slice(0, 9)).rejects.toMatchObject({ name: 'DataError', code });
    expect(bytesIn(packed.slice(0, -1))).toBeNull();
  });

  test('what unfolds without end is stopped', async () => {
    const bomb = await packCourse(`"${'x'.repeat(5_000_000)}"`);
    expect(bomb.length).toBeLessThan(20_000);
    await expect(openPackedCourse(bomb, 'course')).rejects.toMatchObject({ code: 'too-large' });
  });
});
