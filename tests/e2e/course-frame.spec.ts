/** Waymark in a page of another site: with the page keeping the answers, without, and with one that means harm. */
import type { Frame, Page } from '@playwright/test';
import { answer, answerAll, expect, goOn, heading, open, shownAsChosen, tap, test, topicOf, topics } from './app.ts';
import { expectAccessible, objections, tooWide } from './axe.ts';
import { html, listen, type Loopback } from '../support/platform/loopback.ts';
import { hostOf, openFrameHost, type Heard } from '../support/platform/frame-host.ts';

// Hosts are on `localhost`, a stranger to `127.0.0.1`; what is meant for another page than the one around, browsers do not deliver, and say so.
test.use({ expected: /^asked another host: http:\/\/localhost:|Failed to execute 'postMessage'/ });

const { criteria } = topicOf('privacy');
const [one, two] = criteria as [(typeof criteria)[0], (typeof criteria)[0]];

/** What stands in the frame, to be met as a page. */
async function inFrame(page: Page): Promise<Page> {
  await expect.poll(() => page.frames().length).toBeGreaterThan(1);
  const frame: Frame = page.frames().find((one) => one.url().includes('/embed/'))!;
  return new Proxy(frame, {
    get: (target, name) => {
      if (name === 'keyboard') return page.keyboard;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    }
  }) as unknown as Page;
}

const begin = (frame: Page) => frame.getByRole('button', { name: 'Begin' });
/** Begins, answers the first question, and goes on. */
async function answerFirst(frame: Page): Promise<void> {
  await begin(frame).click();
  await answer(frame, one, 2);
  await goOn(frame);
}
const goesOnAt = (frame: Page, number: number) => frame.getByRole('button', { name: `Go on at question ${number} of` });

