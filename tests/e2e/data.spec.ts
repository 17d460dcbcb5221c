import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import papa from 'papaparse';
import { contentHash } from '#lib/domain/hash.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { NOTHING, type PersonalData } from '#lib/domain/person/personal-data.ts';
import { FORMAT_VERSION } from '#lib/domain/person/personal-file.ts';
import { readBytes, writeData } from '#lib/exchange/personal/file.ts';
import { button, downloadBy, expect, link, open, rowsOf, test, topicOf, offlineReady } from './app.ts';
import { expectAccessible } from './axe.ts';
import { agree, assessment, bring, line, openData } from './data.ts';
import { tabTo } from './keys.ts';
import { example } from './shelf.ts';

const own = example();
const one = assessment('one', 'Ennen kurssia, ä ö å', ['privacy', 'writing']);
const everything: PersonalData = {
  owner: '0123456789abcdef'.repeat(2),
  assessments: [
    one,
    { ...assessment('two', '=1+1', ['privacy']) },
    {
      ...assessment('three', 'With my own', ['privacy']),
      head: {
        ...assessment('three', 'With my own', ['privacy']).head,
        rubrics: [{ id: own.facts.id, version: own.facts.version, hash: contentHash(own) }],
        size: 3,
        cursor: 'own-listening.L1'
      },
      entries: {
        'own-listening.L1': {
          assessment: 'three',
          criterion: 'own-listening.L1',
          cells: { 1: { value: 2, origin: 'given', at: 5 }, 2: { value: 1, origin: 'given', at: 5 } },
          note: '',
          evidence: 'none',
          at: 5
        }
      }
    }
  ],
  plan: [
    {
      id: 's1',
      what: 'Ask a colleague',
      why: '',
      aim: null,
      by: '2026-12-01',
      with: 'Anna',
      state: 'todo',
      note: '',
      order: 1,
      createdAt: 1,
      at: 1
    }
  ],
  rubrics: [{ ...soundOf(own, 'own'), origin: 'own', at: 7 }],
  drafts: [{ id: 'd1', facts: { ...own.facts, version: '1.0.1' }, words: own.words, at: 9 }],
  workshops: [],
  participations: [],
  asked: [],
  given: []
};
const sorted = (data: PersonalData) => ({ ...data, assessments: [...data.assessments].sort((a, b) => (a.head.id < b.head.id ? -1 : 1)) });
const dataIn = (path: string) => sorted(readBytes(readFileSync(path), 'x'));

test.describe('without a connection', () => {
  test.use({ serviceWorkers: 'allow' });

  test('what is taken out and erased is all there when it is brought in again, without a connection', async ({ page, context }) => {
    await openData(page);
    await expect(page.getByText('Nothing yet. Your first answer will appear here.')).toBeVisible();
    await offlineReady(page);
    await context.setOffline(true);
    await bring(page, writeData(everything));
    await agree(page);
    await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();
    await expect(line(page, 'New assessments', '3')).toBeVisible();
    await expect(page.getByText(/^You have 3 assessments, \d+ answers/)).toBeVisible();

    const first = await downloadBy(page, button(page, 'Save the copy'));
    expect(first.suggestedFilename()).toMatch(/^waymark-\d{4}-\d\d-\d\d\.json$/);
    const copy = await first.path();
    expect(dataIn(copy)).toEqual(sorted(everything));

    // Where no page of the app is open, which would hear of it and go elsewhere.
    await page.goto('/icon.svg');
    await page.evaluate(
      () =>
        new Promise<void>((done, fail) => {
          const erasing = indexedDB.deleteDatabase('waymark');
          erasing.onsuccess = () => done();
          erasing.onerror = () => fail(erasing.error);
        })
    );
    await openData(page);
    await expect(page.getByText('Nothing yet. Your first answer will appear here.')).toBeVisible();
    await bring(page, readFileSync(copy));
    await agree(page);
    await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();
    expect(dataIn(await (await downloadBy(page, button(page, 'Save the copy'))).path())).toEqual(sorted(everything));

    // The same once more changes nothing, and says so.
    await bring(page, readFileSync(copy));
    await expect(page.getByText('All of it is here already. There is nothing to import.')).toBeVisible();
    await expect(line(page, 'Assessments whose answers are the same in both', '3')).toBeVisible();
    await expect(button(page, 'Import')).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'What will happen' })).toBeFocused();

    // It shows where the app shows it.
    await open(page, '/assessments/');
    await expect(page.getByRole('heading', { name: 'Ennen kurssia, ä ö å' })).toBeVisible();
    await open(page, '/rubrics/');
    await expect(page.getByText('Listening online').first()).toBeVisible();
    await open(page, '/result/?id=one');
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/Too few answers/);

    // The command finds the same positions as the app.
    const scored = JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', 'scripts/score.ts', copy], { encoding: 'utf8' })) as {
      id: string;
      positions: { competency: string; level: number | null }[];
    }[];
    for (const { competency, level } of scored.find(({ id }) => id === 'one')!.positions)
      await expect(page.getByRole('main')).toContainText(new RegExp(`${topicOf(competency).title}[^.]*?level ${level}`, 'i'));
    expect(scored.find(({ id }) => id === 'three')!.positions).toMatchObject([{ competency: own.facts.id }]);
  });
});

