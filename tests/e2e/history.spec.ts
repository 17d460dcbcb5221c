import { readFileSync } from 'node:fs';
import { contentHash } from '#lib/domain/hash.ts';
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { objections, expectAccessible, tooWide } from './axe.ts';
import {
  answer,
  answerAll,
  button,
  choose,
  downloadBy,
  expect,
  goOn,
  heading,
  link,
  open,
  stored,
  test,
  topicOf,
  topics,
  unfold
} from './app.ts';
import { assessment, assessmentOf, putAssessments, upTo, type Answers } from './data.ts';
import { tabTo } from './keys.ts';
import { example, shelve } from './shelf.ts';

const DAY = 86_400_000;
const START = Date.UTC(2025, 2, 4, 10);

interface Made {
  readonly id: string;
  readonly name: string;
  readonly day: number;
  /** Level at which each topic stands; `null` leaves it open. */
  readonly levels: Readonly<Record<string, 0 | 1 | 2 | 3 | 4 | null>>;
  readonly back?: string;
}

/** An assessment of some topics, answered on one day. */
function made({ id, name, day, levels, back }: Made): Assessment {
  const stands: Answers = ({ topic }, level) => (levels[topic] == null ? null : level <= levels[topic] ? 2 : 0);
  const { head, entries } = assessment(id, name, Object.keys(levels), START + day * DAY, stands);
  return { head: { ...head, ...(back ? { retrospectOf: back } : {}) }, entries };
}

test('a second result begins with what changed, and its step stays on a phone’s first screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const levels = { presence: 1, privacy: 1, information: 1, writing: 1, facilitating: 1 } as const;
  await putAssessments(page, [
    made({ id: 'a', name: '', day: 0, levels }),
    made({ id: 'b', name: '', day: 200, levels: { ...levels, presence: 2 } })
  ]);
  await open(page, '/result/?id=b');
  await expect(page.locator('hgroup')).toHaveText(
    /^\s*From 4 March 2025 to 20 September 2025 \S.*broader use in Presence, from level 1 to level 2\./
  );
  const step = page.getByRole('button', { name: /^Add to plan/ }).first();
  expect(await step.evaluate((one) => one.getBoundingClientRect().bottom)).toBeLessThanOrEqual(784);
});

test('whoever answers the last question is told once that all of it is done', async ({ page }) => {
  test.setTimeout(120_000);
  await choose(page, ['presence']);
  await answerAll(page, topicOf('presence').criteria, () => 2);
  const mark = page.locator('hgroup').getByRole('status');
  await expect(mark).toContainText('Topic done');
  expect((await mark.boundingBox())!.height).toBeLessThanOrEqual(24);
  await expectAccessible(page);
  await page.goBack();
  await expect(page.locator('hgroup')).toHaveCount(0);
  await page.goForward();
  await expect(page.locator('hgroup h1')).toBeVisible();
  await expect(mark).toBeEmpty();
});

