/** What whoever holds the answers promises: the same of each. */
import { describe, expect, test, vi } from 'vitest';
import type { Cell } from '#lib/domain/assessment/answer.ts';
import { newHead, type CriterionKey, type Entry, type Head } from '#lib/domain/assessment/assessment.ts';
import type { Held, Holder } from '#lib/domain/course/holder.ts';
import { PlatformError, type Platform } from '#lib/domain/course/platform.ts';
import { rubric } from '../domain/examples.ts';

/** A holder with nothing in it. */
export interface Place {
  readonly holder: Holder;
  /** The same answers, as another tab has them; `null` where no other tab can. */
  readonly elsewhere: Holder | null;
}

const head = (id = 'a'): Head => newHead({ rubrics: [rubric('privacy', 3)] }, id, 1);
const [C0, C1]: CriterionKey[] = ['privacy.c0', 'privacy.c1'];
const yes = (at: number): Cell => ({ value: 2, origin: 'given', at });
const left = (at: number): Cell => ({ value: 0, origin: 'left', at });
/** Nothing can store this. */
const UNSTORABLE = (() => {}) as unknown as string;

/**
 * @param open makes a place of its own for each test
 * @param says what the holder says of itself
 */
export function keepsTheContract(name: string, open: () => Place, says: Pick<Held, 'keeps' | 'notes'>): void {
  describe(name, () => {
    const opened = async () => (await open().holder.open()).answers;

    test('says where answers are kept, and whether notes are', async () => expect(await open().holder.open()).toMatchObject(says));

    test('of an assessment that nobody began there is nothing', async () => expect(await (await opened()).load('a')).toBeNull());

    test('what was changed is loaded again, as it was told when it was changed', async () => {
      const { holder } = open();
      const { answers } = await holder.open();
      const first = await answers.change('a', C0!, { cells: { 2: yes(5) }, evidence: 'show' }, 5, head());
      const second = await answers.change('a', C1!, { cells: { 1: yes(6) } }, 6);
      expect(first.cells).toEqual({ 2: yes(5) });
      // Asked for once more, it is the same that is held.
      const loaded = await (await holder.open()).answers.load('a');
      expect(loaded).toEqual({ head: head(), entries: { [C0!]: first, [C1!]: second }, damage: [] });
    });

    test('a change is made upon what is there at that moment: what it does not name stays', async () => {
      const answers = await opened();
      await answers.change('a', C0!, { cells: { 1: yes(4) } }, 4, head());
      await Promise.all([
        answers.change('a', C0!, { cells: { 2: yes(5) } }, 5),
        answers.change('a', C0!, { cells: { 3: yes(6) } }, 6),
        answers.change('a', C0!, { evidence: 'recall' }, 7)
      ]);
      expect((await answers.load('a'))?.entries[C0!]).toMatchObject({ cells: { 1: yes(4), 2: yes(5), 3: yes(6) }, evidence: 'recall' });
    });

    test('going on never writes over an answer; taking back opens it', async () => {
      const answers = await opened();
      await answers.change('a', C0!, { cells: { 1: yes(4) } }, 4, head());
      expect((await answers.change('a', C0!, { cells: { 1: left(5), 2: left(5) } }, 5)).cells).toEqual({ 1: yes(4), 2: left(5) });
      expect((await answers.change('a', C0!, { cells: { 1: null } }, 6)).cells).toEqual({ 2: left(5) });
    });

    test.each([
      ['the assessment’s own row', { ...head(), name: UNSTORABLE }, {}],
      ['the answer', head(), { note: UNSTORABLE }]
    ])('the first answer brings its assessment along, both or neither: %s cannot be stored', async (_what, begin, change) => {
      const answers = await opened();
      await expect(answers.change('a', C0!, { cells: { 1: yes(4) }, ...change }, 4, begin)).rejects.toThrow();
      expect(await answers.load('a')).toBeNull();
      await answers.change('a', C0!, { cells: { 1: yes(5) } }, 5, head());
      expect((await answers.load('a'))?.entries[C0!]?.cells).toEqual({ 1: yes(5) });
    });

    test('an assessment can be begun without an answer; and of one that is gone, nothing is brought back', async () => {
      const answers = await opened();
      await answers.amend('a', { name: 'Autumn' }, 5);
      expect(await answers.load('a')).toBeNull();
      await answers.amend('a', {}, 6, head());
      expect(await answers.load('a')).toEqual({ head: head(), entries: {}, damage: [] });
    });

    test('what was said of a whole situation is there again, and what another tab named stays', async () => {
      const answers = await opened();
      await answers.amend('a', {}, 1, head());
      await answers.amend('a', { name: 'Autumn' }, 5);
      const scope = [{ situation: 'group', at: 6, where: { privacy: { level: 3, asked: ['c1'] } } }] as const;
      await answers.amend('a', { scope }, 6);
      expect((await answers.load('a'))?.head).toEqual({ ...head(), name: 'Autumn', scope, updatedAt: 6 });
    });

    test('another tab hears all that was said of whole situations', async () => {
      const { holder, elsewhere } = open();
      const { answers } = await holder.open();
      await answers.amend('a', {}, 1, head());
      const heard = vi.fn<(entries: readonly Entry[] | null, scope?: Head['scope']) => void>();
      (await elsewhere?.open())?.answers.watch('a', heard);
      const scope = [{ situation: 'group', at: 6, where: {} }] as const;
      await answers.amend('a', { name: 'Autumn' }, 5);
      await answers.amend('a', { scope }, 6);
      if (elsewhere) await vi.waitFor(() => expect(heard.mock.calls).toEqual([[[], scope]]));
      else expect(heard).not.toHaveBeenCalled();
    });

    test('another tab hears of a change to the assessment that it has open, until it listens no more; its own tab hears nothing', async () => {
      const { holder, elsewhere } = open();
      const { answers } = await holder.open();
      const own = vi.fn<(entries: readonly Entry[] | null) => void>();
      answers.watch('a', own);
      const heard = vi.fn<(entries: readonly Entry[] | null) => void>();
      const other = vi.fn<() => void>();
      const end = (await elsewhere?.open())?.answers.watch('a', heard);
      (await elsewhere?.open())?.answers.watch('b', other);
      const entry = await answers.change('a', C0!, { cells: { 1: yes(5) } }, 5, head());
      if (elsewhere) {
        await vi.waitFor(() => expect(heard.mock.calls.map(([entries]) => entries)).toEqual([[entry]]));
        end!();
        const last = vi.fn<() => void>();
        (await elsewhere.open()).answers.watch('a', last);
        await answers.change('a', C1!, { cells: { 1: yes(6) } }, 6);
        await vi.waitFor(() => expect(last).toHaveBeenCalledOnce());
        expect(heard).toHaveBeenCalledOnce();
      }
      expect(own).not.toHaveBeenCalled();
      expect(other).not.toHaveBeenCalled();
    });
  });
}

