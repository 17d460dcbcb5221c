/** The evening before a workshop, on a laptop without a connection. */
import type { Page } from '@playwright/test';
import { button, expect, heading, link, rowsOf, test } from './app.ts';
import { withCamera } from './camera.ts';
import { printed } from './pdf.ts';
import { device, expectQuiet, prepare } from './phones.ts';

const points = (page: Page) => page.getByRole('list', { name: 'Ready?' }).getByRole('listitem');
const text = (page: Page) => page.locator('#mail-text').inputValue();
const bars = (page: Page, name: string) => page.getByRole('img', { name, exact: true });

test('opened once and said to be ready, then without a connection: rehearsed in four presses, mail in both kept languages, one poster', async ({
  host
}) => {
  const browser = await withCamera();
  try {
    const laptop = await device(browser, { permissions: ['camera'], viewport: { width: 1024, height: 768 } });
    const page = await laptop.context.newPage();
    // A browser that has agreed to protect what is kept, as one does that is used often.
    await laptop.context.addInitScript(() => Object.assign(navigator.storage ?? {}, { persisted: async () => true }));
    const server = await host();
    await prepare(laptop, [`${server.address}sv/workshop/`, `${server.address}workshop/`]);
    await server.close();

    await page.goto(`${server.address}workshop/`);
    await expect(points(page)).toHaveCount(8);
    await expect(page.getByText('Ready: every point is checked and in order.')).toBeVisible();
    for (const point of await points(page).all()) await expect(point).toHaveAttribute('data-state', 'ok');
    await expect(points(page).nth(0)).toContainText('It gives a picture. It is off again.');
    await expect(points(page).nth(1)).toContainText('A code was drawn and read.');
    await expect(points(page).nth(2)).toContainText('Waymark and the tools for workshops are kept on this device.');
    await expect(points(page).nth(3)).toContainText('English and Svenska.');

    const before = laptop.presses();
    await button(page, 'Open a workshop').click();
    await expect(heading(page)).toHaveText(/^Workshop of /);
    await link(page, 'Rehearse with invented results').click();
    await expect(page.locator('[data-scene="wait"]')).toContainText('22handed in');
    await button(page, 'Show').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.locator('[data-scene="reveal"]')).toContainText('22 results.');
    expect(laptop.presses() - before).toBe(4);
    expect(page.viewportSize()).toEqual({ width: 1024, height: 768 });
    await expect(bars(page, 'Information: 3 at level 1, 9 at level 2, 7 at level 3 and 3 at level 4.')).toBeVisible();
    await expect(page.locator('.invented')).toHaveText('Rehearsal: invented results');
    await page.keyboard.press('5');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-scene="reveal"]')).toContainText('22 results.');

    // What is left of it, by the app's own reading and past it.
    await button(page, 'End the rehearsal').click();
    await expect(heading(page)).toHaveText('Workshops');
    await expect(page.getByText('Open · 0 handed in')).toHaveCount(1);
    expect(await rowsOf(page, 'workshops')).toHaveLength(1);
    expect(await rowsOf(page, 'results')).toEqual([]);
    await page.goto(`${server.address}workshop/report/?id=rehearsal`);
    await expect(heading(page)).toHaveText('There is no picture to take away');

    await page.goto(`${server.address}workshop/`);
    await page.getByRole('link', { name: /^Workshop of / }).click();
    await link(page, 'Prepare a workshop').click();
    await expect(heading(page)).toHaveText('Prepare a workshop');
    await expect.poll(() => text(page)).toContain('Works offline now.');
    expect(await text(page)).toContain('Fungerar utan uppkoppling.');
    expect((await text(page)).match(/\/join\/#w=[0-9A-Z]{6}/g)).toHaveLength(2);
    expect(await link(page, 'Open in your mail program').getAttribute('href')).toMatch(/^mailto:\?subject=/);
    const { sizes, texts } = await printed(page);
    expect(sizes).toEqual([[210, 297]]);
    expect(texts[0]).toContain('Join and start');
    await page.getByRole('checkbox', { name: 'Svenska' }).uncheck();
    await expect.poll(() => text(page)).not.toContain('uppkoppling');

    // With a workshop, there is something that no backup has: said, and not green.
    await page.goto(`${server.address}workshop/`);
    await expect(points(page).nth(6)).toContainText('None was made yet.');
    await expect(points(page).nth(6)).toHaveAttribute('data-state', 'look');
    expectQuiet(laptop);
  } finally {
    await browser.close();
  }
});