test('two assessments, a comparison, a look back: it leads back to the comparison, and tells nothing of today', async ({ page }) => {
  test.setTimeout(180_000);
  const { criteria } = topicOf('presence');
  await putAssessments(page, [
    made({ id: 'a', name: 'Before the course', day: 0, levels: { presence: 2 } }),
    made({ id: 'b', name: 'After the course', day: 200, levels: { presence: 2 } })
  ]);

  // With the keyboard alone, from the list to the comparison of the two that are proposed.
  await open(page, '/assessments/');
  await tabTo(page, link(page, 'Assessments over time'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('No change of level in Presence.');
  await expect(page.getByRole('main')).toContainText('Level 2 on both dates. Staying can be just right.');
  await expect(page.getByText('2 assessments, March – September 2025')).toBeVisible();
  await tabTo(page, page.getByText('Compare two dates'));
  await page.keyboard.press('Enter');
  await tabTo(page, button(page, 'Compare'));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Before the course, .* to After the course, /)).toBeVisible();
  await expect(heading(page)).toHaveText('No change of level in Presence.');

  await tabTo(page, page.getByText('Looking back', { exact: true }));
  await page.keyboard.press('Enter');
  await tabTo(page, button(page, 'Rate the earlier date again'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(criteria[0]!.title);
  await expect(page.getByText(/^Looking back: you rate the date of “Before the course, .*” again\./)).toBeVisible();
  await expect(page.getByText('Tap every statement that was true of your work then, as you see it today.')).toBeVisible();
  await expect(page.getByText('in the last six months')).toHaveCount(0);
  for (const criterion of criteria) {
    await answer(page, criterion, 1, 0);
    await goOn(page);
  }
  // Its end is the comparison that it was made for.
  await expect(page.getByText(/^Before the course, .* to After the course, /)).toBeVisible();
  await expect(page.getByText('Looking back', { exact: true })).toBeFocused();
  const table = page.getByRole('table').filter({ hasText: 'How strictly you judge' });
  await expect(table).toBeVisible();
  const { assessments } = await stored(page);
  const earlier = assessments.find(({ name }) => name === 'Before the course')!;
  const looks = assessments.filter(({ retrospectOf }) => retrospectOf === earlier.id);
  expect(looks).toHaveLength(1);

  // Its own result proposes nothing to do now, and leads to the comparison; the start is about today.
  await open(page, `/result/?id=${looks[0]!.id}`);
  await expect(page.getByText(/^This is how you see that date today, not where you are now\./)).toBeVisible();
  await expect(page.getByText(/^A look back at the date of “Before the course, /)).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(/Tap every statement|Answer for that date/);
  await expect(page.getByRole('link', { name: 'See the comparison' })).toHaveAttribute('href', /\/compare\/\?look=/);
  await expect(page.getByRole('heading', { name: topicOf('presence').title, exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Next steps|Your targets|Assess again/ })).toHaveCount(0);
  await expect(page.getByText('What would take you to the next level')).toHaveCount(0);
  await open(page, '/');
  await expect(page.getByRole('region', { name: 'Latest result' })).toContainText('After the course');

  // It stands beside the date that it rates, and is no date of its own.
  await open(page, '/history/');
  await expect(page.getByText('2 assessments, March – September 2025')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Looking back at 4 March 2025: level 1.');
  await unfold(page.getByRole('main'), 'The 2 assessments on this page');
  await expect(page.locator(`[id="time-${earlier.id}"]`)).toContainText('The same date, as seen on');
  await page.getByRole('link', { name: /^Compare with the one before/ }).click();
  await expect(table.getByRole('cell')).toHaveText([
    '2 → 1 → 2',
    'a possible change, to broader use',
    'possibly stricter',
    'no change of level'
  ]);
  await expect(page.getByText('Research does not agree on which comparison is closest.')).toBeVisible();
  await expectAccessible(page);
});

test('what changed is named: safety points first, levels, answers one by one, and what is open or in one of the two only', async ({
  page
}) => {
  const privacy = topicOf('privacy');
  await putAssessments(page, [
    made({ id: 'a', name: 'Spring', day: 0, levels: { information: 1, privacy: 0, writing: 2, facilitating: 1 } }),
    made({ id: 'b', name: 'Autumn', day: 200, levels: { information: 3, privacy: 3, writing: null, presence: 1 } })
  ]);
  // The other way round in the address: the earlier one comes first all the same.
  await open(page, '/compare/?a=b&b=a');
  await expect(page.getByText('Spring, 4 March 2025 to Autumn, 20 September 2025', { exact: true })).toBeVisible();
  const main = page.getByRole('main');
  await expect(heading(page)).toHaveText('Clearly broader use in Information and Privacy.');
  await expect(main).toContainText('Nobody measured it.');
  const gained = privacy.criteria.flatMap(({ essential, descriptors }) => essential.map((level) => [level, descriptors[level]] as const));
  const [first] = gained.filter(([level]) => level <= 3);
  const row = (text: string) => page.locator('details').filter({ has: page.locator('summary', { hasText: text }) });
  await unfold(page.getByRole('main'), 'Safety points:');
  await expect(row('Safety points:')).toContainText(first![1]);
  await expect(main).toContainText(`Only in the earlier assessment: ${topicOf('facilitating').title}.`);
  await expect(main).toContainText(`Only in the later assessment: ${topicOf('presence').title}.`);
  const writing = row('Writing. No level on the later date.');
  await unfold(page.getByRole('main'), 'Writing. No level on the later date.');
  await expect(writing).toContainText('That is not level 0.');
  const count = topicOf('writing').criteria.length * 4;
  await expect(writing).toContainText(`You answered 0 of ${count} statements on both dates.`);
  await expect(writing).toContainText(`Open on one date or both: ${count}.`);

  await unfold(page.getByRole('main'), 'Information. From 1 to 3: a clear change, to broader use.');
  await expect(row('Information. From 1 to 3')).toContainText('From Not yet to Yes.');
  await unfold(page.getByRole('main'), 'Table, and saving the picture');
  await expect(page.getByRole('table')).toContainText('not answered yet');

  // As a drawing the picture has texts, and says what it shows.
  const svg = readFileSync(await (await downloadBy(page, button(page, 'Save as a drawing (SVG)'))).path(), 'utf8');
  expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title id="title">What changed<\/title><desc id="desc">Clearly broader use/);
  expect(svg).toContain('>Information</text>');
  const png = await downloadBy(page, button(page, 'Save as an image (PNG)'));
  expect(png.suggestedFilename()).toBe('waymark-change-2025-09-20.png');
  await expectAccessible(page);
});

test('two versions of a rubric: what can be compared is, and what cannot is said', async ({ page }) => {
  const first = example({ criteria: 4 });
  const second: RubricFile = {
    ...example({ criteria: 5, version: '2.0.0' }),
    facts: {
      ...example({ criteria: 5, version: '2.0.0' }).facts,
      changes: [
        {
          from: '1.0.0',
          criteria: [
            { kind: 'comparable', from: ['L2'], to: ['L2'] },
            { kind: 'not-comparable', from: ['L3'], to: ['L3'] }
          ]
        }
      ]
    }
  };
  await shelve(page, [first, second]);
  await putAssessments(
    page,
    [first, second].map((file, i) =>
      assessmentOf([{ ...file.facts, hash: contentHash(file) }], `t${i}`, `Time ${i + 1}`, START + i * 90 * DAY, upTo(i + 1))
    )
  );
  await open(page, '/history/');
  await expect(heading(page)).toHaveText('The statements changed, so the levels are not compared.');
  await unfold(page.getByRole('main'), 'The 2 assessments on this page');
  await page.getByRole('link', { name: /^Compare with the one before/ }).click();
  await expect(heading(page)).toHaveText('The statements changed, so the levels are not compared.');
  const topic = page.locator('details').filter({ hasText: 'The statements of 3 questions changed' });
  await unfold(page.getByRole('main'), 'From 1 to 2. The statements changed, so the levels are not compared.');
  await expect(topic).toContainText('Some statements are new, gone or changed');
  await expect(topic).toContainText('Waiting 2: worded differently');
  await expect(topic).toContainText('Waiting 3: asks something else; not compared');
  await expect(topic).toContainText('Waiting 5: in the newer version only; not compared');
  await expect(topic).toContainText('Not asked in the same way on both dates: 8.');
  await expect(topic.getByRole('heading', { level: 3 })).toHaveText(['Waiting 1', 'Waiting 2', 'Waiting 4']);
  await expectAccessible(page);
});

test(
  'a long history: topics over time, more when asked for, kept positions, and nothing to object to',
  { tag: '@storm' },
  async ({ page }) => {
    const levels = (i: number) => Object.fromEntries(topics.map(({ id }, n) => [id, ((i + n) % 4) as 0 | 1 | 2 | 3]));
    const all = Array.from({ length: 24 }, (_, i) =>
      made({ id: `t${i}`, name: i % 2 ? '' : `Number ${i + 1}`, day: i * 20, levels: levels(i) })
    );
    await putAssessments(page, [...all, made({ id: 'look', name: 'Number 24, seen later', day: 500, levels: levels(0), back: 't23' })]);
    await open(page, '/history/');
    await expect(page.getByText('Shown: 1 to 6 of 24')).toBeVisible();
    await expect(page.getByRole('img')).toHaveCount(1);
    await unfold(page.getByRole('main'), 'The 6 assessments on this page');
    const line = page.locator('ol > li');
    await expect(line).toHaveCount(6);
    await expect(line.first()).toContainText('The same date, as seen on');
    await unfold(page.getByRole('main'), 'Table, and saving the picture');
    await expect(page.getByRole('table').locator('tbody tr')).toHaveCount(6 * topics.length);
    await expectAccessible(page);
    for (let i = 0; i < 3; i++) await page.getByRole('button', { name: /^Show the next 6/ }).click();
    await expect(heading(page)).toBeFocused();
    // The first of all has none before it.
    await expect(line.getByRole('link', { name: /^Compare with the one before/ })).toHaveCount(5);
    await page.getByRole('button', { name: /^Show the 6 before/ }).click();
    await expect(line).toHaveCount(6);

    // An answer that changes takes the kept positions away; the others stay.
    const kept = () =>
      page.evaluate(
        () =>
          new Promise<number>((done) => {
            const opening = indexedDB.open('waymark');
            opening.onsuccess = () => {
              const request = opening.result.transaction('digests').objectStore('digests').count();
              request.onsuccess = () => (opening.result.close(), done(request.result));
            };
          })
      );
    expect(await kept()).toBe(25);
    await open(page, '/assess/?id=t5');
    await page.locator('[data-level="4"] .what').click();
    await expect.poll(kept).toBe(24);
  }
);

test('with nothing, with one, and with two that are not there, the page says what to do', async ({ page }) => {
  await open(page, '/history/');
  await expect(page.getByText(/^Once you have assessed yourself/)).toBeVisible();
  await open(page, '/compare/');
  await expect(page.getByText('Choose two dates to compare.')).toBeVisible();
  await open(page, '/compare/?a=x&b=y');
  await expect(heading(page)).toHaveText('This assessment is not on this device');
  await putAssessments(page, [made({ id: 'a', name: 'The only one', day: 0, levels: { presence: 1 } })]);
  await open(page, '/history/');
  await expect(heading(page)).toHaveText('One assessment so far.');
  await expect(page.getByText(/^Answer the same topics again/)).toBeVisible();
  await page.setViewportSize({ width: 320, height: 700 });
  expect([await objections(page), await tooWide(page)]).toEqual([[], []]);
});

test('a comparison that was left while it loaded does not come up under the next one', async ({ page }) => {
  await putAssessments(page, [
    made({ id: 'a', name: 'Talks, at first', day: 0, levels: { presence: 1 } }),
    made({ id: 'b', name: 'Talks, later', day: 9, levels: { presence: 2 } }),
    made({ id: 'c', name: 'Privacy, at first', day: 20, levels: { privacy: 1 } }),
    made({ id: 'd', name: 'Privacy, later', day: 29, levels: { privacy: 2 } })
  ]);
  await open(page, '/compare/?a=a&b=b');
  await expect(page.getByText(/^Talks, at first, .* to Talks, later, /)).toBeVisible();

  // The words of the other topic are not in this tab yet, and the line is slow.
  let asked = 0;
  let arrive = () => {};
  const line = new Promise<void>((done) => (arrive = done));
  await page.route('**/_app/**', async (route) => {
    asked++;
    await line;
    await route.continue();
  });
  await page.evaluate(() => {
    const other = Object.assign(document.createElement('a'), { href: '?a=c&b=d', textContent: 'The other one' });
    document.querySelector('main')!.append(other);
    other.click();
  });
  await expect(page).toHaveURL(/\?a=c&b=d$/);
  await expect.poll(() => asked).toBeGreaterThan(0);
  await page.goBack();
  await expect(page).toHaveURL(/\?a=a&b=b$/);
  const loaded = page.waitForEvent('requestfinished');
  arrive();
  await loaded;
  // Time for the comparison that nobody waits for any more.
  await page.waitForTimeout(1_000);
  await expect(page.getByText(/^Talks, at first, .* to Talks, later, /)).toBeVisible();
  await expect(page.getByText(/Privacy, at first/)).toHaveCount(0);

  // Asked for again, it is there.
  await page.goForward();
  await expect(page.getByText(/^Privacy, at first, .* to Privacy, later, /)).toBeVisible();
});
