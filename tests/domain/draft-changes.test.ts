import { describe, expect, test } from 'vitest';
import {
  addCriterion,
  addLanguage,
  appendCriteria,
  textState,
  changeFacts,
  changeOrigin,
  dropLanguage,
  duplicateCriterion,
  ideaCount,
  moveCriterion,
  nextCriterionId,
  removeCriterion,
  removeIdea,
  setDigcomp,
  setEssential,
  stillRight,
  writeIn,
  writeText
} from '#lib/domain/authoring/draft-changes.ts';
import { checked, draftSchema } from '#lib/domain/rubric/rubric-file.ts';
import { textAt } from '#lib/domain/rubric/places.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import { empty, whole } from './drafts.ts';

const ids = (draft: Draft) => draft.facts.criteria.map(({ id }) => id);

describe('translations beside their originals', () => {
  const translated = writeText(whole(), 'sv', 'c1.1', 'För många läsare gör jag det.');

  test('a text that nobody translated is missing', () => expect(textState(translated, 'sv', 'c1.2')).toBe('missing'));
  test('a translation is there', () => expect(textState(translated, 'sv', 'c1.1')).toBe('there'));
  test('where the original has no text either, nothing is missing', () => expect(textState(translated, 'sv', 'c1.next.1')).toBe('none'));

  const changed = writeText(translated, 'en', 'c1.1', 'For many readers, I do something else.');
  test('it is stale once the original says something else', () => expect(textState(changed, 'sv', 'c1.1')).toBe('stale'));
  test('and no more once the original says the same again', () =>
    expect(textState(writeText(changed, 'en', 'c1.1', textAt(translated.words.en!, 'c1.1')!), 'sv', 'c1.1')).toBe('there'));
  test('or its author says that it is still right', () => expect(textState(stillRight(changed, 'sv', 'c1.1'), 'sv', 'c1.1')).toBe('there'));
  test('or it is written anew', () => expect(textState(writeText(changed, 'sv', 'c1.1', 'Något annat.'), 'sv', 'c1.1')).toBe('there'));

  test('one that came without a stamp is stale too, once the original changes', () => {
    const { translated: _, ...plain } = translated;
    expect(textState(plain, 'sv', 'c1.1')).toBe('there');
    expect(textState(writeText(plain, 'en', 'c1.1', 'Another text altogether.'), 'sv', 'c1.1')).toBe('stale');
  });

  describe('that is changed by itself', () => {
    const apart = (text: string, from = translated) => writeText(from, 'sv', 'c1.1', text, translated);

    test('is stale: the original says something else now', () => expect(textState(apart('Något annat.'), 'sv', 'c1.1')).toBe('stale'));
    test('and no more once it says the same again, or its author says that both fit', () => {
      expect(apart(textAt(translated.words.sv!, 'c1.1')!, apart('Något annat.')).translated).toEqual(translated.translated);
      expect(textState(stillRight(apart('Något annat.'), 'sv', 'c1.1'), 'sv', 'c1.1')).toBe('there');
    });
    test('but not where it follows an original that was changed before', () =>
      expect(textState(apart('Något annat.', changed), 'sv', 'c1.1')).toBe('there'));
    test('nor while it is being translated for the first time, letter by letter', () => {
      const first = writeText(translated, 'sv', 'c1.2', 'E', translated);
      expect(textState(writeText(first, 'sv', 'c1.2', 'En', translated), 'sv', 'c1.2')).toBe('there');
    });
    test('also where it came without a stamp, as in a copy', () => {
      const { translated: _, ...plain } = translated;
      expect(textState(writeText(plain, 'sv', 'c1.1', 'Något annat.', plain), 'sv', 'c1.1')).toBe('stale');
    });
  });

  describe('in another language than before', () => {
    const both = writeText(writeText(translated, 'fi', 'c1.1', 'Suomeksi.'), 'fi', 'c1.2', 'Vain suomeksi.');
    const swedish = writeIn(both, 'sv');

    test('what fitted the former original fits the new one', () => {
      expect(swedish.facts.source).toBe('sv');
      expect([textState(swedish, 'en', 'c1.1'), textState(swedish, 'fi', 'c1.1')]).toEqual(['there', 'there']);
      expect(checked(draftSchema, swedish, 'draft')).toEqual(swedish);
    });
    test('what the new original lacks is there to be translated from', () => expect(textState(swedish, 'en', 'c1.2')).toBe('extra'));
    test('what was stale stays so, whichever of the two it was', () => {
      const behind = writeIn(changed, 'sv');
      expect(textState(behind, 'en', 'c1.1')).toBe('stale');
      const finnish = writeText(writeText(both, 'en', 'c1.1', 'Another text.'), 'fi', 'c1.1', 'Uusi.');
      expect([textState(writeIn(finnish, 'sv'), 'fi', 'c1.1'), textState(writeIn(finnish, 'fi'), 'sv', 'c1.1')]).toEqual([
        'stale',
        'stale'
      ]);
      expect(textState(writeIn(finnish, 'fi'), 'en', 'c1.1')).toBe('there');
    });
    test('there and back again is the same', () => {
      const back = writeIn(writeIn(both, 'sv'), 'en');
      expect([textState(back, 'sv', 'c1.1'), textState(back, 'fi', 'c1.1'), textState(back, 'fi', 'c1.2')]).toEqual([
        'there',
        'there',
        'there'
      ]);
      expect(writeIn(both, 'en')).toBe(both);
    });
    test('changing the new original makes the others stale', () =>
      expect(textState(writeText(swedish, 'sv', 'c1.1', 'Nytt.'), 'en', 'c1.1')).toBe('stale'));
  });

  test('a translation that is taken away leaves no stamp', () =>
    expect(writeText(translated, 'sv', 'c1.1', '').translated).toEqual({ sv: {} }));

  test('a language comes and goes with its texts; the original’s stays', () => {
    expect(Object.keys(addLanguage(translated, 'fi').words)).toEqual(['en', 'sv', 'fi']);
    expect(dropLanguage(translated, 'sv')).toMatchObject({ words: { en: translated.words.en }, translated: {} });
    expect(dropLanguage(translated, 'en')).toBe(translated);
  });
});

