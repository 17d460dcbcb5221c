// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import type { ComponentProps } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { m } from '#lib/i18n/messages.ts';
import Descriptor from '#lib/ui/assess/Descriptor.svelte';
import { valueName } from '#lib/i18n/words.ts';
import { cell } from '../domain/examples.ts';

afterEach(cleanup);

type Props = ComponentProps<typeof Descriptor>;
const TEXT = 'I check each source before I share it.';

function show(props: Partial<Props> = {}) {
  const onplace = vi.fn<Props['onplace']>();
  const ongive = vi.fn<Props['ongive']>();
  const { container, rerender } = render(Descriptor, {
    level: 2,
    text: TEXT,
    cell: undefined,
    placed: null,
    essential: false,
    condition: undefined,
    unfolded: false,
    wanted: false,
    onplace,
    ongive,
    ...props
  });
  return { container, rerender, onplace, ongive };
}

const radio = () => screen.getByRole<HTMLInputElement>('radio', { name: TEXT });
const steps = () => screen.queryByRole('group', { name: m.assess_steps({ descriptor: TEXT }) });
const step = (value: 0 | 1 | 2 | 'na') => within(steps()!).getByRole<HTMLInputElement>('radio', { name: valueName(value) });
const fold = (container: HTMLElement) => container.querySelector('#fold-2')?.textContent ?? null;

describe('the line that says the answer', () => {
  test('is not there while nothing is said', () => {
    const { container } = show();
    expect(fold(container)).toBeNull();
    expect(steps()).toBeNull();
  });

  test('says an own answer plainly: Partly', () => {
    const { container } = show({ cell: cell(1) });
    expect(fold(container)).toBe(m.value_1());
    expect(container.querySelector('.assumed')).toBeNull();
  });

  test('says of an assumed one that it is assumed, and looks so', () => {
    const { container } = show({ cell: cell(2, 'assumed'), placed: 3 });
    expect(fold(container)).toBe(m.fold_assumed({ value: m.value_2() }));
    expect(container.querySelector('.assumed')?.id).toBe('fold-2');
  });

  test('says after the placement what going on would make of an open one', () => {
    const { container } = show({ placed: 1 });
    expect(fold(container)).toBe(m.fold_will_be());
    expect(container.querySelector('.assumed')).not.toBeNull();
  });

  test.each([
    ['before the placement', 3],
    ['after "none of these yet"', 0],
    ['after "not my role"', 'na']
  ] as const)('says nothing of an open one %s', (_what, placed) => {
    const { container } = show({ placed });
    expect(fold(container)).toBeNull();
  });

  test('describes the descriptor to a screen reader as long as it is there', async () => {
    const { rerender } = show({ cell: cell(1) });
    expect(radio().getAttribute('aria-describedby')).toBe('fold-2');
    await rerender({ unfolded: true });
    expect(radio().hasAttribute('aria-describedby')).toBe(false);
  });
});

describe('the four steps', () => {
  test('open from the line, and the focus goes with them to the answer that is set', async () => {
    show({ cell: cell(2, 'assumed'), placed: 3 });
    await fireEvent.click(screen.getByRole('button', { name: new RegExp(`^${m.fold_change()}.*${m.fold_change_of({ number: 2 })}$`) }));
    expect(within(steps()!).getAllByRole('radio')).toHaveLength(4);
    await vi.waitFor(() => expect(document.activeElement).toBe(step(2)));
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('are there for every descriptor when each line is to be answered', () => {
    show({ unfolded: true });
    expect(steps()).not.toBeNull();
  });

  test('show the answer that is set, and an assumed one more faintly', async () => {
    const { container, rerender } = show({ unfolded: true, cell: cell(1) });
    expect(step(1).checked).toBe(true);
    expect(container.querySelectorAll('.on')).toHaveLength(1);
    expect(container.querySelector('.dim')).toBeNull();
    await rerender({ cell: cell(0, 'assumed') });
    expect(step(0).checked).toBe(true);
    expect(container.querySelector('.on.dim')?.textContent?.trim()).toBe(m.value_0());
  });

  test('show none of the four while the answer is open', () => {
    show({ unfolded: true });
    expect(([0, 1, 2, 'na'] as const).filter((value) => step(value).checked)).toEqual([]);
  });

  test.each([0, 1, 2, 'na'] as const)('say %s to whoever listens, with the level', async (value) => {
    const { onplace, ongive } = show({ unfolded: true });
    await fireEvent.click(step(value));
    expect(ongive.mock.calls).toEqual([[2, value]]);
    expect(onplace).not.toHaveBeenCalled();
  });
});

describe('an essential', () => {
  test('always shows its steps and says why it is asked, answered or not, placed or not', async () => {
    const { rerender } = show({ essential: true });
    for (const props of [{}, { placed: 1 }, { placed: 4 }, { placed: 0 }, { cell: cell(2) }] as const) {
      await rerender({ cell: undefined, placed: null, ...props });
      expect(steps()).not.toBeNull();
      expect(screen.getByText(m.assess_essential())).toBeTruthy();
    }
  });

  test('is never said to be Not yet if the person goes on', () => {
    const { container } = show({ essential: true, placed: 1 });
    expect(container.textContent).not.toContain(m.fold_will_be());
  });

  test('says when "not my role" is a true answer', () => {
    show({ essential: true, condition: 'Only if you write with nobody.' });
    expect(screen.getByText(`${m.value_na()}: Only if you write with nobody.`)).toBeTruthy();
  });

  test('that is not one says no such thing', () => {
    const { container } = show({ unfolded: true });
    expect(container.textContent).not.toContain(m.assess_essential());
    expect(container.querySelector('.condition')).toBeNull();
  });
});

describe('tapping the descriptor', () => {
  test('says where the person is', async () => {
    const { onplace, ongive } = show();
    await fireEvent.click(radio());
    expect(onplace.mock.calls).toEqual([[2]]);
    expect(ongive).not.toHaveBeenCalled();
  });

  test('is shown as chosen only where the placement is this one', async () => {
    const { container, rerender } = show({ placed: 2, cell: cell(2, 'placed') });
    expect(radio().checked).toBe(true);
    expect(container.querySelector('.here')).not.toBeNull();
    await rerender({ placed: 3, cell: cell(2, 'assumed') });
    expect(radio().checked).toBe(false);
    expect(container.querySelector('.here')).toBeNull();
  });

  test('is a radio of one group that works before any script: same name, its level as value', () => {
    show();
    expect([radio().type, radio().name, radio().value]).toEqual(['radio', 'place', '2']);
  });
});

test('one that is asked for and open is drawn to the eye', async () => {
  const { container, rerender } = show({ wanted: true });
  expect(container.querySelector('.wanted')).not.toBeNull();
  await rerender({ wanted: false });
  expect(container.querySelector('.wanted')).toBeNull();
});

test('markup in a rubric is shown as text', () => {
  const { container } = show({ text: 'I use <b>bold</b> words.' });
  expect(container.querySelector('b')).toBeNull();
  expect(container.querySelector('.d')?.textContent).toBe('I use <b>bold</b> words.');
});
