// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { Shift } from '#lib/domain/position/compare.ts';
import ShiftTable from '#lib/ui/history/ShiftTable.svelte';

afterEach(cleanup);

const shift = (competency: string, kind: 'clear' | 'possible', direction: 'up' | 'down'): Shift => ({
  competency,
  ...{ reported: { kind: 'same' }, practice: { kind, direction: direction === 'up' ? 'down' : 'up' }, yardstick: { kind, direction } },
  levels: [2, 1, 2]
});

test('a yardstick is stricter or milder, never broader or narrower; practice is, and with an if', () => {
  const shifts = [shift('a', 'clear', 'down'), shift('b', 'possible', 'down'), shift('c', 'clear', 'up'), shift('d', 'possible', 'up')];
  render(ShiftTable, { shifts, titleOf: (competency) => competency });
  const text = (name: string) => screen.getByRole('region', { name }).textContent!;
  for (const words of ['Clearly stricter: 1.', 'Possibly stricter: 1.', 'Clearly milder: 1.', 'Possibly milder: 1.'])
    expect(text('Yardstick')).toContain(words);
  expect(text('Yardstick')).not.toMatch(/broader|narrower/);
  expect(text('Practice')).toContain('Clear change, to broader use: 1.');
  expect(text('Practice')).toContain('if memory and yardstick held');
  expect(text('Yardstick')).toContain('if memory held');
  const cells = [...document.querySelectorAll('td[data-name="Yardstick"]')].map((cell) => cell.textContent);
  expect(cells).toEqual(['clearly stricter', 'possibly stricter', 'clearly milder', 'possibly milder']);
});
