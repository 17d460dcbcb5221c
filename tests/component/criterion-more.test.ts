// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { Cells } from '#lib/domain/assessment/answer.ts';
import { emptyEntry, type Entries, type Entry, type OutOfRole } from '#lib/domain/assessment/assessment.ts';
import { eachSituation, type RubricFace } from '#lib/domain/rubric/rubric.ts';
import { m } from '#lib/i18n/messages.ts';
import CriterionMore from '#lib/ui/assess/CriterionMore.svelte';
import { cell, criterion, model, words } from '../domain/examples.ts';

afterEach(cleanup);

const entry = emptyEntry('a', 'privacy.C1');
const head = { rubrics: [{ id: 'privacy', version: '1.0.0' }], setting: null as string | null };
const props = (own: Entry) => ({
  criterion: criterion('C1'),
  entry: own,
  names: { settings: [] as { id: string; name: string }[], levels: words.levels },
  situations: undefined as RubricFace['situations'],
  answered: { head, entries: {} as Entries },
  outlineOf: () => outline,
  helpOpen: false,
  notes: true,
  onnote: () => {},
  onmark: () => {}
});
const situations = eachSituation(model.situations, ({ id }, level) => ({ id, ...words.situations[level] }));
const outline = { id: 'privacy', situations: model.situations, criteria: [{ id: 'C1' }] };
const help = () => screen.getByText('What this means, with examples').closest('details')!;

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

test('whoever does nothing in a situation yet is told a way in; whoever does, or has said that it is not their role, is not', async () => {
  const { wayIn, label } = words.situations[3];
  const told = () => screen.queryByText(label)?.nextElementSibling?.textContent === wayIn;
  const after = (cells: Cells, scope: OutOfRole[] = []) => ({
    ...props(entry),
    situations,
    answered: { head: { ...head, scope }, entries: { 'privacy.C1': { ...entry, cells } } }
  });
  const { rerender } = render(CriterionMore, after({ 2: cell(2), 3: cell(0) }));
  expect(told()).toBe(true);
  await rerender(after({ 3: cell(1) }));
  expect(told()).toBe(false);
  await rerender(after({}, [{ situation: model.situations[3].id, at: 1, where: { privacy: { level: 3, asked: [] } } }]));
  expect(told()).toBe(false);
});

test('an example says at which level it stands: by its situation, or by the name of the level; the person’s own setting first', async () => {
  const settings = [
    { id: 'school', name: 'School' },
    { id: 'higher', name: 'Higher education' },
    { id: 'alone', name: 'On my own' }
  ];
  const examples = { school: 'A class.', higher: 'A course.', alone: 'A call.' };
  const own = { ...criterion('C1'), help: { about: '', examples }, exampleLevels: { school: 3, higher: 2 } as const };
  const all = { ...props(entry), criterion: own, names: { settings, levels: words.levels } };
  const items = () => [...help().querySelectorAll('li')].map(({ textContent }) => textContent!.replace(/\s+/g, ' '));
  const { rerender } = render(CriterionMore, { ...all, answered: { head: { ...head, setting: 'higher' }, entries: {} } });
  expect(items()).toEqual([
    `${words.levels[2].name} · Higher education: A course.`,
    `${words.levels[3].name} · School: A class.`,
    'On my own: A call.'
  ]);
  await rerender({ ...all, situations });
  expect(items()[0]).toBe(`${words.situations[3].label} · School: A class.`);
});

test('where private notes are not kept, none is asked for', async () => {
  const { rerender } = render(CriterionMore, props(entry));
  expect(screen.getByLabelText(m.assess_note_label({ title: 'Title of C1' }))).toBeTruthy();
  await rerender({ ...props(entry), notes: false });
  expect(screen.queryByRole('textbox')).toBeNull();
});
