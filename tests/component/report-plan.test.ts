// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { newStep } from '#lib/domain/plan/plan-changes.ts';
import PlanList from '#lib/ui/report/PlanList.svelte';
import { rubric } from '../domain/examples.ts';

afterEach(cleanup);

test('where a step leads is told by the version of the rubric that it is from, and by no other', () => {
  const own = { ...rubric('own', 1), version: '2.0.0' };
  const text = (version?: string) => {
    const aim = { criterion: `own.${own.criteria[0]!.id}`, level: 2, assessment: 'a', ...(version ? { version } : {}) } as const;
    const steps = [newStep([], { what: 'Try', aim }, 's', 1)];
    const { container } = render(PlanList, { plan: { steps, damage: [] }, rubrics: [own], every: true, notes: false });
    const said = container.textContent!;
    cleanup();
    return said;
  };
  const { title } = own.criteria[0]!;
  expect(text('2.0.0')).toContain(title);
  expect(text()).toContain(title);
  expect(text('1.0.0')).not.toContain(title);
});
