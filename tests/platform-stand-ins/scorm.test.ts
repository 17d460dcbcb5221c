import { afterEach, expect, test } from 'vitest';
import { BROKEN_PACKAGES, goodFiles, goodPackage, pack } from '../support/platform/broken.ts';
import { openScormPlatform, RefusedPackage, secondsOf, type ScormPlatform, type ScormSettings } from '../support/platform/scorm.ts';

let platform: ScormPlatform | undefined;
afterEach(async () => {
  await platform?.close();
  platform = undefined;
});
const open = async (zip = goodPackage('scorm12'), settings: ScormSettings = {}) =>
  (platform = await openScormPlatform(zip, 'scorm12', settings));
const CONTENT = 'pluginfile.php/42/mod_scorm/content/1/';

/** What a player would keep of a session. */
async function keep(
  to: ScormPlatform,
  data: Record<string, string>,
  { account = 'student1', attempt = 1, closing = true } = {}
): Promise<number> {
  const response = await fetch(`${to.address}mod/scorm/datamodel.php`, {
    method: 'POST',
    body: JSON.stringify({ account, attempt, data, closing })
  });
  return response.status;
}
async function session(to: ScormPlatform, ...how: Parameters<ScormPlatform['player']>) {
  const page = await (await fetch(to.player(...how))).text();
  return JSON.parse(/window\.session = (.*)<\/script>/.exec(page)![1]!) as {
    attempt: number;
    stored: Record<string, string>;
    known: Record<string, string>;
    settings: { mode: string };
  };
}

test('a package with faults is not taken', async () => {
  const broken = BROKEN_PACKAGES.find(({ profile, rule }) => profile === 'scorm12' && rule === 'unlisted')!;
  await expect(open(broken.make())).rejects.toThrow(RefusedPackage);
  await expect(open(broken.make())).rejects.toThrow(/unlisted: assets\/extra.svg/);
  await open(broken.make(), { evenWithFaults: true });
});

test('files are served as Moodle serves them, below a deep path', async () => {
  const files = goodFiles('scorm12');
  const { address, strays } = await open(pack({ ...files, 'x.mjs': '', 'x.wasm': '', 'x.webmanifest': '{}', 'x.age': '' }), {
    evenWithFaults: true
  });
  const get = (path: string, headers = {}) => fetch(`${address}${path}`, { headers });
  const types = {
    'index.html': 'text/html',
    'assets/course.js': 'application/x-javascript',
    'x.mjs': 'text/plain',
    'x.wasm': 'application/octet-stream',
    'x.webmanifest': 'application/json',
    'x.age': 'document/unknown'
  };
  for (const [path, type] of Object.entries(types)) {
    const response = await get(`${CONTENT}${path}`);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, type]);
    expect(response.headers.get('cache-control')).toBe('private, max-age=7776000, immutable');
  }
  expect(await (await get(`${CONTENT}index.html?a=b`)).text()).toBe(files['index.html']);
  expect(strays).toEqual([]);
  for (const path of [CONTENT, `${CONTENT}Index.html`, `${CONTENT}r/small`, 'assets/course.js'])
    expect((await get(path)).status, path).toBe(404);
  expect((await get(`${CONTENT}assets/course.js`, { 'service-worker': 'script' })).status).toBe(404);
  expect(strays).toHaveLength(5);
  expect(strays.at(-1)).toContain('a service worker');
});

