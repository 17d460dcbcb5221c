import { expect, test } from 'vitest';
import { calledOf, topicNames } from '#lib/app/names.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { nameOf } from '#lib/i18n/words.ts';
import { rubric } from '../domain/examples.ts';

const BEGUN = Date.UTC(2026, 2, 9, 12);
const ANSWERED = Date.UTC(2026, 4, 1, 12);
const head = newHead({ rubrics: [rubric('privacy', 1)] }, 'a', BEGUN);

test('an assessment without a name is called by the day of its answers, and by the day it was begun where these cannot be read', async () => {
  expect(await calledOf(head, { progressOf: async () => ({ a: { done: 1, at: ANSWERED } }) as never })).toBe(nameOf(head, ANSWERED));
  expect(await calledOf(head, { progressOf: () => Promise.reject(new Error('closed')) })).toBe(nameOf(head, BEGUN));
});

test('what an assessment is about is said by the names of its topics, in the language of the page where there is one', async () => {
  const items = [{ key: 'h1', titles: { de: 'Zuhören', en: 'Listening' }, source: 'de' }];
  const refs = [
    { id: 'privacy', version: '0.1.0' },
    { id: 'own-x', version: '0.1.0', hash: 'h1' },
    { id: 'own-y', version: '0.1.0', hash: 'h2' }
  ];
  const list = async () => ({ items, damage: [] }) as never;
  expect((await topicNames(Promise.resolve({ list })))({ rubrics: refs })).toBe(
    'Privacy, Listening and a rubric that is not on this device'
  );
  // A device whose rubrics cannot be read still knows the built-in ones.
  expect((await topicNames(Promise.reject(new Error('closed'))))({ rubrics: refs.slice(0, 1) })).toBe('Privacy');
});
