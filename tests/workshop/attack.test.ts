/**
 * The attack: somebody writes down all that is ever seen of a workshop (counts, pictures, tables, sentences, prompts, files, what is said of late
 * codes), at every moment, and subtracts. What they could work out of one person is what would be seen otherwise if that person were at another
 * level. So every person changes places with somebody at another level, and all that is seen has to be the same, byte for byte.
 */
import { describe, expect, test } from 'vitest';
import { groupPainting } from '#lib/charts/group.ts';
import { paperLook } from '#lib/charts/look.ts';
import { SvgPen } from '#lib/charts/svg.ts';
import type { ModelWords } from '#lib/domain/model.ts';
import { shown, type LevelCounts } from '#lib/domain/workshop/floor.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import { shapeOf } from '#lib/domain/workshop/round.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { codebookCsv, groupCsv, groupJson } from '#lib/exchange/workshop/group-file.ts';
import { barWords, groupSceneOf, safetyFigure, safetySentence, sentenceOf, shareWords, shownTopics } from '#lib/ui/workshop/group.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import english from '#rubrics/en.json';
import { randomBy } from '../../scripts/random.ts';
import { ruler } from '../charts/recording.ts';
import { LEVEL, SEED, times } from '../support/scale.ts';
import { aWorkshop, codeOf, topicsCalled } from '../support/workshops.ts';

const IDS = ['information', 'writing', 'privacy'];
const words = english as unknown as ModelWords;
const called = IDS.map((id) => ({ id, title: `About ${id}`, short: id, points: true }));
const titles = Object.fromEntries(called.map(({ id, title }) => [id, title]));

/** What each person has, topic by topic; who comes after the picture, and what they bring. */
interface Made {
  readonly people: readonly (readonly TopicResult[])[];
  readonly late: readonly (readonly TopicResult[])[];
}

const workshopOf = (topics: number) =>
  aWorkshop({ id: 'w', number: 7, topics: topicsCalled(...IDS.slice(0, topics)), title: 'Thursday', lines: ['A shared account'] });

/** All that anybody makes of what the store hands out. */
function looks({ workshop, handedIn }: { readonly workshop: Workshop; readonly handedIn: number }): string[] {
  const { picture } = workshop;
  const out = [JSON.stringify({ workshop, handedIn })];
  if (!picture) return out;
  const topics = shownTopics(picture, called);
  const group = { ...workshop, picture, titles, invented: false };
  out.push(groupCsv(group, ','), groupJson(group, [], 'en'), codebookCsv([], ','), sentenceOf(topics));
  for (const topic of topics) {
    out.push(...barWords(topic.levels), ...shareWords(topic.levels), safetyFigure(topic.open), safetySentence(topic.open));
    out.push(String(shapeOf(topic.levels)));
  }
  for (const some of [topics, topics.slice(0, 1)]) {
    if (!some.length) continue;
    const scene = groupSceneOf(some, words, { competencies: IDS });
    const { height, paint } = groupPainting(scene)(ruler, 700, paperLook(false));
    const pen = new SvgPen(ruler);
    paint(pen);
    out.push(pen.inline(700, height));
  }
  return out;
}

/** Lives through a workshop. @returns all that is seen of it, in order */
async function seen({ people, late }: Made): Promise<string[]> {
  const topics = people[0]!.length;
  const workshop = workshopOf(topics);
  const code = (id: number, own: readonly TopicResult[]) => codeOf(workshop, id, own);
  const store = new Workshops(new MemoryTables());
  const out: string[] = [];
  const look = async () => out.push(...looks((await store.read('w'))!));
  const take = async (text: string) => {
    const { verdicts, handedIn } = await store.take('w', [text]);
    out.push(JSON.stringify({ verdicts, handedIn }));
    await look();
  };
  await store.save(workshop);
  // Somebody is looked at in vain while there are too few.
  for (const [i, own] of people.entries()) {
    await take(code(i, own));
    if (i === 3) out.push(...looks(await store.reveal('w')));
  }
  out.push(...looks(await store.reveal('w')));
  for (const [i, own] of late.entries()) await take(code(1_000 + i, own));
  // One replaces, one takes back.
  await take(code(0, late[0] ?? people[1]!));
  await take(codeOf(workshop, 1, null));
  out.push(...looks(await store.close('w')));
  await take(code(2_000, people[0]!));
  return out;
}

function made(random: (below: number) => number): Made {
  const topics = 1 + random(3);
  // A few levels, or all: both spread and narrow groups.
  const [from, range] = [random(4), 1 + random(6)];
  const one = (): TopicResult[] =>
    Array.from({ length: topics }, () => {
      const level = ((from + random(range)) % 6) - 1;
      return { level: level < 0 ? null : (level as 0), open: random(4) === 0 };
    });
  const all = (count: number) => Array.from({ length: count }, one);
  return { people: all(5 + random(20)), late: all(random(5)) };
}

/** The same people, two of whom have changed places in one topic. */
const swapped = ({ people, late }: Made, topic: number, a: number, b: number): Made => ({
  late,
  people: people.map((own, i) => (i === a || i === b ? own.with(topic, people[i === a ? b : a]![topic]!) : own))
});

