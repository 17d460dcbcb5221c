import { readFileSync } from 'node:fs';
import papa from 'papaparse';
import { button, downloadBy, expect, test, unfold } from './app.ts';
import { assessment, openData, putAssessments } from './data.ts';

for (const [zone, now, day] of [
  ['Pacific/Kiritimati', '2026-11-23T11:00:00Z', '2026-11-24'],
  ['America/Los_Angeles', '2026-11-24T05:00:00Z', '2026-11-23']
] as const)
  test.describe(`in ${zone}`, () => {
    test.use({ timezoneId: zone });

    test('names of files and days in a table are those of the person’s own calendar', async ({ page }) => {
      await page.clock.setFixedTime(now);
      await putAssessments(page, [assessment('one', '', ['privacy'], Date.parse(now))]);
      await openData(page);
      expect((await downloadBy(page, button(page, 'Save the copy'))).suggestedFilename()).toBe(`waymark-${day}.json`);
      await unfold(page.getByRole('main'), 'Choose what goes in');
      await page.getByRole('radio', { name: /^A table \(CSV\)/ }).check();
      const table = await downloadBy(page, button(page, 'Save the table'));
      expect(table.suggestedFilename()).toBe(`waymark-${day}.csv`);
      const text = readFileSync(await table.path(), 'utf8').slice(1);
      const [row] = papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
      expect(row!.begun).toBe(day);
      expect(row!.answered_at).toMatch(new RegExp(`^${now.slice(0, 16)}.*Z$`));
    });
  });
