/** The second round as people who take part meet it: on the phone of then, on a new one with the code of then, and with neither. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { contentHash } from '#lib/domain/hash.ts';
import type { Reached } from '#lib/domain/model.ts';
import { writeGroup } from '#lib/domain/workshop/group-code.ts';
import { handInCode } from '#lib/domain/workshop/handing-in.ts';
import { readResult, writeResult } from '#lib/domain/workshop/result-code.ts';
import { revealed, taken, type Round } from '#lib/domain/workshop/round.ts';
import { inGroups } from '#lib/domain/workshop/symbols.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import {
  answerAll,
  button,
  criterionOf,
  downloadBy,
  expect,
  goOn,
  heading,
  link,
  open,
  openStore,
  putRows,
  rowsOf,
  tap,
  test,
  topicOf
} from './app.ts';
import { expectAccessible } from './axe.ts';
import { answered, builtIn, KNOWN, seen, twoRounds } from './joining.ts';
import { tabTo } from './keys.ts';
import { example, shelve } from './shelf.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { invitationFragment } from '#lib/exchange/workshop/invitation-link.ts';

const privacy = topicOf('privacy');
const choice = (page: Page) => page.locator('a[href*="/handin/?id="]').first();
const code = (page: Page) => page.locator('[data-code]').getAttribute('data-code');
/** A code as the trainer's device takes it. */
function takes(round: Round, text: string | null) {
  const next = taken(round, text!);
  return { round: next.round, said: next.verdict.kind };
}
const partOf = async (page: Page, round: number) =>
  ((await rowsOf(page, 'participations')) as readonly Participation[]).find((one) => one.round === round)!;

