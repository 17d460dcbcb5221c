/** The way through the app that matters most, the same in every engine. Each step goes on where the one before ended. */
import { readFile } from 'node:fs/promises';
import { topicOf, type Criterion } from '../e2e/app.ts';
import { expect, test } from './device.ts';
import { button, field, heading, link, region, text, type Screen } from './screen.ts';

test.describe.configure({ mode: 'serial' });

const topic = topicOf('information');
const [first, second, ...others] = topic.criteria as [Criterion, Criterion, ...Criterion[]];
const NAME = 'Before the course';
const NOTE = 'Ask Maija about the checklist – “Ääkköset” too.';
const RESULT = 'You talk with people one-to-one online.';
const PASSPHRASE = 'tin owl cellar march';
const STEP = 'By 12 December 2036 · With: Maija';

const radio = (criterion: Criterion, level: 1 | 2 | 3 | 4) => ({ role: 'radio', name: criterion.descriptors[level] });
const next = button(/^(Next|Skip for now|See where you stand)$/);

/** Taps a description, and waits until it is shown as chosen, which it is only when that is stored. */
async function answer(screen: Screen, criterion: Criterion, level: 1 | 2): Promise<void> {
  await screen.reads(heading, criterion.title);
  await screen.click(text(criterion.descriptors[level]));
  await shown(screen, criterion, level);
  for (const other of criterion.essential) if (other !== level) await yes(screen, criterion, other);
}

async function shown(screen: Screen, criterion: Criterion, level: 1 | 2): Promise<void> {
  await screen.chosen(radio(criterion, level));
  await screen.see({ css: `.here[data-level="${level}"]` });
}

async function yes(screen: Screen, criterion: Criterion, level: 1 | 2 | 3 | 4): Promise<void> {
  const steps = { role: 'group', name: `How far is this true of you: ${criterion.descriptors[level]}` };
  await screen.click(text('Yes', steps));
  await screen.reads({ css: '.on', within: steps }, 'Yes');
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
  await screen.fill(field('A name for this assessment, if you like'), NAME);
  await screen.click(button('Begin'));
  await answer(screen, first, 1);
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
  await answer(screen, second, 2);
  await screen.click(next);
  for (const criterion of others) {
    await answer(screen, criterion, 2);
    await screen.click(next);
  }
  await screen.reads(heading, RESULT);
  await screen.reads(region('The overall reading'), 'Level 2 in every topic. Based on 1 of 1 topics.');
  const ladder = { role: 'figure', name: 'Your position on the four levels' };
  // The button waits for the drawing.
  await screen.click(button('Save picture', ladder));
  const picture = await readFile(await device.downloaded(/\.png$/));
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.readUInt32BE(16)).toBeGreaterThan(500);
  await screen.click(text('Show as a table', ladder));
  await screen.reads({ role: 'table', within: ladder }, 'One-to-one');
  await device.picture('result');
});