test('what is kept is given back to the same account alone, with the time of all sessions', async () => {
  const to = await open(goodPackage('scorm12'), {
    accounts: [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' }
    ]
  });
  expect((await session(to, 'a')).known).toMatchObject({
    'cmi.core.entry': 'ab-initio',
    'cmi.core.student_id': 'a',
    'cmi.core.credit': 'credit'
  });
  const data = {
    'cmi.suspend_data': 'x',
    'cmi.core.exit': 'suspend',
    'cmi.core.session_time': '0000:01:30',
    'cmi.core.lesson_status': 'incomplete'
  };
  await keep(to, data, { account: 'a' });
  const again = await session(to, 'a');
  expect(again.stored).toEqual({ 'cmi.suspend_data': 'x', 'cmi.core.lesson_status': 'incomplete' });
  expect(again.known).toMatchObject({ 'cmi.core.entry': 'resume', 'cmi.core.total_time': '0000:01:30' });
  await keep(to, data, { account: 'a' });
  expect((await session(to, 'a')).known['cmi.core.total_time']).toBe('0000:03:00');
  expect((await session(to, 'b')).stored).toEqual({});
  expect(to.stored('a')).toHaveLength(1);
  expect((await session(to, 'a', { attempt: 'new' })).stored).toEqual({});
  expect(to.stored('a').map(({ number, commits }) => [number, commits])).toEqual([
    [1, 2],
    [2, 0]
  ]);
  expect(Object.keys(to.export())).toEqual(['a', 'b']);
  expect(() => to.player('c')).toThrow('nobody is called c');
});

test('what is completed is opened to look at, whatever was asked for', async () => {
  const to = await open();
  await session(to, 'student1');
  await keep(to, { 'cmi.core.lesson_status': 'completed' });
  const again = await session(to, 'student1', { mode: 'normal' });
  expect(again.settings.mode).toBe('review');
  expect(again.known).toMatchObject({ 'cmi.core.lesson_mode': 'review', 'cmi.core.credit': 'no-credit', 'cmi.core.entry': 'resume' });
});

test('in 2004 what was finished without “suspend” begins anew', async () => {
  platform = await openScormPlatform(goodPackage('scorm2004'), 'scorm2004');
  await session(platform, 'student1');
  await keep(platform, { 'cmi.suspend_data': 'x', 'cmi.exit': 'suspend' });
  expect((await session(platform, 'student1')).stored).toEqual({ 'cmi.suspend_data': 'x' });
  // Cut off in the middle: what was committed stays.
  await keep(platform, { 'cmi.suspend_data': 'y' }, { closing: false });
  expect((await session(platform, 'student1')).stored).toEqual({ 'cmi.suspend_data': 'y' });
  await keep(platform, { 'cmi.suspend_data': 'z' });
  const anew = await session(platform, 'student1');
  expect([anew.attempt, anew.stored]).toEqual([2, {}]);
  expect(anew.known).toMatchObject({ 'cmi.objectives.0.id': 'course', 'cmi.objectives.1.id': 'information' });
});

test('a platform that is down keeps nothing, and hands out nothing if it is down altogether', async () => {
  const to = await open();
  await session(to, 'student1');
  to.down = 'commits';
  expect(await keep(to, { 'cmi.suspend_data': 'x' })).toBe(503);
  expect((await fetch(`${to.address}${CONTENT}index.html`)).status).toBe(200);
  to.down = 'all';
  expect((await fetch(`${to.address}${CONTENT}index.html`)).status).toBe(503);
  to.down = false;
  expect(to.stored('student1')[0]).toMatchObject({ commits: 0, data: {} });
  expect(await keep(to, { 'cmi.suspend_data': 'x' })).toBe(200);
});

test('a grade stands in the gradebook only where a course wrote one', async () => {
  const to = await open(goodPackage('scorm12'), { maximumGrade: 10 });
  await session(to, 'student1');
  await keep(to, { 'cmi.core.lesson_status': 'completed' });
  expect(to.grade('student1')).toBeNull();
  await keep(to, { 'cmi.core.score.raw': '62.5' });
  expect(to.grade('student1')).toBe(6.25);
  expect(to.export()['student1']!.grade).toBe(6.25);
});

test.each([
  ['0000:01:30', 90],
  ['01:00:00.5', 3600.5],
  ['PT1M30S', 90],
  ['PT1.5S', 1.5],
  ['P1DT1H', 90_000]
])('%s are %d seconds', (time, seconds) => {
  expect(secondsOf(time)).toBe(seconds);
});
test('other texts are no length of time', () => expect(() => secondsOf('90')).toThrow());
