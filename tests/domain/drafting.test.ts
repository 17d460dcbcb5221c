import { describe, expect, test } from 'vitest';
import { copyDraft, emptyDraft, newRubricId, nextDraft } from '#lib/domain/authoring/drafting.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { idSchema } from '#lib/domain/value-file.ts';
import { checked, draftSchema } from '#lib/domain/rubric/rubric-file.ts';
import { newChecker } from '#lib/domain/authoring/draft-checks.ts';
import { textState, writeText } from '#lib/domain/authoring/draft-changes.ts';
import { publish } from '#lib/domain/authoring/publishing.ts';
import { rubricFile } from '#lib/domain/rubric/rubric-join.ts';
import { stampsOf } from '#lib/domain/rubric/translation.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { aFile } from './rubric-files.ts';

const making = { id: 'draft-1', now: 7 };
const file = aFile(['A1'], {
  id: 'information',
  version: '0.9.4',
  changes: [{ from: '0.9.3', criteria: [] }],
  origin: { author: 'Aino', licence: 'CC BY 4.0' }
});
const stamped = { ...file, translated: { fi: { title: '01234567' } } };

test('an id of one’s own is one that files may have', () => {
  expect(newRubricId('3f2a-77b1-9c00-1111')).toBe('own-3f2a77b19c00');
  expect(checked(idSchema, newRubricId('0b9d4c1a'), 'id')).toBe('own-0b9d4c1a');
});

test('a new draft is empty, in its language, and can be stored', () => {
  const draft = emptyDraft(making, 'own-x', 'fi');
  expect(draft).toEqual({
    id: 'draft-1',
    facts: { id: 'own-x', version: '0.1.0', keyLevel: 1, source: 'fi', criteria: [] },
    words: { fi: { language: 'fi', criteria: {} } },
    at: 7
  });
  expect(checked(draftSchema, draft, 'draft')).toEqual(draft);
});

describe('a copy', () => {
  const copying = {
    language: 'en',
    keep: ['fi'],
    origin: { author: 'after Aino', licence: 'CC BY 4.0' },
    titled: (title: string) => `${title} *`
  };
  const copied = (from: RubricFile = stamped, choice: Partial<typeof copying> = {}) =>
    copyDraft(from, contentHash(file), making, 'own-x', { ...copying, ...choice });
  const draft = copied();

  test('is a rubric of its own: a new id, from 0.1.0, no earlier versions, another title', () => {
    expect(draft.facts).toMatchObject({ id: 'own-x', version: '0.1.0', source: 'en', criteria: file.facts.criteria });
    expect(draft.facts.changes).toBeUndefined();
    expect(draft.words.en!.title).toBe(`${file.words.en!.title} *`);
  });

  test('of a copy, it is made from what that was made from: a link can say how it differs from that, and nobody has the other', () => {
    const first = copied();
    const again = copied(rubricFile(first.facts, first.words as RubricFile['words']));
    expect(again.facts.origin?.from).toEqual({ id: 'information', version: '0.9.4' });
  });

  test('names whom it was made after, and what it was made from', () => {
    expect(draft.facts.origin).toEqual({ author: 'after Aino', licence: 'CC BY 4.0', from: { id: 'information', version: '0.9.4' } });
    expect(draft.basedOn).toBe(contentHash(file));
  });

  test('has all texts and stamps, and can be stored', () => {
    expect(draft.words.en!.criteria).toEqual(file.words.en!.criteria);
    expect(draft.translated).toEqual(stamped.translated);
    expect(checked(draftSchema, draft, 'draft')).toEqual(draft);
  });

  const german = rubricFile(file.facts, {
    ...file.words,
    de: { ...file.words.en!, language: 'de', title: 'Informationen' },
    fi: { language: 'fi', title: 'Tieto', criteria: {} }
  });
  const whole = { ...german, translated: { de: stampsOf(german, 'de'), fi: stampsOf(german, 'fi') } } as RubricFile;

  test('goes on in the language that its author writes in, which may then stand alone', () => {
    const own = copied(whole, { language: 'de', keep: [] });
    expect([own.facts.source, Object.keys(own.words), own.words.de!.title]).toEqual(['de', ['de'], 'Informationen *']);
    expect(newChecker().check(own).must).toEqual([]);
    expect(publish(own, '0.1.0', []).file.words).toEqual(own.words);
  });

  test('keeps the other languages as translations that fit, whatever their titles were', () => {
    const own = copied(whole, { language: 'de', keep: ['en', 'fi'] });
    expect([textState(own, 'en', 'title'), textState(own, 'fi', 'title'), textState(own, 'en', 'A1.1')]).toEqual([
      'there',
      'there',
      'there'
    ]);
    expect(textState(writeText(own, 'de', 'A1.1', 'Etwas anderes.'), 'en', 'A1.1')).toBe('stale');
    expect(checked(draftSchema, own, 'draft')).toEqual(own);
  });

  test('keeps the original where nobody has written in that language yet, so that there is something to translate', () => {
    const own = copied(whole, { language: 'et', keep: [] });
    expect([own.facts.source, Object.keys(own.words).sort()]).toEqual(['et', ['en', 'et']]);
    expect(
      newChecker()
        .check(own)
        .must.every(({ code, values }) => code === 'no-text' && values.language === 'et')
    ).toBe(true);
  });
});

describe('the next version', () => {
  const draft = nextDraft(stamped, contentHash(file), making);

  test('is the same rubric, one step on', () =>
    expect([draft.facts.id, draft.facts.version, draft.basedOn]).toEqual(['information', '0.9.5', contentHash(file)]));

  test('does not repeat what the version before said of its forerunners: that was said of other texts', () =>
    expect(draft.facts.changes).toBeUndefined());

  test('has all texts and stamps', () => expect([draft.words, draft.translated]).toEqual([file.words, stamped.translated]));
});
