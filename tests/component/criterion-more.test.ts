// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { emptyEntry, type Entry } from '#lib/domain/assessment/assessment.ts';
import type { Situation } from '#lib/domain/rubric/rubric.ts';
import { m } from '#lib/i18n/messages.ts';
import CriterionMore from '#lib/ui/assess/CriterionMore.svelte';
import { cell, criterion } from '../domain/examples.ts';

afterEach(cleanup);

const entry = emptyEntry('a', 'privacy.C1');
const props = (own: Entry) => ({
  criterion: criterion('C1'),
  entry: own,
  settings: [],
  situations: [] as Situation[],
  helpOpen: false,
  notes: true,
  onnote: () => {},
  onmark: () => {}
});
const help = () => screen.getByText('What is meant, with examples').closest('details')!;

test('help that somebody opened stays open when they answer, mark or note', async () => {
  const { rerender } = render(CriterionMore, props(entry));
  expect(help().open).toBe(false);
  help().open = true;
  await rerender(props({ ...entry, cells: { 1: cell(2) } }));
  await rerender(props({ ...entry, cells: { 1: cell(2) }, evidence: 'show', note: 'x' }));
  expect(help().open).toBe(true);
});

test('what three answers mean reads as three sentences', () => {
  render(CriterionMore, props(entry));
  expect(help().textContent).toMatch(/\. Partly: .*\. Yes: /s);
});

test('what a situation is and what does not count is explained, where the rubric says it', () => {
  const group = { id: 'group', label: 'In a group I guide online', definition: 'You open or guide it.', exclusions: 'Groups of others.' };
  render(CriterionMore, { ...props(entry), situations: [{ id: 'public', label: 'For many' }, group] });
  const term = screen.getByText(group.label);
  expect(term.nextElementSibling?.textContent).toBe('You open or guide it. Groups of others.');
});

test('where private notes are not kept, none is asked for', async () => {
  const { rerender } = render(CriterionMore, props(entry));
  expect(screen.getByLabelText(m.assess_note_label({ title: 'Title of C1' }))).toBeTruthy();
  await rerender({ ...props(entry), notes: false });
  expect(screen.queryByRole('textbox')).toBeNull();
});