test('on the phone of then: both levels leave, looking back is offered and may be left out, and the group’s picture comes back', async ({
  page
}) => {
  test.setTimeout(120_000);
  const { first, second } = twoRounds([builtIn('privacy')], { title: 'Guidance team', back: true });
  await open(page, `/join/#${first.fragment}`);
  await button(page, 'Join and start').click();
  await answerAll(page, privacy.criteria, () => 1);
  await choice(page).click();
  await button(page, 'Hand in').click();
  const receipt = (await code(page))!;
  const keep = page.getByRole('region', { name: 'Keep this code' });
  await expect(keep).toContainText('It holds your levels and open safety points of today, and nothing else.');
  const ics = readFileSync(
    await (await downloadBy(page, keep.getByRole('button', { name: 'Put it into my calendar' }))).path(),
    'utf8'
  ).replace(/\r\n /g, '');
  expect(ics).toContain(inGroups(receipt));
  expect(ics).toContain('Code for round 2 of “Guidance team”');
  expect(ics).toMatch(/URL[^\r\n]*\/join\//);
  await expectAccessible(page);

  await open(page, `/join/#${second.fragment}`);
  const main = page.getByRole('main');
  await expect(main).toContainText('This is round 2 of “Guidance team”.');
  await expect(main).toContainText(`Round 1 has the mark ${first.round.tag.toString(16).toUpperCase().padStart(4, '0')}.`);
  await expect(main).toContainText(/Your result of .*\d.* is here\./);
  await expect(page.getByRole('textbox', { name: 'Your code of round 1' })).toHaveCount(0);
  // What was answered today is the first round's: it is no answer to the second.
  await expect(button(page, 'Join with these answers')).toHaveCount(0);
  await expectAccessible(page);
  await button(page, 'Join and start').click();
  await answerAll(page, privacy.criteria, () => 2);
  await choice(page).click();
  await expect(heading(page)).toHaveText('Then, as you see it today');
  await expect(main).toContainText('this tells whether your work changed');
  await expect(main).toContainText('this tells whether you judge more strictly now');
  await expectAccessible(page);
  await button(page, 'Leave this out').click();
  await expect(heading(page)).toBeFocused();
  const row = page.getByRole('row', { name: new RegExp(privacy.title) });
  await expect(row.getByRole('cell')).toHaveText(['1 → 2', 'none told', 'in place']);
  await button(page, 'Hand in').click();
  const text = await seen(page);
  expect(text).toHaveLength(24);
  await expect(page.getByRole('list', { name: 'Your code in 6 groups' })).toBeVisible();
  // It is what leads into the third.
  await expect(keep).toContainText('It brings your levels back in round 3, on any phone. It holds your levels of today and of then');
  expect(readResult(text!, second.round.asked)).toMatchObject({ kind: 'looking-back', topics: [{ level: 2, from: 1, then: null }] });
  const one = takes(second.round, text);
  expect(one.said).toBe('new');

  await button(page, 'Back to your choice').click();
  await button(page, 'Look back').click();
  await button(page, 'Look back').click();
  await expect(main).toContainText('Looking back');
  await answerAll(page, privacy.criteria, () => 0);
  await expect(heading(page)).toHaveText('Hand in your result?');
  await expect(row.getByRole('cell')).toHaveText(['1 → 2', '0', 'in place']);
  await expect(main).toContainText('You have looked back at round 1.');
  await expectAccessible(page);
  await button(page, 'Hand in').click();
  const two = takes(one.round, await seen(page));
  expect(two.said).toBe('replaced');
  expect(two.round.rows).toMatchObject([{ topics: [{ level: 2, from: 1, then: 0 }] }]);

  // The projector shows the picture, and gives it back.
  const others = Array.from({ length: 9 }, (_, id) =>
    writeResult({ kind: 'looking-back', tag: two.round.tag, round: 2, id, topics: [{ level: 3, open: false, from: 1, then: 1 }] })
  );
  const round = revealed(others.reduce((all, other) => takes(all, other).round, two.round));
  const group = writeGroup(round.picture!, round);
  await open(page, `/handin/#g=${writeGroup(round.picture!, { ...round, tag: (round.tag + 1) % 65_536 })}`);
  await expect(page.getByRole('alert')).toContainText('This picture is of a workshop or a round that you did not join on this device.');
  await page.evaluate((text) => (location.hash = text), `#g=${group.slice(0, -3)}`);
  await expect(page.getByRole('alert')).toContainText('Part of the picture is missing.');
  await page.evaluate((text) => (location.hash = text), `#g=${group}`);
  await expect(heading(page)).toHaveText('The group’s picture');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(main).toContainText('The picture of 10 results.');
  await expect(main).toContainText('You: level 2.');
  await expect(main).toContainText('Then to now: 10 up. That is more than chance would explain.');
  await expectAccessible(page);
  expect((await partOf(page, 2)).group).toBe(group);

  await link(page, 'My result').click();
  await expect(link(page, 'To the group’s picture')).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page, `/report/?id=${(await partOf(page, 2)).assessment}`);
  const sheet = page.getByRole('article', { name: 'The report as it is printed' });
  await expect(sheet).toContainText(privacy.title);
  await expect(sheet).not.toContainText('The picture of 10 results.');
  const box = page.getByRole('checkbox', { name: /The group’s picture/ });
  await expect(box).not.toBeChecked();
  await box.check();
  await expectAccessible(page);
  await expect(sheet).toContainText('The picture of 10 results.');
  await expect(sheet).toContainText('You: level 2.');
});

