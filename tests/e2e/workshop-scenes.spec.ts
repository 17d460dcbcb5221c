/** Scenes of a workshop in which something goes otherwise than planned: somebody comes late, too few come, something is killed, a clock is wrong. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Reached } from '#lib/domain/model.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import {
  answerAll,
  button,
  contentOf,
  criteria,
  downloadBy,
  expect,
  heading,
  link,
  open,
  putRows,
  rowsOf,
  shownAsChosen,
  stored,
  tap,
  test as base,
  topicOf
} from './app.ts';
import { assessment, upTo } from './data.ts';
import { killer, test as killing } from './killing.ts';
import { journals, expectInJournal } from './losing.ts';
import { codeOf, counted, openWorkshop } from './workshop.ts';
import { workshop as invited } from './joining.ts';

const levels = (i: number): Reached[] => [0, 1, 2, 3, 4].map((topic) => ((i * 7 + topic) % 5) as Reached);
const LATE = 'The picture has been shown and stays as it is; your own result is yours.';

async function paste(page: Page, codes: readonly string[]) {
  const column = page.getByLabel('Column of codes');
  if (!(await column.isVisible())) await page.getByText('Paste a column, or open files').click();
  await column.fill(codes.join('\n'));
  await button(page, 'Take them in').click();
  await expect(page.locator('#paste-outcome')).toContainText(`${codes.length} `);
}

async function type(page: Page, code: string, said: string) {
  await page.getByLabel('Type a code').fill(code);
  await page.keyboard.press('Enter');
  await expect(page.locator('#code-said')).toHaveText(said);
}

async function close(page: Page) {
  await page.locator('#close').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The round is closed' })).toBeVisible();
}

base(
  'late: shown at 20, what comes then is declined in words, and picture, files and report stay those of 20',
  async ({ page, context }) => {
    const workshop = await openWorkshop(page);
    await paste(
      page,
      Array.from({ length: 20 }, (_, i) => codeOf(workshop, i, levels(i), i < 4))
    );
    const wall = await context.newPage();
    await open(wall, `/workshop/wall/?id=${workshop.id}`);
    await expect(wall.locator('[data-scene=wait]')).toBeVisible();
    await wall.keyboard.press('Enter');
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText('20 have handed in. After this nothing more is counted. Show?');
    await wall.keyboard.press('Enter');
    const picture = wall.getByRole('img').first();
    await expect(wall.locator('[data-scene=reveal]')).toContainText('20 results');
    const report = await context.newPage();
    const all = async () => {
      const files: Record<string, string> = {};
      for (const name of [
        'Table (CSV)',
        'What the columns mean (CSV)',
        'Data (JSON)',
        'Save as an image (PNG)',
        'Save as a drawing (SVG)'
      ]) {
        const download = await downloadBy(page, button(page, name));
        files[download.suggestedFilename()] = readFileSync(await download.path()).toString('base64');
      }
      await open(report, `/workshop/report/?id=${workshop.id}`);
      await expect(report.getByText('20 results')).toBeVisible();
      return { files, report: await report.locator('.paper').innerHTML(), wall: await picture.innerHTML() };
    };
    await expect(page.getByRole('heading', { name: 'The picture has been shown' })).toBeVisible();
    const before = await all();
    expect(Object.keys(before.files)).toHaveLength(5);
    for (const [id, own] of [[77, levels(1)] as const, [3, levels(9)] as const, [78, levels(2)] as const, [79, levels(3)] as const])
      await type(page, codeOf(workshop, id, own), LATE);
    await type(page, codeOf(workshop, 80, levels(4)), LATE);
    await type(page, codeOf(workshop, 5, null), LATE);
    await expect(counted(page)).toHaveText('20');
    expect(await rowsOf(page, 'results')).toHaveLength(20);
    await close(page);
    await expect(counted(page)).toHaveText('20');
    expect(await all()).toEqual(before);
  }
);

base(
  'three people: the script stands on the wall and in the room, and after the close nothing tells how many they were',
  async ({ page, context }) => {
    const workshop = await openWorkshop(page);
    await paste(
      page,
      [11, 12, 13].map((id) => codeOf(workshop, id, levels(id)))
    );
    const script = [
      'Talk in pairs instead: which statement did you argue with?',
      'Write down three things that your organisation should fix.'
    ];
    const wall = await context.newPage();
    await open(wall, `/workshop/wall/?id=${workshop.id}`);
    await expect(wall.locator('[data-scene=wait]')).toBeVisible();
    await wall.keyboard.press('Enter');
    await expect(wall.locator('[data-scene=few]')).toContainText('There are fewer than five results.');
    for (const words of script) await expect(wall.locator('[data-scene=few]')).toContainText(words);
    await button(page, 'Show').click();
    await expect(page.getByText('Fewer than five have handed in, so nothing can be shown.')).toBeVisible();
    for (const words of script) await expect(page.getByText(words)).toBeVisible();
    // The second copy has them while the round is open.
    await expectInJournal(page, '0000b');
    await close(page);
    await expect(page.getByText('not even how many they were')).toBeVisible();
    for (const words of script) await expect(page.getByText(words)).toBeVisible();
    await expect(wall.locator('[data-scene=few]')).toBeVisible();

    const closed = { ...workshop, state: 'closed' };
    for (const table of ['results', 'waiting'] as const) expect(await rowsOf(page, table)).toEqual([]);
    expect(await rowsOf(page, 'workshops')).toEqual([closed]);
    await expectInJournal(page, '0000b', false);
    await expect.poll(async () => (await journals(page)).text).toMatch(/workshops\t.*closed/);
    expect((await journals(page)).text).not.toMatch(/(results|waiting)\t/);
    await open(page, `/workshop/report/?id=${workshop.id}`);
    await expect(page.getByRole('main')).not.toContainText(/\d+ results/);
    await open(page, '/data/');
    const file = await downloadBy(page, button(page, 'Save the copy'));
    expect(await contentOf(file)).toMatchObject({ workshops: [{ workshop: closed, results: [] }] });
    await open(page, '/workshop/');
    await expect(page.getByText('Closed · nothing was kept')).toBeVisible();
    // Nobody can hand in to it on this laptop any more.
    const laptop = { workshop: workshop.id, tag: 1, who: null, slot: '', room: '/', invitation: '/' };
    await page.evaluate((round) => localStorage.setItem('waymark-laptop', JSON.stringify(round)), laptop);
    await page.getByRole('button', { name: /^Remove/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByText('Closed · nothing was kept')).toBeHidden();
    expect(await page.evaluate(() => localStorage.getItem('waymark-laptop'))).toBeNull();
    expect(await rowsOf(page, 'workshops')).toEqual([]);
  }
);

// What is pasted is looked at in two windows by workshop-room.spec.ts, and what two do at once by windows.test.ts.
base(
  'the same round in two windows: what either takes is counted in both, and one that shows stops the other',
  { tag: '@storm' },
  async ({ page, context }) => {
    const workshop = await openWorkshop(page);
    const second = await context.newPage();
    await open(second, page.url());
    await paste(
      page,
      [1, 2, 3, 4].map((id) => codeOf(workshop, id, levels(id)))
    );
    await type(second, codeOf(workshop, 4, levels(4)), 'It was in already, and counts once.');
    await type(second, codeOf(workshop, 5, levels(5)), 'Taken in.');
    for (const one of [page, second]) await expect(counted(one)).toHaveText('5');
    await second.reload();
    await expect(counted(second)).toHaveText('5');
    await page.locator('#show').click();
    await second.getByLabel('Type a code').fill(codeOf(workshop, 6, levels(6)));
    await page.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'The picture has been shown' })).toBeVisible();
    await second.keyboard.press('Enter');
    await expect(second.locator('#code-said')).toHaveText(LATE);
    for (const one of [page, second]) await expect(counted(one)).toHaveText('5');
  }
);

base('a clock that is days wrong: the round, the way to hand in and the timer go on when it is put right', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-11-30T09:00:00') });
  const workshop = await openWorkshop(page);
  await open(page, `/join/#${invited(['privacy']).fragment}`);
  await button(page, 'Join and start').click();
  await answerAll(page, topicOf('privacy').criteria.slice(0, 1), () => 2);
  const [{ assessment: id }] = (await rowsOf(page, 'participations')) as [{ assessment: string }];
  const result = `/result/?id=${id}`;
  await open(page, '/workshop/steps/');
  await button(page, 'Start the timer').click();
  await page.clock.fastForward('04:00');
  const timer = page.getByRole('timer', { name: 'Timer' });
  await expect(timer).toHaveText(/^(6:00|5:5\d) left\s*$/);
  // Set back by five days while the page is open, and again while it is not.
  await page.clock.setSystemTime(new Date('2026-11-25T09:00:00'));
  await page.clock.runFor(1_000);
  await page.clock.fastForward('02:00');
  await expect(timer).toHaveText(/^(4:00|3:[345]\d) left\s*$/);
  await page.clock.setSystemTime(new Date('2026-11-20T09:00:00'));
  await open(page, '/workshop/steps/');
  await page.clock.fastForward('01:00');
  await expect(timer).toHaveText(/^[2-5]:\d\d left\s*$/);
  await open(page, result);
  await expect(page.getByRole('region', { name: 'This was for a workshop' })).toBeVisible();
  await open(page, `/workshop/room/?id=${workshop.id}`);
  await type(page, codeOf(workshop, 1, levels(1)), 'Taken in.');
  // Ahead by weeks: the round is the trainer's to close, not the clock's.
  await page.clock.setSystemTime(new Date('2027-03-01T09:00:00'));
  await open(page, `/workshop/room/?id=${workshop.id}`);
  await type(page, codeOf(workshop, 2, levels(2)), 'Taken in.');
  await expect(counted(page)).toHaveText('2');
});

killing(
  'killed with 14 collected, and a phone at criterion 17 of 31: both go on, and the phone hands in',
  async ({ start, profile, host }) => {
    killing.setTimeout(120_000);
    const { address: site } = await host();
    const [desk, pocket] = [`${profile}/laptop`, `${profile}/phone`];
    const [laptop, phone] = [await start(desk), await start(pocket)];
    const room = laptop.pages()[0]!;
    const workshop = await openWorkshop(room, site);
    const at = room.url();
    const { fragment } = invited(
      workshop.topics.map(({ id }) => id),
      { number: workshop.number }
    );
    const person = phone.pages()[0]!;
    await open(person, `${site}join/#${fragment}`);
    await button(person, 'Join and start').click();
    await answerAll(person, criteria.slice(0, 1), () => 2);
    // Fifteen more, so that nobody has to wait for them.
    const [{ assessment: id }] = (await rowsOf(person, 'participations')) as [{ assessment: string }];
    const fifteen = criteria.slice(1, 16).map(({ key }) => key);
    const given = Object.values(assessment(id, '', undefined, undefined, upTo(2)).entries);
    await putRows(
      person,
      'entries',
      given.filter(({ criterion }) => fifteen.includes(criterion))
    );
    const seventeenth = criteria[16]!;
    await open(person, `${site}assess/?id=${id}&at=${seventeenth.key}`);
    await expect(heading(person)).toHaveText(seventeenth.title);
    await paste(
      room,
      Array.from({ length: 14 }, (_, i) => codeOf(workshop, i, levels(i)))
    );
    await expect(counted(room)).toHaveText('14');
    const [endLaptop, endPhone] = [await killer(laptop), await killer(phone)];
    await tap(person, seventeenth, 1);
    await shownAsChosen(person, seventeenth, 1);
    await Promise.all([endLaptop(), endPhone()]);

    const again = (await start(pocket)).pages()[0]!;
    await open(again, `${site}join/#${fragment}`);
    await link(again, 'Go on answering').click();
    await expect(heading(again)).toHaveText(seventeenth.title);
    await shownAsChosen(again, seventeenth, 1);
    expect((await stored(again)).entries).toHaveLength(17);
    await open(again, `${site}handin/?id=${id}`);
    await expect(again.getByText(/questions are still open/)).toBeVisible();
    await button(again, 'Hand in').click();
    const code = await again.locator('[data-code]').getAttribute('data-code');

    const back = (await start(desk)).pages()[0]!;
    await open(back, at);
    await expect(counted(back)).toHaveText('14');
    await type(back, code!, 'Taken in.');
    await type(back, codeOf(workshop, 3, null), 'Taken out, as its owner wished.');
    await expect(counted(back)).toHaveText('14');
    await button(back, 'Show').click();
    await back.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
    await expect(back.getByRole('heading', { name: 'The picture has been shown' })).toBeVisible();
    expect(((await rowsOf(back, 'workshops')) as Workshop[])[0]!.picture?.of).toBe(14);
  }
);
