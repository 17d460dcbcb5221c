/** The stand-ins for learning platforms in a real browser, with courses that are small, written by hand, and good or broken in one thing. */
import { expect, test, type Page } from '@playwright/test';
import { partOf } from '../support/scale.ts';
import { BROKEN_COURSES, goodPackage, type BrokenCourse } from '../support/platform/broken.ts';
import { openCmi5Platform, type LaunchMode } from '../support/platform/cmi5.ts';
import { hostOf, MALFORMED, openFrameHost } from '../support/platform/frame-host.ts';
import { listen, html } from '../support/platform/loopback.ts';
import { openScormPlatform, type Mode } from '../support/platform/scorm.ts';

/** What a course says of itself, in whatever frame it is. */
const state = (page: Page, frames = 1) => {
  let at = page.frameLocator('#scorm_object');
  for (let n = 1; n < frames; n++) at = at.frameLocator('iframe');
  return at.locator('#state');
};
const EDITIONS = ['scorm12', 'scorm2004'] as const;

for (const edition of EDITIONS) {
  test(`${edition}: a course goes through, is stored, and is there to look at afterwards`, async ({ page }) => {
    const platform = await openScormPlatform(goodPackage(edition), edition, { maximumGrade: 100 });
    await page.goto(platform.player('student1'));
    await expect(state(page)).toHaveText('done: normal 0');
    expect(platform.refusals()).toEqual([]);
    expect(platform.strays).toEqual([]);
    const [attempt] = platform.stored('student1');
    expect(attempt).toMatchObject({ completed: true, closed: true, exit: 'suspend', commits: 3 });
    expect(attempt!.data['cmi.interactions.0.id']).toBe('information');
    expect(platform.grade('student1')).toBeNull();
    expect(platform.calls.map(({ call }) => call).slice(0, 2)).toEqual(['Initialize', 'GetValue']);

    await page.goto(platform.player('student1'));
    await expect(state(page)).toHaveText('done: review 25');
    expect(platform.refusals()).toEqual([]);
    expect(platform.stored('student1')[0]!.data).toEqual(
      Object.fromEntries(Object.entries(attempt!.data).filter(([key]) => !/exit|session_time/.test(key)))
    );
    await platform.close();
  });

  test(`${edition}: another device goes on where somebody stopped, a new attempt begins anew`, async ({ browser }) => {
    const platform = await openScormPlatform(goodPackage(edition, false), edition, { frames: 3 });
    for (const before of [0, 25, 50]) {
      const device = await browser.newContext();
      const page = await device.newPage();
      await page.goto(platform.player('student1'));
      await expect(state(page, 3)).toHaveText(`done: normal ${before}`);
      await device.close();
    }
    const page = await browser.newPage();
    await page.goto(platform.player('student1', { attempt: 'new' }));
    await expect(state(page, 3)).toHaveText('done: normal 0');
    expect(platform.stored('student1').map(({ totalSeconds, data }) => [totalSeconds, data['cmi.suspend_data']!.length])).toEqual([
      [270, 75],
      [90, 25]
    ]);
    expect(platform.refusals()).toEqual([]);
    await page.close();
    await platform.close();
  });

  test(`${edition}: a course in a window of its own finds the platform`, async ({ page }) => {
    const platform = await openScormPlatform(goodPackage(edition), edition);
    await page.goto(platform.player('student1', { window: 'own' }));
    const [own] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Enter' }).click()]);
    await expect(own.locator('#state')).toHaveText('done: normal 0');
    await platform.close();
  });

  test(`${edition}: a platform that keeps nothing says so to the course`, async ({ page }) => {
    const platform = await openScormPlatform(goodPackage(edition), edition);
    await page.goto(platform.player('student1', { window: 'own' }));
    platform.down = 'commits';
    const [own] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Enter' }).click()]);
    await expect(own.locator('#state')).toHaveText('not kept');
    expect(platform.refusals().map(({ refused }) => refused.rule)).toEqual(['commit-failed', 'commit-failed']);
    expect(platform.stored('student1')[0]!.data).toEqual({});
    await platform.close();
  });
}

