/** A course as one file, opened from the disk: no server, no modules, no workers. A whole assessment is done in it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readData } from '#lib/exchange/personal/file.ts';
import { packageFrom } from '../../scripts/package-desk.ts';
import { headlineOf, LEVELS, topicOf } from '../e2e/app.ts';
import { expect, test } from './device.ts';
import { button, heading } from './screen.ts';

const topic = topicOf('presence');

test('a whole assessment in a file from the disk, there again after a restart, and handed out', async ({ device }) => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-file-'));
  const file = join(folder, 'course.html');
  await packageFrom(['--format', 'html', '--topics', topic.id, '--lang', 'en', '--title', 'Course on a stick', '--out', file]);
  await device.openFile(file);
  await device.screen.reads(heading, 'Course on a stick');
  await device.picture('file');
  await device.screen.click(button('Begin'));
  for (const [i, criterion] of topic.criteria.entries()) {
    const { screen } = device;
    await screen.reads(heading, criterion.title);
    // As long as nobody presses anything who has just seen it.
    await new Promise((done) => setTimeout(done, 400));
    for (const level of LEVELS.filter((level) => level <= 2 || criterion.essential.includes(level))) {
      await screen.click({ role: 'checkbox', name: criterion.descriptors[level] });
      await screen.see({ css: `.chosen[data-level="${level}"]` });
    }
    if (i === 1) {
      // Closed in the middle of a question: it goes on there.
      await device.restart();
      await device.openFile(file);
      await device.screen.click(button(`Go on at question 2 of ${topic.criteria.length}`));
      await device.screen.see({ css: '.chosen[data-level="2"]' });
      await new Promise((done) => setTimeout(done, 400));
    }
    await device.screen.click(button(/^(Next|See where you stand)$/));
  }
  await device.screen.reads(heading, headlineOf(topic, 2));
  await device.picture('file-result');
  await device.screen.click(button('Download your answers'));
  const { assessments } = readData(JSON.parse(await readFile(await device.downloaded(/\.json$/), 'utf8')), 'answers');
  expect(assessments).toHaveLength(1);
  expect(Object.keys(assessments[0]!.entries)).toHaveLength(topic.criteria.length);

  await device.restart();
  await device.openFile(file);
  await device.screen.click(button('See where you stand'));
  await device.screen.reads(heading, headlineOf(topic, 2));
  await rm(folder, { recursive: true });
});
