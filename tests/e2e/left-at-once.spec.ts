import { expect, live, open, test } from './app.ts';
import { assessment, putAssessments } from './data.ts';

// A choice and, in the same turn of the page, its end: nothing waits for what is on its way to the device.
test('what was chosen last is there, however soon the page is left', async ({ page }) => {
  await putAssessments(page, [assessment('one', 'Autumn')]);
  for (const path of ['/course/', '/course/table/', '/report/?id=one']) {
    await open(page, path);
    const box = page.getByRole('main').getByRole('checkbox').last();
    // Each time is another race.
    for (const time of [1, 2, 3]) {
      await expect(box, path).toBeVisible();
      const before = await box.isChecked();
      await box.evaluate((input: HTMLInputElement) => {
        input.click();
        location.reload();
      });
      await live(page);
      await expect(box, `${path}, ${time}`).toBeChecked({ checked: !before });
    }
  }
});
