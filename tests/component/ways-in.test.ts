// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { eachSituation, type Rubric } from '#lib/domain/rubric/rubric.ts';
import { m } from '#lib/i18n/messages.ts';
import { PARTS, type Parts } from '#lib/ui/report/content.ts';
import WholeReport from '#lib/ui/report/WholeReport.svelte';
import NextSteps from '../../src/routes/(app)/result/NextSteps.svelte';
import type { Links } from '../../src/routes/(app)/result/links.ts';
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
  return render(NextSteps, { positions: data.positions, rubrics, answered: data, links });
}
const item = () => screen.queryByText(wayIn)?.closest('li') ?? null;

test('a result whose next steps presuppose a group says once how to begin one', () => {
  result(2);
  expect(screen.getAllByText(wayIn)).toHaveLength(1);
  expect(within(item()!).getByText(m.way_in_at({ situation: situations[3].label }))).toBeTruthy();
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
  const { unmount } = render(WholeReport, { ...props, parts: parts(true) });
  expect(screen.getAllByText(wayIn)).toHaveLength(1);
  unmount();
  render(WholeReport, { ...props, parts: parts(false) });
  expect(item()).toBeNull();
});
