/**
 * Browsers that are killed at work, over and over on one profile, and started twice after each time: what was shown as stored is there in both
 * starts, and what was removed stays removed.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { writeAssessments } from '#lib/exchange/personal/file.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { randomBy } from '../../scripts/random.ts';
import { LEVEL, rounds, SEED } from '../support/scale.ts';
import {
  afterPause,
  button,
  criteria,
  expect,
  goOn,
  heading,
  open,
  option,
  stored,
  tap,
  topicOf,
  type Criterion,
  type Stored
} from './app.ts';
import { agree, assessment, bring, openData, upTo } from './data.ts';
import { killer, test } from './killing.ts';

/** Every second one of two tabs. */
const KILLS = { answering: LEVEL === 'storm' ? 100 : 2, other: rounds(40) };
/** A kill comes within so many milliseconds after what was last seen. */
const WITHIN = 150;

const wait = (time: number) => new Promise((done) => setTimeout(done, time));
const random = randomBy(SEED);

/** @returns what lies in the database, twice started anew; the browser of the second start stays open */
async function startTwice(begin: () => Promise<BrowserContext>, address: string, check: (stored: Stored) => void): Promise<BrowserContext> {
  for (let second = false; ; second = true) {
    const context = await begin();
    const page = context.pages()[0]!;
    await open(page, `${address}assessments/`);
    await expect(page.getByRole('main')).toContainText(/on this device/);
    check(await stored(page));
    if (second) return context;
    await context.close();
  }
}

