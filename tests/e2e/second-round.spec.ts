/** Weeks later: the same topics again. What changed, on the wall, in the room, on paper, in files, and with a co-trainer. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { contentHash } from '#lib/domain/hash.ts';
import type { Reached } from '#lib/domain/model.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { roomy } from '../support/scale.ts';
import { button, downloadBy, expect, link, open, openStore, putRows, rowsOf, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { builtIn, KNOWN, twoRounds } from './joining.ts';
import { printed } from './pdf.ts';
import { wordsOf } from './phones.ts';
import { example, shelve } from './shelf.ts';
import { close, codeOf, openWorkshop, paste, TELLING } from './workshop.ts';

const stage = (page: Page) => page.locator('[data-scene]');
const at = (page: Page, scene: string) => expect(stage(page)).toHaveAttribute('data-scene', scene);
const press = (page: Page, key: string) => page.keyboard.press(key);

/** Of 17 who came back 14 can be compared: so many up, the same and down in a topic, in this order. */
const MOVED = { information: [8, 5, 1], writing: [10, 3, 1], privacy: [5, 6, 3], facilitating: [5, 9, 0], presence: [0, 14, 0] } as const;
const moved = ([up, same]: readonly number[], i: number) => (i < up! ? 1 : i < up! + same! ? 0 : -1);

function result(i: number, back: boolean): TopicResult[] {
  return Object.values(MOVED).map((counts, topic): TopicResult => {
    const level = (1 + ((i + topic) % 3)) as Reached;
    // Three had neither the device of then nor a receipt.
    const from = i < 14 ? ((level - moved(counts, i)) as Reached) : null;
    return { level, open: false, from, ...(back && { then: from === null ? null : (Math.max(0, from - Number(i % 2 === 0)) as Reached) }) };
  });
}

