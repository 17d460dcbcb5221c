// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CriterionKey } from '#lib/domain/assessment/assessment.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { m } from '#lib/i18n/messages.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { firstFace } from '#lib/library/first.ts';
import { earlyTaps } from '#lib/platform/early.ts';
import Assess from '#lib/ui/assess/Assess.svelte';
import { openRubric, readModel } from '../../scripts/rubrics-plugin.ts';
import { savedRubric } from '../support/saved-rubrics.ts';
import { situationWords } from '../support/situations.ts';
import { device, endWalks, walkOn } from '../support/walking.svelte.ts';

// What the screens fetch when it is wanted is here by then: it is not what is waited for.
beforeAll(() =>
  Promise.all([
    import('#lib/ui/assess/Scope.svelte'),
    import('#lib/ui/assess/Pause.svelte'),
    import('#lib/ui/assess/AllQuestions.svelte'),
    import('#lib/ui/assess/Keys.svelte'),
    import('#lib/app/out-of-role.ts'),
    import('#lib/app/rubrics.ts')
  ])
);

afterEach(() => {
  cleanup();
  endWalks();
  vi.restoreAllMocks();
});

const [A1, A2] = firstFace().criteria as [ReturnType<typeof firstFace>['criteria'][0], ReturnType<typeof firstFace>['criteria'][0]];

/** The screens of an assessment, as a page shows them. @param files rubrics that are not built in */
async function show(at: CriterionKey | null = null, files: readonly RubricFile[] | null = null) {
  const here = device();
  const app = here.app();
  const id = files && (await here.beginWith(files));
  const walking = walkOn(app, { at, id });
  const { walk } = walking;
  await app.store;
  await vi.waitFor(() => expect(walk.view).toBe('ready'));
  const onkeys = vi.fn<(on: boolean) => void>();
  const { container, rerender } = render(Assess, {
    walk,
    storage: 'kept',
    keys: true,
    onkeys,
    addressOf: (stop) => `?at=${stop.key}`,
    result: '/result/',
    home: '/'
  });
  await vi.waitFor(() => expect(walk.face).toBeDefined());
  return { ...here, ...walking, container, rerender, onkeys };
}

const heading = () => screen.getByRole('heading', { level: 1 });
const statements = () => within(screen.getByRole('group', { name: heading().textContent! })).getAllByRole<HTMLInputElement>('checkbox');
const box = (level: number) => statements()[level - 1]!;
const card = (level: number) => document.querySelector<HTMLElement>(`[data-level="${level}"]`)!;
const isChosen = (level: number) => card(level).classList.contains('chosen');
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const said = () => screen.getByRole('status').textContent;
const tap = async (level: number) => {
  const before = isChosen(level);
  await fireEvent.click(box(level));
  await vi.waitFor(() => expect(isChosen(level)).toBe(!before));
};