test('on a new phone: ten symbols lead in; a mistyped code is placed, a strange one declined, somebody’s sound one asked for and taken on Yes alone', async ({
  page,
  browser
}) => {
  test.setTimeout(120_000);
  const topics = [builtIn('information'), builtIn('writing')];
  const { first, second } = twoRounds(topics);
  const then = (called: typeof first.called, id = 7) =>
    handInCode({ ...called, result: id }, [
      { level: 2, open: false },
      { level: 1, open: true }
    ]);
  const receipt = then(first.called);
  await open(page, '/join/');
  await page.getByLabel('Code on the screen').fill(second.code!);
  await button(page, 'Find the workshop').click();
  const main = page.getByRole('main');
  await expect(main).toContainText('This is round 2 of a workshop.');
  const field = page.getByRole('textbox', { name: 'Your code of round 1' });
  const look = async (text: string) => {
    await field.fill(text);
    await field.press('Enter');
  };
  await look(inGroups(receipt.slice(0, 5) + (receipt[5] === '7' ? '8' : '7') + receipt.slice(6)));
  await expect(main.getByRole('alert').filter({ hasText: 'Group 2 may be wrong.' })).toBeVisible();
  await expect(field).toBeFocused();
  await look(then({ ...first.called, number: 99 }));
  await expect(main.getByRole('alert').filter({ hasText: 'This code is of another workshop' })).toBeVisible();
  await look(
    handInCode({ ...second.called, result: 4 }, [
      { level: 2, open: false, from: 1 },
      { level: 1, open: false, from: 1 }
    ])
  );
  await expect(main.getByRole('alert').filter({ hasText: 'This code is of round 2. Here it takes the one of round 1.' })).toBeVisible();
  await look(receipt.slice(0, 9));
  await expect(main.getByRole('alert').filter({ hasText: 'This one has 9.' })).toBeVisible();
  await expectAccessible(page);
  await look(inGroups(receipt.toLowerCase()));
  await expect(main).toContainText('Then: Information 2 and Writing 1 (safety point open). Is that yours?');
  await expect(main).toContainText('The app cannot know whose code it is.');
  await expectAccessible(page);
  await button(page, 'No').click();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('');
  await look(receipt);
  await tabTo(page, button(page, 'Yes, that is mine'));
  await page.keyboard.press('Enter');
  await expect(main.locator('#earlier-said', { hasText: 'Your levels of round 1 are taken in from the code.' })).toBeFocused();
  await button(page, 'Join and start').click();
  await expect(page).toHaveURL(/[?&]id=/);
  expect((await partOf(page, 2)).receipt).toBe(receipt);
  const id = (await partOf(page, 2)).assessment;
  await tap(page, criterionOf(topicOf('information').criteria[0]!.key), 1);
  await goOn(page);
  await open(page, `/handin/?id=${id}`);
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.nth(1).getByRole('cell').first()).toHaveText('2 → none told');
  await expect(rows.nth(2).getByRole('cell').first()).toHaveText('1 → none told');
  await button(page, 'Hand in').click();
  const handed = await seen(page);
  expect(handed).toHaveLength(20);
  expect(readResult(handed!, second.round.asked)).toMatchObject({ kind: 'change', topics: [{ from: 2 }, { from: 1 }] });

  // With neither, and the code only found later.
  const context = await browser.newContext({ locale: 'en-GB' });
  const other = await context.newPage();
  await open(other, new URL(`/join/#${second.fragment}`, page.url()).href);
  await button(other, 'Go on without it').click();
  await expect(other.getByRole('status').filter({ hasText: 'You go on without it.' })).toBeFocused();
  await button(other, 'Join and start').click();
  await expect(other).toHaveURL(/[?&]id=/);
  const mine = await partOf(other, 2);
  await open(other, new URL(`/handin/?id=${mine.assessment}`, page.url()).href);
  await expect(other.getByRole('main')).toContainText('cannot be compared, since nothing of yours from then is here.');
  await expectAccessible(other);
  await button(other, 'Hand in').click();
  expect(readResult((await seen(other))!, second.round.asked)).toMatchObject({ topics: [{ from: null }, { from: null }] });
  await button(other, 'Back to your choice').click();
  await other.locator('summary', { hasText: 'Do you have your code of round 1?' }).click();
  await other.getByRole('textbox', { name: 'Your code of round 1' }).fill(receipt);
  await button(other, 'Look at it').click();
  await button(other, 'Yes, that is mine').click();
  await expect(other.getByRole('table').getByRole('row').nth(1).getByRole('cell').first()).toHaveText('2 → none told');
  await context.close();
});

