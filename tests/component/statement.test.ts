// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick, type ComponentProps } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Cell } from '#lib/domain/assessment/answer.ts';
import { m } from '#lib/i18n/messages.ts';
import { valueName } from '#lib/i18n/words.ts';
import Statement from '#lib/ui/assess/Statement.svelte';
import { cell } from '../domain/examples.ts';

afterEach(cleanup);

type Props = ComponentProps<typeof Statement>;
const TEXT = 'I check each source before I share it.';
const CONDITION = 'Only if you share nothing of others.';
const GROUP = { id: 'group', label: 'In a group I guide online', outOfRole: 'I guide no groups online' };

function show(props: Partial<Props> = {}) {
  const heard = {
    onchoose: vi.fn<Props['onchoose']>(),
    ongive: vi.fn<Props['ongive']>(),
    ontakeback: vi.fn<Props['ontakeback']>(),
    onscope: vi.fn<Props['onscope']>()
  };
  const all: Props = {
    level: 2,
    text: TEXT,
    cell: undefined,
    essential: false,
    mayBeOut: false,
    isOut: false,
    asked: false,
    onmoved: () => {},
    onexplain: async () => {},
    ...heard,
    ...props
  };
  const { container, rerender } = render(Statement, all);
  const card = container.querySelector<HTMLElement>('.st')!;
  /** What was heard, and nothing else. */
  const said = () =>
    Object.entries(heard).flatMap(([name, { mock }]) => mock.calls.map((values) => [name, ...(values as readonly unknown[])]));
  return { card, rerender, said };
}

const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: TEXT });
const far = () => screen.getByRole('radiogroup', { name: m.assess_how_far({ level: 2 }) });
const step = (value: 1 | 2) => within(far()).getByRole<HTMLInputElement>('radio', { name: valueName(value) });
const ask = () => screen.queryByRole('radiogroup', { name: m.assess_ask({ level: 2 }) });
const answer = (name: string) => within(ask()!).getByRole<HTMLInputElement>('radio', { name });
const link = (name: string | RegExp) => screen.getByRole('button', { name });
/** What stands beside the statement. Styles are not there in tests: what keeps its place unseen bears this class. */
const isSeen = (node: Element) => !node.classList.contains('hidden');
const links = () =>
  screen
    .queryAllByRole('button')
    .filter((one) => isSeen(one) && !one.closest('.sit'))
    .map((one) => one.textContent);
/** What the card looks like: its own classes, without the one that only keeps styles apart. */
const looks = (card: HTMLElement) => [...card.classList].filter((name) => name !== 'st' && !name.startsWith('svelte-'));

describe('a tap', () => {
  test('on the statement is told with its level, and that is all', async () => {
    const { said } = show();
    await fireEvent.click(box());
    expect(said()).toEqual([['onchoose', 2]]);
  });

  test('is not shown as chosen before it is stored, whatever the native mark says by then', async () => {
    const { card, rerender } = show();
    await fireEvent.click(box());
    expect(box().checked).toBe(true);
    expect(looks(card)).toEqual([]);
    expect(screen.queryByRole('radiogroup')).toBeNull();
    await rerender({ cell: cell(2) });
    expect(looks(card)).toEqual(['chosen']);
    expect(isSeen(far())).toBe(true);
  });

  test('a second one is told the same way, and what is taken back looks so', async () => {
    const { card, rerender, said } = show({ cell: cell(2) });
    await fireEvent.click(box());
    expect(said()).toEqual([['onchoose', 2]]);
    await rerender({ cell: undefined });
    expect([looks(card), box().checked]).toEqual([[], false]);
  });

  test('works before any script: a native checkbox with its level as value, which early taps are read from', () => {
    show();
    expect([box().type, box().value, box().className.split(' ')[0]]).toEqual(['checkbox', '2', 'tick']);
  });
});

