// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { Shift } from '#lib/domain/position/compare.ts';
import ShiftTable from '#lib/ui/history/ShiftTable.svelte';

afterEach(cleanup);

const possible = (direction: 'up' | 'down') => ({ kind: 'possible', direction, because: 'retrospect' }) as const;
const shift = (competency: string, yardstick: 'up' | 'down'): Shift => ({
  competency,
  ...{ reported: { kind: 'same' }, practice: possible(yardstick === 'up' ? 'down' : 'up'), yardstick: possible(yardstick) },
  levels: [2, 1, 2]
});

test('what is judged is stricter or milder, never broader or narrower; the work is, and with an if', () => {
  const shifts = [shift('a', 'down'), shift('b', 'up'), shift('c', 'down')];
  const { container } = render(ShiftTable, { shifts, nameOf: (competency) => competency });
  const column = (name: string) => [...container.querySelectorAll(`td[data-name="${name}"]`)].map((cell) => cell.textContent);
  expect(column('How strictly you judge')).toEqual(['possibly stricter', 'possibly milder', 'possibly stricter']);
  expect(column('Your work')[0]).toBe('a possible change, to broader use');
  const meaning = [...container.querySelectorAll('dd')].map((dd) => dd.textContent);
  expect(meaning[0]).toContain('if you remember well and judge as before');
  expect(meaning[1]).toContain('if you remember well');
});
