// @vitest-environment happy-dom
import fc from 'fast-check';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Cells } from '#lib/domain/assessment/answer.ts';
import { newHead, type CriterionKey } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { m } from '#lib/i18n/messages.ts';
import { openRubric, openRubricFiles, readModel } from '../../scripts/rubrics-plugin.ts';
import { savedRubric } from '../support/saved-rubrics.ts';
import { times } from '../support/scale.ts';
import { situationWords } from '../support/situations.ts';
import { device, endWalks, walkOn } from '../support/walking.svelte.ts';

afterEach(() => {
  endWalks();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const told = (cells: Cells | undefined) => LEVELS.map((level) => cells?.[level]?.value ?? '·').join(' ');

/** A walk with a new assessment of the built-in rubrics, ready for an answer. */
async function begin(at: CriterionKey | null = null, tapped: Level[] = []) {
  const here = device();
  const app = here.app();
  const walking = walkOn(app, { at }, tapped);
  await app.store;
  const stored = async (key: CriterionKey) => told((await here.store.load(walking.walk.assessing.head.id))?.entries[key]?.cells);
  return { ...here, ...walking, theApp: app, stored };
}

/** Presses a key where nothing has the focus, or on this element. */
function press(
  walk: Awaited<ReturnType<typeof begin>>['walk'],
  key: string,
  { on = document.body as HTMLElement, digits = true, ...more } = {}
) {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...more });
  const hear = (heard: Event) => walk.onkeydown(heard as KeyboardEvent, digits);
  document.addEventListener('keydown', hear);
  on.dispatchEvent(event);
  document.removeEventListener('keydown', hear);
  return event.defaultPrevented;
}

describe('going on', () => {
  test('stores Not yet of what was left, and shows the next question', async () => {
    const { walk, place, stored } = await begin();
    await walk.toggle(2);
    await walk.next(false);
    expect(place().at).toBe('information.A2');
    expect(await stored('information.A1')).toBe('0 2 0 0');
  });

  test('with nothing chosen says Not yet of all: none of these', async () => {
    const { walk, stored } = await begin();
    expect(walk.untouched).toBe(true);
    await walk.next(false);
    expect(await stored('information.A1')).toBe('0 0 0 0');
  });

  test('asks for an essential in place, once, and goes on without it when that is wanted: it stays open', async () => {
    const { walk, place, stored } = await begin('information.A2');
    await walk.toggle(3);
    await walk.next(false);
    expect([place().at, walk.asked, walk.stillAsked]).toEqual(['information.A2', [1], [1]]);
    await walk.next(false);
    expect(place().at).toBe('information.A3');
    expect(await stored('information.A2')).toBe('· 0 2 0');
  });

  test.each([
    ['Not yet', 0],
    ['not part of the role', 'na'],
    ['Yes', 2]
  ] as const)('an essential that is asked for is answered there with %s, and counts as answered at once', async (_what, value) => {
    const { walk, place, stored } = await begin('information.A2');
    await walk.next(false);
    await walk.give(1, value);
    expect([walk.asked, walk.stillAsked]).toEqual([[1], []]);
    await walk.next(false);
    expect(place().at).toBe('information.A3');
    expect(await stored('information.A2')).toBe(`${value} 0 0 0`);
  });

  test('asks for nothing where the essential was chosen before', async () => {
    const { walk, place } = await begin('information.A2');
    await walk.toggle(1);
    await walk.next(false);
    expect(place().at).toBe('information.A3');
  });

  test('asks for both of two essentials, and brings the first into focus', async () => {
    const { walk } = await begin('writing.B5');
    await walk.words.load('writing');
    for (const level of [1, 2]) {
      document.body.insertAdjacentHTML('beforeend', `<div data-level="${level}"><div class="ask"><input id="ask-${level}"></div></div>`);
    }
    await walk.next(false);
    expect(walk.asked).toEqual([1, 2]);
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('ask-1'));
  });

  test('what was asked at one question is not asked at another, and is asked again by whoever comes back', async () => {
    const { walk, go } = await begin('information.A2');
    await walk.next(false);
    await walk.next(false);
    expect([walk.stop.key, walk.asked]).toEqual(['information.A3', []]);
    go({ at: 'information.A2' });
    expect(walk.asked).toEqual([]);
    await walk.next(false);
    expect(walk.asked).toEqual([1]);
  });

  test('waits for the disk no longer than a person would notice', async () => {
    const { walk, store, place, stored } = await begin();
    const change = store.change.bind(store);
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    vi.spyOn(store, 'change').mockImplementationOnce(async (...all) => {
      await held;
      return change(...all);
    });
    const going = walk.next(false);
    await new Promise((done) => setTimeout(done, 20));
    expect(place().at).toBeNull();
    await going;
    expect(place().at).toBe('information.A2');
    release();
    await walk.assessing.flushed();
    expect(await stored('information.A1')).toBe('0 0 0 0');
  });
});

