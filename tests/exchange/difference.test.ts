import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addCriterion, removeCriterion, writeText } from '#lib/domain/authoring/draft-changes.ts';
import { copyDraft } from '#lib/domain/authoring/drafting.ts';
import { contentHash, hashOf, wordsHash } from '#lib/domain/hash.ts';
import { placesOf } from '#lib/domain/rubric/places.ts';
import { rubricFile, rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { Base, Draft, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { judged, soundOf, together, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import type { Difference } from '#lib/domain/rubric/difference-file.ts';
import { completed, differenceOf, readDifference, rebuilt } from '#lib/exchange/rubrics/difference.ts';
import { open } from '#lib/exchange/door.ts';
import { linkOf } from '#lib/exchange/rubrics/link.ts';
import { openLink as atTheDoor } from '#lib/exchange/rubrics/open.ts';
import { openRubricFile, readModel } from '../../scripts/rubrics-plugin.ts';
import { times } from '../support/scale.ts';

const IDS = readModel().model.competencies;
const LANGUAGES = ['en', 'de', 'fi', 'sv'];
const files = Object.fromEntries(IDS.map((id) => [id, openRubricFile(id)]));
const refOf = (file: RubricFile) => ({ id: file.facts.id, version: file.facts.version, hash: contentHash(file) });
/** What a device has of it where these languages can be had. */
const baseWith = (file: RubricFile, had: readonly string[] = LANGUAGES): Base => ({
  facts: file.facts,
  languages: Object.keys(file.words),
  words: Object.fromEntries(had.map((language) => [language, file.words[language]!]))
});
/** As it is after the way through a link. */
const sent = (difference: Difference) => readDifference(JSON.parse(JSON.stringify(difference)), 'link');

const german = {
  title: 'Rückmeldungen einholen',
  1: 'Ich schreibe öffentlich, wie man mir eine Frage stellen kann, und sage, wann ich antworte.',
  2: 'Ich frage am Ende eines Chats nach, ob meine Antwort geholfen hat und was noch offen ist.',
  3: 'Ich leite in einer Gruppe eine Runde an, in der alle sagen, was ihnen weiterhilft.',
  4: 'Ich bespreche mit der Gemeinschaft, welche Rückmeldungen sie braucht und was wir ändern.'
};

/** A copy that keeps language, languages and titles. */
const AS_IT_IS = { language: 'en', keep: ['de', 'fi', 'sv'], origin: {}, titled: (title: string) => title };

/** A copy in German with these criteria more, as its author publishes it. */
function copied(id: string, added: readonly string[]): SoundRubric {
  const draft = copyDraft(files[id]!, contentHash(files[id]!), { id: 'draft', now: 1 }, `own-${'k3f9x2ab'}`, AS_IT_IS);
  const criteria = [...draft.facts.criteria, ...added.map((one) => ({ id: one, essential: [] }))];
  const { title, ...descriptors } = german;
  const own = Object.fromEntries(added.map((one, i) => [one, { title: `${title} ${i}`, descriptors }]));
  const words = { ...draft.words, de: { ...draft.words.de!, criteria: { ...draft.words.de!.criteria, ...own } } };
  return soundOf({ ...draft, facts: { ...draft.facts, source: 'de', criteria }, words } as Draft, 'copy');
}

const someLanguages = fc.subarray(LANGUAGES);

describe('a copy as its difference to a built-in rubric', () => {
  test.each(IDS)('of %s with two new criteria stays well under 1,500 characters with its address, in any language', async (id) => {
    const copy = copied(id, ['N1', 'N2']);
    const base = { base: baseWith(files[id]!), ref: refOf(files[id]!) };
    for (const language of [undefined, 'de']) {
      const { fragment } = await linkOf(copy, language, base);
      expect(`https://guidance.example.org/waymark/rubrics/open/${fragment}`.length).toBeLessThan(1_200);
    }
    const itself = await linkOf({ file: files[id]!, hash: contentHash(files[id]!) }, undefined, base);
    expect(itself.fragment.length).toBeLessThan(350);
  });

  test('is the same rubric on every device, whichever languages it has, and shows what it can', () => {
    const copy = copied('privacy', ['N1', 'N2']);
    const [base, ref] = [files.privacy!, refOf(files.privacy!)];
    fc.assert(
      fc.property(
        someLanguages,
        someLanguages,
        fc.option(fc.constantFrom(...LANGUAGES), { nil: undefined }),
        (author, reader, language) => {
          const difference = sent(differenceOf(copy.file, copy.hash, baseWith(base, author), ref, language));
          let rubric: SoundRubric;
          try {
            rubric = rebuilt(difference, baseWith(base, reader), 'link')!.rubric!;
          } catch (error) {
            // Without German from anywhere there are no words for what is new; without any base language none for the rest.
            expect(error).toMatchObject({ code: 'words-away', values: { language: 'de' } });
            const added = author.includes('de') && (language === undefined || language === 'de');
            expect(added && reader.length > 0).toBe(false);
            return;
          }
          expect(rubric.hash).toBe(copy.hash);
          for (const one of LANGUAGES)
            if (reader.includes(one) && Object.hasOwn(difference.words[one]!, 'patch'))
              expect(rubric.file.words[one]).toEqual(copy.file.words[one]);
          expect(together(rubric, copy).file).toEqual({ ...copy.file, translated: copy.file.translated });
        }
      ),
      times(60)
    );
  });

  test('on an English phone without German: what is unchanged is in English, what is new in German, and marked', () => {
    const copy = copied('presence', ['N1']);
    const difference = sent(differenceOf(copy.file, copy.hash, baseWith(files.presence!), refOf(files.presence!)));
    const { rubric } = rebuilt(difference, baseWith(files.presence!, ['en']), 'link')!;
    const read = rubricIn(rubric!.file, 'en');
    expect(read.language).toBe('en');
    expect(read.title).toBe(files.presence!.words.en!.title);
    expect(read.criteria.at(-1)).toMatchObject({ title: `${german.title} 0`, descriptors: { 1: german[1], 4: german[4] } });
    expect(read.borrowed).toEqual(Object.fromEntries(['title', '1', '2', '3', '4'].map((part) => [`N1.${part}`, 'de'])));
    // When German can be had, the rest of it comes.
    const whole = completed(rubric!, baseWith(files.presence!));
    expect([whole.hash, whole.file.elsewhere]).toEqual([copy.hash, undefined]);
    expect(whole.file.words).toEqual(copy.file.words);
    expect(completed(rubric!, baseWith(files.presence!, ['en']))).toBe(rubric);
    // Sent on from there, the new criteria go along.
    const again = sent(differenceOf(rubric!.file, rubric!.hash, baseWith(files.presence!, ['en']), refOf(files.presence!)));
    expect(rubricIn(rebuilt(again, baseWith(files.presence!, ['en']), 'link')!.rubric!.file, 'en')).toEqual(read);
  });

  test('whatever was changed comes back, word for word', () => {
    const draftOf = (id: string): Draft =>
      copyDraft(files[id]!, contentHash(files[id]!), { id: 'draft', now: 1 }, 'own-any12345', AS_IT_IS);
    fc.assert(
      fc.property(
        fc.constantFrom(...IDS),
        fc.array(fc.tuple(fc.nat(9), fc.nat(400), fc.constantFrom(...LANGUAGES), fc.constantFrom('Neu.', 'Ein „anderer“ Text — 1.', '')), {
          maxLength: 8
        }),
        fc.subarray(LANGUAGES, { minLength: 1 }),
        (id, edits, kept) => {
          let draft = draftOf(id);
          for (const [what, at, language, text] of edits) {
            const places = placesOf(draft.facts, draft.words[language]!);
            const place = places[at % places.length]!;
            if (what < 7) draft = writeText(draft, language, place, language === 'en' ? text || 'Neu.' : text);
            else if (what < 8) draft = addCriterion(draft, `N${at}`);
            else if (draft.facts.criteria.length > 2)
              draft = removeCriterion(draft, draft.facts.criteria[at % draft.facts.criteria.length]!.id);
          }
          const words = Object.fromEntries(
            Object.entries(draft.words).filter(([language]) => kept.includes(language) || language === 'en')
          );
          const { rubric } = judged({ ...draft, words });
          fc.pre(rubric !== null);
          const difference = sent(differenceOf(rubric!.file, rubric!.hash, baseWith(files[id]!), refOf(files[id]!)));
          const back = rebuilt(difference, baseWith(files[id]!), 'link')!;
          expect(back.rubric?.hash).toBe(rubric!.hash);
          const { translated: _, ...rest } = rubric!.file;
          expect(back.rubric?.file).toEqual(rest);
        }
      ),
      times(60)
    );
  });
});

describe('a difference that does not fit', () => {
  const copy = copied('writing', ['N1']);
  const good = sent(differenceOf(copy.file, copy.hash, baseWith(files.writing!), refOf(files.writing!)));
  const base = baseWith(files.writing!);

  test('to another base is told from one that fits', () => {
    expect(rebuilt(good, baseWith(files.privacy!), 'link')).toBeNull();
    const other = rubricFile(files.writing!.facts, { ...files.writing!.words, de: { ...files.writing!.words.de!, about: 'Anders.' } });
    expect(rebuilt(good, baseWith(other), 'link')).toBeNull();
    // Where the base's German cannot be had, nobody can tell yet; what is shown is what the link says.
    expect(rebuilt(good, baseWith(other, ['en']), 'link')?.rubric?.hash).toBe(copy.hash);
  });

  test('with any part of it other, it is declined, or has the hash that it says', () => {
    const paths = (value: unknown, at: string[] = []): string[][] =>
      value === null || typeof value !== 'object' ? [at] : [at, ...Object.entries(value).flatMap(([key, one]) => paths(one, [...at, key]))];
    const all = paths(good).filter((path) => path.length > 0);
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.constantFrom<unknown>(null, 1, 'x', [], {}, { constructor: 'x' }, '0'.repeat(32), [null], true),
        (path, by) => {
          const spoilt = structuredClone(good) as unknown as Record<string, unknown>;
          const holder = path.slice(0, -1).reduce<Record<string, unknown>>((inner, key) => inner[key] as Record<string, unknown>, spoilt);
          holder[path.at(-1)!] = by;
          try {
            const back = rebuilt(readDifference(spoilt, 'link'), base, 'link');
            if (back?.rubric) expect(back.rubric.hash).toBe(spoilt.of);
          } catch (error) {
            expect(error).toHaveProperty('code');
          }
        }
      ),
      times(300)
    );
  });

  test('with facts of its own invention it has a rubric’s shape, or a fault with its place', () => {
    const words = { en: { hash: wordsHash(files.writing!.words.en!), patch: {} } };
    const facts = { ...files.writing!.facts, criteria: [{ id: 'A1', essential: [9] }] };
    const of = hashOf(facts, { en: words.en.hash });
    const patch = {
      ...facts,
      criteria: Object.fromEntries([...files.writing!.facts.criteria.map(({ id }) => [id, null]), ['A1', { essential: [9] }]]),
      order: ['A1']
    };
    expect(() => rebuilt({ of, base: refOf(files.writing!), facts: patch as never, words: words as never }, base, 'link')).toThrow(
      /facts\.criteria\.0\.essential/
    );
  });

  test('as pictures, it is no data of a person, and is told so', async () => {
    const { bytes } = await linkOf(copy, undefined, { base, ref: refOf(files.writing!) });
    for (const one of [bytes, (await linkOf(copy, 'de')).bytes])
      await expect(open({ kind: 'pictures', bytes: one, name: 'the pictures' })).rejects.toMatchObject({ code: 'rubric-file' });
  });

  test('a link says which it is at the door', async () => {
    const { fragment } = await linkOf(copy, undefined, { base, ref: refOf(files.writing!) });
    expect(await atTheDoor(fragment)).toEqual(good);
    expect(await atTheDoor((await linkOf(copy, undefined, { base, ref: refOf(files.writing!) })).bytes)).toEqual(good);
  });
});