/** Puts what somebody answered in the first round on a device. */
async function joined(
  page: Page,
  called: ReturnType<typeof twoRounds>['first']['called'],
  id: string,
  levels: readonly Reached[],
  result: number
) {
  const at = Date.now() - (70 + result) * 86_400_000;
  const made = called.topics.map(({ id: topic }, i) => {
    const file = openRubricFile(topic);
    return answered(id, file, Object.fromEntries(file.facts.criteria.map((criterion) => [criterion.id, levels[i]!])), at);
  });
  const head = {
    ...made[0]!.head,
    rubrics: made.flatMap((one) => one.head.rubrics),
    size: made.reduce((sum, one) => sum + one.head.size, 0)
  };
  await putRows(page, 'assessments', [head]);
  await putRows(
    page,
    'entries',
    made.flatMap(({ entries }) => entries)
  );
  await putRows(page, 'participations', [{ ...called, assessment: id, result, joinedAt: at } satisfies Participation]);
}

test('where two people joined on one phone both are shown, nothing is brought before a Yes, and it can be taken back until a result is handed in', async ({
  page
}) => {
  const { first, second } = twoRounds([builtIn('information'), builtIn('writing')]);
  await openStore(page);
  await joined(page, first.called, 'anna', [2, 1], 1);
  await joined(page, first.called, 'ben', [4, 3], 0);
  await open(page, `/join/#${second.fragment}`);
  const main = page.getByRole('main');
  const whose = page.getByRole('region', { name: 'Is a result of round 1 yours?' });
  await expect(whose).toContainText('Nothing is taken in before you say yes.');
  await expect(whose.getByRole('listitem')).toHaveText([
    /^Then, on .*: Information 4 and Writing 3\. Is that yours\?/,
    /^Then, on .*: Information 2 and Writing 1\. Is that yours\?/
  ]);
  await expectAccessible(page);
  const annas = whose.getByRole('listitem').nth(1).getByRole('button');
  await expect(annas).toHaveAccessibleDescription(/Information 2 and Writing 1/);
  await tabTo(page, annas);
  await page.keyboard.press('Enter');
  await expect(main.locator('#earlier-said')).toBeFocused();
  await expect(main).toContainText(/Your result of .*\d.* is here\./);
  await button(page, 'That is not mine').click();
  await expect(main).toContainText('You said that nothing of then that is here is yours.');
  await expect(page.getByRole('textbox', { name: 'Your code of round 1' })).toBeVisible();
  await expectAccessible(page);
  await button(page, 'Look at it again').click();
  await expect(whose).toBeVisible();
  // Whoever joins at once is asked where they hand in.
  await button(page, 'Join and start').click();
  await expect(page).toHaveURL(/[?&]id=/);
  const { assessment } = await partOf(page, 2);
  await tap(page, criterionOf(topicOf('information').criteria[0]!.key), 1);
  await goOn(page);
  await open(page, `/handin/?id=${assessment}`);
  const cells = page.getByRole('table').getByRole('row').nth(1).getByRole('cell');
  await expect(cells.first()).toHaveText('– → none told');
  await expect(main).toContainText('cannot be compared before you say which result of then is yours.');
  await expectAccessible(page);
  await whose.getByRole('listitem').nth(1).getByRole('button').click();
  await expect(cells.first()).toHaveText('2 → none told');
  await expect(main.locator('#earlier-said')).toBeFocused();
  expect((await partOf(page, 2)).mine).toBe('anna');
  await button(page, 'That is not mine').click();
  await expect(cells.first()).toHaveText('– → none told');
  await expect(main).toContainText('cannot be compared, since nothing of yours from then is here.');
  await button(page, 'Look at it again').click();
  await whose.getByRole('listitem').nth(1).getByRole('button').click();
  await expect(cells.first()).toHaveText('2 → none told');
  // The levels are kept with either choice, so that they do not tell which.
  expect((await partOf(page, 2)).levels).toBeUndefined();
  await button(page, 'Take part without handing in').click();
  await expect.poll(async () => (await partOf(page, 2)).levels).toEqual([null, null]);
  await button(page, 'Hand in after all').click();
  await button(page, 'Hand in').click();
  expect(readResult((await seen(page))!, second.round.asked)).toMatchObject({ topics: [{ from: 2 }, { from: 1 }] });
  expect(await partOf(page, 2)).toMatchObject({ mine: 'anna', levels: [null, null] });
});