describe('skipping', () => {
  test('leaves the question open and stores nothing', async () => {
    const { walk, place, assessments } = await begin();
    await walk.skip();
    expect(place().at).toBe('information.A2');
    expect((await (await assessments()).list(9)).total).toBe(0);
    expect(walk.assessing.stateOf('information.A1')).toBe('untouched');
  });

  test('asks for no essential', async () => {
    const { walk, place } = await begin('information.A2');
    await walk.skip();
    expect(place().at).toBe('information.A3');
  });
});

describe('one step at a time', () => {
  test('a second press on Next while the step is under way is not a second step', async () => {
    const { walk, place, moves } = await begin();
    await Promise.all([walk.next(false), walk.next(false), walk.skip()]);
    expect(place().at).toBe('information.A2');
    expect(moves.show.mock.calls.filter(([, renamed]) => !renamed)).toHaveLength(1);
  });

  test('a second press at the last question opens the result once', async () => {
    const { walk, moves } = await begin('presence.E6');
    await walk.words.load('presence');
    await Promise.all([walk.next(false), walk.next(false), walk.skip()]);
    expect(moves.finish).toHaveBeenCalledOnce();
  });

  test('keys wait for the step: what was typed ahead is meant for the questions that come', async () => {
    const { walk, stored } = await begin();
    for (const key of ['2', 'Enter', '1', '3', 'Enter', '4', '4', 'Enter']) press(walk, key);
    await vi.waitFor(() => expect(walk.stop.key).toBe('information.A4'));
    await walk.assessing.flushed();
    expect(await stored('information.A1')).toBe('0 2 0 0');
    expect(await stored('information.A2')).toBe('2 0 2 0');
    expect(await stored('information.A3')).toBe('0 0 0 1');
  });

  test('whoever went elsewhere meanwhile is not called back', async () => {
    const { walk, go, place, moves } = await begin();
    const going = walk.next(false);
    go({ at: 'information.A5' });
    await going;
    expect(place().at).toBe('information.A5');
    expect(moves.show.mock.calls.filter(([, renamed]) => !renamed)).toEqual([]);
  });
});

describe('a pause', () => {
  test('comes after the last question of a topic, and goes on to the next topic', async () => {
    const { walk, place } = await begin('information.A6');
    await walk.next(false);
    expect(place()).toMatchObject({ at: 'information.A6', pause: 'information' });
    expect(walk.pause).toBe('information');
    walk.next(false);
    expect([place(), walk.pause]).toMatchObject([{ at: 'writing.B1', pause: null }, null]);
  });

  test('comes after skipping too', async () => {
    const { walk } = await begin('information.A6');
    await walk.skip();
    expect(walk.pause).toBe('information');
  });

  test('leads back to the question before it', async () => {
    const { walk, place, go } = await begin();
    go({ at: 'writing.B1', pause: 'information' });
    walk.back();
    expect(place()).toMatchObject({ at: 'information.A6', pause: null });
  });

  test('answers to no digit, and goes on with Enter', async () => {
    const { walk, place, go } = await begin();
    go({ at: 'information.A6', pause: 'information' });
    press(walk, '1');
    expect(walk.assessing.stateOf('information.A6')).toBe('untouched');
    press(walk, 'Enter');
    expect(place().at).toBe('writing.B1');
  });

  test('does not come after the last topic: there the result is', async () => {
    const { walk, moves, go } = await begin('presence.E6');
    await walk.words.load('presence');
    await walk.next(false);
    expect(moves.finish.mock.calls).toMatchObject([[{ id: walk.assessing.head.id, cursor: 'presence.E6' }]]);
    go({ pause: 'presence' });
    expect(walk.pause).toBeNull();
  });

  test('of a topic that is not in the assessment is none', async () => {
    const { walk, go } = await begin();
    go({ pause: 'nothing' });
    expect(walk.pause).toBeNull();
  });
});

