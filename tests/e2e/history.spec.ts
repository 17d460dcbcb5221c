import { readFileSync } from 'node:fs';
import { contentHash } from '#lib/domain/hash.ts';
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { objections, expectAccessible, tooWide } from './axe.ts';
import { answer, button, downloadBy, expect, goOn, heading, link, open, stored, test, topicOf, topics, unfold } from './app.ts';
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
  await expect(heading(page)).toHaveText('Your assessments over time');
  await expect(page.getByRole('figure', { name: topicOf('presence').title })).toContainText('Between them: no change of level.');
  await expect(page.getByRole('heading', { name: '2 times' })).toBeVisible();
  await tabTo(page, button(page, 'Compare'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('What changed');
  await expect(page.getByText(/^From Before the course, .* to After the course, /)).toBeVisible();
  await expect(page.getByRole('main')).toContainText('No change of level: 1.');

  await tabTo(page, button(page, 'Rate that earlier time again, as you see it today'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(criteria[0]!.title);
  await expect(page.getByText(/^Looking back: you rate the time of “Before the course, .*” again\./)).toBeVisible();
  await expect(page.getByText('Tap every statement that was true of your work then, as you see it today.')).toBeVisible();
  await expect(page.getByText('in the last six months')).toHaveCount(0);
  for (const criterion of criteria) {
    await answer(page, criterion, 1, 0);
    await goOn(page);
  }
  // Its end is the comparison that it was made for.
  const reading = (name: string) => page.getByRole('region', { name, exact: true });
  await expect(heading(page)).toHaveText('What changed');
  await expect(page.getByText(/^From Before the course, .* to After the course, /)).toBeVisible();
  await expect(reading('Practice')).toBeInViewport();
  const { assessments } = await stored(page);
  const earlier = assessments.find(({ name }) => name === 'Before the course')!;
  const looks = assessments.filter(({ retrospectOf }) => retrospectOf === earlier.id);
  expect(looks).toHaveLength(1);

  // Its own result proposes nothing to do now, and leads to the comparison; the start is about today.
  await open(page, `/result/?id=${looks[0]!.id}`);
  await expect(page.getByText(/^This is how you see that time today, not where you are now\./)).toBeVisible();
  await expect(page.getByRole('link', { name: 'See the comparison' })).toHaveAttribute('href', /\/compare\/\?look=/);
  await expect(page.getByRole('heading', { name: topicOf('presence').title, exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: /What to try next|Your targets|Assess again/ })).toHaveCount(0);
  await expect(page.getByText('What would take you to the next level')).toHaveCount(0);
  await open(page, '/');
  await expect(page.getByRole('region', { name: 'After the course' })).toBeVisible();

  // It stands beside the time that it rates, and is no time of its own.
  await open(page, '/history/');
  await expect(page.getByRole('heading', { name: '2 times' })).toBeVisible();
  await expect(page.locator(`[id="time-${earlier.id}"]`)).toContainText('The same time, as seen on');
  await page.getByRole('link', { name: /^Compare with the time before/ }).click();
  await expect(reading('Practice')).toContainText('Possible change, to broader use: 1.');
  await expect(reading('Yardstick')).toContainText('Possibly stricter: 1.');
  await expect(reading('Yardstick')).not.toContainText(/change, to/);
  await expect(reading('As reported')).toContainText('No change of level: 1.');
  await expect(page.getByRole('table').last()).toContainText('2 → 1 → 2');
  await expect(page.getByText('none of them is the true one')).toBeVisible();
  await expectAccessible(page);
});

test('what changed is named: essentials first, levels with their margins, answers one by one, and what is open or in one of the two only', async ({
  page
}) => {
  const [information, privacy] = [topicOf('information'), topicOf('privacy')];
  await putAssessments(page, [
    made({ id: 'a', name: 'Spring', day: 0, levels: { information: 1, privacy: 0, writing: 2, facilitating: 1 } }),
    made({ id: 'b', name: 'Autumn', day: 200, levels: { information: 3, privacy: 3, writing: null, presence: 1 } })
  ]);
  // The other way round in the address: the earlier one comes first all the same.
  await open(page, '/compare/?a=b&b=a');
  await expect(page.getByText(/^From Spring, 4 March 2025 to Autumn, 20 September 2025$/)).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText('3 topics are in both times.');
  await expect(main).toContainText('Clear change, to broader use: 2.');
  await expect(main).toContainText('Cannot be told: 1.');
  const gained = privacy.criteria.flatMap(({ essential, descriptors }) => essential.map((level) => [level, descriptors[level]] as const));
  const [first] = gained.filter(([level]) => level <= 3);
  await expect(page.getByRole('region', { name: 'Essentials first' })).toContainText(first![1]);
  await expect(main).toContainText(`Then, and not later: ${topicOf('facilitating').title}.`);
  await expect(main).toContainText(`Later, and not then: ${topicOf('presence').title}.`);
  const card = page.getByRole('region', { name: topicOf('writing').title, exact: true });
  await expect(card).toContainText('For the later time no level can be told');
  const count = topicOf('writing').criteria.length * 4;
  await expect(card).toContainText(`Answered both times: 0 of ${count} statements.`);
  await expect(card).toContainText(`Open, once or both times: ${count}.`);

  const topic = page.getByRole('region', { name: information.title, exact: true });
  await unfold(topic, 'Answers that differ');
  await expect(topic).toContainText('Not yet → Yes');
  const figure = page.getByRole('figure', { name: 'Then and later, on the four levels' });
  await unfold(figure, 'Show as a table');
  await expect(figure.getByRole('table')).toContainText('still open');

  // As a drawing the picture has texts, and says what it shows.
  const svg = readFileSync(await (await downloadBy(page, figure.getByRole('button', { name: 'Save as drawing (SVG)' }))).path(), 'utf8');
  expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title id="title">Then and later, on the four levels<\/title><desc id="desc">3 topics/);
  expect(svg).toContain('>Information</text>');
  const png = await downloadBy(page, figure.getByRole('button', { name: 'Save picture' }));
  expect(png.suggestedFilename()).toBe('waymark-change-2025-09-20.png');
  await expectAccessible(page);

  await open(page, '/result/?id=b');
  for (const chart of ['Your position on the four levels', 'How far your practice reaches']) {
    const save = page.getByRole('figure', { name: chart }).getByRole('button', { name: 'Save as drawing (SVG)' });
    await expect(save).toBeEnabled();
    const drawing = readFileSync(await (await downloadBy(page, save)).path(), 'utf8');
    expect(drawing).toContain(`<title id="title">${chart}</title>`);
    expect(drawing.match(/<path /g)!.length).toBeGreaterThan(10);
    expect(drawing).not.toMatch(/NaN|undefined/);
  }
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
  await expect(page.getByRole('figure', { name: 'Listening online' })).toContainText('The rubric changed in between');
  await page.getByRole('link', { name: /^Compare with the time before/ }).click();
  const topic = page.getByRole('region', { name: 'Listening online', exact: true });
  await expect(topic).toContainText('levels are not compared');
  await expect(topic).toContainText('some statements are new, ended or ask something else');
  await unfold(topic, 'The rubric’s versions differ in 3 criteria');
  await expect(topic).toContainText('Waiting 2: worded differently');
  await expect(topic).toContainText('Waiting 3: asks something else; not compared');
  await expect(topic).toContainText('Waiting 5: in the newer version only; not compared');
  await expect(topic).toContainText('Not asked in the same way both times: 8.');
  await unfold(topic, 'Answers that differ, in 3 criteria');
  await expect(topic.getByRole('heading', { level: 4 })).toHaveText(['Waiting 1', 'Waiting 2', 'Waiting 4']);
  await expectAccessible(page);
});

test('a long history: topics over time, more when asked for, kept positions, and nothing to object to', async ({ page }) => {
  const levels = (i: number) => Object.fromEntries(topics.map(({ id }, n) => [id, ((i + n) % 4) as 0 | 1 | 2 | 3]));
  const all = Array.from({ length: 24 }, (_, i) =>
    made({ id: `t${i}`, name: i % 2 ? '' : `Number ${i + 1}`, day: i * 20, levels: levels(i) })
  );
  await putAssessments(page, [...all, made({ id: 'look', name: 'Number 24: seen from later', day: 500, levels: levels(0), back: 't23' })]);
  await open(page, '/history/');
  await expect(page.getByRole('heading', { name: '24 times' })).toBeVisible();
  await expect(page.getByRole('figure')).toHaveCount(topics.length);
  const line = page.getByRole('region', { name: '24 times' }).locator('ol > li');
  await expect(line).toHaveCount(20);
  await expect(line.first()).toContainText('The same time, as seen on');
  await page.getByRole('button', { name: /^Show the next 4/ }).click();
  await expect(line).toHaveCount(4);
  await expect(line.first().getByRole('heading')).toBeFocused();
  // The first of all has no time before it.
  await expect(line.getByRole('link', { name: /^Compare with the time before/ })).toHaveCount(3);
  await page.getByRole('button', { name: /^Show the 20 before/ }).click();
  await expect(line).toHaveCount(20);

  const figure = page.getByRole('figure', { name: topics[0]!.title });
  await unfold(figure, 'Show as a table');
  await expect(figure.locator('tbody tr')).toHaveCount(24);
  await expectAccessible(page);

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
});

test('with nothing, with one, and with two that are not there, the page says what to do', async ({ page }) => {
  await open(page, '/history/');
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await open(page, '/compare/');
  await expect(page.getByText('Choose two times to compare.')).toBeVisible();
  await open(page, '/compare/?a=x&b=y');
  await expect(heading(page)).toHaveText('This assessment is not on this device');
  await putAssessments(page, [made({ id: 'a', name: 'The only one', day: 0, levels: { presence: 1 } })]);
  await open(page, '/history/');
  await expect(page.getByText('With answers from a second time, the two can be compared.')).toBeVisible();
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
  await expect(page.getByText(/^From Talks, at first, .* to Talks, later, /)).toBeVisible();

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
  await expect(page.getByText(/^From Talks, at first, .* to Talks, later, /)).toBeVisible();
  await expect(page.getByText(/Privacy, at first/)).toHaveCount(0);

  // Asked for again, it is there.
  await page.goForward();
  await expect(page.getByText(/^From Privacy, at first, .* to Privacy, later, /)).toBeVisible();
});
