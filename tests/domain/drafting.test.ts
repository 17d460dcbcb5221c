import { describe, expect, test } from 'vitest';
import { copyDraft, emptyDraft, newRubricId, nextDraft } from '#lib/domain/authoring/drafting.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { idSchema } from '#lib/domain/value-file.ts';
import { checked, draftSchema } from '#lib/domain/rubric/rubric-file.ts';
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
  const draft = copyDraft(stamped, contentHash(file), making, 'own-x');

  test('is a rubric of its own: a new id, from 0.1.0, no earlier versions', () => {
    expect(draft.facts).toMatchObject({ id: 'own-x', version: '0.1.0', source: 'en', criteria: file.facts.criteria });
    expect(draft.facts.changes).toBeUndefined();
  });

  test('remembers whose it was and what it was made from', () => {
    expect(draft.facts.origin).toEqual({ author: 'Aino', licence: 'CC BY 4.0', from: { id: 'information', version: '0.9.4' } });
    expect(draft.basedOn).toBe(contentHash(file));
  });

  test('has all texts and stamps, and can be stored', () => {
    expect([draft.words, draft.translated]).toEqual([file.words, stamped.translated]);
    expect(checked(draftSchema, draft, 'draft')).toEqual(draft);
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