describe('a tap', () => {
  test('chooses, and another takes back, faster than the disk', async () => {
    const { walk, stored } = await begin();
    await Promise.all([walk.toggle(2), walk.toggle(3), walk.toggle(2)]);
    expect(await stored('information.A1')).toBe('· · 2 ·');
  });

  test('before the script came is an answer, each of them', async () => {
    const { walk, stored } = await begin(null, [1, 3]);
    await vi.waitFor(() => expect(walk.assessing.stored).toBe(true));
    await walk.assessing.flushed();
    expect(await stored('information.A1')).toBe('2 · 2 ·');
  });

  test('before the script came says nothing where an assessment is carried on: the question shown was another', async () => {
    const here = device();
    const first = walkOn(here.app());
    await first.walk.toggle(4);
    const { id } = first.walk.assessing.head;
    const { walk } = walkOn(here.app(), { id, at: 'information.A2' }, [1, 2]);
    await vi.waitFor(() => expect(walk.view).toBe('ready'));
    expect(told(walk.cells)).toBe('· · · ·');
    expect(told((await here.store.load(id))!.entries['information.A1']!.cells)).toBe('· · · 2');
    expect((await (await here.assessments()).list(9)).total).toBe(1);
  });
});

describe('keys', () => {
  test('a digit chooses, again is Partly, again takes back; each is said', async () => {
    const { walk } = await begin();
    const said = ['3', '3', '3'].map((key) => [press(walk, key), walk.said]);
    expect(said).toEqual([
      [true, m.assess_said({ level: 3, answer: m.value_2() })],
      [true, m.assess_said({ level: 3, answer: m.value_1() })],
      [true, m.assess_said_back({ level: 3 })]
    ]);
    await walk.assessing.flushed();
    expect(told(walk.cells)).toBe('· · · ·');
  });

  test('a digit makes what an earlier version filled in one’s own, and does not answer what is not the role', async () => {
    const { walk, store } = await begin();
    await walk.give(2, 'na');
    const { head } = walk.assessing;
    await store.change(head.id, 'information.A1', { cells: { 1: { value: 2, origin: 'assumed', at: 1 } } }, 2_000);
    await walk.assessing.refresh();
    press(walk, '1');
    press(walk, '2');
    await walk.assessing.flushed();
    expect(walk.cells).toMatchObject({ 1: { value: 2, origin: 'given' }, 2: { value: 'na' } });
  });

  test('Backspace goes back, and stays at the first question', async () => {
    const { walk, place } = await begin('information.A2');
    press(walk, 'Backspace');
    expect(place().at).toBe('information.A1');
    press(walk, 'Backspace');
    expect(place().at).toBe('information.A1');
  });

  test('digits and Backspace can be turned off; Enter goes on all the same', async () => {
    const { walk } = await begin('information.A3');
    for (const key of ['1', 'Backspace']) expect(press(walk, key, { digits: false })).toBe(false);
    expect([walk.stop.key, told(walk.cells)]).toEqual(['information.A3', '· · · ·']);
    expect(press(walk, 'Enter', { digits: false })).toBe(true);
    await vi.waitFor(() => expect(walk.stop.key).toBe('information.A4'));
  });

  test.each([
    ['a letter', 'a', {}, '<p></p>'],
    ['a digit of no level', '5', {}, '<p></p>'],
    ['a digit with Ctrl', '1', { ctrlKey: true }, '<p></p>'],
    ['a digit in a note', '1', {}, '<textarea></textarea>'],
    ['Enter in a note', 'Enter', {}, '<textarea></textarea>'],
    ['Enter on a button, which does its own', 'Enter', {}, '<button></button>'],
    ['Enter on a link', 'Enter', {}, '<a href="#x">x</a>'],
    ['Enter on what opens', 'Enter', {}, '<summary></summary>']
  ])('%s is left alone', async (_what, key, more, html) => {
    const { walk } = await begin();
    document.body.innerHTML = html;
    expect(press(walk, key, { on: document.body.firstElementChild as HTMLElement, ...more })).toBe(false);
    expect([walk.stop.key, told(walk.cells)]).toEqual(['information.A1', '· · · ·']);
  });

  test('a digit on a tick or a switch answers, as anywhere', async () => {
    const { walk } = await begin();
    document.body.innerHTML = '<input type="checkbox"><input type="radio">';
    for (const input of document.querySelectorAll('input')) expect(press(walk, '1', { on: input })).toBe(true);
    await walk.assessing.flushed();
    expect(told(walk.cells)).toBe('1 · · ·');
  });
});

