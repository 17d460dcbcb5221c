/**
 * The attack over two rounds: somebody writes down all that is ever seen of both (counts, pictures, changes, looks back, files, the text for phones,
 * what is said of codes and hand-overs), and compares. Whoever of the group went where must not be among it.
 */
import { describe, expect, test } from 'vitest';
import { shown, shownChange, tallyChanges, type LevelCounts } from '#lib/domain/workshop/floor.ts';
import { writeGroup } from '#lib/domain/workshop/group-code.ts';
import { roundOf } from '#lib/domain/workshop/round.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { groupCsv, groupJson } from '#lib/exchange/workshop/group-file.ts';
import { writeShownWorkshops } from '#lib/exchange/personal/shown-workshops.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { randomBy } from '../../scripts/random.ts';
import { SEED, times } from '../support/scale.ts';
import { aWorkshop, codeOf, roundAfter, topicsCalled } from '../support/workshops.ts';

const IDS = ['information', 'writing'];

/** What somebody hands in in each round, topic by topic; `null`: they did not come to it. */
interface Person {
  readonly first: readonly TopicResult[] | null;
  readonly second: readonly TopicResult[] | null;
}

interface Made {
  readonly back: boolean;
  readonly people: readonly Person[];
}

const first = aWorkshop({ id: 'one', number: 7, topics: topicsCalled(...IDS), title: 'Thursday' });
/** Its second topic was changed in between. */
const secondOf = (back: boolean): Workshop =>
  roundAfter(first, {
    id: 'two',
    topics: [first.topics[0]!, { id: 'writing', hash: '9'.repeat(32) }],
    before: { tag: tagOf(first), back, topics: first.topics }
  });

/** All that anybody makes of what the store hands out. */
function looks({ workshop, handedIn }: { readonly workshop: Workshop; readonly handedIn: number }): string[] {
  const { picture } = workshop;
  const out = [JSON.stringify({ workshop, handedIn })];
  if (!picture) return out;
  const group = { ...workshop, picture, titles: {}, invented: false };
  return [
    ...out,
    groupCsv(group, ','),
    groupJson(group, [], 'en'),
    writeGroup(picture, roundOf(workshop)),
    writeShownWorkshops([workshop])
  ];
}

/** @param phone who is collected by the second device @returns all that is seen of both rounds, in order */
async function seen({ back, people }: Made, phone: (i: number) => boolean = (i) => i % 2 === 1): Promise<string[]> {
  const out: string[] = [];
  for (const [workshop, of] of [
    [first, (person: Person) => person.first],
    [secondOf(back), (person: Person) => person.second]
  ] as const) {
    const [laptop, second] = [new Workshops(new MemoryTables()), new Workshops(new MemoryTables())];
    await laptop.save(workshop);
    await second.save({ ...workshop, collector: true });
    for (const [i, person] of people.entries()) {
      const topics = of(person);
      if (!topics) continue;
      const store = phone(i) ? second : laptop;
      out.push(JSON.stringify(await store.take(workshop.id, [codeOf(workshop, 1_000 + i, topics)])));
      out.push(...looks((await store.read(workshop.id))!));
    }
    const { text, count } = await second.handOver(workshop.id);
    out.push(String(count), JSON.stringify(await laptop.takeHandOver(workshop.id, text)));
    out.push(...looks(await second.handedOver(workshop.id, text)), ...looks(await second.close(workshop.id)));
    out.push(...looks(await laptop.reveal(workshop.id)));
    out.push(JSON.stringify(await laptop.takeHandOver(workshop.id, text)));
    out.push(...looks(await laptop.close(workshop.id)));
  }
  return out;
}

function made(random: (below: number) => number): Made {
  const back = random(2) === 1;
  const [low, range] = [random(4), 1 + random(6)];
  const level = (): TopicResult['level'] => {
    const one = ((low + random(range)) % 6) - 1;
    return one < 0 ? null : (one as 0);
  };
  const person = (): Person => {
    const was = [level(), level()];
    const came = random(5) > 0;
    // By the device or a receipt; or with neither.
    const knows = random(6) > 0;
    const second = IDS.map((_, i): TopicResult => ({
      level: level(),
      open: random(4) === 0,
      from: !knows ? null : i === 1 ? (['down', 'same', 'up', null] as const)[random(4)]! : was[0]!,
      ...(back && { then: level() })
    }));
    return { first: random(8) > 0 ? was.map((level) => ({ level, open: random(4) === 0 })) : null, second: came ? second : null };
  };
  return { back, people: Array.from({ length: 7 + random(16) }, person) };
}

