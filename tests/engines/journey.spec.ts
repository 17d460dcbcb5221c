/** The way through the app that matters most, the same in every engine. Each step goes on where the one before ended. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Level, Reached } from '#lib/domain/model.ts';
import { writeInvitation } from '#lib/domain/workshop/invitation.ts';
import { invitationOf } from '#lib/domain/workshop/workshop.ts';
import { resultRows } from '#lib/exchange/bytes/qr.ts';
import { headlineOf, PAGES, topicOf, type Criterion } from '../e2e/app.ts';
import { LEVEL, partOf } from '../support/scale.ts';
import { KNOWN } from '../e2e/joining.ts';
import { builtInWorkshop, codeOf } from '../e2e/workshop.ts';
import { expect, test } from './device.ts';
import { button, field, heading, link, region, text, type Screen } from './screen.ts';

test.describe.configure({ mode: 'serial' });

const ENGINES = ['Chromium', 'Firefox', 'WebKitGTK'];
const topic = topicOf('information');
const [first, second, ...others] = topic.criteria as [Criterion, Criterion, ...Criterion[]];
const NAME = 'Before the course';
const NOTE = 'Ask Maija about the checklist – “Ääkköset” too.';
const RESULT = headlineOf(topic, 2);
const PASSPHRASE = 'tin owl cellar march';
const STEP = 'By 12 December 2036';

/** What the Finnish pages say there. */
const words = Object.assign(
  {},
  ...['nav', 'people', 'result'].map((area) => JSON.parse(readFileSync(`src/lib/i18n/messages/${area}/fi.json`, 'utf8')) as object)
) as Readonly<Record<'nav_result' | 'people_who_title' | 'topics_title', string>>;

const box = (criterion: Criterion, level: Level) => ({ role: 'checkbox', name: criterion.descriptors[level] });
const next = button(/^(Next|None of these yet|See where you stand)$/);

/** Waits for a question, and as long as nobody presses anything there who has seen it: sooner, it might be the second half of a double click. */
async function asks(screen: Screen, criterion: Criterion): Promise<void> {
  await screen.reads(heading, criterion.title);
  await new Promise((done) => setTimeout(done, 400));
}

/** Taps a statement, and waits until it is shown as chosen, which it is only when that is stored. */
async function choose(screen: Screen, criterion: Criterion, level: Level): Promise<void> {
  await screen.click(box(criterion, level));
  await shown(screen, criterion, level);
}

async function shown(screen: Screen, criterion: Criterion, level: Level): Promise<void> {
  await screen.chosen(box(criterion, level));
  await screen.see({ css: `.chosen[data-level="${level}"]` });
}

/** Waits until all of the app is kept for use without a connection. */
const offlineReady = (screen: Screen) => screen.reads({ css: 'footer [data-offline="ready"]' }, /./);

test('answers by tap and by key, and a note, are there after a reload', async ({ device }) => {
  const { screen } = device;
  await screen.open('');
  await screen.reads(heading, 'Where do you stand with social media in guidance?');
  await device.picture('start');
  await screen.click(link('Choose topics'));
  await screen.click(button('None'));
  await screen.click({ role: 'checkbox', name: new RegExp(`^${topic.title}`) });
  await screen.click(text('A name for this assessment, if you like'));
  await screen.fill(field('A name for this assessment, if you like'), NAME);
  await screen.click(button('Begin'));
  await screen.reads(heading, first.title);
  await choose(screen, first, 1);
  await screen.see(text('Saved on this device'));
  await device.picture('answer');
  await screen.click(text('Note for yourself'));
  await screen.fill({ css: '#note' }, NOTE);
  await screen.click(next);

  await screen.reads(heading, second.title);
  await screen.press('2');
  await shown(screen, second, 2);
  await screen.reload();
  await screen.reads(heading, second.title);
  await shown(screen, second, 2);
  await screen.click(button('Back'));
  await screen.reads(heading, first.title);
  await shown(screen, first, 1);
  await screen.holds({ css: '#note' }, NOTE);
  await device.picture('note');
});

test('the result says where one stands, draws it, and hands the picture over', async ({ device }) => {
  const { screen } = device;
  await screen.click(next);
  await asks(screen, second);
  await shown(screen, second, 2);
  // Its essential is asked for in its place, and then answered by choosing it.
  await screen.click(next);
  await screen.see(text('This one is about people’s safety, so we ask.'));
  await asks(screen, second);
  await choose(screen, second, 1);
  await screen.click(next);
  for (const criterion of others) {
    await asks(screen, criterion);
    await choose(screen, criterion, 1);
    await choose(screen, criterion, 2);
    await screen.click(next);
  }
  await screen.reads(heading, RESULT);
  const ladder = region('Save, print or edit');
  await screen.click(text('Table, picture, report', ladder));
  await screen.click(button('Save as an image (PNG)', ladder));
  const picture = await readFile(await device.downloaded(/\.png$/));
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.readUInt32BE(16)).toBeGreaterThan(500);
  await screen.reads({ role: 'table', within: ladder }, 'One-to-one');
  await device.picture('result');
});