describe('where the assessment is', () => {
  test('the first answer gives the address its id, in place: nothing has moved', async () => {
    const { walk, moves } = await begin();
    expect(walk.placeOf(walk.stop).id).toBeNull();
    await walk.toggle(1);
    flushSync();
    expect(moves.show.mock.calls).toEqual([[{ id: walk.assessing.head.id, at: 'information.A1', pause: null }, true]]);
  });

  test('the question in front is where whoever comes back goes on', async () => {
    const { walk, theApp, app } = await begin();
    await walk.toggle(1);
    await walk.next(false);
    flushSync();
    const { id } = walk.assessing.head;
    await vi.waitFor(async () => expect((await (await theApp.store).load(id))!.head.cursor).toBe('information.A2'));
    const again = walkOn(app(), { id }).walk;
    await vi.waitFor(() => expect(again.view).toBe('ready'));
    expect(again.stop.key).toBe('information.A2');
  });

  test('answers that no device took are carried on in the same tab', async () => {
    const { walk, theApp, store } = await begin();
    vi.spyOn(store, 'change').mockRejectedValue(new DOMException('no room', 'QuotaExceededError'));
    await walk.toggle(2);
    const { id } = walk.assessing.head;
    expect(walk.placeOf(walk.stop).id).toBe(id);
    const again = walkOn(theApp, { id }).walk;
    await vi.waitFor(() => expect(again.view).toBe('ready'));
    expect([told(again.cells), again.assessing]).toEqual(['· 2 · ·', walk.assessing]);
  });

  test('one that is not here is said to be gone, and keys do nothing', async () => {
    const { walk } = walkOn(device().app(), { id: 'nothing' });
    expect(walk.view).toBe('loading');
    await vi.waitFor(() => expect(walk.view).toBe('gone'));
    expect(press(walk, '1')).toBe(false);
    expect(walk.damage).toEqual([]);
  });

  test('one whose own row cannot be read is named', async () => {
    const here = device();
    const app = here.app();
    await here.store.amend('torn', {}, 1, { id: 'torn', updatedAt: 1, name: 5 } as never);
    const { walk } = walkOn(app, { id: 'torn' });
    await vi.waitFor(() => expect(walk.view).toBe('gone'));
    expect(walk.damage.map(({ assessment }) => assessment)).toEqual(['torn']);
  });

  test('one whose rubric is not here says so', async () => {
    const here = device();
    const rubrics = [{ id: 'mine', version: '1.0.0', hash: '0'.repeat(32) }];
    const criteria = [{ id: 'M1', essential: [] }];
    await here.store.amend('own', {}, 1, newHead({ rubrics: rubrics.map((one) => ({ ...one, criteria })) }, 'own', 1));
    const { walk } = walkOn(here.app(), { id: 'own' });
    await vi.waitFor(() => expect(walk.view).toBe('rubric-missing'));
  });

  test('where the store was let go of for good, the next screen is a page loaded anew', async () => {
    const { walk, theApp, moves } = await begin();
    flushSync();
    theApp.release();
    walk.goTo(walk.assessing.stops[1]!);
    flushSync();
    expect(moves.reload).toHaveBeenCalledOnce();
  });
});

