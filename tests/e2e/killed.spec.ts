import type { Level } from '#lib/domain/model.ts';
import {
  begin,
  cellsIn,
  criteria,
  expect,
  expectStored,
  goOn,
  heading,
  LEVELS,
  link,
  live,
  open,
  shownAsChosen,
  stored,
  tap,
  type Criterion
} from './app.ts';
import { casesOf, rounds } from '../support/scale.ts';
import { KILLED, test } from './killing.ts';

const ROUNDS = criteria.slice(2, 6);
const LEVELS_TAPPED = [2, 3, 4] as const;

// Browsers are started and killed several times over.
test.setTimeout(120_000);

for (const { what, details } of KILLED)
  test.describe(`when the ${what} is killed`, details, () => {
    test.use({ killed: what });

    test('an answer that is shown as chosen survives, be it that very moment', async ({ again }) => {
      const tried = what === 'tab' ? ROUNDS : ROUNDS.slice(0, rounds(ROUNDS.length));
      const levelOf = (i: number) => (((i + 1) % 4) + 1) as Level;
      let before: Criterion | null = null;
      for (const [i, criterion] of tried.entries()) {
        const { page, site, kill } = await again();
        if (!before) {
          // Until the store is open, the screen goes ahead of it, and says “Saving”.
          await begin(page, `${site}assess/?at=${criterion.key}`);
        } else {
          await open(page, site);
          await link(page, 'Carry on').click();
          await expect(heading(page)).toHaveText(before.title);
          await shownAsChosen(page, before, levelOf(i - 1));
          await goOn(page);
          await expect(heading(page)).toHaveText(criterion.title);
        }
        await tap(page, criterion, levelOf(i));
        await page.locator(`.chosen[data-level="${levelOf(i)}"]`).waitFor();
        await kill();
        before = criterion;
      }

      const { page, site } = await again();
      await open(page, site);
      await link(page, 'Carry on').click();
      await expect(heading(page)).toHaveText(before!.title);
      await shownAsChosen(page, before!, levelOf(tried.length - 1));
      const { assessments, entries } = await stored(page);
      expect(assessments).toHaveLength(1);
      expect(entries.map((entry) => entry.criterion)).toEqual(tried.map((criterion) => criterion.key));
      for (const criterion of tried.slice(0, -1)) {
        const cells = entries.find((entry) => entry.criterion === criterion.key)!.cells;
        expect(Object.keys(cells)).toEqual(LEVELS.map(String));
      }
    });

    test(
      'no row is torn: the tap before the kill is there whole or not at all, and everything before it is there',
      { tag: '@storm' },
      async ({ again }) => {
        const [one, two] = criteria as [Criterion, Criterion];
        let first = true;
        for (const level of what === 'tab' ? LEVELS_TAPPED : casesOf(LEVELS_TAPPED)) {
          const { page, site, kill } = await again();
          await open(page, first ? `${site}assess/` : site);
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

        const { page, site } = await again();
        await open(page, site);
        await link(page, 'Carry on').click();
        await expect(heading(page)).toHaveText(two.title);
        await live(page);
        await expect(page.getByText('Some stored data could not be read')).toHaveCount(0);
        await expectStored(page, one.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '0 left' });
        const left = cellsIn(await stored(page), two.key) ?? {};
        expect({ 2: '2 given', 3: '2 given', 4: '2 given' }).toMatchObject(left);
        // It can be answered on, whatever the kill left.
        await tap(page, two, 1);
        await shownAsChosen(page, two, 1);
        await expectStored(page, two.key, { 1: '2 given', ...left });
      }
    );
  });