describe('a question', () => {
  test('is a group with the heading as its name and how to answer as its description, and four statements by their texts', async () => {
    await show();
    expect(heading().textContent).toBe(A1.title);
    const group = screen.getByRole('group', { name: A1.title });
    expect(document.getElementById(group.getAttribute('aria-describedby')!)!.textContent).toBe(m.assess_how());
    expect(statements().map(({ labels }) => labels![0]!.textContent)).toEqual(LEVELS.map((level) => A1.descriptors[level]));
    expect(statements().map(({ checked }) => checked)).toEqual([false, false, false, false]);
    expect(screen.getByText(`${m.assess_means()} ${m.assess_situations()}`)).toBeTruthy();
  });

  test('says how to see what counts at the first one only, and where statements stand under no situation not at all', async () => {
    const { go } = await show();
    go({ at: 'information.A2' });
    expect(await screen.findByText(m.assess_means())).toBeTruthy();
    cleanup();
    await show(null, readModel().model.competencies.map(savedRubric));
    expect(screen.getByText(m.assess_means())).toBeTruthy();
  });

  test('of which nothing is said offers “None of these yet”, and to skip; afterwards “Next”, and no skipping', async () => {
    await show();
    expect(button(m.assess_none())).toBeTruthy();
    expect(button(m.assess_skip()).classList).not.toContain('hidden');
    await tap(2);
    expect(button(m.assess_next())).toBeTruthy();
    expect(button(m.assess_skip()).classList).toContain('hidden');
    await tap(2);
    expect(button(m.assess_none())).toBeTruthy();
  });

  test('shows a tap as chosen when it is stored, and not before', async () => {
    const { store } = await show();
    const change = store.change.bind(store);
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    vi.spyOn(store, 'change').mockImplementationOnce(async (...all) => {
      await held;
      return change(...all);
    });
    await fireEvent.click(box(2));
    expect(isChosen(2)).toBe(false);
    release();
    await vi.waitFor(() => expect(isChosen(2)).toBe(true));
  });

  test('the first cannot go back; the last leads to where one stands', async () => {
    const { walk, go } = await show();
    expect(button(m.assess_back()).disabled).toBe(true);
    go({ at: 'presence.E6' });
    await vi.waitFor(() => expect(walk.face).toBeDefined());
    await tap(1);
    expect(button(m.assess_finish())).toBeTruthy();
    expect(button(m.assess_back()).disabled).toBe(false);
  });

  test('that follows is made of new elements, and its heading is read', async () => {
    await show();
    const before = [heading(), statements()[0], card(1)];
    await tap(1);
    await fireEvent.click(button(m.assess_next()));
    await vi.waitFor(() => expect(heading().textContent).toBe(A2.title));
    await vi.waitFor(() => expect(document.activeElement).toBe(heading()));
    for (const old of before) expect(old!.isConnected).toBe(false);
    expect(statements().map(({ checked }) => checked)).toEqual([false, false, false, false]);
  });

  test('tapped before any script came, has its ticks read', async () => {
    const { container } = await show();
    for (const level of [1, 4]) box(level).checked = true;
    expect(earlyTaps(container)).toEqual([1, 4]);
  });

  test('says what a key has done', async () => {
    const { walk } = await show();
    document.addEventListener('keydown', (event) => walk.onkeydown(event, true), { once: true });
    await fireEvent.keyDown(document.body, { key: '2' });
    await vi.waitFor(() => expect(said()).toBe(m.assess_said({ level: 2, answer: m.value_2() })));
    await vi.waitFor(() => expect(isChosen(2)).toBe(true));
  });

  test('says what keys do as soon as somebody uses a mouse or a keyboard, and lets digits be turned off', async () => {
    const { onkeys, rerender } = await show();
    expect(screen.queryByRole('checkbox', { name: m.assess_keys_use() })).toBeNull();
    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList);
    await fireEvent.pointerMove(window);
    await fireEvent.click(await screen.findByRole('checkbox', { name: m.assess_keys_use() }));
    expect(onkeys.mock.calls).toEqual([[false]]);
    await rerender({ keys: false });
    expect(screen.getByText(m.assess_keys_off(), { exact: false })).toBeTruthy();
  });
});

describe('an essential that is passed', () => {
  test('is asked in place, with the focus on it and how many are left in the bar; answered, the bar says no more', async () => {
    await show('information.A2');
    await fireEvent.click(button(m.assess_none()));
    const ask = await screen.findByRole('radiogroup', { name: m.assess_ask({ level: 1 }) });
    expect(heading().textContent).toBe(A2.title);
    const [notYet] = within(ask).getAllByRole<HTMLInputElement>('radio');
    await vi.waitFor(() => expect(document.activeElement).toBe(notYet));
    expect(said()).toBe(m.assess_still_asked({ count: 1 }));
    await fireEvent.click(notYet!);
    await vi.waitFor(() => expect(said()).toBe(''));
    expect(notYet!.checked).toBe(true);
    await fireEvent.click(button(m.assess_next()));
    await vi.waitFor(() => expect(heading().textContent).not.toBe(A2.title));
  });

  test('is not asked where it is chosen', async () => {
    await show('information.A2');
    await tap(1);
    await fireEvent.click(button(m.assess_next()));
    await vi.waitFor(() => expect(heading().textContent).not.toBe(A2.title));
  });
});

