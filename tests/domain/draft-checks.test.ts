import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultOf, newChecker, roughCriterion } from '#lib/domain/authoring/draft-checks.ts';
import { addCriterion, addLanguage, changeFacts, setEssential, writeText } from '#lib/domain/authoring/draft-changes.ts';
import { DataError } from '#lib/domain/faults.ts';
import { NEAR, nearness } from '#lib/domain/authoring/similarity.ts';
import { publish } from '#lib/domain/authoring/publishing.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import { empty, whole } from './drafts.ts';
import { model, thresholds } from './examples.ts';

const mustOf = (draft: Draft) =>
  newChecker()
    .check(draft)
    .must.map(({ place, code }) => `${place} ${code}`.trim());
const adviceOf = (draft: Draft) =>
  newChecker()
    .check(draft)
    .advice.map(({ place, code }) => `${place} ${code}`.trim());

describe('what a draft cannot be published with', () => {
  test('an empty one lacks its names and its criteria', () =>
    expect(mustOf(empty())).toEqual(['title no-text', 'short no-text', 'no-criteria']));

  test('all that is missing is said, not only the first', () =>
    expect(mustOf(writeText(addCriterion(whole(1), 'c2'), 'en', 'c1.3', ''))).toEqual([
      'c1.3 no-text',
      'c2.title no-text',
      'c2.1 no-text',
      'c2.2 no-text',
      'c2.3 no-text',
      'c2.4 no-text'
    ]));

  test('an essential needs its condition', () =>
    expect(mustOf(setEssential(whole(), 'c1', 2, true))).toEqual(['c1.notApplicable.2 no-text']));
  test('a condition needs its essential', () =>
    expect(mustOf(writeText(whole(), 'en', 'c1.notApplicable.2', 'Only if.'))).toEqual(['c1.notApplicable.2 not-essential']));
  test('an idea between two others may not be empty', () =>
    expect(mustOf(writeText(whole(), 'en', 'c1.evidence.2', 'A list'))).toEqual(['c1.evidence.1 no-text']));
  test('a level may not be held before it is emerging', () =>
    expect(mustOf(changeFacts(whole(), { thresholds: { ...thresholds, hold: [1, 4] } }))).toEqual(['facts.thresholds threshold-order']));
  test('the language that it is written in counts, a translation does not', () => {
    expect(mustOf(addLanguage(whole(2, 'fi'), 'sv'))).toEqual([]);
    expect(mustOf(addLanguage(empty('fi'), 'sv'))).toHaveLength(3);
  });

  test('what is wrong with a text names its language, in every language that it is wrong in', () => {
    const languagesOf = (draft: Draft) =>
      newChecker()
        .check(draft)
        .must.map(({ code, values }) => [code, values.language]);
    expect(languagesOf(writeText(whole(1, 'de'), 'de', 'c1.3', ''))).toEqual([['no-text', 'de']]);
    let draft = whole();
    for (const language of ['en', 'sv']) draft = writeText(draft, language, 'c1.notApplicable.2', 'Only if.');
    expect(languagesOf(draft)).toEqual([
      ['not-essential', 'en'],
      ['not-essential', 'sv']
    ]);
    expect(
      newChecker()
        .check(writeText(whole(1, 'fi'), 'fi', 'c1.1', 'Kerron!'))
        .advice.every(({ place, values }) => !place || values.language === 'fi')
    ).toBe(true);
  });

  test('a copy keeps naming whom it was made after, and under which licence, whoever else is named', () => {
    const sources = { privacy: { author: 'Waymark', licence: 'CC BY 4.0' } };
    const codes = (origin: Draft['facts']['origin']) =>
      newChecker(sources)
        .check(changeFacts(whole(), { origin }))
        .must.map(({ code }) => code);
    const from = { id: 'privacy', version: '0.10.0' };
    expect(codes({ author: 'nach Waymark', licence: 'CC BY 4.0', from })).toEqual([]);
    expect(codes({ author: 'Jo, after Waymark (CC BY 4.0)', licence: 'CC BY-SA 4.0', from })).toEqual([]);
    for (const origin of [{ from }, { author: 'Jo', licence: 'CC BY 4.0', from }, { author: 'after Waymark', from }])
      expect(codes(origin)).toEqual(['source-unnamed']);
    expect(codes({ from: { ...from, id: 'own-x' } })).toEqual([]);
  });

  test('a draft with nothing to find can be published, and one with a finding cannot', () => {
    expect(() => publish(whole(), '0.1.0', [])).not.toThrow();
    for (const draft of [
      empty(),
      addCriterion(whole(1), 'c2'),
      setEssential(whole(), 'c1', 2, true),
      writeText(whole(), 'en', 'c1.notApplicable.2', 'Only if.'),
      writeText(whole(), 'en', 'c1.evidence.2', 'A list'),
      changeFacts(whole(), { thresholds: { ...thresholds, hold: [1, 4] } })
    ]) {
      expect(mustOf(draft)).not.toEqual([]);
      expect(() => publish(draft, '0.1.0', [])).toThrow(DataError);
    }
  });
});