/** A page of a course, 700 px wide, with what its teacher pasted. */
const pageWith = (snippet: string, name: 'localhost' | '127.0.0.1' = 'localhost'): Promise<Loopback> =>
  listen(
    (_request, response) =>
      html(
        response,
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title><h1>A course</h1><div style="width:700px">${snippet}</div>`
      ),
    name
  );
const bare = (app: string, settings = 'topics=privacy&lang=en') =>
  `<iframe title="Waymark" style="width:700px;height:700px" src="${app}embed/#${settings}"></iframe>`;

test('a page with embed.js keeps the answers, hears what the learner agreed to, and is as high as what is shown', async ({
  page,
  host
}) => {
  const app = await host();
  const around = await pageWith(
    `<div style="height:1000px"></div><div data-waymark data-topics="privacy" data-lang="en" data-send="levels,answers" data-theme="dark"></div><p id="after">After</p>
<script src="${app.address}embed.js" defer></script>
<script>addEventListener('waymark:done', ({ detail }) => (window.done = detail))</script>`
  );
  const { host: name } = new URL(around.address);
  await page.goto(around.address);
  let frame = await inFrame(page);
  await expect(frame.getByText(`${name} keeps your answers in this browser.`)).toBeVisible();
  await expect(frame.getByText(`${name} has no earlier answers of yours.`)).toBeVisible();
  await expect(frame.getByText(`At the end ${name} asks to see: your level in each topic and your answers.`)).toBeVisible();
  expect(await frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
  const kept = () => page.evaluate(() => localStorage.getItem('waymark privacy'));
  expect(await kept()).toBeNull();

  await begin(frame).click();
  await tap(frame, one, 2);
  await shownAsChosen(frame, one, 2);
  await goOn(frame);
  await expect(heading(frame)).toHaveText(two.title);
  await expect(frame.getByText(`Stored by ${name}`)).toBeVisible();
  await expect
    .poll(() => frame.evaluate(() => [innerHeight, document.documentElement.scrollHeight]).then(([window, content]) => window === content))
    .toBe(true);

  // Weeks later, in another tab of the same page.
  await page.goto('about:blank');
  await page.goto(around.address);
  frame = await inFrame(page);
  await goesOnAt(frame, 2).click();
  await answerAll(frame, criteria.slice(1), () => 2);
  await expect(frame.getByRole('heading', { name: 'Finish' })).toBeVisible();
  // Somebody who scrolled down to “Next” sees the beginning of what follows.
  await expect(page.getByRole('heading', { name: 'A course' })).not.toBeInViewport();
  await expect(frame.getByRole('heading', { level: 1 })).toBeInViewport();
  await frame.getByRole('checkbox', { name: 'your level in each topic' }).check();
  await frame.getByRole('button', { name: 'Finish' }).click();
  await expect(frame.getByText(`${name} has stored it. You can close this page.`)).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { done: unknown }).done)).toEqual({
    language: 'en',
    levels: [{ topic: 'privacy', title: topicOf('privacy').title, level: 2 }]
  });
  const { state, done } = JSON.parse((await kept())!) as { state: string; done: boolean };
  expect(done).toBe(true);
  expect(state.length).toBeLessThan(1_000);
  await around.close();
});

test('a page that cannot store it is believed: the learner hears it, and nothing is done', async ({ page, host }) => {
  const app = await host();
  const around = await pageWith(
    `<div id="here"></div><script src="${app.address}embed.js"></script>
<script>window.full = true; Waymark.embed(document.querySelector('#here'), { topics: 'privacy', lang: 'en', load: () => null,
  save: async (state) => { if (window.full) throw new Error('no room'); window.kept = state; },
  complete: async () => { if (window.closed_) throw new Error('closed'); window.completed = true; } })</script>`
  );
  const { host: name } = new URL(around.address);
  await page.goto(around.address);
  const frame = await inFrame(page);
  await expect(frame.getByText(`${name} keeps your answers, so that you can go on at another computer.`)).toBeVisible();
  await answerFirst(frame);
  await expect(frame.getByRole('alert')).toContainText(`${name} did not store your last answers`);
  await page.evaluate(() => Object.assign(window, { full: false }));
  await frame.getByRole('button', { name: 'Try again' }).click();
  await expect(frame.getByRole('alert')).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { kept: string }).kept)).toMatch(/^[\w-]+$/);
  await answerAll(frame, criteria.slice(1), () => 2);
  await page.evaluate(() => Object.assign(window, { closed_: true }));
  await frame.getByRole('button', { name: 'Finish' }).click();
  await expect(frame.getByRole('alert')).toContainText(`${name} did not store that you are done. Nothing is lost.`);
  await page.evaluate(() => Object.assign(window, { closed_: false }));
  await frame.getByRole('button', { name: 'Finish' }).click();
  await expect(frame.getByText(`${name} has stored it.`)).toBeVisible();
  await around.close();
});

test('where frames keep nothing, that is said before the first answer, and a tab of its own takes along what was answered', async ({
  profile,
  start,
  host
}) => {
  const app = await host();
  const around = await pageWith(bare(app.address));
  const context = await start(profile, 'keep nothing in frames');
  const page = context.pages()[0]!;
  await page.goto(around.address);
  const frame = await inFrame(page);
  await expect(frame.getByText('This browser keeps nothing for this page inside another one.')).toBeVisible();
  await begin(frame).click();
  await answer(frame, one, 3);
  await goOn(frame);
  await expect(heading(frame)).toHaveText(two.title);
  const [tab] = await Promise.all([context.waitForEvent('page'), frame.getByRole('button', { name: 'Open in its own tab' }).click()]);
  await expect(frame.getByText('Go on in the other tab')).toBeVisible();
  await expect(tab.getByText('Your answers stay in this browser.')).toBeVisible();
  expect(tab.url()).toBe(`${app.address}embed/#topics=privacy&lang=en`);
  await goesOnAt(tab, 2).click();
  await answer(tab, two, 2);
  await goOn(tab);
  await expect(heading(tab)).toHaveText(criteria[2]!.title);

  // From here on it is kept, and what the frame had is there as it was answered.
  await tab.reload();
  await goesOnAt(tab, 3).click();
  await expect(heading(tab)).toHaveText(criteria[2]!.title);
  await tab.locator('summary', { hasText: 'All questions' }).press('Enter');
  await tab.getByRole('link', { name: new RegExp(`^${one.title}`) }).click();
  await shownAsChosen(tab, one, 3);
  await around.close();
});