test('ten weeks later: 17 of 22 come back; what changed is told in words on the wall, in the room, on paper and in files, and no one or two', async ({
  page,
  context,
  browser
}) => {
  const first = await openWorkshop(page);
  await paste(
    page,
    Array.from({ length: 22 }, (_, i) =>
      codeOf(
        first,
        i,
        [0, 1, 2, 3, 4].map((topic) => ((i + topic) % 5) as Reached)
      )
    )
  );
  await close(page);
  await page.getByLabel('Also ask how people see that time today').check();
  await button(page, 'Open round 2').click();
  await expect(page.getByText('This round is compared with round 1.')).toBeVisible();
  await expect(page.getByText(/^Round 2/)).toBeVisible();
  await expect(page.getByText(/[0-9A-Z]{5}.[0-9A-Z]{5}/).first()).toBeVisible();
  const workshops = (await rowsOf(page, 'workshops')) as Workshop[];
  const second = workshops.find(({ round }) => round === 2)!;
  expect(second.before!.back).toBe(true);
  expect(page.url()).toContain(second.id);
  // Codes of the first round are told apart.
  await page.getByLabel('Type a code').fill(codeOf(first, 5, [1, 1, 1, 1, 1]));
  await press(page, 'Enter');
  await expect(page.locator('#code-said')).toContainText('this is a code of the round before');
  await paste(
    page,
    Array.from({ length: 17 }, (_, i) => codeOf(second, 100 + i, result(i, true)))
  );
  const all: Record<string, string> = { 'the open room': await wordsOf(page) };

  const wall = await context.newPage();
  await wall.setViewportSize({ width: 1024, height: 768 });
  await open(wall, `/workshop/wall/?id=${second.id}`);
  await at(wall, 'wait');
  // The picture leads in as well as the ten symbols, and is no finer than version 5.
  const side = Number((await stage(wall).locator('svg').getAttribute('viewBox'))!.split(' ')[2]);
  expect(side).toBeLessThanOrEqual(17 + 4 * 5 + 8);
  await press(wall, 'c');
  await at(wall, 'wait');
  await press(wall, 'Enter');
  await press(wall, 'Enter');
  await at(wall, 'reveal');
  await press(wall, 'c');
  await at(wall, 'change');
  await expect(wall.getByRole('heading', { level: 1 })).toHaveText(
    'Writing: 10 up, 4 same or down. That is more than chance would explain.'
  );
  const drawn = wall.getByRole('img', { name: /^Information: 8 up, 6 same or down\. Too few to tell\./ });
  await expect(drawn).toHaveAccessibleName(/Privacy: 5 up, 6 same, 3 down\. Too few to tell\./);
  await expect(drawn).toHaveAccessibleName(/Presence: 14 up, same or down\. Too few to tell\./);
  await expect(stage(wall)).toContainText('14 of 17 can be compared. 5 topics, 13 tests. The others: too few to tell.');
  await expect(stage(wall)).toContainText('Up to two who cannot be compared may stand with “same”.');
  all['what changed'] = await wordsOf(wall);
  for (const topic of [0, 1, 2, 3, 4]) {
    await press(wall, 'ArrowRight');
    await at(wall, 'back');
    all[`looking back, ${topic}`] = await wordsOf(wall);
  }
  await press(wall, 'ArrowRight');
  await at(wall, 'lines');
  await press(wall, 'ArrowRight');
  await at(wall, 'code');
  const code = wall.getByRole('img', { name: 'Code with the group’s picture' });
  await expect(code).toBeVisible();
  expect(Number((await code.getAttribute('viewBox'))!.split(' ')[2])).toBeLessThanOrEqual(17 + 4 * 6 + 8);
  await press(wall, 'ArrowLeft');
  await at(wall, 'lines');

  await expect(page.getByRole('heading', { name: 'For the talk: what changed' })).toBeVisible();
  await expect(stage(wall)).not.toContainText('Ask:');
  await page.getByText('What is shown, as a table').click();
  all['the room'] = await wordsOf(page);
  await close(page);
  const files = ['Table (CSV)', 'What the columns mean (CSV)', 'Data (JSON)'];
  for (const file of files) all[file] = readFileSync(await (await downloadBy(page, button(page, file))).path(), 'utf8');
  const drawings = page.getByRole('button', { name: 'Save as a drawing (SVG)' });
  await expect(drawings).toHaveCount(2);
  all['the drawing'] = readFileSync(await (await downloadBy(page, drawings.nth(1))).path(), 'utf8').replace(/<[^>]+>/g, ' ');
  expect(all['the drawing']).toContain('10 up');
  // A co-trainer gets what was shown, of both rounds, and nothing else.
  await page.getByText('For a co-trainer').click();
  await expect(page.getByText(/It holds round 2 of .* and round 1 of /)).toBeVisible();
  await button(page, 'Lock and save the file').click();
  await expect(page.getByText('Write the passphrase down first')).toBeVisible();
  const passphrase = (await page.getByRole('status', { name: 'Passphrase' }).textContent())!;
  await page.getByLabel('I have written it down').check();
  const file = await downloadBy(page, button(page, 'Lock and save the file'));
  await expect(page.getByText(/^Saved as .*workshop.*\.age\./)).toBeVisible();

  await link(page, 'Report to print').click();
  await expect(page.getByRole('heading', { name: 'What changed since round 1' })).toBeVisible();
  await expect(page.getByText('They are not missing at random')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Then: round 1, 22 results/ })).toBeVisible();
  all['the report'] = await wordsOf(page);
  const paper = await printed(page);
  expect(paper.texts.length).toBeLessThanOrEqual(2);
  all['the report on paper'] = paper.texts.join('\n');
  for (const [where, text] of Object.entries(all)) for (const telling of TELLING) expect(text, where).not.toMatch(telling);
  const table = all['Table (CSV)']!.split('\r\n').map((line) => line.split(/[,;]/).map((cell) => cell.replaceAll('"', '')));
  const [head] = table;
  for (const row of table.slice(1)) expect(['1', '2']).not.toContain(row[head!.indexOf('count')]);
  expect(all['Table (CSV)']).toMatch(/change_more_than_chance.*yes/);
  expect(all['Data (JSON)']).toContain('"strictness"');

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await open(theirs, '/data/?import');
  await theirs
    .locator('input[type=file]')
    .first()
    .setInputFiles(await file.path());
  await theirs.getByRole('textbox', { name: 'Passphrase of this backup' }).fill(passphrase);
  await theirs.keyboard.press('Enter');
  await theirs.getByRole('button', { name: 'Import', exact: true }).last().click();
  await expect.poll(() => rowsOf(theirs, 'workshops').then((rows) => rows.length)).toBe(2);
  expect(await rowsOf(theirs, 'results')).toEqual([]);
  await open(theirs, '/workshop/');
  await expect(theirs.getByText('From another trainer').first()).toBeVisible();
  await open(theirs, `/workshop/room/?id=${second.id}`);
  await expect(theirs.getByText('From another trainer: what was shown, and nothing else.')).toBeVisible();
  // It leads on from there.
  await button(theirs, 'Open round 3').click();
  await expect(theirs.getByText('This round is compared with round 2.')).toBeVisible();
  await other.close();
});