test.describe('a browser that is killed', { tag: '@heavy' }, () => {
  test.setTimeout(60 * 60_000);

  test(`while answers are given, ${KILLS.answering} times, at times in two tabs: every answer that was shown as chosen is there`, async ({
    start,
    profile,
    host
  }) => {
    const { address } = await host();
    /** By criterion: which statements are chosen, such as "13"; both ways while a tap is under way. */
    const said = new Map<string, readonly string[]>();
    const seen = { answers: 0, losses: 0 };
    const check = ({ entries, aside }: Stored) => {
      expect(aside).toEqual([]);
      for (const [key, chosen] of said) {
        const cells = entries.find(({ criterion }) => criterion === key)?.cells ?? {};
        expect(chosen, key).toContain(LEVELS.filter((level) => cells[level]?.value === 2).join(''));
      }
      // Whatever the kill left of a tap is known now.
      for (const [key, chosen] of said)
        if (chosen.length > 1) {
          const cells = entries.find(({ criterion }) => criterion === key)?.cells;
          said.set(key, [LEVELS.filter((level) => cells?.[level]?.value === 2).join('')]);
        }
    };
    /** Answers some questions of a part of its own, over and over, and notes what is shown. */
    const answer = async (page: Page, part: readonly Criterion[]) => {
      for (;;) {
        const from = random(part.length);
        await open(page, `${address}assess/?id=a&at=${part[from]!.key}`);
        for (const [i, criterion] of part.slice(from).entries()) {
          await expect(heading(page)).toHaveText(criterion.title);
          const level = LEVELS[random(4)]!;
          const [before] = said.get(criterion.key) ?? [''];
          const chosen = before!.includes(String(level));
          const after = chosen ? before!.replace(String(level), '') : [...before!, level].sort().join('');
          said.set(criterion.key, [before!, after]);
          await tap(page, criterion, level);
          await expect(option(page, level)).toHaveClass(chosen ? /^(?!.*\bchosen\b)/ : /\bchosen\b/);
          said.set(criterion.key, [after]);
          seen.answers++;
          const next = part[from + i + 1];
          if (!next) break;
          await goOn(page);
          // An essential that is not chosen is asked for, and left open.
          if (criterion.essential.some((one) => !after.includes(String(one)))) {
            await expect(page.getByText(/still to answer/)).toBeVisible();
            await goOn(page);
          }
          if (next.topic !== criterion.topic) await afterPause(page);
        }
      }
    };

    let context = await start(profile);
    let page = context.pages()[0]!;
    await openData(page, address);
    await bring(page, writeAssessments([assessment('a', 'Killed often', undefined, undefined, () => null)]));
    await agree(page);
    await expect(page.getByRole('heading', { name: 'It is here now' })).toBeVisible();
    for (let kill = 0; kill < KILLS.answering; kill++) {
      page = context.pages()[0]!;
      seen.losses += await page.getByRole('alert').count();
      const end = await killer(context);
      const pages = kill % 2 === 1 ? [page, await context.newPage()] : [page];
      const before = seen.answers;
      const work = pages.map((one, i) => answer(one, criteria.slice(15 * i, 15 * i + 15)).catch(() => {}));
      await expect.poll(() => seen.answers, { intervals: [20] }).toBeGreaterThan(before);
      await wait(random(2500));
      await wait(random(WITHIN));
      await end();
      await Promise.all(work);
      context = await startTwice(() => start(profile), address, check);
    }
    await context.close();
    console.log(`${KILLS.answering} kills while answering: ${seen.answers} answers were shown as chosen, ${seen.losses} losses were said`);
    expect(seen.answers).toBeGreaterThanOrEqual(KILLS.answering);
  });

  const atOtherWork = `at other work, ${KILLS.other} times: nothing that was done is undone, and nothing that was removed is back`;
  test(atOtherWork, { tag: '@storm' }, async ({ start, profile, host }) => {
    const { address } = await host();
    /** Names of the assessments that are here, by id; several while a change is under way. `null`: not here. */
    const said = new Map<string, readonly (string | null)[]>();
    const notes = new Map<string, readonly string[]>();
    const seen = { done: 0, losses: 0 };
    const check = ({ assessments, entries, aside }: Stored) => {
      expect(aside).toEqual([]);
      for (const [id, names] of said) expect(names, id).toContain(assessments.find((head) => head.id === id)?.name ?? null);
      for (const { id } of assessments)
        expect(entries.filter((entry) => entry.assessment === id).length, id).toBe(topicOf('privacy').criteria.length);
      for (const [id, texts] of notes)
        if (!said.get(id)!.includes(null))
          expect(texts, id).toContain(entries.find((entry) => entry.assessment === id && entry.note)?.note ?? '');
    };
    let serial = 0;
    const here = () => [...said].filter(([, names]) => names.length === 1 && names[0] !== null).map(([id]) => id);

    /** Each says what may have become of it, does it, and says what has. */
    const WORK: readonly ((page: Page) => Promise<void>)[] = [
      async (page) => {
        const id = `n${serial++}`;
        said.set(id, [null, `Name ${id}`]);
        await openData(page, address);
        await bring(page, writeAssessments([assessment(id, `Name ${id}`, ['privacy'], undefined, upTo(2))]));
        notes.set(id, [`Note of Name ${id}`]);
        await agree(page);
        await expect(page.getByRole('heading', { name: 'It is here now' })).toBeVisible();
        said.set(id, [`Name ${id}`]);
      },
      async (page) => {
        const id = here()[random(here().length)]!;
        const [name] = said.get(id)!;
        await open(page, `${address}assessments/`);
        said.set(id, [name!, null]);
        await page.getByRole('button', { name: new RegExp(`Delete.*${name}$`, 's') }).click();
        await expect(page.getByText(`Deleted: ${name}.`)).toBeVisible();
        said.set(id, [null]);
      },
      async (page) => {
        const id = here()[random(here().length)]!;
        const [name] = said.get(id)!;
        await open(page, `${address}assessments/`);
        await page.getByRole('button', { name: new RegExp(`Rename.*${name}$`, 's') }).click();
        const next = `${name} again ${serial++}`;
        await page.getByRole('textbox', { name: 'New name' }).fill(next);
        said.set(id, [name!, next]);
        await button(page, 'Save').click();
        await expect(page.getByRole('heading', { name: next })).toBeVisible();
        said.set(id, [next]);
      }
    ];

    let context = await start(profile);
    let page = context.pages()[0]!;
    await openData(page, address);
    for (let i = 0; i < 3; i++) await WORK[0]!(page);
    for (let kill = 0; kill < KILLS.other; kill++) {
      page = context.pages()[0]!;
      seen.losses += await page.getByRole('alert').count();
      const end = await killer(context);
      const pieces = async () => {
        for (;;) {
          await WORK[here().length < 3 ? 0 : random(WORK.length)]!(page);
          seen.done++;
        }
      };
      const before = seen.done;
      const work = pieces().catch(() => {});
      // The first time something is done for sure, however busy the machine.
      if (random(2) || kill === 0) await expect.poll(() => seen.done, { intervals: [20], timeout: 20_000 }).toBeGreaterThan(before);
      await wait(random(3500));
      await wait(random(WITHIN));
      await end();
      await work;
      context = await startTwice(() => start(profile), address, check);
      // What is known again.
      const { assessments } = await stored(context.pages()[0]!);
      for (const id of said.keys()) said.set(id, [assessments.find((head) => head.id === id)?.name ?? null]);
    }
    await context.close();
    console.log(`${KILLS.other} kills at other work: ${seen.done} things were done, ${seen.losses} losses were said`);
    expect(seen.done).toBeGreaterThan(KILLS.other / 4);
  });
});
