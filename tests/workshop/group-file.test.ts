import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inventedCodes } from '#lib/domain/workshop/invented.ts';
import { readDelimited } from '#lib/exchange/rubrics/csv.ts';
import { codebookCsv, GROUP_COLUMNS, groupCsv, groupJson, type ShownGroup } from '#lib/exchange/workshop/group-file.ts';
import { withoutPoints } from '#lib/domain/workshop/round.ts';
import { model, modelWords } from '#lib/library/model.ts';
import { barWords, safetyFigure, safetySentence, savableGroup, shareWords, shownTopics, spanWords } from '#lib/ui/workshop/group.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { times } from '../support/scale.ts';
import { aWorkshop, topicsCalled } from '../support/workshops.ts';

const IDS = ['information', 'writing', 'privacy', 'facilitating', 'presence'];
const workshop = aWorkshop({ number: 3, topics: topicsCalled(...IDS), title: '=Thursday', lines: ['A shared account', '', '+1'] });

/** Its end is the end of a row. */
const tableOf = async (text: string) => (await readDelimited(text, 'group.csv')).filter((row) => row.some(Boolean));

async function group(): Promise<ShownGroup> {
  const store = new Workshops(new MemoryTables());
  await store.save(workshop);
  const { handedIn } = await store.take('w1', inventedCodes(workshop));
  expect(handedIn).toBe(22);
  const { workshop: shown } = await store.reveal('w1');
  return { ...shown, picture: shown.picture!, titles: { privacy: 'Privacy; and "more"' }, invented: false };
}

test('the table holds the bars, shares, middles, safety points and lines of the picture, and reads back as it was', async () => {
  const one = await group();
  const [head, ...rows] = await tableOf(groupCsv(one, ';'));
  expect(head).toEqual(GROUP_COLUMNS);
  const of = (topic: string, measure: string) =>
    rows.filter((row) => row[4] === topic && row[7] === measure).map((row) => row.slice(8).join(' ').trim());
  expect(of('privacy', 'bar')).toEqual(['none none 0 22', '0 1 4 22', '2 2 9 22', '3 4 9 22']);
  expect(of('privacy', 'share')).toEqual(['2 4 18 22', '3 4 9 22']);
  expect(of('privacy', 'median')).toEqual(['2 2']);
  expect(of('privacy', 'safety_open')).toEqual(['4 22']);
  expect(of('', 'line')).toEqual(['A shared account', "'+1"]);
  expect(rows.every((row) => row[0] === "'=Thursday" && row[2] === '22' && row[3] === '0')).toBe(true);
  expect(rows.find((row) => row[4] === 'privacy')![5]).toBe('Privacy; and "more"');
  expect(codebookCsv([['of', 'Out of how many']], ',')).toBe('\uFEFF"column","meaning"\r\n"of","Out of how many"\r\n');
});

test('the data say the same, and that they are invented where they are', async () => {
  const one = await group();
  const json = JSON.parse(groupJson(one, [['of', 'Out of how many']], 'en'));
  expect(json).toMatchObject({ format: 'waymark-group', formatVersion: 1, results: 22, lines: ['A shared account', '+1'] });
  expect(json.topics[2]).toEqual({
    ...{ topic: 'privacy', topic_title: 'Privacy; and "more"', rubric_hash: 'c'.repeat(32) },
    bars: one.picture.topics[2]!.levels.bins,
    shares: one.picture.topics[2]!.levels.shares,
    ...{ q25: [2, 2], median: [2, 2], q75: [3, 4], safety_open: { count: 4, of: 22 } }
  });
  expect('invented' in json).toBe(false);
  expect(JSON.parse(groupJson({ ...one, invented: true }, [], 'en')).invented).toBe(true);
});

test('in words: each bar by its levels, shares at the edges of bars, no level told first', async () => {
  const [topic] = shownTopics((await group()).picture, [{ id: 'presence', title: 'Presence', short: 'Presence', points: true }]).slice(-1);
  expect(barWords(topic!.levels)).toEqual(['10 at no level told, or up to level 0', '3 at levels 1 to 2', '9 at levels 3 to 4']);
  expect(shareWords(topic!.levels)).toEqual(['level 1: 12 of 22', 'level 3: 9 of 22']);
  expect([spanWords([-1, -1]), spanWords([2, 2])]).toEqual(['no level told', 'level 2']);
});

test('of a topic without safety points nothing is said of them: in words, in the picture’s file, and in the files to take away', async () => {
  const one = await group();
  const called = IDS.map((id) => ({ id, title: id, short: id, points: id !== 'privacy' && id !== 'writing' }));
  const topics = shownTopics(one.picture, called);
  expect(topics.map(({ open }) => open === null)).toEqual([false, true, true, false, false]);
  expect([safetyFigure(topics[2]!.open), safetySentence(topics[2]!.open)]).toEqual(['this topic has none', '']);
  const words = (some: typeof topics) => savableGroup(some, one.picture, '', modelWords, model, false).words.sentence;
  expect(words(topics)).toBe('22 results. Safety point open: information 5 of 22, facilitating 5 of 22 and presence 4 of 22.');
  expect(words(topics.slice(1, 3))).toBe('22 results.');
  const told = { ...one, picture: withoutPoints(one.picture, called) };
  const rows = (await tableOf(groupCsv(told, ','))).filter((row) => row[7] === 'safety_open');
  expect(rows.map((row) => row[4])).toEqual(['information', 'facilitating', 'presence']);
  expect(JSON.parse(groupJson(told, [], 'en')).topics[2].safety_open).toBeNull();
});

test('any title and any line leave the table as it is', () =>
  fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }), async (title, line) => {
      const one = { ...(await group()), title, lines: [line] };
      const rows = await tableOf(groupCsv(one, ','));
      expect(rows.every((row) => row.length === GROUP_COLUMNS.length)).toBe(true);
    }),
    times(20)
  ));
