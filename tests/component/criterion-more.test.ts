// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { emptyEntry, type Entry } from '#lib/domain/assessment/assessment.ts';
import { m } from '#lib/i18n/messages.ts';
import CriterionMore from '#lib/ui/assess/CriterionMore.svelte';
import { cell, criterion } from '../domain/examples.ts';

afterEach(cleanup);

const entry = emptyEntry('a', 'privacy.C1');
const props = (own: Entry) => ({
  criterion: criterion('C1'),
  entry: own,
  settings: [],
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

test('where private notes are not kept, none is asked for', async () => {
  const { rerender } = render(CriterionMore, props(entry));
  expect(screen.getByLabelText(m.assess_note_label({ title: 'Title of C1' }))).toBeTruthy();
  await rerender({ ...props(entry), notes: false });
  expect(screen.queryByRole('textbox')).toBeNull();
});
