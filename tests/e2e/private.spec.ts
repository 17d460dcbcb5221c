import { answerAll, button, expect, heading, link, more, open, stored, test, topicOf, unfold, offlineReady } from './app.ts';

// Every test listens for requests to other hosts, errors on the console and breaches of the policy; this one goes looking for them. All pages are opened with answers by the test of the theme, and without by those of languages.

test.describe('with a copy for offline use', () => {
  test.use({ serviceWorkers: 'allow' });

  test('over a whole journey nothing is asked of another host, and nothing is sent at all', async ({ page, context }) => {
    const asked: { url: string; method: string; body: string | null }[] = [];
    context.on('request', (request) => asked.push({ url: request.url(), method: request.method(), body: request.postData() }));
    await open(page, '/');
    await offlineReady(page);
    await link(page, 'Start').click();
    await answerAll(page, topicOf('information').criteria, () => 3);
    await page.getByRole('link', { name: 'See the result so far' }).filter({ visible: true }).click();
    await expect(heading(page)).toHaveText('Level 3, Collaborative career exploration, in 1 of 5 topics.');
    const ladder = page.getByRole('region', { name: 'Save, print or edit' });
    await unfold(ladder, 'Table, picture, report');
    await Promise.all([page.waitForEvent('download'), ladder.getByRole('button', { name: 'Save as an image (PNG)' }).click()]);
    await Promise.all([page.waitForEvent('download'), button(page, 'Download a copy').click()]);
    for (const name of ['About', 'My assessments']) await more(page, name);
    await page.getByRole('button', { name: /^Delete/ }).click();
    await button(page, 'Undo').click();
    await expect(page.getByText('One assessment on this device')).toBeVisible();

    const origin = new URL(page.url()).origin;
    const id = (await stored(page)).assessments[0]!.id;
    expect(asked.length).toBeGreaterThan(30);
    const away = asked.filter(({ url }) => /^\w+s?:\/\//.test(url) && !url.startsWith('blob:') && new URL(url).origin !== origin);
    expect(away).toEqual([]);
    expect(asked.filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([]);
    // An assessment's id is in the address of a page, which is the only thing that a server could see; no answer is.
    for (const { url } of asked) expect(new URL(url).search.replace(id, '')).toMatch(/^(\?(id=)?(&at=[\w.]+)?|\?at=[\w.]+)?$/);
  });
});