/** What a person does at the questions of the first topic, one after the other. */
type Deed = { do: 'tap' | 'digit'; level: Level } | { do: 'partly' | 'notMyRole'; level: Level } | { do: 'next' | 'skip' | 'back' };
const deedArb: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('tap', 'digit', 'partly', 'notMyRole'), level: fc.constantFrom(...LEVELS) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('next', 'skip', 'back') }) }
);

test('whatever a person taps, types and goes on from: what is stored is what they said, and Not yet where they went on without', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deedArb, { maxLength: 25 }), async (deeds) => {
      const { walk, store } = await begin();
      /** What they said of each statement, kept here by other means. */
      const word = new Map<string, 0 | 1 | 2 | 'na'>();
      const passed = new Set<CriterionKey>();
      for (const deed of deeds) {
        const { key } = walk.stop;
        const cellAt = (level: Level) => `${key} ${level}`;
        if (deed.do === 'tap' || deed.do === 'digit') {
          const at = cellAt(deed.level);
          const now = word.get(at);
          if (deed.do === 'tap') await walk.toggle(deed.level);
          else press(walk, String(deed.level));
          if (deed.do === 'digit' && now === 'na') continue;
          if (now !== 1 && now !== 2) word.set(at, 2);
          else if (deed.do === 'digit' && now === 2) word.set(at, 1);
          else word.delete(at);
        } else if (deed.do === 'partly' || deed.do === 'notMyRole') {
          const value = deed.do === 'partly' ? 1 : 'na';
          await walk.give(deed.level, value);
          word.set(cellAt(deed.level), value);
        } else if (deed.do === 'back') walk.back();
        else {
          await walk[deed.do](false);
          if (deed.do === 'next' && (walk.stop.key !== key || walk.pause)) passed.add(key);
        }
        // Whoever comes to the end of the topic goes back to its beginning.
        if (walk.pause) walk.goTo(walk.assessing.stops[0]!);
      }
      await walk.assessing.flushed();
      const { entries } = (await store.load(walk.assessing.head.id)) ?? { entries: {} };
      for (const stop of walk.assessing.stops.slice(0, 6))
        for (const level of LEVELS) {
          const said = word.get(`${stop.key} ${level}`);
          const cell = (entries as Record<string, { cells: Cells }>)[stop.key]?.cells[level];
          if (said !== undefined) expect(cell).toMatchObject({ value: said, origin: 'given' });
          else if (cell) expect(cell.value).toBe(0);
          if (passed.has(stop.key) && !stop.essential.includes(level)) expect(cell).toBeDefined();
          if (stop.essential.includes(level) && said === undefined) expect(cell).toBeUndefined();
        }
      endWalks();
    }),
    times(60)
  );
});

