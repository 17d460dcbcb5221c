/** Ten weeks later, with what people kept: three on a new phone bring the code of then, and what they hand in is counted in pairs. */
import type { Reached } from '#lib/domain/model.ts';
import { inGroups } from '#lib/domain/workshop/symbols.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { invitationFragment } from '#lib/exchange/workshop/invitation-link.ts';
import { answerAll, button, expect, open, openStore, putRows, rowsOf, test, topicOf } from './app.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { answered, builtIn, KNOWN, seen } from './joining.ts';
import { phone, wordsOf } from './phones.ts';
import { close, codeOf, paste, TELLING } from './workshop.ts';

const TODAY: Reached = 2;
/** Levels of then of the 22: writing and privacy. The first 17 come back, 14 of them with what was then. Today each of them stands at 2. */
const THEN: readonly (readonly [Reached, Reached | null])[] = [
  // On the phone of then: 8 up, 2 the same and 1 down in writing; 7 up and 4 the same in privacy.
  ...Array.from({ length: 7 }, () => [1, 1] as const),
  [0, 2],
  [2, 2],
  [2, 2],
  [3, 2],
  // On a new phone, with the code of then.
  [1, 1],
  [1, 2],
  [2, null],
  // With neither, and those who do not come back.
  ...Array.from({ length: 8 }, () => [3, 1] as const)
];

