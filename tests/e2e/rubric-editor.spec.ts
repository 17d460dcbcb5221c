import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { finder } from './keys.ts';
import { busyStore, button, expect, heading, link, live, open, saved, test, unfold } from './app.ts';

// A person writes more here than anywhere else in the app.
test.setTimeout(120_000);

/** Words of somebody who guides groups, in Finnish. */
const TITLE = 'Ryhmien ohjaus verkossa';
const SHORT = 'Ryhmät';
const CRITERIA = [
  {
    title: 'Säännöt',
    levels: [
      'Kerron seuraajilleni, mistä ryhmän säännöt löytyvät.',
      'Käyn säännöt läpi jokaisen uuden ohjattavan kanssa erikseen.',
      'Sovin ryhmän kanssa yhteiset säännöt ennen kuin aloitamme.',
      'Kehitän yhteisön sääntöjä yhdessä muiden jäsenten kanssa.'
    ]
  },
  {
    title: 'Tiedot',
    levels: [
      'Julkaisen vain tietoja, jotka olen itse tarkistanut.',
      'Autan yhtä ihmistä arvioimaan hänen löytämäänsä tietoa.',
      'Ohjaan ryhmää vertaamaan lähteitä ja kertomaan havainnoistaan.',
      'Ylläpidän verkoston tietopankkia muiden jäsenten rinnalla.'
    ]
  },
  {
    title: 'Kuulluksi tuleminen',
    levels: [
      'Kysyn julkaisuissani lukijoiden kokemuksia heidän omin sanoin.',
      'Vastaan viestiin niin, että kirjoittaja tulee kuulluksi.',
      'Huolehdin, että jokainen ryhmässä saa puheenvuoron.',
      'Tuon yhteisössä esiin ääniä, joita harvoin kuullaan.'
    ]
  },
  {
    title: 'Turvallisuus',
    levels: [
      'Poistan kuvista kaiken, mistä ihmisen voi tunnistaa.',
      'Siirrän arkaluonteisen keskustelun suojattuun kanavaan.',
      'Rajaan ryhmän niin, etteivät ulkopuoliset pääse lukemaan.',
      'Puutun yhteisössä häirintään sovitulla tavalla muiden kanssa.'
    ]
  }
];

const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });
const statement = (page: Page, level: number) => field(page, `Statement at level ${level}`);
const part = (page: Page): Locator => page.getByRole('heading', { level: 2 }).first();

interface OnShelf {
  readonly kind: string;
  readonly id: string;
  readonly version: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly criteria: number;
}

/** Reads a table of the shelf as it is, past the app. */
function table<T>(page: Page, name: 'shelf' | 'rubrics'): Promise<T[]> {
  return page.evaluate(
    (name) =>
      new Promise<unknown[]>((done, fail) => {
        const opening = indexedDB.open('waymark');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const request = opening.result.transaction(name).objectStore(name).getAll();
          request.onsuccess = () => done(request.result);
          request.onerror = () => fail(request.error);
          request.transaction!.oncomplete = () => opening.result.close();
        };
      }),
    name
  ) as Promise<T[]>;
}
const onShelf = (page: Page) => table<OnShelf>(page, 'shelf');

/** Begins an empty rubric. */
async function begin(page: Page, language = 'en'): Promise<void> {
  await open(page, '/rubrics/edit/');
  await page.getByRole('combobox', { name: 'Language that you write in' }).selectOption(language);
  await button(page, 'Start writing').click();
  await expect(heading(page)).toHaveText('Rubric without a title');
  await expect(page).toHaveURL(/draft=/);
}

/** Adds a criterion with its texts, by filling fields. */
async function add(page: Page, { title, levels }: { title: string; levels: readonly string[] }): Promise<void> {
  await button(page, 'Add a question').click();
  await expect(field(page, 'Title of the question')).toBeFocused();
  await field(page, 'Title of the question').fill(title);
  for (const [i, text] of levels.entries()) await statement(page, i + 1).fill(text);
}