/** Starts a broken course on a platform of its own. */
async function started({ profile, rule, name, mode, make }: BrokenCourse) {
  if (profile === 'cmi5') {
    const platform = await openCmi5Platform(make());
    const { address } = platform.launch('learner-1', mode ? { mode: mode as LaunchMode } : {});
    return { name, rule, address, refused: () => platform.refusals, close: platform.close };
  }
  const platform = await openScormPlatform(make(), profile);
  const address = platform.player('student1', mode ? { mode: mode as Mode } : {});
  return { name, rule, address, refused: () => platform.refusals().map(({ refused }) => refused), close: platform.close };
}

for (const profile of [...EDITIONS, 'cmi5'] as const) {
  test(`${profile}: each broken course is refused for the reason that is meant`, { tag: '@part' }, async ({ page }) => {
    const courses = partOf(
      BROKEN_COURSES.filter((one) => one.profile === profile),
      0,
      4
    );
    const all = await Promise.all(courses.map(started));
    const frames = all.map(({ address }) => `<iframe src="${address.replaceAll('&', '&amp;')}"></iframe>`).join('');
    const room = await listen((_, response) => html(response, `<!doctype html><title>All</title>${frames}`));
    await page.goto(room.address);
    await expect.poll(() => all.filter(({ refused }) => refused().length === 0).map(({ name }) => name), { intervals: [50] }).toEqual([]);
    for (const { name, rule, refused } of all) {
      expect(refused()[0]!.rule, name).toBe(rule);
      expect(refused()[0]!.reason, name).toMatch(/\S/);
    }
    await page.close();
    await Promise.all([room, ...all].map(({ close }) => close()));
  });
}