test('17 of 22 return, three of them with the sixteen symbols of then on a new phone and three with neither: 10 up, and 4 the same or down', async ({
  page,
  browser,
  baseURL
}) => {
  test.setTimeout(240_000);
  const first: Workshop = {
    id: '01a00000-0000-7000-8000-000000000001',
    number: 77,
    round: 1,
    topics: ['writing', 'privacy'].map(builtIn),
    title: 'Team',
    openedAt: Date.now() - 70 * 86_400_000,
    state: 'open',
    picture: null,
    lines: []
  };
  await openStore(page);
  await putRows(page, 'workshops', [first]);
  await open(page, `/workshop/room/?id=${first.id}`);
  const receipts = THEN.map((levels, i) => codeOf(first, i, levels, i === 11));
  await paste(page, receipts);
  await close(page);
  await button(page, 'Open round 2').click();
  await expect(page.getByText('This round is compared with round 1.')).toBeVisible();
  const second = ((await rowsOf(page, 'workshops')) as readonly Workshop[]).find(({ round }) => round === 2)!;
  const invitation = new URL(`/join/#${invitationFragment(second, KNOWN)}`, baseURL).href;

  const handed: string[] = [];
  const saids = [
    'Writing 1 (safety point open) and Privacy 1 (safety point open)',
    'Writing 1 and Privacy 2',
    'Writing 2 and Privacy no level'
  ];
  for (const [i, said] of saids.entries()) {
    const receipt = receipts[11 + i]!;
    const { context } = await phone(browser);
    const own = await context.newPage();
    await open(own, invitation);
    const main = own.getByRole('main');
    const field = own.getByRole('textbox', { name: 'Your code of round 1' });
    await expect(field).toHaveAccessibleDescription(/It has 16 signs/);
    const look = async (text: string) => {
      await field.fill(text);
      await field.press('Enter');
    };
    if (i === 0) {
      await look(codeOf({ ...first, number: 78 }, 11, [1, 1]));
      await expect(
        main
          .getByRole('alert')
          .filter({ hasText: 'This code is of another workshop or course, or of another round. Nothing was taken from it.' })
      ).toBeVisible();
      await look(inGroups(receipt.slice(0, 9) + (receipt[9] === '7' ? '8' : '7') + receipt.slice(10)));
      await expect(main.getByRole('alert').filter({ hasText: 'Group 3 may be wrong. Compare it with your note.' })).toBeVisible();
    }
    await look(i === 1 ? receipt.toLowerCase() : inGroups(receipt));
    await expect(main).toContainText(`Then: ${said}. Is that yours?`);
    await button(own, 'Yes, that is mine').click();
    await button(own, 'Join and start').click();
    await expect(own).toHaveURL(/[?&]id=/);
    if (i === 0) {
      await answerAll(own, [...topicOf('writing').criteria, ...topicOf('privacy').criteria], () => TODAY);
      await own.locator('a[href*="/handin/?id="]').first().click();
    } else {
      // The same answers, as the first phone keeps them.
      const id = new URL(own.url()).searchParams.get('id')!;
      for (const topic of ['writing', 'privacy']) {
        const file = openRubricFile(topic);
        const levels = Object.fromEntries(file.facts.criteria.map((criterion) => [criterion.id, TODAY]));
        await putRows(own, 'entries', answered(id, file, levels, Date.now()).entries);
      }
      await open(own, new URL(`/handin/?id=${id}`, invitation).href);
    }
    const cells = own.getByRole('table').getByRole('row');
    const [writing, privacy] = THEN[11 + i]!;
    await expect(cells.nth(1).getByRole('cell').first()).toHaveText(`${writing} → 2`);
    await expect(cells.nth(2).getByRole('cell').first()).toHaveText(`${privacy ?? '–'} → 2`);
    await button(own, 'Hand in').click();
    handed.push((await seen(own))!);
    await context.close();
  }

  // The others as their phones hand them in: what is brought there is held by workshop-later.spec.ts.
  const others = THEN.slice(0, 17).flatMap((then, i) =>
    i >= 11 && i < 14
      ? []
      : [
          codeOf(
            second,
            100 + i,
            then.map((from) => ({ level: TODAY, open: false, from: i < 14 ? from : null }))
          )
        ]
  );
  // A code of then is none of today.
  await page.getByLabel('Type a code').fill(receipts[11]!);
  await page.keyboard.press('Enter');
  await expect(page.locator('#code-said')).toContainText('this is a code of the round before');
  await paste(page, [...others, ...handed]);
  const all: Record<string, string> = { 'the open room': await wordsOf(page) };
  const wall = await page.context().newPage();
  await open(wall, `/workshop/wall/?id=${second.id}`);
  const stage = wall.locator('[data-scene]');
  await expect(stage).toHaveAttribute('data-scene', 'wait');
  await wall.keyboard.press('Enter');
  await wall.keyboard.press('Enter');
  await expect(stage).toHaveAttribute('data-scene', 'reveal');
  await wall.keyboard.press('c');
  await expect(stage).toHaveAttribute('data-scene', 'change');
  await expect(wall.getByRole('heading', { level: 1 })).toHaveText(
    'Writing: 10 up, 4 same or down. That is more than chance would explain.'
  );
  await expect(wall.getByRole('img', { name: /Privacy: 8 up, 5 same or down\. Too few to tell\./ })).toBeVisible();
  all['the wall'] = await wordsOf(wall);
  await page.getByText('What is shown, as a table').click();
  all['the room'] = await wordsOf(page);
  await close(page);
  await open(page, `/workshop/report/?id=${second.id}`);
  await expect(page.getByRole('heading', { name: 'What changed since round 1' })).toBeVisible();
  all['the report'] = await wordsOf(page);
  for (const [where, text] of Object.entries(all)) for (const telling of TELLING) expect(text, where).not.toMatch(telling);

  // Closed and removed, it is not opened again: with one person more, a second picture would tell of that person.
  await open(page, '/workshop/');
  await page
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText('Round 2 cannot be opened again after that.');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect.poll(() => rowsOf(page, 'workshops').then((rows) => rows.length)).toBe(1);
  await open(page, `/workshop/room/?id=${first.id}`);
  await button(page, 'Open round 2').click();
  await expect(page.getByRole('status').filter({ hasText: 'Round 2 was shown or closed here, and then removed.' })).toBeVisible();
  expect(await rowsOf(page, 'workshops')).toHaveLength(1);
  await page.getByLabel('Also ask how people see that time today').check();
  await expect(page.getByText('Round 2 was shown or closed here, and then removed.')).toHaveCount(0);
});