test('a table has the answers with their words, and no notes unless they are wanted', async ({ page }) => {
  await openData(page);
  await bring(page, writeData(everything));
  await agree(page);
  await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();
  await page.getByText('Choose what goes in').click();
  await page.getByRole('radio', { name: /^A table \(CSV\)/ }).check();
  await expect(page.getByRole('checkbox', { name: /^With my notes/ })).not.toBeChecked();
  await page.getByRole('radio', { name: 'One assessment' }).check();
  await page.getByRole('combobox').selectOption('one');
  await expect(page.getByText('The file will hold one assessment and 52 answers.')).toBeVisible();
  const table = await downloadBy(page, button(page, 'Save the table'));
  expect(table.suggestedFilename()).toMatch(/^waymark-ennen-kurssia-a-o-a-.*\.csv$/);
  const text = readFileSync(await table.path(), 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  const rows = papa.parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true }).data;
  expect(rows).toHaveLength(52);
  const criterion = topicOf('writing').criteria[0]!;
  expect(rows).toContainEqual(
    expect.objectContaining({
      assessment: 'Ennen kurssia, ä ö å',
      criterion: criterion.id,
      criterion_title: criterion.title,
      level: '1',
      descriptor: criterion.descriptors[1],
      value: '2',
      answer: 'Yes'
    })
  );
  expect(text).not.toContain('Note of');
  const columns = readFileSync(await (await downloadBy(page, button(page, 'Save what the columns mean'))).path(), 'utf8');
  for (const name of Object.keys(rows[0]!)) expect(columns).toContain(`"${name}"`);

  await page.getByRole('radio', { name: /^A spreadsheet/ }).check();
  const workbook = await downloadBy(page, button(page, 'Save the table'));
  expect(workbook.suggestedFilename()).toMatch(/\.xlsx$/);
  const packed = unzipSync(new Uint8Array(readFileSync(await workbook.path())));
  expect(strFromU8(packed['xl/worksheets/sheet1.xml']!).match(/<row /g)).toHaveLength(53);
  await page.getByRole('radio', { name: /^A table \(CSV\)/ }).check();

  await page.getByRole('checkbox', { name: /^With my notes/ }).check();
  expect(readFileSync(await (await downloadBy(page, button(page, 'Save the table'))).path(), 'utf8')).toContain('Note of');
});

test('two devices become one: the newer answer counts on both, whichever brings the other in', async ({ page, browser, baseURL }) => {
  const later = Date.UTC(2026, 10, 1);
  const other = assessment('one', 'Renamed later', ['privacy', 'writing'], later);
  const context = await browser.newContext({ baseURL });
  const second = await context.newPage();
  const save = async (from: typeof page) => readFileSync(await (await downloadBy(from, button(from, 'Save the copy'))).path());
  for (const [device, data] of [
    [page, { ...NOTHING, assessments: [one] }],
    [second, { ...NOTHING, assessments: [{ ...other, entries: Object.fromEntries(Object.entries(other.entries).slice(0, 4)) }] }]
  ] as const) {
    await openData(device);
    await bring(device, writeData(data));
    await agree(device);
    await expect(device.getByRole('heading', { name: 'It is here now' })).toBeFocused();
  }
  const [copy, otherCopy] = [await save(page), await save(second)];
  await bring(page, otherCopy);
  await expect(line(page, 'Answers here replaced by newer ones', '16')).toBeVisible();
  await expect(line(page, 'Notes here replaced by newer ones', '1')).toBeVisible();
  await agree(page);
  await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();
  await bring(second, copy);
  await expect(line(second, 'Answers here that stay, because they are newer', '16')).toBeVisible();
  await expect(line(second, 'New answers', '36')).toBeVisible();
  await agree(second);
  await expect(second.getByRole('heading', { name: 'It is here now' })).toBeFocused();
  // In time both write whose it is in the same way.
  expect(JSON.parse(String(await save(page)))).toEqual(JSON.parse(String(await save(second))));
  await context.close();
});