test('what leaves in a later round can be read on a phone in every language, no word of it in two lines', async ({ page }) => {
  const { first, second } = twoRounds(KNOWN.map(builtIn), { title: 'Team', back: true });
  await openStore(page);
  await joined(page, first.called, 'then', [2, 1, 3, 0, 4], 1);
  await joined(page, second.called, 'today', [3, 2, 3, 1, 4], 2);
  await page.setViewportSize({ width: 360, height: 740 });
  for (const language of LANGUAGES) {
    await open(page, `${language === 'en' ? '/' : `/${language}/`}handin/?id=today`);
    // Looking back is left out.
    await page.locator('main .row button').last().click();
    const table = page.getByRole('table');
    await expect(table.getByRole('row').nth(1).getByRole('cell').first()).toHaveText('2 → 3');
    await expect(table.getByRole('columnheader')).toHaveCount(4);
    const torn = await table.evaluate((table) => {
      const walk = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
      const out: string[] = [];
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (node.parentElement!.closest('thead') && getComputedStyle(node.parentElement!.closest('thead')!).position === 'absolute')
          continue;
        for (const { 0: word, index } of node.textContent!.matchAll(/\S+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) out.push(word);
        }
      }
      return out;
    });
    expect(torn, language).toEqual([]);
  }
});

test('from round to round: the code of the second leads into the third, that of the first does not, and the last one leads nowhere', async ({
  page
}) => {
  const { first, second } = twoRounds([builtIn('information'), builtIn('writing')], { back: true });
  const third = { ...second.called, round: 3, before: { tag: second.round.tag, back: false, topics: second.called.topics } };
  const told = [2, 1].map((level, i) => ({ level: level as Reached, open: i === 1, from: 4 as const, then: 0 as const }));
  await open(page, `/join/#${invitationFragment(third, KNOWN)}`);
  const main = page.getByRole('main');
  await expect(main).toContainText(
    `This is round 3 of a workshop. Round 2 has the mark ${second.round.tag.toString(16).toUpperCase().padStart(4, '0')}.`
  );
  const field = page.getByRole('textbox', { name: 'Your code of round 2' });
  await expect(field).toHaveAccessibleDescription(/It has 20 or 24 signs/);
  const look = async (text: string) => {
    await field.fill(text);
    await field.press('Enter');
  };
  await look(handInCode({ ...first.called, result: 3 }, told));
  await expect(main.getByRole('alert').filter({ hasText: 'This code is of round 1. Here it takes the one of round 2.' })).toBeVisible();
  await look(handInCode({ ...second.called, result: 3 }, told));
  await expect(main).toContainText('Then: Information 2 and Writing 1 (safety point open). Is that yours?');
  await button(page, 'Yes, that is mine').click();
  await expect(main.locator('#earlier-said', { hasText: 'Your levels of round 2 are taken in from the code.' })).toBeFocused();
  await button(page, 'Join and start').click();
  await expect(page).toHaveURL(/[?&]id=/);
  const part = await partOf(page, 3);
  await tap(page, criterionOf(topicOf('information').criteria[0]!.key), 1);
  await goOn(page);
  await open(page, `/handin/?id=${part.assessment}`);
  await expect(page.getByRole('table').getByRole('row').nth(1).getByRole('cell').first()).toHaveText('2 → none told');
  await button(page, 'Hand in').click();
  const keep = page.getByRole('region', { name: 'Keep this code' });
  await expect(keep).toContainText('It brings your levels back in round 4');
  await putRows(page, 'participations', [{ ...part, round: 4, receipt: undefined }]);
  await open(page, `/handin/?id=${part.assessment}`);
  await button(page, 'Hand in').click();
  await expect(page.locator('[data-code]')).toBeVisible();
  await expect(keep).toHaveCount(0);
});