async function expectPublished(page: Page, criteria: number): Promise<void> {
  await expect(heading(page)).toHaveText('Published on this device');
  await expect(heading(page)).toBeFocused();
  await expect(link(page, 'Assess yourself with it')).toHaveAttribute('href', /choose\/\?rubric=[0-9a-f]{32}$/);
  const items = await onShelf(page);
  expect(items).toMatchObject([{ kind: 'published', version: '0.1.0', titles: { fi: TITLE }, criteria }]);
  expect(items[0]!.id).toMatch(/^own-/);
}

test('a rubric of four criteria in Finnish, from nothing to published, with the mouse for all but the letters', async ({ page }) => {
  await begin(page, 'fi');
  const click = async (locator: Locator, text: string) => {
    await locator.click();
    await page.keyboard.insertText(text);
  };
  await click(field(page, 'Title of the rubric'), TITLE);
  await click(field(page, 'Short name'), SHORT);
  await expect(heading(page)).toHaveText(TITLE);
  for (const [i, { title, levels }] of CRITERIA.entries()) {
    await button(page, 'Add a question').click();
    await expect(part(page)).toHaveText(`Question ${i + 1} of ${i + 1}`);
    await click(field(page, 'Title of the question'), title);
    for (const [l, text] of levels.entries()) await click(statement(page, l + 1), text);
  }
  await expect(statement(page, 4)).toHaveAttribute('lang', 'fi');
  // The person's view shows what was written last.
  await expect(page.getByRole('checkbox', { name: CRITERIA[3]!.levels[3] })).toBeVisible();

  // The last becomes the first by dragging its handle.
  const items = page.locator('[data-criterion]');
  const [from, to] = [await items.nth(3).locator('.handle').boundingBox(), await items.nth(0).boundingBox()];
  await page.mouse.move(from!.x + 5, from!.y + 5);
  await page.mouse.down();
  await page.mouse.move(to!.x + 5, to!.y + 4, { steps: 5 });
  await page.mouse.up();
  await expect(items.first()).toContainText('1. Turvallisuus');

  await button(page, 'Publish').click();
  await button(page, 'Publish version 0.1.0').click();
  await expectPublished(page, CRITERIA.length);

  // And it can be answered at once.
  await link(page, 'Assess yourself with it').click();
  await button(page, 'Begin').click();
  for (let i = 0; i < CRITERIA.length; i++) {
    for (const level of [1, 2]) {
      await page.locator(`[data-level="${level}"] .what`).click();
      await expect(page.locator(`[data-level="${level}"].chosen`)).toBeVisible();
    }
    await page.getByRole('button', { name: /^(Next|See where you stand)$/ }).press('Enter');
  }
  await expect(heading(page)).toHaveText(/^Level 2 in /);
});

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isThere = await finder(control);
  for (let i = 0; i < 80; i++) {
    if (await isThere()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`80 times ${key} did not lead to ${control}`);
}

/** Types as a fast hand does: letter by letter to begin with, then the rest of the words at once. */
async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text.slice(0, 4));
  await page.keyboard.insertText(text.slice(4));
}

