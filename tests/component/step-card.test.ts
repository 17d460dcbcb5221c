// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newStep } from '#lib/domain/plan/plan-changes.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import PastStep from '#lib/ui/plan/PastStep.svelte';
import StepCard from '#lib/ui/plan/StepCard.svelte';
import StepTrace from '#lib/ui/plan/StepTrace.svelte';
import { sentencesOf } from '#lib/ui/plan/words.ts';

afterEach(cleanup);

const step = (fields: Partial<PlanStep>): PlanStep => ({
  ...newStep([], { what: 'Ask Maija. Then ask Pekka.', aim: { criterion: 'privacy.P1', level: 2, assessment: 'a' } }, 's', 1),
  ...fields
});
const leadsTo = {
  ...({ topic: 'Privacy', safety: false, title: 'Consent', descriptor: 'I ask first.', level: 2, answer: 'Partly' } as const),
  ...{ href: '/assess/?id=a', date: '4 March 2026', again: '/choose/?topic=privacy' }
};
const dates = { today: '2026-03-09', ahead: { week: '2026-03-16', fortnight: '2026-03-23', month: '2026-04-09' } };

function show(fields: Partial<PlanStep>, more: object = {}) {
  const heard = { ontoggle: vi.fn(), onchange: vi.fn(), onremove: vi.fn(), oncalendar: vi.fn() };
  render(StepCard, { step: step(fields), leadsTo, open: false, ...dates, ...heard, ...more });
  return heard;
}
const showPast = (fields: Partial<PlanStep>) =>
  render(PastStep, { step: step(fields), leadsTo, today: dates.today, onchange: () => {}, onremove: () => {} });
const chips = () => screen.queryAllByRole('button', { name: /^(1 week|2 weeks|1 month|A day)$/ }).length;

describe('the day of a step', () => {
  test.each([
    ['to come', '2026-03-10', 'By Tuesday 10 March', 0],
    ['in another year', '2027-01-04', 'By 4 January 2027', 0],
    ['today', '2026-03-09', 'Due today', 0],
    ['that has passed', '2026-03-06', '3 days late: it was due on Friday 6 March.', 4],
    ['of yesterday', '2026-03-08', '1 day late: it was due on Sunday 8 March.', 4]
  ])('%s is said in bold words; where it is late, another one is a tap away', (_, by, text, buttons) => {
    show({ by });
    expect(screen.getByText(text).tagName).toBe('STRONG');
    expect(chips()).toBe(buttons);
  });

  test.each([
    ['1 week', '2026-03-16'],
    ['2 weeks', '2026-03-23'],
    ['1 month', '2026-04-09']
  ])('is set with one tap: %s', async (name, by) => {
    const { onchange } = show({});
    await fireEvent.click(screen.getByRole('button', { name }));
    expect(onchange.mock.calls).toEqual([[{ by }]]);
  });

  test('can be any day; while its year is written, no day of the Middle Ages is taken', async () => {
    const { onchange } = show({});
    await fireEvent.click(screen.getByRole('button', { name: 'A day' }));
    const field: HTMLInputElement = screen.getByLabelText('By when: Ask Maija.');
    for (const [value, valid] of [
      ['0202-12-12', false],
      ['2026-12-12', true]
    ] as const) {
      Object.defineProperty(field, 'validity', { value: { valid }, configurable: true });
      await fireEvent.change(field, { target: { value } });
    }
    expect(onchange.mock.calls).toEqual([[{ by: '2026-12-12' }]]);
  });

  test.each([
    [
      'where it is set',
      async () => {
        await fireEvent.click(screen.getByRole('button', { name: /^Change/ }));
        await fireEvent.click(screen.getByRole('button', { name: 'A day' }));
        return screen.getByLabelText<HTMLInputElement>('By when: Ask Maija.');
      },
      false
    ],
    [
      'among all of a step',
      async () => {
        await fireEvent.click(screen.getByRole('button', { name: /^Edit/ }));
        return screen.getByLabelText<HTMLInputElement>('By when');
      },
      true
    ]
  ])('can be taken away %s; half a day takes nothing away', async (_, find, open) => {
    const { onchange } = show({ by: '2026-03-20' }, { open });
    const field = await find();
    for (const [value, valid] of [
      ['', false],
      ['0202-12-12', false],
      ['', true]
    ] as const) {
      Object.defineProperty(field, 'validity', { value: { valid }, configurable: true });
      await fireEvent.change(field, { target: { value } });
    }
    expect(onchange.mock.calls).toEqual([[{ by: null }]]);
  });

  test('once set, is changed in the same way', async () => {
    show({ by: '2026-03-20' });
    await fireEvent.click(screen.getByRole('button', { name: /^Change/ }));
    expect(chips()).toBe(4);
    expect(screen.getByText('By Friday 20 March')).toBeTruthy();
  });
});