describe('a situation that is not part of the role', () => {
  const { competencies } = readModel().model;
  /** When that is true of an essential. */
  const conditionOf = (key: CriterionKey, level: Level) => {
    const [rubric, id] = key.split('.') as [string, string];
    return openRubric(rubric).criteria.find((one) => one.id === id)!.notApplicable![level];
  };

  /** The words of another topic come when somebody gets there. */
  const wordsHere = (walk: Awaited<ReturnType<typeof begin>>['walk']) => vi.waitFor(() => expect(walk.face).toBeDefined());

  /** A walk with rubrics that are not built in. */
  async function beginWith(files: readonly RubricFile[]) {
    const here = device();
    const id = await here.beginWith(files);
    const walking = walkOn(here.app(), { id });
    await vi.waitFor(() => expect(walking.walk.view).toBe('ready'));
    return walking;
  }

  test('may be said of one person, groups and communities, not of sharing', async () => {
    const { walk } = await begin();
    expect(LEVELS.map(walk.mayBeOut)).toEqual([false, true, true, true]);
    expect(walk.situationAt(3)).toMatchObject({ id: 'guided-group', outOfRole: situationWords('en')[3].outOfRole });
  });

  test('may be said of nothing in rubrics that declare none', async () => {
    const { walk } = await beginWith(competencies.map(savedRubric));
    expect(LEVELS.map(walk.mayBeOut)).toEqual([false, false, false, false]);
    expect(walk.situationAt(3)).toBeUndefined();
  });

  test('is offered no more once a statement of it is chosen, at any question', async () => {
    const { walk, go } = await begin();
    await walk.toggle(3);
    go({ at: 'presence.E1' });
    await wordsHere(walk);
    expect(LEVELS.map(walk.mayBeOut)).toEqual([false, true, false, true]);
    go({ at: 'information.A1' });
    await walk.toggle(3);
    expect(walk.mayBeOut(3)).toBe(true);
  });

  test('shows the conditions of its safety points, each once; not of those that are asked all the same', async () => {
    const { walk } = await begin();
    // C1, C3 and D5 are asked under the same condition, so are C3 and D2. Those of B5 and C4 at level 2 are wider.
    expect((await walk.meaningOf('one-to-one'))?.conditions).toEqual([conditionOf('privacy.C1', 2)]);
    expect((await walk.meaningOf('guided-group'))?.conditions).toEqual([conditionOf('privacy.C3', 3), conditionOf('privacy.C4', 3)]);
    expect((await walk.meaningOf('community'))?.conditions).toEqual([]);
  });

  test('does not mention safety points of a rubric that asks the situation of everybody, and asks them', async () => {
    const all = structuredClone(openRubricFiles()).map((file) => ({ ...file, facts: { ...file.facts, version: '9.0.0' } }));
    const own = all.find(({ facts }) => facts.id === 'privacy')!;
    delete own.facts.situations![3]!.outOfRole;
    for (const { situations } of Object.values(own.words)) delete situations![3]!.outOfRole;
    const { walk, go } = await beginWith(all);
    expect((await walk.meaningOf('guided-group'))?.conditions).toEqual([conditionOf('facilitating.D2', 3)]);
    await walk.setOutOfRole('guided-group', true);
    go({ at: 'privacy.C4' });
    await wordsHere(walk);
    expect([walk.isOut(3), walk.mayBeOut(3)]).toEqual([false, false]);
    await walk.next(false);
    expect(walk.asked).toEqual([2, 3]);
  });

  test('is said once, and holds in every rubric that declares it, but where it is asked all the same', async () => {
    const { walk, go, store } = await begin();
    await walk.setOutOfRole('one-to-one', true);
    expect(walk.said).toBe(m.assess_scope_noted({ count: 29 }));
    for (const at of ['information.A1', 'privacy.C3', 'facilitating.D5', 'presence.E6'] as const) {
      go({ at });
      expect([at, walk.isOut(2), told(walk.cells)]).toEqual([at, true, '· na · ·']);
    }
    for (const at of ['writing.B5', 'privacy.C4'] as const) {
      go({ at });
      await wordsHere(walk);
      expect([at, walk.isOut(2), walk.mayBeOut(2), told(walk.cells)]).toEqual([at, false, false, '· · · ·']);
    }
    expect((await store.load(walk.assessing.head.id))!.head.scope).toHaveLength(1);
    expect(walk.assessing.done).toBe(0);
  });

  test('its essentials are asked no more, those with a wider condition are', async () => {
    const { walk, go } = await begin('facilitating.D5');
    await wordsHere(walk);
    await walk.setOutOfRole('one-to-one', true);
    await walk.next(false);
    expect([walk.stop.key, walk.asked]).toEqual(['facilitating.D6', []]);
    go({ at: 'writing.B5' });
    await wordsHere(walk);
    await walk.next(false);
    expect(walk.asked).toEqual([1, 2]);
  });

  test('leaves to going on what is left of the others', async () => {
    const { walk, stored } = await begin();
    await walk.setOutOfRole('guided-group', true);
    await walk.setOutOfRole('community', true);
    await walk.toggle(1);
    await walk.next(false);
    expect(await stored('information.A1')).toBe('2 0 · ·');
    expect(walk.assessing.stateOf('information.A1')).toBe('done');
  });

  test('a digit does not answer what is outside the role', async () => {
    const { walk } = await begin();
    await walk.setOutOfRole('guided-group', true);
    press(walk, '3');
    await walk.assessing.flushed();
    expect([walk.isOut(3), told(walk.cells)]).toEqual([true, '· · na ·']);
  });

  test('can be taken back for the whole assessment: it is asked again', async () => {
    const { walk, go } = await begin();
    await walk.setOutOfRole('guided-group', true);
    await walk.setOutOfRole('guided-group', false);
    expect(walk.said).toBe(m.assess_scope_back());
    go({ at: 'presence.E1' });
    await wordsHere(walk);
    expect([walk.isOut(3), walk.mayBeOut(3), told(walk.cells)]).toEqual([false, true, '· · · ·']);
  });

  describe('and one statement of it that is wanted all the same', () => {
    test('is open until it is answered, here and nowhere else', async () => {
      const { walk, go } = await begin();
      await walk.setOutOfRole('guided-group', true);
      walk.reopen(3);
      expect([walk.isOut(3), told(walk.cells)]).toEqual([false, '· · · ·']);
      go({ at: 'information.A2' });
      expect(walk.isOut(3)).toBe(true);
    });

    test('is answered with a tap, and stays open when that is taken back', async () => {
      const { walk, stored } = await begin();
      await walk.setOutOfRole('guided-group', true);
      walk.reopen(3);
      await walk.toggle(3);
      expect([walk.isOut(3), told(walk.cells)]).toEqual([false, '· · 2 ·']);
      await walk.toggle(3);
      expect([walk.isOut(3), told(walk.cells)]).toEqual([false, '· · · ·']);
      await walk.give(3, 1);
      await walk.next(false);
      expect(await stored('information.A1')).toBe('0 0 1 0');
    });

    test('is answered with a digit too', async () => {
      const { walk } = await begin();
      await walk.setOutOfRole('guided-group', true);
      walk.reopen(3);
      press(walk, '3');
      await walk.assessing.flushed();
      expect(told(walk.cells)).toBe('· · 2 ·');
    });

    test('is not outside the role for a moment while the answer is on its way', async () => {
      const { walk } = await begin();
      await walk.setOutOfRole('guided-group', true);
      walk.reopen(3);
      const answer = walk.toggle(3);
      expect(walk.isOut(3)).toBe(false);
      await answer;
      const going = walk.next(false);
      expect(walk.isOut(3)).toBe(false);
      await going;
    });

    test('and not chosen is Not yet when going on', async () => {
      const { walk, go, stored } = await begin();
      await walk.setOutOfRole('guided-group', true);
      walk.reopen(3);
      await walk.next(false);
      expect(await stored('information.A1')).toBe('0 0 0 0');
      go({ at: 'information.A1' });
      expect(walk.isOut(3)).toBe(false);
    });

    test('is asked where it is an essential, and outside the role again where nobody answers', async () => {
      const { walk, go, stored } = await begin('facilitating.D2');
      await walk.setOutOfRole('guided-group', true);
      walk.reopen(3);
      await walk.next(false);
      expect([walk.stop.key, walk.asked, walk.stillAsked]).toEqual(['facilitating.D2', [3], [3]]);
      await walk.next(false);
      expect(await stored('facilitating.D2')).toBe('0 0 · 0');
      go({ at: 'facilitating.D2' });
      expect(walk.isOut(3)).toBe(true);
    });
  });
});
