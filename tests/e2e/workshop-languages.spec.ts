/** One workshop in three languages: made in German, joined in English, Finnish and German, and one picture. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { qrPath, resultRows } from '#lib/exchange/bytes/qr.ts';
import { LEVEL } from '../support/scale.ts';
import { expect, heading, live, open, option, rowsOf, test, topics } from './app.ts';
import { film, withCamera } from './camera.ts';
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

/** What stands on each phone beside the trainer's own topic: in the invitation, and on its two questions. */
const MARKS: Readonly<Record<Language, { title: string; invited: RegExp | null; whole: string | null; part: string | null }>> = {
  en: { title: 'Listening online', invited: null, whole: null, part: 'Not translated yet; shown in: German' },
  fi: { title: 'Online zuhören', invited: /kieli: saksa/, whole: 'Tämä aihe on toisella kielellä: saksa.', part: null },
  de: { title: 'Online zuhören', invited: null, whole: null, part: null }
};
const BORROWED = /Not translated yet|kielellä|Ei vielä käännetty|anderen Sprache|Noch nicht übersetzt/;

/** Level 2 in each question, past the pause between two topics. @param seeOwn looks at a question of the trainer's own topic */
async function answerAll(page: Page, seeOwn: (question: number) => Promise<void>): Promise<void> {
  for (let question = 1; question <= 8; question++) {
    if (question === 7) await page.getByRole('main').getByRole('button').first().press('Enter');
    if (question >= 7) await seeOwn(question - 6);
    const before = await heading(page).innerText();
    for (const level of [1, 2] as const) {
      await page.keyboard.press(String(level));
      await expect(option(page, level)).toHaveClass(/\bchosen\b/);
    }
    await page.keyboard.press('Enter');
    await expect(heading(page)).not.toHaveText(before);
  }
}

/** Follows the invitation on a phone, answers and hands in. @returns the path of the picture that it shows, and its side */
async function takePart(language: Language, { context }: Device, address: string): Promise<{ path: string; side: number }> {
  const { title, invited, whole, part } = MARKS[language];
  const page = await context.newPage();
  await page.goto(address);
  await expect(page).toHaveURL(new RegExp(`^${new URL('/', address).href}${language === 'en' ? '' : `${language}/`}join/#n=`));
  await live(page);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(heading(page)).toHaveText('Team Beratung');
  const own = page.getByRole('main').getByRole('listitem').nth(1);
  await expect(own).toContainText(title);
  if (invited) await expect(own).toContainText(invited);
  else await expect(own).not.toContainText(/kieli|in German|auf Deutsch/);
  await say(page, 'button', words(language, 'join').join_begin_keep!.replace(/.*one \{(.*?)\}.*/, '$1')).click();
  await expect(option(page, 1)).toBeVisible();
  await answerAll(page, async (question) => {
    const main = page.getByRole('main');
    const translated = language === 'en' && question === 1;
    await expect(heading(page)).toHaveText(translated ? 'Waiting' : question === 1 ? 'Warten' : 'Nachfragen');
    await expect(option(page, 4)).toContainText(
      translated ? 'I wait, level 4' : question === 1 ? 'Ich warte ab, Stufe 4' : 'Ich frage nach'
    );
    if (whole) await expect(main).toContainText(whole);
    if (part && !translated) await expect(main.getByText(part)).toHaveCount(5);
    if (!whole && (!part || translated)) await expect(main).not.toContainText(BORROWED);
    // A voice that reads it has to know as well.
    const own = heading(page);
    if (language === 'de' || translated) await expect(own).not.toHaveAttribute('lang');
    else await expect(own).toHaveAttribute('lang', 'de');
  });
  const hand = words(language, 'hand');
  await say(page, 'link', hand.hand_card_go!).click();
  await expect(heading(page)).toHaveText(hand.hand_title!);
  await expect(page.getByRole('row').nth(2)).toContainText(title);
  await say(page, 'button', hand.hand_go!).click();
  expect(await seen(page)).toMatch(/^[0-9A-Z]{16}$/);
  const svg = page.getByRole('main').locator('svg[role=img]');
  return { path: (await svg.locator('path').getAttribute('d'))!, side: Number((await svg.getAttribute('viewBox'))!.split(' ')[2]) };
}