describe('what is worth a look', () => {
  test('how many criteria there are', () => {
    expect(adviceOf(whole(2))).toContain('few-criteria');
    expect(adviceOf(whole(5))).toEqual([]);
    expect(adviceOf(whole(8))).toContain('many-for-a-sitting');
  });
  test('neighbouring levels that say nearly the same', () =>
    expect(adviceOf(writeText(whole(5), 'en', 'c1.3', 'For one person, I do thing numbers 1.'))).toEqual(['c1.3 near-text']));
  test('the same text in two criteria', () =>
    expect(adviceOf(writeText(whole(5), 'en', 'c2.4', 'For many readers, I do thing number 1.'))).toEqual(['c2.4 same-text']));
  test('what breaks a writing rule, once', () =>
    expect(adviceOf(writeText(whole(5), 'en', 'c1.2', 'I help clients to choose what they like!'))).toEqual([
      'c1.2 markup',
      'c1.2 says-word',
      'c1.2 no-full-stop'
    ]));
  test('what is missing is not called badly written', () => expect(adviceOf(addCriterion(whole(5), 'c6'))).toEqual([]));
});

describe('texts that say nearly the same', () => {
  test.each([
    ['I check a claim before I post it.', 'I check each claim before I post it.', true],
    ['I often publish dates for the people I support.', 'I regularly publish dates for the people I support.', true],
    ['Jaan tietoa tapahtumista seuraajilleni.', 'Jaan usein tietoa tapahtumista seuraajilleni.', true],
    ['I answer one person in private.', 'I agree rules with a group before we begin.', false],
    ['', '', false]
  ])('“%s” and “%s”: %s', (a, b, near) => expect(nearness(a, b) >= NEAR).toBe(near));

  test('no two neighbours of the built-in rubrics, in any language, come near the line', () => {
    for (const competency of model.competencies)
      for (const language of ['en', 'fi', 'sv', 'de']) {
        const { criteria } = JSON.parse(readFileSync(`rubrics/${competency}/${language}.json`, 'utf8')) as Draft['words'][string];
        for (const { descriptors: d } of Object.values(criteria))
          for (const [a, b] of [
            [d![1], d![2]],
            [d![2], d![3]],
            [d![3], d![4]]
          ] as const)
            expect(nearness(a!, b!), `${language}: ${a} / ${b}`).toBeLessThan(NEAR - 0.05);
      }
  });
});

describe('translations', () => {
  test('what is missing and what is stale, in reading order', () => {
    let draft = writeText(writeText(whole(1), 'sv', 'c1.1', 'Ett.'), 'sv', 'title', 'Att skriva');
    draft = writeText(draft, 'en', 'c1.1', 'For all readers, I do another thing.');
    const { missing, stale, of } = newChecker().gaps(draft, 'sv');
    expect(of).toBe(7);
    expect(missing).toEqual(['short', 'c1.title', 'c1.2', 'c1.3', 'c1.4']);
    expect(stale).toEqual(['c1.1']);
    expect(newChecker().gaps(draft, 'en')).toEqual({ missing: [], stale: [], of: 0 });
  });
});

test('a checker that has seen a draft finds in the next what a new one finds', () => {
  const checker = newChecker();
  let draft = whole(3);
  const steps: ((draft: Draft) => Draft)[] = [
    (d) => writeText(d, 'en', 'c2.3', ''),
    (d) => writeText(d, 'sv', 'c2.1', 'Ett.'),
    (d) => writeText(d, 'en', 'c2.1', 'For readers, I do quite another thing.'),
    (d) => setEssential(d, 'c1', 1, true),
    (d) => writeText(d, 'en', 'c2.3', 'With a group that I guide, I do it.')
  ];
  for (const step of steps) {
    draft = step(draft);
    expect(checker.check(draft)).toEqual(newChecker().check(draft));
    expect(checker.gaps(draft, 'sv')).toEqual(newChecker().gaps(draft, 'sv'));
  }
});

test('a criterion of which nothing is written can be shown', () => {
  const { title, descriptors } = roughCriterion({ id: 'c1', essential: [] }, { language: 'en', criteria: {} });
  expect([title, descriptors[4]]).toEqual(['', '']);
});

test('what the check of a file objects to leads to its field', () =>
  expect(faultOf(new DataError('x', 'words.fi.c1.3', 'no-text'))).toMatchObject({ place: 'c1.3', code: 'no-text' }));