test('the same with the keyboard alone, of three criteria', async ({ page }) => {
  const three = CRITERIA.slice(0, 3);
  await open(page, '/rubrics/edit/');
  const language = page.getByRole('combobox', { name: 'Language that you write in' });
  await tabTo(page, language);
  // The browser takes letters for one word only when they come in quick succession.
  await expect(async () => {
    await page.keyboard.type('Suomi');
    await expect(language).toHaveValue('fi', { timeout: 1_500 });
  }).toPass();
  await tabTo(page, button(page, 'Start writing'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Rubric without a title');
  await tabTo(page, field(page, 'Title of the rubric'));
  await write(page, TITLE);
  await page.keyboard.press('Tab');
  await write(page, SHORT);
  for (const [i, { title, levels }] of three.entries()) {
    await tabTo(page, button(page, 'Add a question'), 'Shift+Tab');
    await page.keyboard.press('Enter');
    // The new criterion's title has the focus; from text to text it is Tab, past the box for an essential.
    await expect(field(page, 'Title of the question')).toBeFocused();
    await expect(part(page)).toHaveText(`Question ${i + 1} of ${i + 1}`);
    await write(page, title);
    for (const [l, text] of levels.entries()) {
      await tabTo(page, statement(page, l + 1));
      await write(page, text);
    }
  }

  // Up and down again: the focus stays on the button, and the place is said.
  await tabTo(page, button(page, 'Move up'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(button(page, 'Move up')).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Moved: now number 2 of 3.' })).toHaveCount(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(part(page)).toHaveText('Question 3 of 3');

  await tabTo(page, button(page, 'Publish'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, button(page, 'Publish version 0.1.0'));
  await page.keyboard.press('Enter');
  await expectPublished(page, three.length);

  await tabTo(page, link(page, 'Assess yourself with it'));
  await page.keyboard.press('Enter');
  await tabTo(page, button(page, 'Begin'));
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-level="2"]')).toBeVisible();
  for (let i = 0; i < three.length; i++) {
    const title = (await heading(page).textContent())!;
    for (const level of [1, 2]) {
      await page.keyboard.press(String(level));
      await expect(page.locator(`[data-level="${level}"].chosen`)).toBeVisible();
    }
    await tabTo(page, page.getByRole('button', { name: /^(Next|See where you stand)$/ }));
    await page.keyboard.press('Enter');
    await expect(heading(page)).not.toHaveText(title);
  }
  await expect(heading(page)).toHaveText(/^Level 2 in /);
});

test('what is not whole is kept as a draft, cannot be published, and each thing missing leads to its field', async ({ page }) => {
  await begin(page);
  await add(page, {
    title: 'Rules',
    levels: ['I say where the rules are.', '', 'I agree rules with my group.', 'I shape rules with others.']
  });
  await button(page, 'Publish').click();
  const entry = page.getByRole('button', { name: /^Question 1, “Rules”, level 2/ });
  await expect(entry).toBeVisible();
  await expect(page.getByRole('button', { name: /^Publish version/ })).toHaveCount(0);
  await expect(page.locator('#first-must')).toBeFocused();
  await entry.click();
  await expect(statement(page, 2)).toBeFocused();
  await expect(statement(page, 2)).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.type('I talk about them with one person.');
  await expect(statement(page, 2)).not.toHaveAttribute('aria-invalid');

  await expect(saved(page, 'Saved on this device')).toBeVisible();
  await page.reload();
  await live(page);
  await expect(heading(page)).toHaveText('Rubric without a title');
  expect(await onShelf(page)).toMatchObject([{ kind: 'draft', criteria: 1 }]);
});

test('undo takes back writing, moves and removals, wherever the focus is; redo brings them again', async ({ page }) => {
  await begin(page);
  await add(page, { title: 'One', levels: ['I say one thing.'] });
  await add(page, { title: 'Two', levels: ['I say two things.'] });
  await statement(page, 1).focus();
  // A rest ends what goes back in one piece.
  await page.waitForTimeout(1_300);
  await page.keyboard.press('End');
  await page.keyboard.type(' And more.');
  await page.keyboard.press('Control+z');
  await expect(statement(page, 1)).toHaveValue('I say two things.');
  await page.keyboard.press('Control+Shift+z');
  await expect(statement(page, 1)).toHaveValue('I say two things. And more.');

  await button(page, 'Remove').click();
  await expect(page.getByText('Removed: Two.')).toBeVisible();
  await expect(button(page, 'Put it back')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-criterion]')).toHaveCount(2);
  await expect(part(page)).toHaveText('Question 2 of 2');
  await expect(part(page)).toBeFocused();
  await expect(field(page, 'Title of the question')).toHaveValue('Two');
});

test('a word that was written is there after the tab is closed a moment later', async ({ page, context }) => {
  await begin(page);
  await field(page, 'Title of the rubric').fill('Written just now');
  await page.waitForTimeout(450);
  const address = page.url();
  await page.close();
  const again = await context.newPage();
  await open(again, address);
  await expect(heading(again)).toHaveText('Written just now');
});

test('two tabs with one draft: what is written in both is never put on top of each other', async ({ page, context }) => {
  await begin(page);
  const other = await context.newPage();
  await open(other, page.url());
  await expect(heading(other)).toHaveText('Rubric without a title');

  // A tab at rest follows.
  await field(page, 'Title of the rubric').fill('From the first');
  await expect(heading(other)).toHaveText('From the first');
  await expect(other.getByText('Changed in another tab')).toBeVisible();

  // Both write before either can have heard of it.
  const busy = await context.newPage();
  await open(busy, '/about/');
  const release = await busyStore(busy, 'rubrics');
  await field(page, 'What it is about').fill('About, by the first.');
  await field(other, 'What it is about').fill('About, by the second.');
  await release();
  const late = await Promise.any(
    [page, other].map(async (tab) => {
      await expect(tab.getByText('This draft was changed in another tab')).toBeVisible({ timeout: 10_000 });
      return tab;
    })
  );
  const mine = await field(late, 'What it is about').inputValue();
  await button(late, 'Keep mine as another draft').click();
  await expect(saved(late, 'Saved on this device')).toBeVisible();
  await expect(field(late, 'What it is about')).toHaveValue(mine);
  await expect.poll(async () => (await onShelf(late)).length).toBe(2);
  const drafts = await table<{ content: { words: { en: { about: string } } } }>(late, 'rubrics');
  expect(drafts.map(({ content }) => content.words.en.about).sort()).toEqual(['About, by the first.', 'About, by the second.']);
});

test('two languages stand side by side: missing, translated, stale when the original changes, still right', async ({ page }) => {
  await begin(page);
  await add(page, { title: 'Rules', levels: ['I say where the rules are.'] });
  await page.getByRole('combobox', { name: 'Beside it:' }).selectOption('+');
  await page.getByRole('combobox', { name: 'Which language?' }).selectOption('sv');
  await button(page, 'Add this language').click();
  const swedish = page.getByRole('textbox', { name: /^Statement at level 1,\s*Swedish/ });
  await expect(swedish).toHaveAccessibleName(/Missing$/);
  await swedish.fill('Jag berättar var reglerna finns.');
  await expect(swedish).toHaveAttribute('lang', 'sv');
  await expect(swedish).not.toHaveAccessibleName(/Missing/);
  await statement(page, 1).fill('I say where the rules stand.');
  await expect(swedish).toHaveAccessibleName(/Changed on one side only$/);
  await page.getByRole('button', { name: /^Still right/ }).click();
  await expect(swedish).not.toHaveAccessibleName(/Changed/);
  await expect(swedish).toBeFocused();
});

test('a next version says which answers carry over, and its number goes up', async ({ page }) => {
  await begin(page, 'fi');
  await field(page, 'Title of the rubric').fill(TITLE);
  await field(page, 'Short name').fill(SHORT);
  for (const criterion of CRITERIA.slice(0, 2)) await add(page, criterion);
  await button(page, 'Publish').click();
  await button(page, 'Publish version 0.1.0').click();
  await expect(heading(page)).toHaveText('Published on this device');

  // The next version's draft, as the library makes it.
  const draft = await page.evaluate(
    () =>
      new Promise<string>((done, fail) => {
        const opening = indexedDB.open('waymark');
        opening.onsuccess = () => {
          const both = opening.result.transaction(['shelf', 'rubrics'], 'readwrite');
          const reading = both.objectStore('rubrics').getAll();
          reading.onsuccess = () => {
            const [{ key, content }] = reading.result as [{ key: string; content: { facts: object; words: object } }];
            const next = { id: 'next', facts: { ...content.facts, version: '0.1.1' }, words: content.words, basedOn: key, at: 1 };
            both.objectStore('rubrics').put({ key: 'next', content: next });
          };
          both.oncomplete = () => (opening.result.close(), done('next'));
          both.onerror = () => fail(both.error);
        };
      })
  );
  await open(page, `/rubrics/edit/?draft=${draft}`);
  await expect(heading(page)).toHaveText(TITLE);
  await button(page, 'Publish').click();
  await expect(page.getByText('This is the same as version 0.1.0')).toBeVisible();

  await page.getByRole('button', { name: /^1\. Säännöt/ }).click();
  await statement(page, 3).fill('Sovin ryhmän kanssa säännöt, joita arvioimme yhdessä joka kuukausi.');
  await button(page, 'Publish').click();
  await expect(page.getByRole('radio', { name: /^Some of it asks something else/ })).toBeChecked();
  await page.getByRole('combobox', { name: 'Säännöt' }).selectOption('not-comparable');
  await button(page, 'Publish version 0.2.0').click();
  await expect(heading(page)).toHaveText('Published on this device');
  const files = await table<{ content: { facts: { version: string; changes?: unknown } } }>(page, 'rubrics');
  expect(files.map(({ content }) => content.facts).find(({ version }) => version === '0.2.0')?.changes).toEqual([
    { from: '0.1.0', criteria: [{ kind: 'not-comparable', from: ['c1'], to: ['c1'], levels: [3] }] }
  ]);
});

test('thresholds of its own show what becomes of a position', async ({ page }) => {
  await begin(page);
  await page.getByRole('button', { name: 'What a level needs', exact: true }).click();
  await page.getByRole('radio', { name: 'Own settings for this rubric' }).check();
  const own = page.locator('[data-changed]');
  await expect(own).toHaveAttribute('data-changed', 'false');
  await page.getByRole('combobox', { name: 'A level is reached from' }).selectOption({ label: '2 of 3 (67 %)' });
  await expect(own).toHaveAttribute('data-changed', 'true');
  await expect(own).toContainText('level 3');
  await page.getByRole('button', { name: 'Question 1, level 3: Yes' }).click();
  await expect(page.getByRole('button', { name: 'Question 1, level 3: Not part of my job' })).toBeFocused();
  await page.getByRole('combobox', { name: 'A level is reached from' }).selectOption({ label: 'Another share' });
  await page.getByRole('spinbutton', { name: 'A level is reached from: part' }).fill('1');
  await page.getByRole('spinbutton', { name: 'A level is reached from: of how many' }).fill('4');
  await expect(page.getByRole('alert')).toBeVisible();
});

const STATES: Record<string, (page: Page) => Promise<void>> = {
  'the way to begin': (page) => open(page, '/rubrics/edit/'),
  'the rubric as a whole': async (page) => {
    await begin(page);
    for (const summary of ['Situations', 'Key level, author and licence']) await unfold(page.locator('main'), summary);
  },
  'a criterion in two languages with everything unfolded': async (page) => {
    await begin(page, 'fi');
    await add(page, { title: 'Säännöt', levels: ['Kerron, mistä ne löytyvät.', ''] });
    // By key: a press so soon after another may be taken for its second half.
    const safety = page.getByRole('checkbox', { name: /^Safety point/ }).first();
    await safety.press('Space');
    await expect(safety).toBeChecked();
    await page.getByRole('combobox', { name: 'Beside it:' }).selectOption('+');
    await page.getByRole('combobox', { name: 'Which language?' }).selectOption('ar');
    await button(page, 'Add this language').click();
    for (const summary of ['Help and examples', 'What people could show', 'Next steps', 'DigComp competences', 'Checks'])
      await unfold(page.locator('main'), summary);
  },
  'what is missing before publishing': async (page) => {
    await begin(page);
    await add(page, { title: '', levels: [] });
    await button(page, 'Publish').click();
    await expect(page.locator('#first-must')).toBeFocused();
  },
  thresholds: async (page) => {
    await begin(page);
    await page.getByRole('button', { name: 'What a level needs', exact: true }).click();
    await page.getByRole('radio', { name: 'Own settings for this rubric' }).check();
  },
  'a table to be pasted': async (page) => {
    await begin(page);
    await button(page, 'Paste a table').click();
    await expect(part(page)).toBeFocused();
  },
  'a draft that is not here': async (page) => {
    await open(page, '/rubrics/edit/?draft=nothing');
    await expect(heading(page)).toHaveText('This draft is not on this device');
  }
};

for (const [name, lead] of Object.entries(STATES)) {
  test(
    `${name}: nothing to object to, in light and dark, on a narrow and a wide screen, and with large text`,
    /unfolded|publishing|whole/.test(name) ? {} : { tag: '@storm' },
    async ({ page }) => {
      await lead(page);
      await expectAccessible(page);
    }
  );
}
