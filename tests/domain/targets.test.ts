import { expect, test } from 'vitest';
import { ownTargets } from '#lib/domain/assessment/targets.ts';
import type { Head } from '#lib/domain/assessment/assessment.ts';
import { model } from './examples.ts';

const role = model.roles.find(({ targets }) => Object.keys(targets).length > 1)!;
const topics = Object.keys(role.targets);
const [first] = topics as [string];
const own = (targets: Head['targets'], version = '0.10.0', by: string | null = role.id) =>
  ownTargets({ role: by, targets, rubrics: topics.map((id) => ({ id, version })) }, model.roles);

test('targets that are no more than what a role suggests are nobody’s own, be it all of them or some', () => {
  expect(own(role.targets)).toEqual({});
  expect(own({ [first]: role.targets[first]! })).toEqual({});
});

test('since a role sets none, the same targets were set by hand, and go along', () => {
  expect(own(role.targets, '0.20.0')).toEqual(role.targets);
  expect(own({ [first]: role.targets[first]! }, '1.0.0')).toEqual({ [first]: role.targets[first]! });
});

test('where one was changed, all go along: the others were confirmed beside it', () => {
  const changed = { ...role.targets, [first]: role.targets[first] === 4 ? 1 : 4 } as const;
  expect(own(changed)).toEqual(changed);
});

test('without a role every target was set by hand', () => expect(own({ [first]: 2 }, '0.10.0', null)).toEqual({ [first]: 2 }));