/** In German all is in the phone's own language, as at other workshops: that phone a storm walks with. */
const WALKED = (['en', 'fi', 'de'] as const).filter((language) => LEVEL === 'storm' || language !== 'de');

const IN_EACH =
  'an invitation made in German opens without a connection in each phone’s own language; what is not translated says so; all codes count in one picture';
test(IN_EACH, { tag: '@part' }, async ({ browser, host }, info) => {
  test.setTimeout(120_000);
  const camera = info.outputPath('camera.y4m');
  const laptops = await withCamera(camera);
  const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fi: 'fi-FI', de: 'de-DE' };
  const phones: { readonly language: Language; readonly own: Device }[] = [];
  for (const language of WALKED) phones.push({ language, own: await phone(browser, LOCALES[language]) });
  try {
    const server = await host();
    const laptop = await device(laptops, { locale: 'de-DE', permissions: ['camera', 'clipboard-read', 'clipboard-write'] });
    await Promise.all([
      prepare(laptop, [`${server.address}de/workshop/`]),
      ...phones.map(({ language, own }) => prepare(own, [`${server.address}${language === 'en' ? '' : `${language}/`}`]))
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
    const titleOf = (id: string) => (JSON.parse(readFileSync(`rubrics/${id}/de.json`, 'utf8')) as { title: string }).title;
    for (const { id } of topics) if (id !== 'writing') await room.getByRole('checkbox', { name: titleOf(id), exact: true }).uncheck();
    await say(room, 'button', german.room_set_save!).click();
    await expect(heading(room)).toHaveText('Team Beratung');
    await say(room, 'button', german.room_in_copy!).click();
    await expect(room.getByText(german.room_in_copied!)).toBeVisible();
    const address = await room.evaluate(() => navigator.clipboard.readText());
    const [workshop] = (await rowsOf(room, 'workshops')) as [Workshop];
    expect(workshop.topics.map(({ id }) => id)).toEqual(['writing', OWN.facts.id]);
    expect(workshop.topics[1]!.hash).toBe(hash);

    const shown: { path: string; side: number }[] = [];
    for (const { language, own } of phones) {
      shown.push(await takePart(language, own, address));
      expectQuiet(own);
    }
    // Others hand in, so that there is a picture; of phones that nobody walks with, what they would.
    for (let id = 1; shown.length < 5; id++) {
      const rows = resultRows(codeOf(workshop, id, shown.length < 3 ? [2, 2] : [3, 4]));
      shown.push({ path: qrPath(rows), side: rows.length });
    }
    film(
      camera,
      shown.map(({ path }) => path),
      shown[0]!.side
    );
    await room.getByRole('button', { name: 'Kamera' }).click();
    await expect(counted(room)).toHaveText('5', { timeout: 30_000 });
    await expect(room.locator('#code-said')).toHaveText('');

    const wall = await laptop.context.newPage();
    await open(wall, `${server.address}de/workshop/wall/?id=${workshop.id}`);
    await expect(wall.locator('.total b')).toHaveText('5');
    await wall.keyboard.press('2');
    await expect(wall.locator('[data-scene="guess"]')).toContainText('Online zuhören');
    await wall.keyboard.press('Enter');
    await expect(wall.getByRole('alertdialog')).toBeVisible();
    await wall.keyboard.press('Enter');
    await expect(wall.getByRole('img', { name: 'Zuhören: 5: Stufe 2 bis 4.', exact: true })).toBeVisible();
    await wall.keyboard.press('1');
    await wall.keyboard.press('Enter');
    await expect(wall.getByRole('img', { name: 'Schreiben: 5: Stufe 2 bis 3.', exact: true })).toBeVisible();
    expectQuiet(laptop);
  } finally {
    await Promise.all(phones.map(({ own }) => own.context.close()));
    await laptops.close();
  }
});