describe('what was said', () => {
  test.each<[string, Cell | undefined, boolean, string[]]>([
    ['nothing: open', undefined, false, []],
    ['Yes: chosen', cell(2), true, ['chosen']],
    ['Partly: chosen, and half', cell(1), true, ['chosen', 'partly']],
    ['Not yet: not chosen', cell(0), false, []],
    ['left: not chosen', cell(0, 'left'), false, []],
    ['a Yes of a placement in an earlier version: chosen', cell(2, 'placed'), true, ['chosen']],
    ['a Yes that was filled in: not chosen, and looks so', cell(2, 'assumed'), false, ['filled']],
    ['not part of the role: set aside', cell('na'), false, ['out']]
  ])('%s', (_what, own, checked, classes) => {
    const { card } = show({ cell: own });
    expect([box().checked, looks(card)]).toEqual([checked, classes]);
  });

  test('the switch tells Yes from Partly, and is told', async () => {
    const { said, rerender } = show({ cell: cell(2) });
    expect([step(2).checked, step(1).checked]).toEqual([true, false]);
    await fireEvent.click(step(1));
    await rerender({ cell: cell(1) });
    expect([step(2).checked, step(1).checked]).toEqual([false, true]);
    await fireEvent.click(step(2));
    expect(said()).toEqual([
      ['ongive', 2, 1],
      ['ongive', 2, 2]
    ]);
  });

  test('the switch and what stands in its place keep their room unseen, so that no edge moves under the finger', async () => {
    const { card, rerender } = show();
    const inPlace = () => [...card.querySelectorAll('.slot > *')].map(isSeen);
    expect(inPlace()).toEqual([false, true]);
    await rerender({ cell: cell(2) });
    expect(inPlace()).toEqual([true, false]);
  });

  test('nothing beside the switch, once the statement is chosen', () => {
    show({ cell: cell(1), mayBeOut: true, situation: GROUP });
    expect(links()).toEqual([]);
  });
});

describe('“not part of my job”', () => {
  test('of a statement that is no essential is said with one tap', async () => {
    const { said } = show();
    await fireEvent.click(link(m.value_na()));
    expect(said()).toEqual([['ongive', 2, 'na']]);
  });

  test('becomes a line with a way to change it; the statement itself cannot be tapped meanwhile', async () => {
    const { said } = show({ cell: cell('na') });
    expect(box().disabled).toBe(true);
    await fireEvent.click(link(`${m.value_na()} · ${m.assess_change()}`));
    expect(said()).toEqual([['ontakeback', 2]]);
  });

  test('of an essential holds only after its condition was shown', async () => {
    const { said } = show({ essential: true, condition: CONDITION });
    expect(screen.queryByText(new RegExp(CONDITION))).toBeNull();
    await fireEvent.click(link(m.value_na()));
    expect(said()).toEqual([]);
    expect(screen.getByText(CONDITION).parentElement!.textContent).toContain(`${m.value_na()}: ${CONDITION}`);
    expect(answer(m.value_na()).checked).toBe(false);
    await fireEvent.click(answer(m.value_na()));
    expect(said()).toEqual([['ongive', 2, 'na']]);
  });

  test('of an essential that was said before is a line, and “change” takes it back', async () => {
    const { said } = show({ essential: true, condition: CONDITION, cell: cell('na') });
    expect(ask()).toBeNull();
    await fireEvent.click(link(new RegExp(m.assess_change())));
    expect(said()).toEqual([['ontakeback', 2]]);
  });
});

describe('an essential that somebody went on without', () => {
  test('is asked in place: Not yet, or not part of the role with its condition, and why', () => {
    show({ essential: true, condition: CONDITION, asked: true });
    expect(
      within(ask()!)
        .getAllByRole<HTMLInputElement>('radio')
        .map(({ checked }) => checked)
    ).toEqual([false, false]);
    expect(screen.getByText(m.assess_essential())).toBeTruthy();
    expect(screen.getByText(CONDITION).parentElement!.textContent).toContain(`${m.value_na()}: ${CONDITION}`);
    expect(links()).toEqual([]);
  });

  test.each([
    ['Not yet', () => valueName(0), 0],
    ['not part of the role', () => m.value_na(), 'na']
  ] as const)('%s is told, and stays in sight as what was answered', async (_what, name, value) => {
    const { said, rerender } = show({ essential: true, asked: true });
    await fireEvent.click(answer(name()));
    expect(said()).toEqual([['ongive', 2, value]]);
    await rerender({ cell: cell(value) });
    expect(answer(name()).checked).toBe(true);
    expect(box().disabled).toBe(false);
  });

  test('is answered by choosing the statement too, and then asked no more', async () => {
    const { said, rerender } = show({ essential: true, asked: true });
    await fireEvent.click(box());
    expect(said()).toEqual([['onchoose', 2]]);
    await rerender({ cell: cell(2) });
    expect(ask()).toBeNull();
  });

  test('is not asked before somebody goes on without it', () => {
    show({ essential: true, condition: CONDITION });
    expect(ask()).toBeNull();
  });
});