test('another version of the trainer’s own rubric in between: what stayed is compared, what did not is named, and levels are not mixed', async ({
  page
}) => {
  const older = example({ criteria: 4 });
  const newer = example({ criteria: 4, version: '1.1.0' });
  Object.assign(newer.facts, { changes: [{ from: '1.0.0', criteria: [{ kind: 'not-comparable', from: ['L4'], to: ['L4'] }] }] });
  const [was, now] = [older, newer].map((file) => [{ id: file.facts.id, hash: contentHash(file) }]);
  const { first, second } = twoRounds(now!, { then: was! });
  await shelve(page, [older, newer], 'received', 'link');
  await openStore(page);
  const at = Date.now() - 70 * 86_400_000;
  // What is asked otherwise now stood highest then, and would hide that all others moved.
  const one = answered('then', older, { L1: 1, L2: 1, L3: 1, L4: 4 }, at);
  const two = answered('today', newer, { L1: 2, L2: 2, L3: 2, L4: 0 }, Date.now());
  await putRows(page, 'assessments', [one.head, two.head]);
  await putRows(page, 'entries', [...one.entries, ...two.entries]);
  const part = { assessment: 'then', result: 5, joinedAt: at, ...first.called } satisfies Participation;
  await putRows(page, 'participations', [part, { ...second.called, assessment: 'today', result: 6, joinedAt: Date.now() }]);
  await open(page, `/join/#${second.fragment}`);
  await expect(page.getByRole('main')).toContainText(/Your result of .*\d.* is here\./);
  await open(page, '/handin/?id=today');
  const row = page.getByRole('row', { name: /Listening online/ });
  await expect(row.getByRole('cell').first()).toHaveText(/^further than then \(today: \w/);
  await expect(page.getByRole('main')).toContainText('Listening online: one question changed since then and is left out: Waiting 4.');
  await expectAccessible(page);
  await button(page, 'Hand in').click();
  expect(readResult((await seen(page))!, second.round.asked)).toMatchObject({ kind: 'change', topics: [{ from: 'up' }] });
  // A receipt holds no answers: on a phone without those of then, nothing is compared.
  await putRows(page, 'participations', [{ ...part, number: 77 }]);
  await open(page, '/handin/?id=today');
  await page.locator('summary', { hasText: 'Do you have your code of round 1?' }).click();
  await page.getByRole('textbox', { name: 'Your code of round 1' }).fill(handInCode(part, [{ level: 2, open: false }]));
  await button(page, 'Look at it').click();
  await expect(page.getByRole('main')).toContainText('Cannot be compared: Listening online.');
  await button(page, 'Yes, that is mine').click();
  await expect(row.getByRole('cell').first()).toHaveText(/^– → /);
  await expect(page.getByRole('main')).toContainText(
    'Listening online: cannot be compared. Its questions may have changed since then, and only your levels of then are here.'
  );

  // Six topics of a first round: the code is longer, and it is said before.
  const six = twoRounds([...KNOWN.map(builtIn), ...now!]).first;
  await open(page, `/join/#${six.fragment}`);
  await button(page, 'Join and start').click();
  await expect(page).toHaveURL(/[?&]id=/);
  await open(page, `/handin/?id=${new URL(page.url()).searchParams.get('id')!}`);
  await expect(page.getByRole('main')).toContainText('More than five topics make a longer code.');
  await button(page, 'Hand in').click();
  await expect(page.getByRole('list', { name: 'Your code in 5 groups' })).toBeVisible();
  expect(readResult((await seen(page))!, { topics: 6 })).toMatchObject({ kind: 'levels' });
});
