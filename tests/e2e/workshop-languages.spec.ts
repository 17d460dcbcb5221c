/** One workshop in three languages: made in German, joined in English, Finnish and German, and one picture. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { expect, heading, live, open, option, rowsOf, test, topics } from './app.ts';
import { seen } from './joining.ts';
import { device, expectQuiet, phone, prepare, type Device } from './phones.ts';
import { shelve } from './shelf.ts';
import { codeOf, counted } from './workshop.ts';

type Language = 'de' | 'en' | 'fi';
const words = (language: Language, area: string) =>
  JSON.parse(readFileSync(`src/lib/i18n/messages/${area}/${language}.json`, 'utf8')) as Readonly<Record<string, string>>;
const say = (page: Page, role: 'button' | 'link', name: string) => page.getByRole(role, { name, exact: true });

const LEVELS = [1, 2, 3, 4] as const;
const criterion = (title: string, in_: string) => ({
  title,
  descriptors: Object.fromEntries(LEVELS.map((level) => [level, `${in_} ${level}`]))
});
/** A German trainer's own topic of two questions, of which the first was put into English, and none into Finnish. */
const OWN = {
  format: 'waymark-rubric',
  formatVersion: 1,
  facts: {
    id: 'own-zuhoeren',
    version: '1.0.0',
    keyLevel: 2,
    source: 'de',
    criteria: [
      { id: 'Z1', essential: [] },
      { id: 'Z2', essential: [] }
    ],
    origin: { author: 'B. Beispiel', licence: 'CC BY 4.0' }
  },
  words: {
    de: {
      language: 'de',
      title: 'Online zuhören',
      short: 'Zuhören',
      criteria: { Z1: criterion('Warten', 'Ich warte ab, Stufe'), Z2: criterion('Nachfragen', 'Ich frage nach, Stufe') }
    },
    en: { language: 'en', title: 'Listening online', short: 'Listening', criteria: { Z1: criterion('Waiting', 'I wait, level') } }
  }
} as unknown as RubricFile;

test('an invitation made in German opens without a connection in each phone’s own language; what is not translated says so; all codes count in one picture', async ({
  browser,
  host
}) => {
  test.setTimeout(120_000);
  const server = await host();
  const laptop = await device(browser, { locale: 'de-DE', permissions: ['clipboard-read', 'clipboard-write'] });
  const phones: Record<Language, Device> = {
    en: await phone(browser, 'en-GB'),
    fi: await phone(browser, 'fi-FI'),
    de: await phone(browser, 'de-DE')
  };
  await Promise.all([
    prepare(laptop, [`${server.address}de/workshop/`]),
    prepare(phones.en, [server.address]),
    prepare(phones.fi, [`${server.address}fi/`]),
    prepare(phones.de, [`${server.address}de/`])
  ]);
  const room = await laptop.context.newPage();
  const [hash] = await shelve(room, [OWN], 'own', undefined, `${server.address}de/`);
  await server.close();

  const german = words('de', 'room');
  await open(room, `${server.address}de/workshop/`);
  await say(room, 'button', german.room_open!).click();
  await room.locator('summary', { hasText: german.room_set! }).click();
  await room.getByLabel(german.room_set_title!).fill('Team Beratung');
  await room.getByRole('checkbox', { name: 'Online zuhören' }).check();
  for (const { id } of topics)
    if (id !== 'writing')
      await room.getByRole('checkbox', { name: JSON.parse(readFileSync(`rubrics/${id}/de.json`, 'utf8')).title, exact: true }).uncheck();
  await say(room, 'button', german.room_set_save!).click();
  await expect(room.getByText(german.room_set_saved!, { exact: true })).toBeVisible();
  await expect(heading(room)).toHaveText('Team Beratung');
  await say(room, 'button', german.room_in_copy!).click();
  await expect(room.getByText(german.room_in_copied!)).toBeVisible();
  const address = await room.evaluate(() => navigator.clipboard.readText());
  expect(address.startsWith(`${server.address}join/#n=`)).toBe(true);
  const [workshop] = (await rowsOf(room, 'workshops')) as [Workshop];
  expect(workshop.topics.map(({ id }) => id)).toEqual(['writing', OWN.facts.id]);
  expect(workshop.topics[1]!.hash).toBe(hash);

  const codes: string[] = [];
  for (const language of ['en', 'fi', 'de'] as const) {
    const { context, presses } = phones[language];
    const page = await context.newPage();
    await page.goto(address);
    await expect(page).toHaveURL(new RegExp(`^${server.address}${language === 'en' ? '' : `${language}/`}join/#n=`));
    await live(page);
    await expect(heading(page)).toHaveText('Team Beratung');
    await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));
    const own = page.getByRole('main').getByRole('listitem').nth(1);
    console.log(language, await own.innerText());
    await page.locator('#join-begin').click();
    await expect(page).toHaveURL(new RegExp(`/${language === 'en' ? '' : 'fi|de/'}`));
    await expect(option(page, 1)).toBeVisible();
    for (let i = 0; i < 8; i++) {
      if (i === 6) {
        await page.screenshot({ path: `/tmp/pause-${language}.png` });
        await page.getByRole('main').getByRole('button').first().press('Enter');
      }
      const before = await heading(page).innerText();
      for (const level of [1, 2] as const) {
        await page.keyboard.press(String(level));
        await expect(option(page, level)).toHaveClass(/\bchosen\b/);
      }
      if (i >= 6) console.log(language, i, await page.getByRole('main').innerText());
      await page.keyboard.press('Enter');
      await expect(heading(page)).not.toHaveText(before);
    }
    const hand = words(language, 'hand');
    await say(page, 'link', hand.hand_card_go!).click();
    await expect(heading(page)).toHaveText(hand.hand_title!);
    await say(page, 'button', hand.hand_go!).click();
    codes.push((await seen(page))!);
    expect(presses()).toBeGreaterThan(0);
    expectQuiet(phones[language]);
  }
  for (const code of codes) {
    await room.getByLabel(german.room_type!).fill(code);
    await room.keyboard.press('Enter');
    await expect(room.locator('#code-said')).toHaveText(german.room_new!);
  }
  // Two more hand in, so that there is a picture.
  for (const id of [1, 2]) {
    await room.getByLabel(german.room_type!).fill(codeOf(workshop, id, [3, 1]));
    await room.keyboard.press('Enter');
  }
  await expect(counted(room)).toHaveText('5');
  const wall = await laptop.context.newPage();
  await open(wall, `${server.address}de/workshop/wall/?id=${workshop.id}`);
  for (const key of ['1', 'Enter', 'Enter']) await wall.keyboard.press(key);
  await expect(wall.locator('[data-scene="reveal"]')).toBeVisible();
  console.log(await wall.locator('[data-scene]').innerText());
  expectQuiet(laptop);
  await Promise.all([laptop, ...Object.values(phones)].map(({ context }) => context.close()));
});
