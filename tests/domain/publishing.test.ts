import { describe, expect, test } from 'vitest';
import { addCriterion, addLanguage, removeCriterion, writeText } from '#lib/domain/authoring/draft-changes.ts';
import { nextDraft } from '#lib/domain/authoring/drafting.ts';
import { contentHash } from '#lib/domain/hash.ts';
import {
  changeOf,
  latestOf,
  proposeRelation,
  proposeStep,
  publish as published,
  sameAs,
  splitOff,
  versionAfter,
  type Relation
} from '#lib/domain/authoring/publishing.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import { changesOf } from '#lib/domain/rubric/version-changes.ts';
import { pathBetween } from '#lib/domain/rubric/versions.ts';
import { whole } from './drafts.ts';

/** The file of what is published. */
const publish = (...given: Parameters<typeof published>) => published(...given).file;

const first = publish(whole(3), '1.0.0', []);
const next = (): Draft => nextDraft(first, contentHash(first), { id: 'd2', now: 2 });
/** The criterion with other statements. */
const rewritten = (draft: Draft, id: string) =>
  writeText(draft, 'en', `${id}.2`, 'For one person, I do something that I did not do before.');
const filled = (draft: Draft, id: string) => {
  let own = writeText(addCriterion(draft, id), 'en', `${id}.title`, `Aspect ${id}`);
  for (const level of [1, 2, 3, 4]) own = writeText(own, 'en', `${id}.${level}`, `For level ${level}, I do what ${id} says.`);
  return own;
};

describe('versions', () => {
  test.each([
    ['1.2.3', 'wording', '1.2.4'],
    ['1.2.3', 'asks', '1.3.0'],
    ['1.2.3', 'apart', '2.0.0'],
    ['0.1.0', 'apart', '0.2.0']
  ] as const)('after %s, %s: %s', (version, step, after) => expect(versionAfter(version, step)).toBe(after));

  test('ten comes after nine', () => {
    expect(latestOf([{ version: '0.9.0' }, { version: '0.10.0' }, { version: '0.2.0' }])).toEqual({ version: '0.10.0' });
    expect(latestOf([])).toBeNull();
  });
});

describe('what a version says of the one before', () => {
  test('nothing changed: nothing to publish, and nothing asks something else', () => {
    expect(sameAs(first, next())).toBe(true);
    expect(sameAs(first, addLanguage(next(), 'sv'))).toBe(true);
    expect(proposeStep(proposeRelation(first, next(), 'asks'))).toBe('wording');
  });

  test('a translation is something to publish, and wording only', () => {
    const draft = writeText(next(), 'sv', 'title', 'Att skriva');
    expect(sameAs(first, draft)).toBe(false);
    expect(proposeStep(proposeRelation(first, draft, 'asks'))).toBe('wording');
  });

  test('changed statements are comparable, or the same where only the wording changed', () => {
    const draft = rewritten(next(), 'c2');
    expect(proposeRelation(first, draft, 'asks').changed).toEqual({ c2: 'comparable' });
    expect(proposeStep(proposeRelation(first, draft, 'asks'))).toBe('asks');
    const relation = proposeRelation(first, draft, 'wording');
    expect(changeOf(first, draft, relation)).toEqual({
      from: '1.0.0',
      criteria: [{ kind: 'same', from: ['c2'], to: ['c2'], levels: [2] }]
    });
  });

  test('a criterion that was split keeps the part that kept its id', () => {
    const draft = filled(rewritten(next(), 'c1'), 'c4');
    const relation = { ...proposeRelation(first, draft, 'asks'), begun: { c4: 'c1' } };
    expect(changeOf(first, draft, relation).criteria).toEqual([{ kind: 'split', from: ['c1'], to: ['c1', 'c4'] }]);
  });

  test('criteria that were merged, and one that ends', () => {
    const draft = removeCriterion(removeCriterion(next(), 'c2'), 'c3');
    const proposed = proposeRelation(first, draft, 'asks');
    expect(proposed.ended).toEqual({ c2: null, c3: null });
    expect(proposeStep(proposed)).toBe('asks');
    expect(changeOf(first, draft, { ...proposed, ended: { c2: 'c1', c3: null } }).criteria).toEqual([
      { kind: 'merged', from: ['c1', 'c2'], to: ['c1'] }
    ]);
  });
});

describe('what an author says of two versions is always something that a file can say', () => {
  const told = (draft: Draft, own: Partial<Relation>) => {
    const relation = { ...proposeRelation(first, draft, 'asks'), ...own };
    return publish(draft, '1.1.0', [changeOf(first, draft, relation)]).facts.changes![0]!.criteria;
  };

  test('a criterion that goes on under another name was not split', () =>
    expect(told(filled(removeCriterion(next(), 'c1'), 'c4'), { begun: { c4: 'c1' }, ended: { c1: null } })).toEqual([
      { kind: 'comparable', from: ['c1'], to: ['c4'] }
    ]));

  test('nor was it merged', () =>
    expect(told(filled(removeCriterion(next(), 'c1'), 'c4'), { begun: { c4: null }, ended: { c1: 'c4' } })).toEqual([
      { kind: 'comparable', from: ['c1'], to: ['c4'] }
    ]));

  test('nothing is merged into a part of a split', () => {
    const draft = filled(removeCriterion(next(), 'c2'), 'c4');
    const relation = { ...proposeRelation(first, draft, 'asks'), begun: { c4: 'c1' }, ended: { c2: 'c1' } };
    expect(splitOff(relation, draft)).toEqual(['c1', 'c4']);
    expect(told(draft, relation)).toEqual([{ kind: 'split', from: ['c1'], to: ['c1', 'c4'] }]);
  });
});

describe('publishing', () => {
  const begun = rewritten(next(), 'c1');
  const second = publish(begun, '1.1.0', [changeOf(first, begun, proposeRelation(first, begun, 'asks'))]);
  const following = () => nextDraft(second, 'x', { id: 'd3', now: 3 });

  test('what the version before said of its own predecessors is led on to the new one, so that a version can be skipped', () => {
    const draft = rewritten(following(), 'c2');
    const change = changeOf(second, draft, proposeRelation(second, draft, 'asks'));
    const third = publish(draft, '1.2.0', changesOf(second.facts, change, draft.facts));
    expect(third.facts.changes!.map(({ from, criteria }) => [from, criteria.flatMap(({ to }) => to)])).toEqual([
      ['1.1.0', ['c2']],
      ['1.0.0', ['c1', 'c2']]
    ]);
    // Whoever never had 1.1.0 carries over all the same.
    expect(pathBetween([first.facts, third.facts], '1.0.0', '1.2.0')).toEqual([first.facts, third.facts]);
  });

  test('where answers no longer compare, it is left out', () => {
    expect(second.facts.changes).toHaveLength(1);
    expect(publish(following(), '2.0.0', []).facts).not.toHaveProperty('changes');
  });

  test('a language without a text is left out, one with a text stays with its stamps', () => {
    const file = publish(writeText(addLanguage(whole(), 'fi'), 'sv', 'c1.1', 'Ett.'), '0.1.0', []);
    expect(Object.keys(file.words)).toEqual(['en', 'sv']);
    expect(Object.keys(file.translated!)).toEqual(['sv']);
  });
});