describe('all that is ever seen of two rounds', () => {
  const workshops = Array.from({ length: times(8).numRuns }, (_, i) => made(randomBy(SEED + i)));

  test('is the same whoever of the group is, was or went where', async () => {
    let tried = 0;
    for (const one of workshops) {
      const all = await seen(one);
      const random = randomBy(tried);
      for (const topic of [0, 1])
        for (const round of ['first', 'second'] as const) {
          const there = one.people.flatMap((person, i) => (person[round] ? [i] : []));
          const a = there[random(there.length)]!;
          const text = (i: number) => JSON.stringify(one.people[i]![round]![topic]);
          const b = there.find((i) => text(i) !== text(a));
          if (b === undefined) continue;
          tried++;
          const people = one.people.map((person, i) => {
            if (i !== a && i !== b) return person;
            const other = one.people[i === a ? b : a]!;
            return { ...person, [round]: person[round]!.with(topic, other[round]![topic]!) };
          });
          expect(await seen({ ...one, people })).toEqual(all);
        }
    }
    expect(tried).toBeGreaterThan(20);
  });

  test('before the picture is the count and nothing else, on both devices', async () => {
    const [one] = workshops as [Made];
    const other: Made = {
      back: one.back,
      people: one.people.map(({ first, second }) => ({
        first: first && first.map(() => ({ level: 4, open: true })),
        second: second && second.map((_, i) => ({ level: 4, open: true, from: i ? 'up' : 0, ...(one.back && { then: 0 }) }))
      }))
    };
    const before = async (what: Made) => {
      const all = await seen(what);
      return all.slice(
        0,
        all.findIndex((text) => text.includes('bars') || text.includes('bins'))
      );
    };
    expect(await before(other)).toEqual(await before(one));
  });

  test('does not tell through which device somebody came', async () => {
    for (const one of workshops.slice(0, 4)) {
      const last = async (phone: (i: number) => boolean) => (await seen(one, phone)).slice(-5);
      expect(await last((i) => i < 3)).toEqual(await last((i) => i >= 3));
    }
  });

  test('the attack is one: a step up that became one down is seen', async () => {
    const people = (from: 1 | 4): Made => ({
      back: false,
      people: Array.from({ length: 9 }, (_, i) => ({
        first: null,
        second: [
          { level: 2, open: false, from: i < 3 ? 4 : i < 4 ? from : 1 },
          { level: 2, open: false, from: 'same' }
        ]
      }))
    });
    expect(await seen(people(4))).not.toEqual(await seen(people(1)));
  });
});

/** `null`, and three levels: all that there may be of a person in one topic, as [from, to]. */
const SOME = [null, 0, 1, 2] as const;
const PAIRS = SOME.flatMap((from) => SOME.map((to) => [from, to] as const));

/** Calls with every group of so many people, whoever of them is who. */
function eachGroup(
  size: number,
  call: (group: readonly (readonly [0 | 1 | 2 | null, 0 | 1 | 2 | null])[]) => void,
  from = 0,
  group: (typeof PAIRS)[number][] = []
) {
  if (group.length === size) return call(group);
  for (let i = from; i < PAIRS.length; i++) eachGroup(size, call, i, [...group, PAIRS[i]!]);
}

test.each([5, 6])('of every group of %i: nobody’s level or direction is certain but where all stand in one bar, or in one part', (size) => {
  const worlds = new Map<string, { to: Set<number | null>; direction: Set<string>; bars: boolean; parts: boolean }>();
  eachGroup(size, (group) => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (const [, to] of group) counts[(to ?? -1) + 1]!++;
    const levels = shown(counts as unknown as LevelCounts);
    const change = shownChange(
      tallyChanges(
        group.map(([from]) => from),
        group.map(([, to]) => to)
      )
    );
    const key = JSON.stringify([levels.bins, change]);
    const filled = (parts: readonly { readonly count: number }[] | undefined) => parts?.filter(({ count }) => count > 0).length === 1;
    const world = worlds.get(key) ?? {
      to: new Set(),
      direction: new Set(),
      bars: filled(levels.bins ?? undefined),
      parts: filled(change?.parts) && change?.notComparable === null
    };
    for (const [from, to] of group) {
      world.to.add(to);
      world.direction.add(from === null || to === null ? 'none' : from < to ? 'up' : from > to ? 'down' : 'same');
    }
    worlds.set(key, world);
  });
  const isCertain = [...worlds.values()].filter(
    ({ to, direction, bars, parts }) => (to.size < 2 && !bars) || (direction.size < 2 && !parts && !bars)
  );
  expect(isCertain).toEqual([]);
  expect([...worlds.values()].some(({ parts }) => parts)).toBe(true);
});