/** What keeps one text of a learner. */
export interface TextPlace {
  /** A window that is opened now; all windows are of one browser. */
  window(): Platform;
  /** What is stored for good. */
  kept(): string | null;
  /** From now on it gives this for what is kept, in its own manner. */
  gives(what: unknown): void;
  /** From now on what is kept cannot be read; `null` where nobody could answer then at all. */
  readonly breaks: (() => void) | null;
}

/** @param open makes a place of its own for each test */
export function keepsOneText(name: string, open: () => TextPlace | Promise<TextPlace>): void {
  const kindOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 'done',
      (error: unknown) => (error instanceof PlatformError ? error.kind : String(error))
    );

  describe(`${name}, and one text`, () => {
    test('of two windows, the one that lags behind writes nothing any more, and says why: what the other one stored is there', async () => {
      const place = await open();
      const one = place.window();
      await one.open();
      await one.save('1first');
      const other = place.window();
      await other.open();
      const late = place.window();
      await late.open();
      await one.save('1second');
      await vi.waitFor(async () => expect(await kindOf(other.save('1other'))).toBe('elsewhere'));
      expect(await kindOf(other.put('1other'))).toBe('elsewhere');
      expect(await kindOf(other.complete({ language: 'en' }))).toBe('elsewhere');
      other.close();
      await one.save('1third');
      expect(place.kept()).toBe('1third');
      late.close();
      expect(place.kept()).toBe('1third');
      // Opened again, that window goes on with what is there.
      const again = place.window();
      expect((await again.open()).state).toBe('1third');
      await again.save('1fourth');
      expect(place.kept()).toBe('1fourth');
    });

    test('begun in two windows at once, the second one to store something is told', async () => {
      const place = await open();
      const [one, other] = [place.window(), place.window()];
      await one.open();
      await other.open();
      await one.save('1one');
      await vi.waitFor(async () => expect(await kindOf(other.save('1other'))).toBe('elsewhere'));
      expect(place.kept()).toBe('1one');
      await one.save('1more');
      expect(place.kept()).toBe('1more');
    });

    test.each([
      ['nothing at all', undefined, null],
      ['null', null, null],
      ['a word for it', 'null', null],
      ['another word', 'undefined', null],
      ['an end of line', '\n', null],
      ['a state with an end of line', '1state\r\n', '1state'],
      ['a state with spaces', '  1state ', '1state']
    ])('%s is nothing, or what it has in it', async (_what, given, state) => {
      const place = await open();
      place.gives(given);
      expect((await place.window().open()).state).toBe(state);
    });

    test('what cannot be read is not nothing: no window opens, and nothing is written; once it can be, it goes on', async () => {
      const place = await open();
      if (!place.breaks) return;
      const first = place.window();
      await first.open();
      await first.save('1kept');
      first.close();
      place.breaks();
      const window = place.window();
      expect(await kindOf(window.open())).toMatch(/unread|unreachable/);
      for (const write of [() => window.put('1new'), () => window.save('1new'), () => window.complete({ language: 'en' })])
        expect(await kindOf(write())).not.toBe('done');
      window.close();
      expect(place.kept()).toBe('1kept');
    });
  });
}
