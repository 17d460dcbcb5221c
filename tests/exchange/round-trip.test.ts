import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '#lib/domain/hash.ts';
import { rubricFile, rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { dropSituations, removeCriterion, setEssential } from '#lib/domain/authoring/draft-changes.ts';
import { hasAll, languagesOf } from '#lib/domain/rubric/places.ts';
import { soundOf, together } from '#lib/domain/rubric/sound.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { deflated } from '#lib/exchange/bytes/deflate.ts';
import { withSource } from '#lib/exchange/rubrics/carries.ts';
import { lossesOf, writeRubricAs, type Format } from '#lib/exchange/rubrics/formats.ts';
import { openedAs, withKept, type OpenedRubric } from '#lib/exchange/rubrics/opened.ts';
import { linkTo, openLink, openRubricBytes } from '../support/door.ts';
import { openRubricFile, readModel } from '../../scripts/rubrics-plugin.ts';
import { anyRubricFile } from '../support/rubrics.ts';
import { times } from '../support/scale.ts';

const BUILT_IN = readModel().model.competencies.map((id) => openRubricFile(id));
const READ: readonly Format[] = ['json', 'xlsx', 'csv', 'case'];

async function through(file: RubricFile, format: Format, language?: string): Promise<OpenedRubric> {
  const { content, ending } = await writeRubricAs(file, format, language);
  return openRubricBytes(`rubric${ending}`, typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

/** What a format that loses these parts may bring back. */
function without({ facts, words, translated }: RubricFile, parts: readonly string[]): RubricFile {
  const left = Object.fromEntries(Object.entries(facts).filter(([key]) => !parts.includes(key))) as RubricFile['facts'];
  const stamps = parts.includes('translated') ? undefined : translated;
  if (!parts.includes('situations')) return rubricFile(left, words, stamps);
  const criteria = left.criteria.map(({ beyond: _, ...criterion }) => criterion);
  const told = Object.entries(words).map(([language, { situations: _, ...own }]) => [language, own] as const);
  return rubricFile({ ...left, criteria }, Object.fromEntries(told), stamps);
}

const lostParts = (file: RubricFile, format: Format) => lossesOf(file, format).map(({ part }) => part);

describe.each(READ)('a rubric through %s and back', (format) => {
  test.each(BUILT_IN.map((file) => [file.facts.id, file] as const))('%s is the same, with all its languages', async (_, file) => {
    const back = await through(file, format);
    expect(back.format).toBe(format);
    expect(back.faults).toEqual([]);
    expect(back.rubric?.file).toEqual(without(file, lostParts(file, format)));
    if (format !== 'json') expect(back.returnsTo).toBe(contentHash(file));
  });

  test('any rubric is the same but for what is listed, and all of that is put back when it returns', async () => {
    await fc.assert(
      fc.asyncProperty(anyRubricFile, async (file) => {
        const back = await through(file, format);
        expect(back.faults).toEqual([]);
        const lost = lostParts(file, format);
        expect(back.rubric?.file).toEqual(without(file, lost));
        // What is listed was there.
        for (const part of lost) expect(part === 'translated' ? file.translated : file.facts[part as 'origin'], part).toBeDefined();
        expect(withKept(back, file).rubric?.file).toEqual(file);
      }),
      times(format === 'xlsx' ? 12 : 30)
    );
  });

  test('any rubric with one of its languages is whole, lists the others as lost, and gets them back', async () => {
    await fc.assert(
      fc.asyncProperty(anyRubricFile, fc.nat(3), async (file, which) => {
        const languages = languagesOf(file);
        const language = languages[which % languages.length]!;
        const back = await through(file, format, language);
        expect(back.faults).toEqual([]);
        const { file: part, hash } = back.rubric!;
        const whole = languages.filter((code) => hasAll(part, code));
        const lost = lossesOf(file, format, language).find(({ part }) => part === 'languages');
        expect(lost?.count ?? 0).toBe(languages.length - whole.length);
        expect(whole).toContain(language);
        if (format === 'json') {
          expect(hash).toBe(contentHash(file));
          expect(rubricIn(part, language)).toEqual(rubricIn(file, language));
          expect(together(back.rubric!, soundOf(file, 'f')).file).toEqual(file);
        } else {
          expect(new Set(whole)).toEqual(new Set([languages[0]!, language]));
          expect(withKept(back, file).rubric?.file).toEqual(file);
        }
      }),
      times(format === 'xlsx' ? 8 : 20)
    );
  });
});

describe('a rubric in a link', () => {
  test.each(BUILT_IN.map((file) => [file.facts.id, file] as const))(
    '%s in one language is short enough to send, and comes back as the same rubric',
    async (_, file) => {
      for (const language of Object.keys(file.words)) {
        const { fragment, tooLong } = await linkTo(file, language);
        expect(tooLong).toBe(false);
        const { faults, rubric } = await openLink(fragment);
        expect([faults, rubric?.hash, Object.keys(rubric!.file.words)]).toEqual([[], contentHash(file), [language]]);
      }
    }
  );

  test('with all four languages it is too long to send, and says so', async () => {
    const { fragment, tooLong } = await linkTo(BUILT_IN[0]!);
    expect(fragment.length).toBeGreaterThan(16_000);
    expect(tooLong).toBe(true);
  });

  test('any rubric is the same, but for what its translations were made from', async () => {
    await fc.assert(
      fc.asyncProperty(anyRubricFile, async (file) => {
        const { fragment, tooLong } = await linkTo(file);
        fc.pre(!tooLong);
        const { translated: _, ...rest } = file;
        expect((await openLink(fragment)).rubric?.file).toEqual(rest);
      }),
      times(20)
    );
  });

  test('a link of the first kind still opens', async () => {
    const file = openRubricFile('writing');
    const part = withSource(file, 'en');
    const bytes = await deflated(new TextEncoder().encode(JSON.stringify({ rubric: part, of: contentHash(file) })));
    const base64 = (some: Uint8Array) => Buffer.from(some).toString('base64url');
    const check = base64(sha256(bytes).subarray(0, 4));
    const back = await openLink(`#r=1${check}${base64(bytes)}`);
    expect([back.faults, back.returnsTo]).toEqual([[], contentHash(file)]);
    expect(withKept(back, file).rubric?.file).toEqual(file);
  });
});

describe('a rubric with situations', () => {
  const file = openRubricFile('privacy');
  const hash = contentHash(file);

  test.each(['json', 'case'] as const)('keeps them in %s', async (format) => {
    expect((await through(file, format)).rubric?.file).toEqual(file);
    expect(lossesOf(file, format)).toEqual([]);
  });

  test.each(['csv', 'xlsx', 'moodle'] as const)('is told beforehand that %s does not carry them', (format) =>
    expect(lossesOf(file, format)).toContainEqual({ part: 'situations', count: 4 })
  );

  test('in English is short enough to send as a link', async () => expect((await linkTo(file, 'en')).tooLong).toBe(false));

  test('gets none back that the file had taken away', () => {
    const { facts, words } = dropSituations({ ...file, id: 'd', at: 1 });
    const back = withKept(openedAs('link', { facts, words: { en: words.en } }, 'a link', hash), file);
    expect(back.faults).toEqual([]);
    expect(Object.keys(back.rubric!.file.words)).toEqual(['en', 'de', 'fi', 'sv']);
    expect(JSON.stringify(back.rubric!.file.words)).not.toContain('"situations"');
  });

  test('gets wider conditions back from a table only where they are conditions still', () => {
    const beyond = ({ facts }: Pick<RubricFile, 'facts'>) => facts.criteria.flatMap(({ beyond }) => beyond ?? []);
    expect(beyond(file)).toEqual([2]);
    const draft = setEssential(dropSituations({ ...file, id: 'd', at: 1 }), 'C4', 2, false);
    const back = withKept(openedAs('csv', { facts: draft.facts, words: draft.words }, 'a table', hash), file);
    expect(back.faults).toEqual([]);
    expect(back.rubric!.file.facts.situations).toEqual(file.facts.situations);
    expect(beyond(back.rubric!.file)).toEqual([]);
  });
});

test('a table in which somebody took a criterion out gets back what is said of earlier versions, as far as it is still true', () => {
  const file = openRubricFile('writing');
  const { facts, words } = removeCriterion(dropSituations({ ...file, id: 'd', at: 1 }), 'B4');
  const { changes: _, ...said } = facts;
  const back = withKept(openedAs('csv', { facts: said, words }, 'a table', contentHash(file)), file);
  expect(back.faults).toEqual([]);
  const [change] = back.rubric!.file.facts.changes!;
  expect(change!.criteria.flatMap(({ to }) => to)).not.toContain('B4');
  expect(change!.criteria.filter(({ to }) => to.length > 0)).toEqual(file.facts.changes![0]!.criteria.filter(({ to }) => to[0] !== 'B4'));
});