describe('what an earlier version filled in', () => {
  test.each([0, 1, 2, 'na'] as const)('%s says so and of what it is, and is kept with one tap', async (value) => {
    const { said } = show({ cell: cell(value, 'assumed') });
    await fireEvent.click(link(`${m.assess_filled_in({ value: valueName(value) })} · ${m.assess_filled_in_keep()}`));
    expect(said()).toEqual([['ongive', 2, value]]);
  });

  test('becomes one’s own by tapping the statement too', async () => {
    const { said } = show({ cell: cell(2, 'assumed') });
    await fireEvent.click(box());
    expect(said()).toEqual([['onchoose', 2]]);
  });
});

describe('a situation', () => {
  const MEANT = { ...GROUP, definition: 'You guide a group.', exclusions: 'Lists that you write to.' };
  const label = () => screen.getByRole('button', { name: GROUP.label });

  test('says what it is and what does not count where its label is pressed, and folds it up again', async () => {
    const { card, said } = show({ situation: MEANT, lang: 'sv', situationLang: 'sv' });
    expect(label().getAttribute('aria-expanded')).toBe('false');
    expect(card.textContent).not.toContain(MEANT.definition);
    await fireEvent.click(label());
    expect(label().getAttribute('aria-expanded')).toBe('true');
    expect((await screen.findByText(MEANT.definition)).lang).toBe('sv');
    expect(card.textContent).toContain(`${m.situation_excludes()} ${MEANT.exclusions}`);
    // Read on from the label, it comes before the statement.
    expect(screen.getByText(MEANT.definition).compareDocumentPosition(box()) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    await fireEvent.click(label());
    expect(card.textContent).not.toContain(MEANT.definition);
    expect(said()).toEqual([]);
  });

  test('fetches what it is where that is not here yet, and says so where that fails', async () => {
    let tries = 0;
    const { rerender } = show({ situation: GROUP, onexplain: async () => void tries++ });
    await fireEvent.click(label());
    expect((await screen.findByRole('alert')).textContent).toBe(m.situation_failed());
    await rerender({ onexplain: async () => void (await rerender({ situation: MEANT })) });
    await fireEvent.click(link(m.try_again()));
    expect(await screen.findByText(MEANT.definition)).toBeTruthy();
    expect(tries).toBe(1);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('stands over the statement, and is read before it, once', () => {
    show({ situation: GROUP });
    expect(label().compareDocumentPosition(box()) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(box().hasAttribute('aria-describedby')).toBe(false);
  });

  test('that may be said not to be one’s role is offered in its own words, in place of “not part of my job”', async () => {
    const { said } = show({ situation: GROUP, mayBeOut: true });
    expect(links()).toEqual([GROUP.outOfRole]);
    await fireEvent.click(link(GROUP.outOfRole));
    expect(said()).toEqual([['onscope', 2]]);
  });

  test('that is out is one line whose link asks what to change, and holds without a tap on the statement', async () => {
    const { card, said } = show({ situation: GROUP, isOut: true, cell: cell('na', 'scope') });
    expect(looks(card)).toEqual(['out', 'away']);
    expect(box().disabled).toBe(true);
    await fireEvent.click(link(`${m.value_na()} · ${m.assess_change()}`));
    expect(said()).toEqual([['onscope', 2]]);
  });
});

test('a keyboard reaches everything: buttons have names and send no form', async () => {
  for (const props of [{}, { cell: cell('na') }, { cell: cell(2, 'assumed') }, { situation: GROUP, mayBeOut: true }] as const) {
    show(props);
    await tick();
    for (const button of screen.getAllByRole<HTMLButtonElement>('button')) {
      expect(button.type).toBe('button');
      expect(button.textContent?.trim()).not.toBe('');
    }
    cleanup();
  }
});

test('a text that stands in for a missing translation bears its language, and says so', () => {
  const { card } = show({ lang: 'fi', marked: true });
  expect(card.querySelector('[lang="fi"]')?.textContent).toBe(TEXT);
  expect(card.querySelector('.borrowed')?.textContent).toBe(m.borrowed_from({ language: 'Finnish' }));
});

test('markup in a rubric is shown as text', () => {
  const { card } = show({ text: 'I use <b>bold</b> words.' });
  expect(card.querySelector('b')).toBeNull();
  expect(card.querySelector('.what')?.textContent).toBe('I use <b>bold</b> words.');
});

test('a condition is in its own language, and marked where it stands in for one that is missing', async () => {
  const props = { essential: true, condition: CONDITION, conditionLang: 'sv', asked: true };
  const { rerender } = show({ ...props, conditionMarked: true });
  const told = () => screen.getByText(CONDITION).parentElement!.textContent;
  expect(screen.getByText(CONDITION).lang).toBe('sv');
  expect(told()).toContain(m.borrowed_from({ language: 'Swedish' }));
  await rerender({ conditionMarked: false });
  expect(told()).not.toContain('Swedish');
});