test('of rubrics that have changed the questions that are left out are named to who leads, and no code alone says what they were', async ({
  page
}) => {
  const first = await openWorkshop(page);
  const earlier = {
    ...first,
    topics: first.topics.map((topic, i) => (i === 1 ? { ...topic, hash: 'a'.repeat(32), version: '0.10.0' } : topic))
  };
  await putRows(page, 'workshops', [{ ...earlier, id: '01a00000-0000-7000-8000-000000000001', state: 'closed' }]);
  await open(page, '/workshop/room/?id=01a00000-0000-7000-8000-000000000001');
  await button(page, 'Open round 2').click();
  await expect(page.getByText('Questions that changed in between')).toBeVisible();
  await expect(page.getByText(/^Writing online\. /)).toBeVisible();
  await expect(page.getByText('People who type the code and have only a receipt cannot be compared.')).toBeVisible();
  await page.getByText('Title and topics').click();
  await expect(page.getByRole('checkbox', { name: 'Writing online' })).toBeDisabled();
});

test('with more than five topics it is said that codes are longer, and that only the link or its picture leads in', async ({ page }) => {
  await shelve(page, [example()]);
  await openWorkshop(page);
  await page.getByText('Title and topics').click();
  const said = page.getByText('With more than five topics, codes are longer: 20 signs.');
  await expect(said).toBeHidden();
  await page.getByRole('checkbox', { name: 'Listening online' }).check();
  await expect(said).toBeVisible();
  await button(page, 'Save').click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  const workshop = ((await rowsOf(page, 'workshops')) as Workshop[])[0]!;
  expect(workshop.topics).toHaveLength(6);
  await paste(
    page,
    Array.from({ length: 6 }, (_, i) => codeOf(workshop, i, [1, 2, 3, 2, 1, (i < 3 ? 1 : 3) as Reached]))
  );
  await open(page, `/workshop/wall/?id=${workshop.id}`);
  await at(page, 'wait');
  await press(page, '6');
  await at(page, 'guess');
  await expect(stage(page)).toContainText('Listening online');
  await press(page, '0');
  await press(page, 'Enter');
  await press(page, 'Enter');
  await at(page, 'reveal');
  await expect(page.getByRole('img', { name: 'Listening online: 3 at level 1 and 3 at level 3.' })).toBeVisible();
});

const REHEARSAL = 'the rehearsal of a second round shows every scene on every projector, in every language, and everybody can work it';
test(REHEARSAL, { tag: '@part' }, async ({ page }) => {
  for (const language of roomy(LANGUAGES)) {
    await open(page, `${language === 'en' ? '/' : `/${language}/`}workshop/wall/?id=rehearsal-again`);
    await at(page, 'wait');
    const look = async (scene: string) => {
      await at(page, scene);
      for (const [width, height] of [
        [1024, 768],
        [1280, 720],
        [1920, 1080]
      ] as const) {
        await page.setViewportSize({ width, height });
        await expect.poll(() => tooSmall(page), { message: `${language}, ${scene}, ${width}` }).toEqual([]);
      }
    };
    await expect(page.locator('svg[role=img]')).toBeVisible();
    await look('wait');
    await press(page, '5');
    await look('guess');
    await press(page, 'Enter');
    await press(page, 'Enter');
    // The picture itself is that of a first round: wall.spec.ts looks at it.
    await at(page, 'reveal');
    await press(page, 'c');
    await look('change');
    await press(page, 'ArrowRight');
    await look('back');
    await press(page, 'q');
    await expect(page.locator('svg[role=img]')).toBeVisible();
    await look('code');
  }
  // It looks at other widths and sizes of text too, so it comes last.
  await open(page, '/workshop/wall/?id=rehearsal-again');
  await at(page, 'wait');
  await press(page, 'Enter');
  await press(page, 'Enter');
  await at(page, 'reveal');
  for (const key of ['c', 'ArrowRight', 'q']) {
    await press(page, key);
    await expectAccessible(page);
  }
});