describe('progress', () => {
  test('is a list of topics: the one in front with the number of its question, each with how many are done', async () => {
    const { walk } = await show();
    const list = () => within(screen.getByRole('list', { name: m.progress_label() })).getAllByRole('listitem');
    const [first, ...others] = list();
    expect(first!.getAttribute('aria-current')).toBe('step');
    expect(first!.textContent).toContain(m.assess_place({ topic: walk.topics[0]!.short, number: 1, count: 6 }));
    expect(others.map((one) => one.getAttribute('aria-current'))).toEqual([null, null, null, null]);
    await fireEvent.click(button(m.assess_none()));
    await vi.waitFor(() => expect(list()[0]!.textContent).toContain(m.assess_place({ topic: walk.topics[0]!.short, number: 2, count: 6 })));
    expect(list()[0]!.textContent).toContain(m.progress_done({ done: 1, count: 6 }));
  });

  test('in full is a link to every question, with how far it is answered', async () => {
    const { container } = await show('information.A2');
    await tap(3);
    const details = container.querySelector<HTMLDetailsElement>('.all')!;
    details.open = true;
    await fireEvent(details, new Event('toggle'));
    const link = await screen.findByRole('link', { name: new RegExp(`${A2.title}.*${m.state_begun()}`) });
    expect(link.getAttribute('aria-current')).toBe('step');
    expect(within(details).getAllByRole('link')).toHaveLength(31);
    expect(screen.getByRole('link', { name: new RegExp(`${A1.title}.*${m.state_untouched()}`) }).getAttribute('href')).toBe(
      '?at=information.A1'
    );
  });
});

describe('the pause after a topic', () => {
  test('says what is done and what comes, and goes on', async () => {
    const { walk, go, place } = await show();
    for (const stop of walk.assessing.stops.slice(0, 6)) {
      await walk.assessing.goOn(stop);
      for (const level of stop.essential) await walk.assessing.give(stop, level, 0);
    }
    go({ at: 'information.A6', pause: 'information' });
    await vi.waitFor(() => expect(heading().textContent).toBe(m.pause_done({ done: 1, count: 5 })));
    expect(document.activeElement).toBe(heading());
    const [, next] = walk.topics as [(typeof walk.topics)[0], (typeof walk.topics)[0]];
    expect(screen.getByText(new RegExp(next.title))).toBeTruthy();
    expect(screen.getByRole('link', { name: m.progress_result() }).getAttribute('href')).toBe('/result/');
    expect(screen.getByRole('link', { name: m.assess_stop() }).getAttribute('href')).toBe('/');
    expect(screen.queryByRole('link', { name: m.pause_answer_open({ count: 1 }) })).toBeNull();
    await fireEvent.click(button(m.pause_go_on({ topic: next.short })));
    expect(place()).toMatchObject({ at: 'writing.B1', pause: null });
  });

  test('does not call done what is still open, and leads there', async () => {
    const { walk, go } = await show();
    for (const stop of walk.assessing.stops.slice(0, 6)) await walk.assessing.goOn(stop);
    go({ at: 'information.A6', pause: 'information' });
    const title = walk.topics[0]!.title;
    await vi.waitFor(() => expect(heading().textContent).toBe(m.pause_open({ topic: title, count: 1 })));
    expect(screen.getByRole('link', { name: m.pause_answer_open({ count: 1 }) }).getAttribute('href')).toBe('?at=information.A2');
  });
});