test('where the browser keeps frames apart, answers are found again in the same page, and not in the app; a page that does not answer is named', async ({
  profile,
  start,
  host
}) => {
  const app = await host();
  const around = await pageWith(bare(app.address));
  const context = await start(profile, 'keep frames apart');
  const page = context.pages()[0]!;
  await page.goto(around.address);
  let frame = await inFrame(page);
  await expect(frame.getByText('Elsewhere in this browser you may not find them.')).toBeVisible();
  await expect(frame.getByText('This browser has no earlier answers of yours for this page.')).toBeVisible();
  await answerFirst(frame);
  await page.reload();
  frame = await inFrame(page);
  await expect(goesOnAt(frame, 2)).toBeVisible();
  const tab = await context.newPage();
  await tab.goto(`${app.address}embed/#topics=privacy&lang=en`);
  await expect(begin(tab)).toBeVisible();

  // A page on the same site, and one that names itself and has no script.
  const near = await pageWith(bare(app.address), '127.0.0.1');
  await tab.goto(near.address);
  const first = await inFrame(tab);
  await answerFirst(first);
  await expect(heading(first)).toHaveText(two.title);
  await tab.goto(`${app.address}embed/#topics=privacy&lang=en`);
  await expect(goesOnAt(tab, 2)).toBeVisible();
  const mute = await pageWith(bare(app.address, 'topics=privacy,weather&lang=en&send=everything&origin=https://course.example'));
  await page.goto(mute.address);
  frame = await inFrame(page);
  await expect(frame.getByText('course.example did not answer. It keeps nothing of this, and learns nothing.')).toBeVisible();
  await expect(frame.getByText('“topics” says “weather”.')).toBeVisible();
  await expect(frame.getByText('“send” says “everything”. It can be: levels, answers and plan.')).toBeVisible();
  await Promise.all([around.close(), near.close(), mute.close()]);
});

test('a host that means harm gets nothing and breaks nothing', async ({ page, host }) => {
  test.slow();
  const app = await host();
  const frameAt = `${app.address}embed/#topics=privacy&lang=en&send=levels&origin=$host`;
  const around = await openFrameHost({ frame: frameAt });
  const drive = hostOf(page);
  const types = (heard: readonly Heard[]) => [...new Set(heard.map(({ data }) => (data as { type: string }).type))].sort();

  // A page that was not named: nothing is meant for it but what nobody delivers.
  const stranger = await openFrameHost({ frame: frameAt.replace('$host', around.origin) });
  await page.goto(stranger.address);
  let frame = await inFrame(page);
  await drive.sendMalformed();
  await drive.send({ waymark: 1, type: 'init', nonce: 'x'.repeat(32), state: null });
  await expect(frame.getByText('did not answer')).toBeVisible();
  await answerFirst(frame);
  await expect(heading(frame)).toHaveText(two.title);
  expect(await drive.heard()).toEqual([]);

  // The page that is named, saying everything but what it should.
  await page.goto(around.address);
  await expect.poll(async () => types(await drive.heard())).toEqual(['ready', 'resize']);
  const { nonce } = (await drive.heard()).map(({ data }) => data as { type: string; nonce: string }).find(({ type }) => type === 'ready')!;
  const init = { waymark: 1, type: 'init', nonce, state: null, keeps: 'host' };
  await drive.sendMalformed();
  await drive.send({ ...init, nonce: 'a'.repeat(32) });
  await drive.send(init, { from: 'sibling' });
  await drive.sendHuge(5_000_000, init);
  await drive.send({ ...init, waymark: 2 });
  await drive.flood({ ...init, nonce: 'b'.repeat(32) }, 1_000, 2);
  expect(types(await drive.heard())).toEqual(['ready', 'resize']);
  await new Promise((done) => setTimeout(done, 1_000)); // What was said in the last second was too much.
  frame = await inFrame(page);
  await drive.send(init);
  await expect(frame.getByText('Where your answers are kept')).toBeVisible();

  // Said again, it changes nothing; nor does saying that something is stored which nobody asked about.
  await drive.send({ ...init, looking: true, state: '1AAAA' });
  await drive.send({ waymark: 1, type: 'stored', nonce, number: 99 });
  await begin(frame).click();
  await answer(frame, one, 2);
  await drive.forget();
  await drive.answerWith([{ when: { type: 'state' }, say: { waymark: 1, type: 'stored', nonce: '$nonce', number: '$number' } }]);
  await goOn(frame);
  await expect(heading(frame)).toHaveText(two.title);
  await expect(frame.getByText('Stored by localhost')).toBeVisible();
  const flood = drive.flood({ waymark: 1, type: 'failed', nonce, number: 1, why: '<img src=x onerror=alert(1)>' }, 1_000, 3);
  await drive.sendMalformed();
  await tap(frame, two, 2);
  await shownAsChosen(frame, two, 2);
  await flood;
  expect(types(await drive.heard()).filter((type) => type !== 'resize')).toEqual(['state']);
  // Nobody agreed to anything: no answer in words, and no level, has left.
  expect(JSON.stringify((await drive.heard()).map(({ data }) => data))).not.toMatch(/level|title/);

  // A page of another time with the nonce of before.
  await drive.reloadFrame();
  await drive.answerWith([]);
  await drive.send(init);
  frame = await inFrame(page);
  await expect(frame.getByText('did not answer')).toBeVisible();

  // What it claims to have kept is no state: it is left as it is, and said.
  await drive.answerWith([{ when: { type: 'ready' }, say: { ...init, nonce: '$nonce', state: `1${'B'.repeat(9_000)}` } }]);
  await drive.reloadFrame();
  frame = await inFrame(page);
  await expect(frame.getByText('kept cannot be read')).toBeVisible();
  await Promise.all([around.close(), stranger.close()]);
});