describe('criteria', () => {
  test('an id is never given twice, whatever was taken away', () => {
    expect(nextCriterionId(empty())).toBe('c1');
    expect(nextCriterionId(whole(3))).toBe('c4');
    expect(nextCriterionId(removeCriterion(whole(3), 'c3'), ['c3'])).toBe('c4');
    expect(nextCriterionId(addCriterion(empty(), 'A2'))).toBe('c1');
  });

  test('one that is removed takes its texts and stamps along, in every language', () => {
    const draft = removeCriterion(writeText(whole(2), 'sv', 'c2.1', 'Svenska.'), 'c2');
    expect(ids(draft)).toEqual(['c1']);
    expect(JSON.stringify(draft)).not.toContain('c2');
  });

  test('one that is duplicated stands right behind, with its texts and stamps', () => {
    const draft = duplicateCriterion(writeText(whole(2), 'sv', 'c1.1', 'Svenska.'), 'c1', 'c9');
    expect(ids(draft)).toEqual(['c1', 'c9', 'c2']);
    expect(textAt(draft.words.sv!, 'c9.1')).toBe('Svenska.');
    expect(textState(draft, 'sv', 'c9.1')).toBe('there');
    expect(draft.translated!.sv).toHaveProperty(['c9.1']);
  });

  test.each([
    ['c1', 1, ['c2', 'c1', 'c3']],
    ['c3', 0, ['c3', 'c1', 'c2']],
    ['c1', 9, ['c2', 'c3', 'c1']],
    ['c1', -1, ['c1', 'c2', 'c3']],
    ['c8', 0, ['c1', 'c2', 'c3']]
  ])('%s moved to place %i', (id, index, order) => expect(ids(moveCriterion(whole(3), id, index))).toEqual(order));

  test('an essential keeps its levels in order; one that is essential no more loses its condition in every language', () => {
    let draft = setEssential(setEssential(whole(), 'c1', 3, true), 'c1', 1, true);
    expect(draft.facts.criteria[0]!.essential).toEqual([1, 3]);
    for (const language of ['en', 'sv']) draft = writeText(draft, language, 'c1.notApplicable.3', 'Only if it cannot arise.');
    draft = setEssential(draft, 'c1', 3, false);
    expect(draft.facts.criteria[0]!.essential).toEqual([1]);
    expect(JSON.stringify(draft)).not.toContain('cannot arise');
    expect(draft.translated).toEqual({ sv: {} });
  });

  test('an idea that is removed lets the later ones move up in every language, with their stamps', () => {
    let draft = whole();
    for (const [i, idea] of ['one', 'two', 'three'].entries())
      for (const language of ['en', 'sv']) draft = writeText(draft, language, `c1.evidence.${i + 1}`, `${idea} ${language}`);
    expect(ideaCount(draft, 'c1')).toBe(3);
    draft = removeIdea(draft, 'c1', 2);
    expect(draft.words.en!.criteria.c1!.evidence).toEqual(['one en', 'three en']);
    expect(draft.words.sv!.criteria.c1!.evidence).toEqual(['one sv', 'three sv']);
    expect(textState(draft, 'sv', 'c1.evidence.2')).toBe('there');
  });

  test('what was pasted goes to the end, under ids that are free', () => {
    const { draft, added } = appendCriteria(whole(2), whole(2), ['c3'], 50);
    expect(added).toEqual(['c4', 'c5']);
    expect(textAt(draft.words.en!, 'c5.4')).toBe(textAt(whole(2).words.en!, 'c2.4'));
    expect(draft.words.en!.title).toBe('Writing online');
  });

  test('what was pasted names a draft without a title, and stops at the most that a rubric may have', () => {
    const { draft, added } = appendCriteria(empty('fi'), whole(5), [], 3);
    expect(added).toHaveLength(3);
    expect(draft.words.fi!.title).toBe('Writing online');
  });
});

test('facts that are taken away are absent', () => {
  const own = changeOrigin(changeOrigin(whole(), 'author', 'A. Guide'), 'licence', 'CC BY 4.0');
  expect(own.facts.origin).toEqual({ author: 'A. Guide', licence: 'CC BY 4.0' });
  expect(changeOrigin(changeOrigin(own, 'author', ''), 'licence', '').facts).not.toHaveProperty('origin');
  expect(changeFacts(own, { thresholds: undefined }).facts).not.toHaveProperty('thresholds');
});

test('each change gives a draft that the shelf can read again, and leaves the one before as it was', () => {
  const before = setEssential(writeText(whole(3), 'sv', 'c1.1', 'Svenska.'), 'c1', 2, true);
  const copy = structuredClone(before);
  const after = [
    writeText(before, 'en', 'c1.1', ''),
    writeText(before, 'de', 'c2.evidence.3', 'Ein Beispiel'),
    removeCriterion(before, 'c1'),
    duplicateCriterion(before, 'c1', 'c9'),
    setDigcomp(before, 'c1', ['2.4']),
    setDigcomp(before, 'c1', []),
    setEssential(before, 'c1', 2, false),
    dropLanguage(before, 'sv'),
    changeFacts(before, { keyLevel: 3 }),
    changeOrigin(before, 'author', 'A')
  ];
  for (const draft of after) checked(draftSchema, draft, 'draft');
  expect(before).toEqual(copy);
});