describe('a situation that is not part of the role', () => {
  const { label: LABEL, outOfRole: OUT = '' } = situationWords('en')[3];
  const open = async () => {
    await fireEvent.click(button(OUT));
    return screen.findByRole('group', { name: OUT });
  };
  const isOut = (level: number) => card(level).classList.contains('out');

  test('is said after the conditions of its safety points were shown, and holds then; the focus stays in its place', async () => {
    const { walk } = await show();
    const asked = await open();
    await vi.waitFor(() => expect(document.activeElement).toBe(asked));
    const condition = openRubric('facilitating').criteria.find(({ id }) => id === 'D2')!.notApplicable![3]!;
    await vi.waitFor(() =>
      expect(
        within(asked)
          .getAllByRole('listitem')
          .map((one) => one.textContent)
      ).toContain(condition)
    );
    expect([isOut(3), walk.assessing.head.scope]).toEqual([false, undefined]);
    await fireEvent.click(button(m.assess_scope_yes()));
    await vi.waitFor(() => expect(isOut(3)).toBe(true));
    expect(box(3).disabled).toBe(true);
    expect(said()).toBe(m.assess_scope_noted({ count: 31 }));
    expect(screen.queryByRole('group', { name: OUT })).toBeNull();
    await vi.waitFor(() => expect(card(3).contains(document.activeElement)).toBe(true));
    expect(document.activeElement?.textContent).toContain(m.assess_change());
  });

  test('cannot be said while its conditions could not be fetched; they can be asked for again', async () => {
    const { walk } = await show();
    vi.spyOn(walk, 'meaningOf').mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await open();
    expect((await screen.findByRole('alert')).textContent).toBe(m.assess_words_failed());
    expect(screen.queryByRole('button', { name: m.assess_scope_yes() })).toBeNull();
    await fireEvent.click(button(m.try_again()));
    expect(await screen.findByRole('button', { name: m.assess_scope_yes() })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('stays part of the role where somebody thinks better of it', async () => {
    const { walk } = await show();
    await open();
    await fireEvent.click(button(m.assess_scope_no()));
    await vi.waitFor(() => expect(screen.queryByRole('group', { name: OUT })).toBeNull());
    expect([isOut(3), walk.assessing.head.scope, said()]).toEqual([false, undefined, '']);
  });

  const change = async () => {
    await fireEvent.click(within(card(3)).getByRole('button', { name: new RegExp(m.assess_change()) }));
    return screen.findByRole('group', { name: OUT });
  };

  test('can be answered at one question all the same', async () => {
    const { walk } = await show();
    await walk.setOutOfRole('guided-group', true);
    await vi.waitFor(() => expect(isOut(3)).toBe(true));
    await change();
    await fireEvent.click(button(m.assess_scope_one()));
    await vi.waitFor(() => expect(isOut(3)).toBe(false));
    await vi.waitFor(() => expect(card(3).contains(document.activeElement)).toBe(true));
    await tap(3);
    expect(walk.assessing.head.scope).toHaveLength(1);
  });

  test('can be asked again everywhere, or left as it is', async () => {
    const { walk } = await show();
    await walk.setOutOfRole('guided-group', true);
    await vi.waitFor(() => expect(isOut(3)).toBe(true));
    await change();
    await fireEvent.click(button(m.assess_scope_leave()));
    expect(isOut(3)).toBe(true);
    await change();
    await fireEvent.click(button(m.assess_scope_all()));
    await vi.waitFor(() => expect(isOut(3)).toBe(false));
    expect(said()).toBe(m.assess_scope_back());
    expect(button(OUT)).toBeTruthy();
  });

  test('stands over each statement, and is read before it, once', async () => {
    await show();
    const label = screen.getByRole('button', { name: LABEL });
    expect(label.compareDocumentPosition(statements()[2]!) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(statements().some((one) => one.hasAttribute('aria-describedby'))).toBe(false);
  });
});