test('what was made while a clock was ahead is asked about before it counts, and the side that is kept counts from then on', async ({
  page
}) => {
  const ahead = assessment('one', 'Ennen kurssia, ä ö å', ['privacy', 'writing'], Date.now() + 300 * 86_400_000);
  const told = Object.values(ahead.entries).map(({ criterion, cells, ...entry }) => [
    criterion,
    { ...entry, criterion, cells: { ...cells, 1: { ...cells[1]!, value: 'na' as const } } }
  ]);
  const copy = writeData({ ...NOTHING, assessments: [{ head: ahead.head, entries: Object.fromEntries(told) }] });
  const firstAnswers = async () =>
    ((await rowsOf(page, 'entries')) as { cells: Record<string, { value: unknown; at: number }> }[]).map(({ cells }) => cells['1']!);

  await openData(page);
  await bring(page, writeData({ ...NOTHING, assessments: [one] }));
  await agree(page);
  await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();

  await bring(page, copy);
  const question = page.getByRole('group', { name: 'Which should count?' });
  await expect(question).toContainText('A clock was ahead then');
  await expect(question.getByRole('radio', { name: 'What is on this device' })).toBeChecked();
  await expect(line(page, 'Answers here replaced by newer ones', '14')).toHaveCount(0);
  await expectAccessible(page);
  await agree(page);
  await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();
  expect(new Set((await firstAnswers()).map(({ value }) => value))).toEqual(new Set([2]));
  expect(Math.min(...(await firstAnswers()).map(({ at }) => at))).toBeGreaterThan(ahead.head.createdAt);

  // Whoever chose wrongly brings the copy in again.
  await bring(page, copy);
  await question.getByRole('radio', { name: 'What comes in' }).check();
  await expect(line(page, 'Answers here replaced by newer ones', String(told.length))).toBeVisible();
  await button(page, 'Import').click();
  await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();
  expect(new Set((await firstAnswers()).map(({ value }) => value))).toEqual(new Set(['na']));
});

test('what cannot be brought in is said with its place, and nothing changes', async ({ page }) => {
  await openData(page);
  const alert = page.getByRole('alert');
  await bring(page, JSON.stringify(own), 'rubric.json');
  await expect(alert).toContainText('This file is a rubric.');
  await expect(alert.getByRole('link', { name: 'Open a rubric' })).toBeVisible();
  const file = JSON.parse(writeData(everything));
  file.assessments[1].entries[2].cells['3'].value = 7;
  await bring(page, JSON.stringify(file), '<b>\u202Ebad</b>.json');
  await expect(alert).toContainText('“<b>bad</b>.json” was not imported');
  await expect(alert).toContainText('Assessment 2, question 3, cells.3.value');
  await expect(alert).toContainText('Nothing has changed.');
  await bring(page, JSON.stringify({ ...file, version: FORMAT_VERSION + 1 }));
  await expect(alert).toContainText('newer');
  await bring(page, writeData(everything).slice(0, 2_000));
  await expect(alert).toContainText('line 107');
  const huge = test.info().outputPath('huge.json');
  writeFileSync(huge, '');
  truncateSync(huge, 100_000_000);
  await page.getByLabel('Choose a file, or drop it here').setInputFiles(huge);
  await expect(alert).toContainText('100 MB');
  await bring(page, Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe]), 'x.zip');
  await expect(alert).toContainText('Nothing has changed.');
  await expect(page.getByText('Nothing yet. Your first answer will appear here.')).toBeVisible();
});

test('the page and what will happen can be used by everybody, with the keyboard alone, and names show as text', async ({ page }) => {
  const odd = { ...one, head: { ...one.head, name: '<img src=x onerror=alert(1)>\u202Egnp' } };
  await openData(page);
  await bring(page, writeData({ ...everything, assessments: [odd] }));
  // The heading has the focus while it is still being compared, too.
  await expect(button(page, 'Import')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What will happen' })).toBeFocused();
  await tabTo(page, page.getByText('Assessment by assessment', { exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: '<img src=x onerror=alert(1)>' })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  await tabTo(page, button(page, 'Cancel'));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing has changed.')).toBeVisible();
  await expect(page.getByLabel('Choose a file, or drop it here')).toBeFocused();

  await bring(page, writeData({ ...everything, assessments: [odd] }));
  await expect(page.getByRole('heading', { name: 'What will happen' })).toBeFocused();
  await tabTo(page, button(page, 'Import'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused();
  await tabTo(page, page.getByText('Choose what goes in'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('radio', { name: /^A copy for Waymark/ }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^A spreadsheet/ })).toBeChecked();
  await expectAccessible(page);
});

test('where the browser erases unvisited data, the page says so and how to prevent it', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'vendor', { get: () => 'Apple Computer, Inc.' }));
  await openData(page);
  await expect(page.getByText('once you use it for seven days without Waymark')).toBeVisible();
  await expect(link(page, 'Backup')).toBeVisible();
});
