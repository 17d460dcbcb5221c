// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import type { ComponentProps } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { place, placeNowhere, applyChange, type Cells } from '#lib/domain/assessment/answer.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { m } from '#lib/i18n/messages.ts';
import CriterionForm from '#lib/ui/assess/CriterionForm.svelte';
import { cell, cells, criterion, entry } from '../domain/examples.ts';

afterEach(cleanup);

type Props = ComponentProps<typeof CriterionForm>;
const OWN = criterion('C3', [2]);

function show(given: Cells = {}, props: Partial<Props> = {}) {
  const heard = {
    onplace: vi.fn<Props['onplace']>(),
    onnowhere: vi.fn<Props['onnowhere']>(),
    ongive: vi.fn<Props['ongive']>(),
    onclear: vi.fn<Props['onclear']>(),
    onunfold: vi.fn<Props['onunfold']>()
  };
  const view = render(CriterionForm, {
    criterion: OWN,
    entry: entry('privacy', 'C3', { cells: given }),
    wanted: [],
    unfolded: false,
    ...heard,
    ...props
  });
  return { ...view, ...heard };
}

const none = () => screen.getByRole('button', { name: m.assess_none() });
const na = () => screen.getByRole('button', { name: m.assess_na() });
const each = () => screen.getByRole('button', { name: m.assess_each() });
const pressed = () => [none(), na(), each()].map((chip) => chip.getAttribute('aria-pressed'));
const nowhere = (value: 0 | 'na') => applyChange({}, placeNowhere(OWN, {}, value, 1));

test('four descriptors stand in the order of the levels, broadest last', () => {
  const { container } = show();
  expect([...container.querySelectorAll('.d')].map((d) => d.textContent)).toEqual(LEVELS.map((level) => OWN.descriptors[level]));
});

test('the essential one has its steps and its condition, the others do not', () => {
  const { container } = show();
  const groups = [...container.querySelectorAll('[data-level]')].map((option) => option.querySelectorAll('.steps').length);
  expect(groups).toEqual([0, 1, 0, 0]);
  expect(container.textContent).toContain(OWN.notApplicable![2]);
});

describe('what can be said of the whole criterion', () => {
  test.each<[string, Cells, string[]]>([
    ['nothing said', {}, ['false', 'false', 'false']],
    ['none of these yet', nowhere(0), ['true', 'false', 'false']],
    ['not my role', nowhere('na'), ['false', 'true', 'false']],
    ['placed at 3', applyChange({}, place(OWN, {}, 3, 1)), ['false', 'false', 'false']],
    ['each line answered Not yet by hand', cells([0, 0, 0, 0]), ['false', 'false', 'false']]
  ])('with %s, the pressed one is the one that is true', (_what, given, states) => {
    show(given);
    expect(pressed()).toEqual(states);
  });

  test('"none of these yet" and "not my role" are heard as 0 and na', async () => {
    const { onnowhere } = show();
    await fireEvent.click(none());
    await fireEvent.click(na());
    expect(onnowhere.mock.calls).toEqual([[0], ['na']]);
  });

  test('answering each line is turned on, and off again', async () => {
    const { onunfold, rerender, container } = show();
    await fireEvent.click(each());
    expect(onunfold.mock.calls).toEqual([[true]]);
    await rerender({ unfolded: true });
    expect(pressed()).toEqual(['false', 'false', 'true']);
    expect(container.querySelectorAll('.steps')).toHaveLength(4);
    await fireEvent.click(each());
    expect(onunfold.mock.calls).toEqual([[true], [false]]);
  });

  test('starting over is offered once there is something to clear', async () => {
    const { onclear, rerender } = show();
    expect(screen.queryByRole('button', { name: m.assess_clear() })).toBeNull();
    await rerender({ entry: entry('privacy', 'C3', { cells: { 4: cell(0) } }) });
    await fireEvent.click(screen.getByRole('button', { name: m.assess_clear() }));
    expect(onclear).toHaveBeenCalledOnce();
  });
});

test('a tap on the third descriptor is heard with its level', async () => {
  const { onplace } = show();
  await fireEvent.click(screen.getByRole('radio', { name: OWN.descriptors[3] }));
  expect(onplace.mock.calls).toEqual([[3]]);
});

test('after a placement at 1 the later ones say what going on makes of them, the essential does not', () => {
  const { container } = show(applyChange({}, place(OWN, {}, 1, 1)));
  const folds = LEVELS.map((level) => container.querySelector(`#fold-${level}`)?.textContent ?? null);
  expect(folds).toEqual([m.value_2(), null, m.fold_will_be(), m.fold_will_be()]);
});

test('those still asked for are marked, and no other', () => {
  const { container } = show({}, { wanted: [2, 4] });
  expect([...container.querySelectorAll<HTMLElement>('.wanted')].map((option) => option.dataset.level)).toEqual(['2', '4']);
});

test('a keyboard reaches everything: only buttons that are named and do not send the form', () => {
  show({ 1: cell(2) });
  for (const button of screen.getAllByRole<HTMLButtonElement>('button')) {
    expect(button.type).toBe('button');
    expect(button.textContent?.trim()).not.toBe('');
  }
});