test('without a server, after a restart of the browser, all is there and can be changed', async ({ device, site }) => {
  const { screen: before } = device;
  device.expects(
    /Failed to load|Cannot load|cannot load|Load failed|Unable to preload CSS|NetworkError|404|served by service worker is an error/
  );
  await before.click(link('Waymark'));
  await offlineReady(before);
  await device.end();
  await site.offline();
  await device.begin();
  const { screen } = device;
  await screen.open('assessments/');
  await screen.see({ role: 'heading', name: NAME });
  await screen.click(link(/^Change answers/));
  while (!(await screen.texts(heading)).includes(first.title)) await screen.click(button('Back'));
  await shown(screen, first, 1);
  await screen.holds({ css: '#note' }, NOTE);
  await choose(screen, first, 2);
  await screen.see(text('Saved on this device'));
  await device.picture('offline');
  await screen.reload();
  await shown(screen, first, 2);

  // What was never opened is not kept, and says so.
  await screen.open('rubrics/edit/');
  await screen.reads(heading, 'This part of Waymark is not on this device yet');
  await screen.open('nowhere/');
  await screen.see(link('My assessments'));
  await site.online();
});

test('a step goes into the plan, with a date and a name, and into the calendar', async ({ device }) => {
  const { screen } = device;
  await screen.open('assessments/');
  await screen.click(link(/^Result/));
  await screen.reads(heading, RESULT);
  await screen.click(button(/^Add to plan/, { role: 'region', name: /^Your next step/ }));
  await screen.click(link(/^In your plan/));
  await screen.reads(heading, 'Your plan');
  await screen.click(button(/^more/));
  await screen.click(button(/^Edit/));
  // By keyboard: a click opens a calendar in some.
  await screen.click(field('What to do'));
  await screen.press('Tab');
  // The same in every order of day and month.
  await screen.typeDate('12', '12', '2036');
  await screen.fill(field('With whom'), 'Maija');
  await screen.click(button(/^Close/));
  await screen.see(text(STEP));
  await device.picture('plan');
  await screen.reload();
  await screen.see(text(STEP));
  await screen.click(button(/^more/));
  await screen.click(button(/^Add to my calendar/));
  const calendar = await readFile(await device.downloaded(/\.ics$/), 'utf8');
  expect(calendar).toContain('20361212');
});