test('cmi5: a course goes through on a bad line, and each of its statements is stored once', async ({ page }) => {
  const platform = await openCmi5Platform(goodPackage('cmi5'), { endpointSlash: false });
  const good = platform.launch('learner-1');
  await page.goto(good.address);
  await page.waitForURL(/\/returned\//);
  expect(good).toMatchObject({ fetched: true, initialized: true, completed: true, terminated: true, returned: true });

  const bad = platform.launch('learner-1', { registration: 'new' });
  // The token comes; of what follows, some requests are lost on the way there, and some on the way back.
  await page.route(
    /\/xapi\/statements/,
    (route) => {
      Object.assign(platform.faults, { drop: 1, swallow: 2, fail: 1 });
      return route.continue();
    },
    { times: 1 }
  );
  await page.goto(bad.address);
  await page.waitForURL(/\/returned\//);
  expect(platform.refusals).toEqual([]);
  expect(platform.faults).toMatchObject({ drop: 0, swallow: 0, fail: 0 });
  const verbs = platform.statements('learner-1').filter(({ session, by }) => session === bad.id && by === 'course');
  expect(verbs.map(({ statement }) => statement.verb.id.split('/').pop())).toEqual(['initialized', 'responded', 'completed', 'terminated']);

  // What is completed is opened to look at: nothing but the beginning and the end is said.
  const review = platform.launch('learner-1');
  await page.goto(review.address);
  await page.waitForURL(/\/returned\//);
  expect(platform.statements().filter(({ session, by }) => session === review.id && by === 'course')).toHaveLength(2);
  expect(platform.refusals).toEqual([]);
  expect(platform.strays).toEqual([]);
  await platform.close();
});

/** A page in a frame that says what it hears, as Waymark would be. */
const INSIDE = `<!doctype html><meta charset="utf-8"><title>Inside</title><script>
let heard = 0;
addEventListener('message', ({ data, origin, source }) => {
  heard++;
  const size = typeof data?.state === 'string' ? data.state.length : null;
  if (data?.quiet) return;
  if (data?.count) return parent.postMessage({ type: 'counted', heard }, '*');
  parent.postMessage({ type: 'heard', kind: Object.prototype.toString.call(data), nonce: data?.nonce, size, origin, fromParent: source === parent }, '*');
});
parent.postMessage({ type: 'ready', nonce: 'n' + Math.random(), host: new URLSearchParams(location.search).get('parent'), width: innerWidth }, '*');
</script>`;

test('a host page of another origin says what it is told to, and hears all', async ({ page }) => {
  const inside = await listen((_, response) => html(response, INSIDE));
  const host = await openFrameHost({
    frame: `${inside.address}?parent=$host#/r/small`,
    answers: [{ when: { type: 'ready' }, say: { type: 'init', nonce: '$nonce', v: 1 } }]
  });
  expect(host.origin).toMatch(/^http:\/\/localhost:/);
  await page.goto(host.address);
  const { heard, send, replay, sendHuge, sendMalformed, flood, reloadFrame, forget } = hostOf(page);
  const last = async (count: number) => {
    await expect.poll(async () => (await heard()).length).toBe(count);
    return (await heard()).at(-1)!.data as Record<string, unknown>;
  };
  const answered = await last(2);
  const [ready] = await heard();
  expect(ready).toMatchObject({
    origin: new URL(inside.address).origin,
    fromFrame: true,
    data: { type: 'ready', host: host.origin, width: 700 }
  });
  const { nonce } = ready!.data as { nonce: string };
  expect(answered).toMatchObject({ type: 'heard', nonce, origin: host.origin, fromParent: true });

  // A frame beside it, of a third origin; then an old nonce for a new page.
  await send({ type: 'init', nonce }, { from: 'sibling' });
  const foreign = await last(3);
  expect(foreign).toMatchObject({ nonce, fromParent: false });
  expect([host.origin, new URL(inside.address).origin]).not.toContain(foreign.origin);
  await reloadFrame();
  await last(5);
  await replay(0, { type: 'init' });
  expect((await last(6)).nonce).toBe(nonce);
  expect(((await heard())[3]!.data as { nonce: string }).nonce).not.toBe(nonce);

  // What is meant for another origin does not arrive.
  await send({ type: 'init' }, { to: 'http://localhost:1' });
  await sendHuge(5_000_000, { type: 'state' });
  expect((await last(7)).size).toBe(5_000_000);

  await forget();
  expect(await sendMalformed()).toEqual([]);
  await last(MALFORMED.length);
  const kinds = (await heard()).map(({ data }) => (data as { kind: string }).kind);
  expect(kinds).toEqual(
    expect.arrayContaining([
      '[object Undefined]',
      '[object Null]',
      '[object BigInt]',
      '[object Map]',
      '[object Blob]',
      '[object Uint8Array]',
      '[object Date]'
    ])
  );

  await forget();
  const { sent, took } = await flood({ quiet: true, n: '$n' }, 1000, 2);
  expect(sent).toBe(2000);
  expect(took).toBeGreaterThan(1900);
  await send({ count: true });
  expect(((await last(1)).heard as number) >= 2000).toBe(true);

  // The page of the stranger is the same with another origin, which Waymark would not have been told of.
  await page.goto(host.stranger);
  await last(2);
  expect(((await heard())[1]!.data as { origin: string }).origin).toBe(new URL(host.stranger).origin);
  await host.close();
  await inside.close();
});

test('a host page without a script is a bare frame', async ({ page }) => {
  const inside = await listen((_, response) => html(response, INSIDE));
  const host = await openFrameHost({ frame: inside.address, script: false, attributes: { sandbox: 'allow-scripts' } });
  await page.goto(host.address);
  await expect(page.locator('script')).toHaveCount(0);
  const frame = page.frames()[1]!;
  await expect.poll(() => frame.evaluate(() => [innerWidth, self.origin])).toEqual([700, 'null']);
  await host.close();
  await inside.close();
});