describe('all that is ever seen of a workshop', () => {
  const workshops = Array.from({ length: times(16).numRuns }, (_, i) => made(randomBy(SEED + i)));

  test('is the same whoever of the group is at which level, unless the bars say that all are at one', async () => {
    let [tried, concentrated] = [0, 0];
    for (const one of workshops) {
      const all = await seen(one);
      const random = randomBy(tried);
      for (let topic = 0; topic < one.people[0]!.length; topic++) {
        const level = (person: number) => one.people[person]![topic]!.level;
        const person = random(one.people.length);
        const other = one.people.findIndex((_, i) => level(i) !== level(person));
        if (other < 0) {
          concentrated++;
          expect(all.filter((text) => text === 'concentrated').length).toBeGreaterThan(0);
          continue;
        }
        tried++;
        expect(await seen(swapped(one, topic, person, other))).toEqual(all);
      }
    }
    expect(tried).toBeGreaterThan(15);
    expect(concentrated).toBeGreaterThan(0);
  });

  test('is the same whatever those bring who come late, replace or take back', async () => {
    for (const one of workshops.slice(0, 6)) {
      const other = one.late.map((own) => own.map(({ level, open }): TopicResult => ({ level: level === null ? 4 : null, open: !open })));
      expect(await seen({ ...one, late: other })).toEqual(await seen(one));
    }
  });

  const at = (counts: readonly number[], open = 0): Made => ({
    people: counts
      .flatMap((count, i) => Array<TopicResult['level']>(count).fill(i === 0 ? null : ((i - 1) as 0)))
      .map((level, i) => [{ level, open: i < open }]),
    late: []
  });

  test('is the same however people are spread within the bars', async () => {
    const random = randomBy(SEED);
    const few = () => [0, 0, 1, 1, 2, 3, 6][random(7)]!;
    for (let tried = 0; tried < times(12).numRuns;) {
      const counts = Array.from({ length: 6 }, few);
      const { bins } = shown(counts as unknown as LevelCounts);
      if (!bins?.some(({ levels: [from, to], count }) => from < to && count > 0)) continue;
      const others = [0, 0, 0, 0, 0, 0];
      for (const {
        levels: [from, to],
        count
      } of bins)
        for (let i = 0; i < count; i++) others[from + 1 + random(to - from + 1)]!++;
      if (others.every((count, i) => count === counts[i])) continue;
      if (JSON.stringify(shown(others as unknown as LevelCounts).bins) !== JSON.stringify(bins)) continue;
      tried++;
      expect(await seen(at(others))).toEqual(await seen(at(counts)));
    }
  });

  test('is the same however people are spread within the bars: groups of five, every one in a storm', async () => {
    const groups = (people: number, places: number): number[][] =>
      places === 1
        ? [[people]]
        : Array.from({ length: people + 1 }, (_, first) => groups(people - first, places - 1).map((rest) => [first, ...rest])).flat();
    const by = new Map<string, string[]>();
    let alike = 0;
    for (const counts of groups(5, 6).filter((_, i) => LEVEL === 'storm' || i % 4 === 0)) {
      const bars = JSON.stringify(shown(counts as unknown as LevelCounts).bins);
      // Those who come late differ as well.
      const late = [[{ level: (counts[0]! % 5) as 0, open: true }]];
      const all = await seen({ ...at(counts), late });
      const before = by.get(bars);
      if (before) alike++;
      expect(all).toEqual(before ?? all);
      by.set(bars, all);
    }
    expect(alike).toBeGreaterThan(30);
  });

  test('tells a safety point of three, and not whether two, one or nobody has it missing', async () => {
    const counts = [0, 1, 3, 9, 7, 2];
    const none = await seen(at(counts));
    expect(await seen(at(counts, 1))).toEqual(none);
    expect(await seen(at(counts, 2))).toEqual(none);
    expect(await seen(at(counts, 3))).not.toEqual(none);
    expect(await seen(at(counts, 20))).toEqual(await seen(at(counts, 22)));
  });

  test('before the picture is the count and nothing else', async () => {
    const [one] = workshops as [Made];
    const others: Made = { late: [], people: one.people.map((own) => own.map(() => ({ level: 4, open: true }))) };
    const open = async (what: Made) => (await seen(what)).slice(0, 2 * what.people.length);
    expect(await open(others)).toEqual(await open(one));
  });

  test('fewer than five: what is left after the close does not even hold how many they were', async () => {
    const few = async (people: number) => {
      const store = new Workshops(new MemoryTables());
      const workshop = workshopOf(1);
      await store.save(workshop);
      const codes = Array.from({ length: people }, (_, id) => codeOf(workshop, id, [2], true));
      await store.take('w', codes);
      return [...looks(await store.close('w')), ...looks((await store.read('w'))!)];
    };
    expect(await few(3)).toEqual(await few(0));
  });
});

test('the attack is one: a level moved to another bar is seen', async () => {
  const level = (one: TopicResult['level']): Made => ({
    people: [...Array(3).fill([{ level: 1, open: false }]), ...Array(3).fill([{ level: 3, open: false }]), [{ level: one, open: false }]],
    late: []
  });
  expect(await seen(level(3))).not.toEqual(await seen(level(1)));
});