test('a backup brings everything to another device', async ({ device, other }) => {
  const { screen } = device;
  await screen.open('data/backup/');
  const make = region('Make a backup');
  await screen.reads(make, 'one assessment, 24 answers, one note and one step in your plan');
  await screen.click({ role: 'radio', name: /^I choose my own/ });
  await screen.fill(field('Passphrase', make), PASSPHRASE);
  await screen.fill(field('Repeat the passphrase', make), PASSPHRASE);
  await screen.click(button('Make the backup'));
  await screen.see({ role: 'heading', name: 'The backup is made' });
  const file = await device.downloaded(/\.age$/);
  expect(await readFile(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
  await device.picture('backup');

  const there = other.screen;
  await there.open('data/');
  await other.choose('input[type=file]', file);
  await there.fill(field('Passphrase of this backup'), 'not the right one');
  await there.click(button('Check what’s inside'));
  await there.reads({ role: 'alert' }, 'This passphrase does not open the file.');
  await there.fill(field('Passphrase of this backup'), PASSPHRASE);
  await there.click(button('Check what’s inside'));
  await there.see({ role: 'heading', name: 'Whose is this?' });
  await there.click(button('Mine'));
  await there.see({ role: 'heading', name: 'What will happen' });
  await there.click(button('Import'));
  await there.see({ role: 'heading', name: 'It is here now' });
  await other.restart();
  const again = other.screen;
  await again.open('plan/');
  await again.see(text(STEP));
  await again.click(link('More'));
  await again.click(link('My assessments'));
  await again.see({ role: 'heading', name: NAME });
  await again.click(link(/^Result/));
  await again.reads(heading, RESULT);
  await other.picture('restored');
  expect(other.unseen()).toEqual([]);
});

test('two people share the device, and neither sees what is the other’s', async ({ device }) => {
  let { screen } = device;
  await screen.open('people/');
  await screen.fill(field('Name or initials'), 'Aino');
  await screen.click(button('Save the name'));
  await screen.see(text('The name is now: Aino'));
  await screen.click(button('Add a person'));
  await screen.fill(field('Name or initials'), 'Ben');
  await screen.click({ role: 'checkbox', name: 'Lock with a passphrase' });
  await screen.fill(field('New passphrase'), PASSPHRASE);
  await screen.fill(field('Repeat the passphrase'), PASSPHRASE);
  await screen.click(button('Add'));
  await screen.see(text('Added: Ben'));
  await device.picture('people');

  await device.restart();
  ({ screen } = device);
  await screen.open('assessments/');
  await screen.reads(heading, 'Who is using Waymark?');
  await screen.click(button(/^Ben/));
  await screen.fill(field('Passphrase: Ben'), 'tin owl cellar');
  await screen.click(button('Open'));
  await screen.see(text(/This is not the passphrase\./));
  await screen.fill(field('Passphrase: Ben'), PASSPHRASE);
  await screen.click(button('Open'));
  await screen.see(text('Nothing here yet'));
  await screen.gone(text(NAME));
  await screen.click(link('In use by: Ben'));
  await screen.click(button('Switch to Aino'));
  await screen.see(link('In use by: Aino'));
  await screen.click(link('More'));
  await screen.click(link('My assessments'));
  await screen.see({ role: 'heading', name: NAME });
});

/** More than one line at any width. */
const LONG =
  'In each of my groups we agree before we begin on what may be told outside, write it down where all can read it, look at it again in the middle of the year, and say what has changed since and why it has.';

/** Letter by letter a long text takes long to type, so one of the four is long. */
const statement = (level: number) => `${level}. ${level === 2 ? LONG : 'We agree on what may be told outside.'}`;

test('a rubric is written, and every word of it is to be seen', async ({ device }) => {
  const { screen } = device;
  await screen.open('rubrics/edit/');
  await screen.click(button('Start writing'));
  await screen.reads(heading, 'Rubric without a title');
  await screen.fill(field('Title of the rubric'), 'Guiding groups online');
  await screen.fill(field('Short name'), 'Groups');
  await screen.click(button('Add a question'));
  await screen.fill(field('Title of the question'), 'Agreements');
  for (const level of [1, 2, 3, 4]) await screen.fill(field(`Statement at level ${level}`), statement(level));
  await screen.allShown();
  await device.picture('editor');
  await screen.reload();
  await screen.reads(heading, 'Guiding groups online');
  await device.picture('editor-title');
  await screen.click(button(/^1\. Agreements/));
  await screen.holds(field('Title of the question'), 'Agreements');
  for (const level of [1, 2, 3, 4]) await screen.holds(field(`Statement at level ${level}`), statement(level));
  await screen.allShown();
});

test('a table of phones is swept, handed over and deleted', async ({ device }) => {
  const { screen } = device;
  const topics = builtInWorkshop(4_711);
  const told = writeInvitation(invitationOf(topics), KNOWN)!;
  await screen.open(`workshop/collect/#w=${told}`);
  await screen.click(button('Collect for this workshop on this device'));
  await screen.see(button('Start the camera'));
  const codes = [1, 2, 3, 4, 0, 2].map((level, id) => codeOf(topics, 1_000 + 37 * id, Array<Reached>(KNOWN.length).fill(level as Reached)));
  await device.cameraSees(codes.map(resultRows));
  await screen.click(button('Start the camera'));
  await screen.reads({ css: '[data-told]' }, '6 new. 6 handed in.');
  await screen.see({ css: '[data-mark="new"]' });
  await screen.click(button('Stop the camera'));
  await screen.click(button('Show the code'));
  await screen.see(text(/^6 results are in this code\./));
  await device.picture('hand-over');
  await screen.click(button('Yes, delete them here'));
  await screen.reads({ css: '#hand-over-done' }, '6 results are deleted from this device');
  await screen.reads({ css: '.count strong' }, '0');
});

test('in Finnish and in the dark all is there too', async ({ device }) => {
  let { screen } = device;
  await screen.click(link('Waymark'));
  await screen.click(link('More'));
  await screen.click(link('Settings'));
  await screen.click({ role: 'radio', name: 'Dark' });
  await device.picture('settings');
  await screen.click(button(/English/));
  await screen.click(link('Suomi'));
  await screen.wears('fi', 'dark');
  await device.restart();
  ({ screen } = device);
  // Whoever comes back to the address of the English pages is led to the language that they chose.
  await screen.open('assessments/');
  await screen.wears('fi', 'dark');
  await screen.reads(heading, words.people_who_title);
  await screen.click(button(/^Aino/));
  await screen.see({ role: 'heading', name: NAME });
  await screen.click(link(new RegExp(`^${words.nav_result}`)));
  await screen.see({ role: 'figure' });
  await screen.reads(region(words.topics_title), /2/);
  await device.picture('finnish');
});

// In a sample, each page in one of the engines.
test('a page that is left while it loads leaves no error behind', async ({ device, engine }) => {
  const { screen } = device;
  const pages = LEVEL === 'sample' ? partOf(PAGES, ENGINES.indexOf(engine.name), ENGINES.length) : PAGES;
  for (const path of pages) await screen.leave(`fi${path}`);
});
