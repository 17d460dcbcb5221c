// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { m } from '#lib/i18n/messages.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { eachSituation, type Rubric } from '#lib/domain/rubric/rubric.ts';
import { essentialStepsOf, PARTS, topicsOf, type Parts } from '#lib/ui/report/content.ts';
import WholeReport from '#lib/ui/report/WholeReport.svelte';
import { adviceFor } from '#lib/domain/position/advice.ts';
import NextStep from '#lib/ui/result/NextStep.svelte';
import type { Links } from '#lib/ui/result/links.ts';
import { entries, model, rowsAt, rubric, words } from '../domain/examples.ts';

afterEach(cleanup);

const situations = eachSituation(model.situations, ({ id }, level) => ({ id, ...words.situations[level] }));
const rubrics = ['information', 'writing'].map((id): Rubric => ({ ...rubric(id, 6), situations }));
const wayIn = words.situations[3].wayIn!;

/** Answers up to a level, in both topics. */
function answered(level: 2 | 3) {
  const assessment = {
    head: newHead({ rubrics }, 'a', 1),
    entries: Object.assign({}, ...rubrics.map((one) => entries(one, rowsAt(level))))
  };
  return { ...assessment, rubrics, positions: positionsOf(assessment, rubrics, model) };
}

function result(level: 2 | 3) {
  const data = answered(level);
  const rubricOf = (id: string) => rubrics.find((one) => one.id === id)!;
  const links: Links = {
    rubricOf,
    criterionOf: (competency, criterion) => rubricOf(competency).criteria.find(({ id }) => id === criterion)!,
    hrefOf: (competency, criterion) => `?at=${competency}.${criterion}`,
    planOf: () => undefined,
    ownPlanOf: () => undefined
  };
  const advice = adviceFor(data.positions, rubrics, data, model);
  return { advice, ...render(NextStep, { advice, whyOf: () => 'Why.', none: '', links, plan: { href: '', open: 0 }, onother: () => {} }) };
}
const item = () => screen.queryByText(wayIn);

test('a result whose next steps presuppose a group says once how to begin one, and offers none of those steps', () => {
  const { advice } = result(2);
  expect(item()).toBeTruthy();
  expect(advice.map(({ kind, level }) => `${kind} ${level}`)).toEqual(['way-in 3']);
});

test('whoever guides none, and is not to, is led from there to the first question that can say so', () => {
  result(2);
  const link = screen.getByRole('link', { name: new RegExp(`^${m.value_na()}`) });
  expect(link.getAttribute('href')).toBe('?at=information.c0');
});

test('whoever guides groups is not told how to begin one, but how to come into a community', () => {
  result(3);
  expect(item()).toBeNull();
  expect(screen.getByText(words.situations[4].wayIn!)).toBeTruthy();
});

test('the report says it where it says what to try next, and not without', () => {
  const data = { ...answered(2), damage: [], plan: { steps: [], damage: [] } };
  const parts = (next: boolean) => Object.fromEntries(PARTS.map((part) => [part, part === 'next' && next])) as Parts;
  const props = { data, model, words, versions: { app: '0', model: '0' } };
  const { unmount } = render(WholeReport, { ...props, group: null, second: null, parts: parts(true) });
  expect(screen.getAllByText(wayIn)).toHaveLength(1);
  expect(screen.queryByText(/^Step to 3 of/)).toBeNull();
  unmount();
  render(WholeReport, { ...props, group: null, second: null, parts: parts(false) });
  expect(item()).toBeNull();
});

test('what is offered for the sheet of a supervisor presupposes no group either, where somebody has none', () => {
  const without = answered(2);
  const topics = topicsOf(without, model);
  expect(topics.map(({ rubric, ways, steps }) => [rubric.id, ways.length, steps.length])).toEqual([['information', 1, 0]]);
  const within = topicsOf(answered(3), model);
  expect(within.map(({ ways }) => ways.map(({ level }) => level))).toEqual([[4]]);

  // An essential of the level of groups, answered Not yet: named as open, and no step for whoever is in none.
  const essential = rubrics.map((one): Rubric => ({ ...one, criteria: one.criteria.map((c, i) => (i ? c : { ...c, essential: [3] })) }));
  const data = { ...without, rubrics: essential, positions: positionsOf(without, essential, model) };
  expect(essentialStepsOf(data)).toEqual([]);
  expect(topicsOf(data, model).flatMap(({ steps }) => steps)).toEqual([]);
});

test('whoever guides groups in part is offered the steps, and no way in', () => {
  const own = Object.assign(
    {},
    ...rubrics.map((one, i) =>
      entries(
        one,
        rowsAt(2).map((row, c) => (i || c ? row : [2, 2, 1, 0]))
      )
    )
  );
  const assessment = { head: newHead({ rubrics }, 'a', 1), entries: own };
  const topics = topicsOf({ ...assessment, rubrics, positions: positionsOf(assessment, rubrics, model) }, model);
  expect(topics.map(({ ways, steps }) => [ways.length, steps.length])).toEqual([
    [0, 3],
    [0, 3]
  ]);
});
