/** Courses made in the app and by the command: for a learning platform, and as one file from the disk. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { PACKAGE_FORMATS, type PackageFormat } from '#lib/exchange/course/package.ts';
import { readData } from '#lib/exchange/personal/file.ts';
import { packageFrom } from '../../scripts/package-desk.ts';
import { judge } from '../support/platform/package.ts';
import { openScormPlatform } from '../support/platform/scorm.ts';
import {
  button,
  buildFolder,
  contentOf,
  downloadBy,
  expect,
  heading,
  live,
  LEVELS,
  link,
  offlineReady,
  open,
  stored,
  test,
  topicOf
} from './app.ts';
import { objections, tooWide } from './axe.ts';

const FORMATS: Readonly<Record<PackageFormat, string>> = {
  scorm12: 'Ein Paket in SCORM 1.2',
  scorm2004: 'Ein Paket in SCORM 2004',
  cmi5: 'Ein Paket in cmi5',
  html: 'Eine einzelne Datei'
};

async function take(page: Page, format: PackageFormat): Promise<Uint8Array> {
  await page.getByRole('radio', { name: FORMATS[format] }).check();
  // What was made before is gone at once.
  await expect(button(page, 'Herunterladen')).toBeEnabled();
  const download = await downloadBy(page, button(page, 'Herunterladen'));
  expect(download.suggestedFilename()).toMatch(format === 'html' ? /^waymark-.*\.html$/ : /^waymark-.*\.zip$/);
  return new Uint8Array(await readFile(await download.path()));
}

test.describe('without a connection', () => {
  test.use({ serviceWorkers: 'allow', expected: /Failed to load resource/ });

  test('two topics in German for every platform, the same bytes as by the command, taken by a strict SCORM 1.2 platform', async ({
    context,
    host
  }) => {
    const server = await host();
    const first = await context.newPage();
    await open(first, `${server.address}de/course/`);
    await offlineReady(first);
    const kept = () =>
      first.evaluate(async (address) => (await caches.match(`${address}_app/copies/educators.json`)) !== undefined, server.address);
    await expect.poll(kept, { timeout: 30_000 }).toBe(true);
    await first.close();
    await server.close();

    const page = await context.newPage();
    await open(page, `${server.address}de/course/`);
    for (const id of ['writing', 'facilitating', 'presence']) await page.locator(`input[value="${id}"]`).uncheck();
    await page.getByRole('textbox', { name: 'Titel' }).fill('Woche 1');
    await page.getByRole('textbox', { name: /^Was Sie den Lernenden/ }).fill('Willkommen.\nEs dauert eine Viertelstunde.');
    await page.getByRole('checkbox', { name: 'Die Stufe in jedem Thema' }).check();
    // It is all there after a reload.
    await page.reload();
    await live(page);
    await expect(page.getByRole('textbox', { name: 'Titel' })).toHaveValue('Woche 1');
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(4);

    const folder = await mkdtemp(join(tmpdir(), 'waymark-courses-'));
    const out = join(folder, 'out');
    const made = new Map<PackageFormat, Uint8Array>();
    for (const format of PACKAGE_FORMATS) {
      const bytes = await take(page, format);
      const asks = format === 'html' ? [] : ['--asks', 'levels'];
      await packageFrom([
        ...['--format', format, '--topics', 'information,privacy', '--lang', 'de', '--title', 'Woche 1', '--build', buildFolder],
        ...['--text', 'Willkommen.\nEs dauert eine Viertelstunde.', '--out', out, ...asks]
      ]);
      expect(Buffer.compare(bytes, await readFile(out)), format).toBe(0);
      if (format !== 'html') expect(judge(bytes, format).faults, format).toEqual([]);
      made.set(format, bytes);
    }
    expect(Buffer.compare(await take(page, 'scorm12'), made.get('scorm12')!)).toBe(0);
    await rm(folder, { recursive: true });

    const platform = await openScormPlatform(made.get('scorm12')!, 'scorm12', { maximumGrade: 100 });
    const learner = await context.newPage();
    await learner.goto(platform.player('student1'));
    const course = learner.frameLocator('#scorm_object');
    await expect(course.getByRole('heading', { level: 1 })).toHaveText('Woche 1');
    await expect(course.getByText('Es dauert eine Viertelstunde.')).toBeVisible();
    await course.locator('p.row button').first().click();
    await course.locator('[data-level="1"] .what').click();
    await expect(course.locator('[data-level="1"]')).toHaveClass(/\bchosen\b/);
    await expect.poll(() => platform.stored('student1')[0]?.data['cmi.suspend_data'] ?? '', { timeout: 20_000 }).not.toBe('');
    expect(platform.refusals()).toEqual([]);
    expect(platform.strays).toEqual([]);
    expect(platform.grade('student1')).toBeNull();
    await learner.close();
    await platform.close();
  });
});

const QUESTIONS = [
  [
    'Quellen nennen',
    'Ich nenne die Quelle jeder Zahl.',
    'Ich zeige die Quelle.',
    'Ich lasse Quellen vergleichen.',
    'Ich pflege eine Liste.'
  ],
  [
    'Fehler berichtigen',
    'Ich berichtige öffentlich.',
    'Ich schreibe der Person.',
    'Ich bespreche es mit allen.',
    'Ich berichtige gemeinsam.'
  ]
] as const;

test('two German questions in a copy: published, in a package and in a file from the disk, with whose it is on screen, paper and in what is handed out', async ({
  page,
  context
}) => {
  test.setTimeout(150_000);
  await open(page, '/de/rubrics/read/?id=information');
  await link(page, 'Kopieren und bearbeiten').click();
  await button(page, 'Kopie anlegen').click();
  for (const [title, ...levels] of QUESTIONS) {
    await button(page, 'Frage hinzufügen').click();
    await page.getByRole('textbox', { name: 'Titel der Frage', exact: true }).fill(title);
    for (const [i, text] of levels.entries())
      await page.getByRole('textbox', { name: `Aussage auf Stufe ${i + 1}`, exact: true }).fill(text);
  }
  await button(page, 'Veröffentlichen').click();
  for (const language of ['Englisch', 'Finnisch', 'Schwedisch']) await button(page, `${language} weglassen`).click();
  await button(page, 'Version 0.1.0 veröffentlichen').click();
  await link(page, 'Teilen oder exportieren').click();
  await link(page, 'In einen Kurs geben').click();
  await expect(heading(page)).toHaveText('Für einen Kurs');
  // It alone is chosen, in the language of the page.
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await expect(page.getByRole('checkbox', { name: /^Informationen finden und bewerten \(angepasst\)/ })).toBeChecked();
  const zip = await take(page, 'scorm12');
  const html = await take(page, 'html');
  expect(await stored(page)).toMatchObject({ assessments: [] });

  const BY = 'Informationen finden und bewerten (angepasst): nach Waymark, CC BY 4.0';
  const platform = await openScormPlatform(zip, 'scorm12');
  const learner = await context.newPage();
  await learner.goto(platform.player('student1'));
  await expect(learner.frameLocator('#scorm_object').getByText(BY)).toBeVisible();
  expect(platform.refusals()).toEqual([]);
  await learner.close();
  await platform.close();

  const folder = await mkdtemp(join(tmpdir(), 'waymark-courses-'));
  const file = join(folder, 'kurs.html');
  await writeFile(file, html);
  const single = await context.newPage();
  await open(single, pathToFileURL(file).href);
  expect(await objections(single)).toEqual([]);
  await single.locator('p.row button').first().click();
  const { criteria } = topicOf('information');
  for (let i = 0; i < criteria.length + QUESTIONS.length; i++) {
    const own = QUESTIONS[i - criteria.length];
    if (own) await expect(heading(single)).toHaveText(own[0]);
    if (i === 1) {
      expect(await objections(single)).toEqual([]);
      await single.setViewportSize({ width: 320, height: 800 });
      expect(await tooWide(single)).toEqual([]);
    }
    for (const level of LEVELS) {
      await single.keyboard.press(String(level));
      await expect(single.locator(`[data-level="${level}"]`)).toHaveClass(/\bchosen\b/);
    }
    const before = await heading(single).textContent();
    await single.getByRole('button', { name: /^(Weiter|Ansehen, wo ich stehe)$/ }).press('Enter');
    await expect(heading(single)).not.toHaveText(before!);
  }
  await expect(heading(single)).toContainText('Stufe 4');
  expect(await objections(single)).toEqual([]);
  await single.emulateMedia({ media: 'print' });
  await expect(single.getByText(BY)).toBeVisible();
  await single.emulateMedia({ media: 'screen' });
  const answers = readData(await contentOf(await downloadBy(single, single.locator('p.row.no-print button').first())), 'answers.json');
  expect(Object.keys(answers.assessments[0]!.entries)).toHaveLength(criteria.length + QUESTIONS.length);
  expect(answers.rubrics[0]!.file.facts.origin).toMatchObject({ author: 'nach Waymark', licence: 'CC BY 4.0' });
  // Closed and opened again.
  await single.close();
  const again = await context.newPage();
  await open(again, pathToFileURL(file).href);
  await again.locator('p.row button').last().click();
  await expect(heading(again)).toContainText('Stufe 4');
  await rm(folder, { recursive: true });
});
