/** Whether readers who answer as a portrait's person would come to the level that its writer meant. Scored as the app scores. */
import type { Value } from '../../src/lib/domain/assessment/answer.ts';
import { criterionKey, emptyEntry } from '../../src/lib/domain/assessment/assessment.ts';
import { LEVELS, type Reached } from '../../src/lib/domain/model.ts';
import { positionOf, type Position } from '../../src/lib/domain/position/position.ts';
import { readAnswers, type Answers } from './answers.ts';
import { portraitHash, readPortraits, type Portrait } from './portrait.ts';
import { criteriaOf, readPlaceKey, type Material } from './round.ts';
import { pairsOf, wilson } from './statistics.ts';

const VALUES: Readonly<Record<string, Value>> = { yes: 2, partly: 1, no: 0, na: 'na' };
const valueIn = (said: string): Value | null => VALUES[said] ?? null;

/** One topic of one portrait as one reader's answers place it. */
export interface Placement {
  readonly reader: string;
  readonly portrait: string;
  readonly set: Portrait['study'];
  readonly topic: string;
  readonly meant: Reached;
  /** `null` where the answers do not tell. */
  readonly found: Reached | null;
  /** What decided it, where it is another level than was meant. */
  readonly why: string;
}

/** Points and essentials of the levels up to the one behind the position: what was missing, or came on top. */
function why({ score, rows, essential }: Position, criteria: readonly { readonly id: string }[], upTo: Reached): string {
  const told = score.levels
    .filter(({ level }) => level <= Math.max(upTo, Math.min(score.level + 1, 4)))
    .map(({ level, points, need, status }) => {
      const low = essential.filter(([c, at]) => at === level && rows[c]![level - 1] === 0).map(([c]) => `${criteria[c]!.id}.${level}`);
      return `${level}: ${points} of ${need ?? '–'} ${status}${low.length ? ` (${low.join(', ')} not yet)` : ''}`;
    });
  return told.join('; ');
}

export function placementsOf(material: Material, portrait: Portrait, { reader, answers }: Answers<Value>): Placement[] {
  return material.rubrics.map(({ id: topic, criteria }) => {
    const entries = Object.fromEntries(
      criteria.map(({ id }) => {
        const key = criterionKey(topic, id);
        const cells = Object.fromEntries(
          LEVELS.flatMap((level) => {
            const value = answers.get(`${id}.${level}`);
            return value === undefined ? [] : [[level, { value, origin: 'given' as const, at: 1 }]];
          })
        );
        return [key, { ...emptyEntry(portrait.id, key), cells, at: 1 }];
      })
    );
    const position = positionOf({ id: topic, criteria }, { head: {}, entries }, null, material.thresholds);
    const meant = portrait.placing[topic]!;
    const { level: found } = position;
    return {
      reader,
      portrait: portrait.id,
      set: portrait.study,
      topic,
      meant,
      found,
      why: found === meant ? '' : why(position, criteria, meant)
    };
  });
}

const percent = (share: number) => Math.round(share * 100);

/** How many placements are exact, with the interval and the largest distance. */
export function shareOf(placements: readonly Placement[]): string {
  const exact = placements.filter(({ meant, found }) => meant === found).length;
  const [from, to] = wilson(exact, placements.length);
  const distances = placements.flatMap(({ meant, found }) => (found === null ? [] : [Math.abs(found - meant)]));
  const untold = placements.length - distances.length;
  return [
    `${exact} of ${placements.length} exact (${percent(exact / placements.length)} %, 95 % interval ${percent(from)} to ${percent(to)} %)`,
    `largest distance ${Math.max(0, ...distances)}`,
    ...(untold ? [`${untold} cannot be told`] : [])
  ].join(', ');
}

export interface Read {
  readonly portrait: Portrait;
  readonly readers: readonly Answers<Value>[];
}