test('a program objects to nothing in the frame, light and dark, narrow and wide', async ({ page, host }) => {
  const app = await host();
  for (const theme of ['light', 'dark'])
    for (const width of [320, 360, 700]) {
      const around = await openFrameHost({ frame: `${app.address}embed/#topics=privacy&lang=en&theme=${theme}`, width, height: 1_400 });
      await page.setViewportSize({ width: 720, height: 1_500 });
      await page.goto(around.address);
      const frame = await inFrame(page);
      await expect(begin(frame)).toBeVisible();
      expect(await objections(frame), `start, ${theme}, ${width} px`).toEqual([]);
      expect(await tooWide(frame)).toEqual([]);
      await begin(frame).click();
      await expect(heading(frame)).toHaveText(one.title);
      expect(await objections(frame), `a question, ${theme}, ${width} px`).toEqual([]);
      expect(await tooWide(frame)).toEqual([]);
      await around.close();
    }
});

test('the page in the app makes lines that work in another page as they stand, and shows how it looks', async ({ page, host }) => {
  const app = await host();
  await open(page, `${app.address}course/embed/`);
  await expect(heading(page)).toHaveText('In a page of your own');
  for (const topic of topics.filter(({ id }) => id !== 'privacy')) await page.getByRole('checkbox', { name: topic.title }).uncheck();
  await page.getByRole('checkbox', { name: 'The level in each topic' }).check();
  await page.getByLabel('Colours').selectOption('Dark');
  const lines = page.getByRole('textbox', { name: 'The HTML for your page' });
  const inPreview = page.frameLocator('iframe');
  await expect(inPreview.getByText('7 questions')).toBeVisible();
  await expect(inPreview.getByText(`${new URL(app.address).host} keeps your answers in this browser.`)).toBeVisible();
  await expect(page.getByText(`frame-src ${new URL(app.address).origin}; script-src 'self' ${new URL(app.address).origin}`)).toBeVisible();
  const snippets = [await lines.inputValue()];
  await page.getByRole('radio', { name: 'Nobody: a frame without a script' }).check();
  await expect(inPreview.getByText('Your answers stay in this browser.')).toBeVisible();
  snippets.push(await lines.inputValue());
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Your own server' }).check();
  await expect(lines).toHaveValue(/load: async/);

  for (const [i, says] of ['keeps your answers in this browser.', 'Your answers stay in this browser, for this frame.'].entries()) {
    const around = await pageWith(snippets[i]!);
    await page.goto(around.address);
    const frame = await inFrame(page);
    await expect(frame.getByText(says)).toBeVisible();
    await begin(frame).click();
    await expect(heading(frame)).toHaveText(one.title);
    await around.close();
  }
});
