import {
  begin,
  cellsIn,
  criteria,
  expect,
  expectStored,
  goOn,
  heading,
  link,
  live,
  open,
  shownAsChosen,
  stored,
  tap,
  test,
  type Criterion
} from './app.ts';
import { killer } from './killing.ts';

const ROUNDS = criteria.slice(2, 6);

// Browsers are started and killed several times over.
test.setTimeout(120_000);

test('an answer that is shown as chosen survives when the browser is killed that very moment', async ({ profile, start, host }) => {
  const { address } = await host();
  let before: Criterion | null = null;
  for (const [i, criterion] of ROUNDS.entries()) {
    const context = await start(profile);
    const page = context.pages()[0]!;
    const kill = await killer(context);
    if (!before) {
      // Until the store is open, the screen goes ahead of it, and says “Saving”.
      await begin(page, `${address}assess/?at=${criterion.key}`);
    } else {
      await open(page, address);
      await link(page, 'Carry on').click();
      await expect(heading(page)).toHaveText(before.title);
      await shownAsChosen(page, before, (i + 1) as 2);
      await goOn(page);
      await expect(heading(page)).toHaveText(criterion.title);
    }
    const level = ((i + 1) % 4) + 1;
    await tap(page, criterion, level as 2);
    await page.locator(`.here[data-level="${level}"]`).waitFor();
    await kill();
    before = criterion;
  }

  const page = (await start(profile)).pages()[0]!;
  await open(page, address);
  await link(page, 'Carry on').click();
  await expect(heading(page)).toHaveText(before!.title);
  await shownAsChosen(page, before!, 1);
  const { assessments, entries } = await stored(page);
  expect(assessments).toHaveLength(1);
  expect(entries.map((entry) => entry.criterion)).toEqual(ROUNDS.map((criterion) => criterion.key));
  for (const criterion of ROUNDS.slice(0, -1)) {
    const cells = entries.find((entry) => entry.criterion === criterion.key)!.cells;
    expect(Object.keys(cells)).toEqual(expect.arrayContaining([2, 3, 4].filter((l) => !criterion.essential.includes(l as 2)).map(String)));
  }
});

test('a killed browser leaves no torn row: the tap before the kill is there whole or not at all, and everything before it is there', async ({
  profile,
  start,
  host
}) => {
  const { address } = await host();
  const [one, two] = criteria as [Criterion, Criterion];
  let first = true;
  for (const level of [2, 3, 4, 2] as const) {
    const context = await start(profile);
    const page = context.pages()[0]!;
    const kill = await killer(context);
    await open(page, first ? `${address}assess/` : address);
    if (first) {
      await expect(page.locator('[data-storage="kept"]').first()).toBeAttached();
      await tap(page, one, 2);
      await shownAsChosen(page, one, 2);
      await goOn(page);
    } else await link(page, 'Carry on').click();
    first = false;
    await expect(heading(page)).toHaveText(two.title);
    await tap(page, two, level);
    await kill();
  }

  const page = (await start(profile)).pages()[0]!;
  await open(page, address);
  await link(page, 'Carry on').click();
  await expect(heading(page)).toHaveText(two.title);
  await live(page);
  await expect(page.getByText('Some stored data could not be read')).toHaveCount(0);
  await expectStored(page, one.key, { 1: '2 assumed', 2: '2 placed', 3: '0 assumed', 4: '0 assumed' });
  const whole = [null, { 2: '2 placed' }, { 2: '2 assumed', 3: '2 placed' }, { 2: '2 assumed', 3: '2 assumed', 4: '2 placed' }];
  expect(whole).toContainEqual(cellsIn(await stored(page), two.key));
  // It can be answered on, whatever the kill left.
  await tap(page, two, 3);
  await shownAsChosen(page, two, 3);
  await expectStored(page, two.key, { 2: '2 assumed', 3: '2 placed' });
});