test('ten topics with looking back: on every projector what changed can be read, and no words touch', async ({ page }) => {
  test.setTimeout(90_000);
  const own = Array.from({ length: 5 }, (_, i) => example({ id: `own-topic-${i}`, title: `Topic of our own ${i + 1}` }));
  await shelve(page, own);
  const topics = [...KNOWN.map(builtIn), ...own.map((file) => ({ id: file.facts.id, hash: contentHash(file) }))];
  const { second } = twoRounds(topics, { title: 'Team', back: true });
  const workshop = { id: 'ten', ...second.called, openedAt: Date.now(), state: 'open', picture: null, lines: [] } as Workshop;
  await openStore(page);
  await putRows(page, 'workshops', [workshop]);
  // Parts of all kinds, the most of them in three; in one topic fewer than five can be compared.
  const codes = Array.from({ length: 30 }, (_, i) =>
    codeOf(
      workshop,
      i,
      workshop.topics.map((_, topic): TopicResult => {
        const from = (topic === 9 && i > 3) || i > 26 ? null : ((1 + ((i + topic) % 3)) as Reached);
        return { level: 2, open: false, from, then: i % 5 === 4 ? null : (((i * 3 + topic) % 4) as Reached) };
      })
    )
  );
  await open(page, '/workshop/room/?id=ten');
  await paste(page, codes);
  await open(page, '/workshop/wall/?id=ten');
  await at(page, 'wait');
  await press(page, 'Enter');
  await press(page, 'Enter');
  await at(page, 'reveal');
  await press(page, 'c');
  const look = async (scene: string, what: string) => {
    await at(page, scene);
    for (const [width, height] of [
      [1024, 768],
      [1280, 720],
      [1920, 1080]
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(async () => [...(await tooSmall(page)), ...(await touching(page))], { message: `${what}, ${width}` }).toEqual([]);
    }
  };
  await look('change', 'what changed');
  // Five topics with three parts each; the tests are those of all ten, also where they are in the next scene.
  await expect(stage(page).locator('.drawn text')).toHaveCount(20);
  await expect(stage(page)).toContainText('10 topics, 28 tests.');
  await expect(stage(page)).not.toContainText('fewer than five');
  await press(page, 'ArrowRight');
  await look('change', 'what changed, on');
  await expect(stage(page)).toContainText('10 topics, 28 tests. In one topic fewer than five can be compared.');
  for (let topic = 0; topic < 10; topic++) {
    await press(page, 'ArrowRight');
    await look('back', `looking back, ${topic}`);
  }
});

/** Words in the picture that touch, or stand in one another. */
const touching = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const words = [...document.querySelectorAll('[data-scene] .drawn text')].map((text) => ({
      text: text.textContent,
      box: text.getBoundingClientRect()
    }));
    return words.flatMap((one, i) =>
      words.slice(i + 1).flatMap((two) => {
        const across = one.box.left < two.box.right + 4 && two.box.left < one.box.right + 4;
        const down = one.box.top < two.box.bottom && two.box.top < one.box.bottom;
        return across && down ? [`touch: ${one.text}, ${two.text}`] : [];
      })
    );
  });

/** Text that a room could not read: smaller than a 25th of the height, or out of sight. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    // A picture is drawn anew in the frame after its size is told.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const out: string[] = [];
    const keys = document.querySelector('nav')!.getBoundingClientRect();
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight) out.push(`scrolls: ${scrollWidth} x ${scrollHeight}`);
    for (const element of document.querySelector('[data-scene]')!.querySelectorAll('*')) {
      if (element.closest('.table, .visually-hidden, .small-code')) continue;
      if (![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim())) continue;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(element).fontSize);
      const what = element.textContent!.trim().slice(0, 30);
      if (size < innerHeight / 25) out.push(`small: ${what} (${size})`);
      if (left < -1 || right > innerWidth + 1 || top < -1 || bottom > keys.top + 1) out.push(`out of sight: ${what}`);
    }
    return out;
  });