describe('what a card says', () => {
  test('the topic; safety only where the statement is a safety point; and whether it was begun', () => {
    const tag = () => document.querySelector('.tag')!.textContent!.replace(/\s+/g, ' ').trim();
    show({});
    expect(tag()).toBe('Privacy');
    cleanup();
    show({ state: 'doing' }, { leadsTo: { ...leadsTo, safety: true } });
    expect(tag()).toBe('Privacy · safety · Doing');
    cleanup();
    show({ aim: null }, { leadsTo: null });
    expect(tag()).toBe('Your own');
  });

  test('its ring is ticked with its name', async () => {
    const { onchange } = show({});
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Done: Ask Maija.' }));
    expect(onchange.mock.calls).toEqual([[{ state: 'done' }]]);
  });

  test('opened, it can be begun, dropped, removed and put into a calendar', async () => {
    const { ontoggle } = show({});
    await fireEvent.click(screen.getByRole('button', { name: /^more/, expanded: false }));
    expect(ontoggle).toHaveBeenCalledOnce();
    cleanup();
    const { onchange, onremove, oncalendar } = show({ by: '2026-03-20' }, { open: true });
    const less = screen.getByRole('button', { name: /^less/, expanded: true });
    expect(document.getElementById(less.getAttribute('aria-controls')!)!.className).toContain('open');
    for (const name of ['I am doing it', 'Drop', 'Remove', 'Add to my calendar'])
      await fireEvent.click(screen.getByRole('button', { name: new RegExp(`^${name}`) }));
    expect(onchange.mock.calls).toEqual([[{ state: 'doing' }], [{ state: 'dropped' }]]);
    expect([onremove, oncalendar].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });
});

test.each([
  ['Ask Maija. Then ask Pekka.', ['Ask Maija.', '', 'Then ask Pekka.']],
  ['Begin with “What do you want?” Write it down.', ['Begin with “What do you want?”', '', 'Write it down.']],
  ['First line\nSecond line', ['First line', '', 'Second line']],
  ['No full stop', ['No full stop', '', '']],
  [`${'word '.repeat(20)}end. Next.`, [`${'word '.repeat(16)}word`.slice(0, 84).trim(), ' word word word end.', 'Next.']]
])('%j begins with one sentence, of which three lines are shown', (text, [first, more, rest]) =>
  expect(sentencesOf(text)).toEqual({ first, more, rest })
);

test('nothing of any words is lost between what is shown and what follows', () => {
  for (const text of ['a'.repeat(500), 'One. Two. Three.', 'ä'.repeat(90) + ' ö. Ü.', '  ', 'A\n\nB']) {
    const { first, more, rest } = sentencesOf(text);
    expect((first + more + rest).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  }
});

describe('a step that is done', () => {
  test.each([
    [new Date('2026-03-09T08:00').getTime(), 'Done today'],
    [new Date('2026-03-08T23:59').getTime(), 'Done on Sunday 8 March'],
    [new Date('2025-12-31T12:00').getTime(), 'Done on 31 December 2025'],
    [undefined, 'Done']
  ])('says when, where that was noted (%s)', (doneAt, text) => {
    showPast({ state: 'done', doneAt });
    expect(document.querySelector('.words > .small')!.textContent!.trim().split(/\s+·/)[0]).toBe(text);
  });

  test('leads first to a new assessment, then to the one that holds the answer', () => {
    showPast({ state: 'done' });
    const links = screen.getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/choose/?topic=privacy', '/assess/?id=a']);
    expect(links.map((link) => link.textContent)).toEqual(['Answer it again: Consent', 'Change the answer of 4 March 2026: Consent']);
  });
});

test.each([
  ['done', 1, 'Done. Your first step.'],
  ['done', 4, 'Done. That is 4 steps so far.'],
  ['dropped', 4, 'Dropped: Ask Maija.'],
  ['removed', 4, 'Removed: Ask Maija.']
] as const)('what became of a step is said in its place, and taken back there: %s', async (became, done, text) => {
  const onundo = vi.fn();
  render(StepTrace, { step: step({}), became, done, onundo });
  expect(screen.getByText(text)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: /^Undo/ }));
  expect(onundo).toHaveBeenCalledOnce();
});
