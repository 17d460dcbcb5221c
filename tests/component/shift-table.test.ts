// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
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

test('a yardstick is stricter or milder, never broader or narrower; practice is, and with an if', () => {
  const shifts = [shift('a', 'down'), shift('b', 'up'), shift('c', 'down')];
  render(ShiftTable, { shifts, titleOf: (competency) => competency });
  const text = (name: string) => screen.getByRole('region', { name }).textContent!;
  for (const words of ['Possibly stricter: 2.', 'Possibly milder: 1.']) expect(text('Yardstick')).toContain(words);
  expect(text('Yardstick')).not.toMatch(/broader|narrower/);
  expect(text('Practice')).toContain('Possible change, to broader use: 2.');
  expect(text('Practice')).toContain('if memory and yardstick held');
  expect(text('Yardstick')).toContain('if memory held');
  const cells = [...document.querySelectorAll('td[data-name="Yardstick"]')].map((cell) => cell.textContent);
  expect(cells).toEqual(['possibly stricter', 'possibly milder', 'possibly stricter']);
});