/** How far two readers of the same page agree: on levels, and on single answers. */
export function agreement(placements: readonly Placement[], reads: readonly Read[]): string[] {
  const readers = [...new Set(placements.map(({ reader }) => reader))];
  return pairsOf(readers).flatMap(([one, other]) => {
    const levels = placements
      .filter(({ reader }) => reader === one)
      .flatMap((own) => {
        const also = placements.find(({ reader, portrait, topic }) => reader === other && portrait === own.portrait && topic === own.topic);
        return also ? [[own.found, also.found] as const] : [];
      });
    if (!levels.length) return [];
    const answers = reads.flatMap(({ readers }) => {
      const [own, also] = [one, other].map((name) => readers.find(({ reader }) => reader === name));
      return own && also
        ? [...own.answers].flatMap(([place, value]) => (also.answers.has(place) ? [[value, also.answers.get(place)] as const] : []))
        : [];
    });
    const apart = levels.flatMap(([a, b]) => (a === null || b === null ? [] : [Math.abs(a - b)]));
    const same = (pairs: readonly (readonly [unknown, unknown])[]) => `${pairs.filter(([a, b]) => a === b).length} of ${pairs.length}`;
    return [
      `${one} and ${other}: the same level ${same(levels)}, at most ${Math.max(0, ...apart)} apart; the same answer ${same(answers)}`
    ];
  });
}

/** Statements to which one reader said yes and another no, of the same page; most often first. */
export function contested(reads: readonly Read[]): { readonly place: string; readonly pages: number }[] {
  const pages = new Map<string, number>();
  for (const { readers } of reads) {
    const places = new Set(readers.flatMap(({ answers }) => [...answers.keys()]));
    for (const place of places) {
      const values = readers.map(({ answers }) => answers.get(place));
      if (values.includes(2) && values.includes(0)) pages.set(place, (pages.get(place) ?? 0) + 1);
    }
  }
  return [...pages].map(([place, pages]) => ({ place, pages })).sort((a, b) => b.pages - a.pages);
}

/** @throws Error where a portrait is not the one that was read any more */
function readsOf(root: string, material: Material): Read[] {
  const items = criteriaOf(material).flatMap(({ id }) => LEVELS.map((level) => `${id}.${level}`));
  const portraits = readPortraits(root);
  return Object.entries(readPlaceKey(root, material.round)).map(([form, { portrait: id, hash }]) => {
    const portrait = portraits.find((one) => one.id === id);
    if (!portrait || portraitHash(portrait) !== hash) throw new Error(`${form} was about the portrait “${id}”, which has changed since`);
    return { portrait, readers: readAnswers(root, material.round, form, items, valueIn) };
  });
}

export function placeFigures(root: string, material: Material): string[] {
  const reads = readsOf(root, material);
  const placements = reads.flatMap(({ portrait, readers }) => readers.flatMap((answers) => placementsOf(material, portrait, answers)));
  if (!placements.length) return [];
  const by = (name: 'set' | 'reader' | 'topic') =>
    [...new Set(placements.map((one) => one[name]))]
      .sort()
      .map((value) => `  ${value}: ${shareOf(placements.filter((one) => one[name] === value))}`);
  const misses = placements.filter(({ meant, found }) => meant !== found);
  const missing = reads.flatMap(({ portrait, readers }) =>
    readers.filter((one) => one.missing.length).map((one) => `  ${one.reader}, ${portrait.id}: ${one.missing.join(', ')}`)
  );
  const block = (title: string, lines: readonly string[]) => (lines.length ? ['', title, ...lines] : []);
  return [
    'Placing: the level that answers from a page come to, against the one its writer meant',
    ...by('set'),
    ...block('By reader', by('reader')),
    ...block('By topic', by('topic')),
    ...block(
      'Misses, with points at each level',
      misses.map(
        ({ portrait, topic, meant, found, reader, why }) =>
          `  ${portrait}, ${topic}: meant ${meant}, found ${found ?? 'none'} by ${reader} (${why})`
      )
    ),
    ...block(
      'Between readers',
      agreement(placements, reads).map((line) => `  ${line}`)
    ),
    ...block(
      'Yes and no of the same page',
      contested(reads).map(({ place, pages }) => `  ${place}: ${pages} ${pages === 1 ? 'page' : 'pages'}`)
    ),
    ...block('Without an answer', missing)
  ];
}
