import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { button, expect, heading, link, open, rowsOf, saved, test } from './app.ts';

// A teacher writes two questions.
test.setTimeout(90_000);

const QUESTIONS = [
  [
    'Quellen nennen',
    'Ich nenne in meinen Beiträgen die Quelle jeder Zahl.',
    'Ich zeige einer Person, woher eine Angabe stammt.',
    'Ich lasse die Gruppe Quellen vergleichen und bewerten.',
    'Wir pflegen in der Gemeinschaft eine Liste guter Quellen.'
  ],
  [
    'Fehler berichtigen',
    'Ich berichtige öffentlich, was ich falsch veröffentlicht habe.',
    'Ich schreibe einer Person, wenn meine Auskunft falsch war.',
    'Ich bespreche mit der Gruppe, wie wir Fehler melden.',
    'Wir berichtigen Fehler in der Gemeinschaft gemeinsam und offen.'
  ]
] as const;

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const published = async (page: Page) =>
  ((await rowsOf(page, 'rubrics')) as { readonly content: Kept }[])
    .map(({ content }) => content)
    .filter(({ format }) => format === 'waymark-rubric');

interface Kept {
  readonly format?: string;
  readonly facts: { readonly source: string; readonly origin: object; readonly criteria: readonly object[] };
  readonly words: Readonly<Record<string, { readonly title: string }>>;
}

test('a teacher adds two questions in German to a copy of a built-in rubric, and types nothing in English', async ({ page }) => {
  let actions = 0;
  const click = (what: { click: () => Promise<void> }) => (actions++, what.click());
  const write = async (name: string, text: string) => (actions++, field(page, name).fill(text));

  await open(page, '/de/rubrics/read/?id=information');
  await click(link(page, 'Kopieren und bearbeiten'));
  await expect(heading(page)).toHaveText('Kopieren und bearbeiten');
  await expect(page.getByLabel('Sprache, in der Sie weiterschreiben')).toHaveValue('de');
  for (const other of ['Englisch', 'Finnisch', 'Schwedisch']) await expect(page.getByRole('checkbox', { name: other })).toBeChecked();
  await click(button(page, 'Kopie anlegen'));
  await expect(heading(page)).toHaveText('Informationen finden und bewerten (angepasst)');
  await expect(page.getByText('Geschrieben auf Deutsch', { exact: true })).toBeVisible();

  for (const [title, ...levels] of QUESTIONS) {
    await click(button(page, 'Frage hinzufügen'));
    await write('Titel der Frage', title);
    for (const [i, text] of levels.entries()) await write(`Aussage auf Stufe ${i + 1}`, text);
  }
  await expect(page.locator('[data-criterion]').last()).toContainText('3 Sprachen: 15 fehlen');

  await click(button(page, 'Veröffentlichen'));
  await expect(page.getByText(/^Englisch: 10 von \d+ Texten fehlen\. Sie erscheinen auf Deutsch\.$/)).toBeVisible();
  await expect(button(page, 'Version 0.1.0 trotzdem veröffentlichen')).toBeVisible();
  for (const language of ['Englisch', 'Finnisch', 'Schwedisch']) await click(button(page, `${language} weglassen`));
  await click(button(page, 'Version 0.1.0 veröffentlichen'));
  await expect(heading(page)).toHaveText('Auf diesem Gerät veröffentlicht');
  await expect(link(page, 'Teilen oder exportieren')).toBeVisible();
  expect(actions).toBeLessThan(30);

  const [kept] = await published(page);
  expect(kept!.facts).toMatchObject({
    source: 'de',
    origin: { author: 'nach Waymark', licence: 'CC BY 4.0', from: { id: 'information' } }
  });
  expect(Object.keys(kept!.words)).toEqual(['de']);
});

test('messages name the language; a changed translation is marked; what the copy was made after has to stay', async ({ page }) => {
  await open(page, '/rubrics/edit/?copy=information');
  await expect(heading(page)).toHaveText('Copy and edit');
  await expectAccessible(page);
  // The look at it left large letters and a narrow window behind.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.reload();
  // Nobody has written it in Estonian: the original has to stay.
  await page.getByLabel('Language you go on writing in').selectOption('et');
  await expect(page.getByRole('checkbox', { name: 'English' })).toBeDisabled();
  await page.getByLabel('Language you go on writing in').selectOption('en');
  await button(page, 'Make the copy').click();
  await expect(heading(page)).toHaveText(/\(adapted\)$/);
  await page.getByLabel('Beside it:').selectOption('de');
  await expect(page.getByText('All texts translated')).toBeVisible();

  // The German words alone: now the two do not say the same.
  await page.getByRole('textbox', { name: 'Title of the rubric, German' }).fill('Etwas anderes');
  await expect(page.getByText('Changed on one side only')).toBeVisible();
  await expect(page.getByText('0 texts missing, 1 changed on one side only')).toBeVisible();
  await page.getByRole('button', { name: /^Still right/ }).click();
  await expect(page.getByText('All texts translated')).toBeVisible();

  await field(page, 'Short name').fill('');
  await page.getByText('Key level, author and licence').click();
  await field(page, 'Who made it').fill('Jo Lee');
  await page.getByText(/^Checks: 2 things before publishing/).click();
  await expect(button(page, 'The short title, in English: There is no text yet.')).toBeVisible();
  await page.getByRole('button', { name: /^Who made it: This is made from a rubric by Waymark\./ }).click();
  await expect(field(page, 'Who made it')).toBeFocused();

  await expectAccessible(page);

  // German becomes what the rubric is written in: it lacks nothing.
  await button(page, 'Write in German instead').click();
  await expect(page.getByText('Written in German', { exact: true })).toBeVisible();
  await expect(page.getByText(/^Checks: 1 thing before publishing/)).toBeVisible();
  await expect(saved(page, 'Saved on this device')).toBeVisible();
});

test('what was written last is there after the tab was closed in that very moment', async ({ page, context }) => {
  await open(page, '/rubrics/edit/?copy=presence');
  await button(page, 'Make the copy').click();
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  let writer = page;
  for (const text of ['First', 'Second', 'Third']) {
    await field(writer, 'Title of the rubric').pressSequentially(` ${text}`);
    const address = writer.url();
    // As a person closes it: Playwright’s own way ends it without a word to the page.
    const closed = writer.waitForEvent('close');
    await writer.close({ runBeforeUnload: true });
    await closed;
    writer = await context.newPage();
    await open(writer, address);
    await expect(heading(writer)).toContainText(text);
  }
});
