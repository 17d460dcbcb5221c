/**
 * A rubric's file says of every earlier version how it carries over, not only of the one before: whoever gets the newest file need
 * not have had those in between.
 */
import { LEVELS, type Level } from '../model.ts';
import type { RubricFacts, VersionChange } from './rubric.ts';
import { linkOf, worse, type Link } from './versions.ts';

/** How many earlier versions a file speaks of. */
const MOST = 40;

/**
 * All that a new version says about earlier ones.
 *
 * @param earlier the version before
 * @param change how answers to that one carry over
 * @param later the new version's criteria
 * @returns the change, and those that the earlier version told of, led on to the new one
 */
export function changesOf(
  earlier: Pick<RubricFacts, 'criteria' | 'changes'>,
  change: VersionChange,
  later: Pick<RubricFacts, 'criteria'>
): VersionChange[] {
  return [change, ...(earlier.changes ?? []).map((before) => ledOn(before, change, earlier, later))].slice(0, MOST);
}

/**
 * What a file says about earlier versions once somebody has taken criteria out of it. Answers that would have gone to one of these end
 * there. What led to it is not left out: a criterion whose id lives on would count as the same.
 *
 * @param gone ids of the criteria that were taken out
 */
export const changesWithout = (changes: readonly VersionChange[], gone: ReadonlySet<string>): VersionChange[] =>
  changes.map(({ from, criteria }) => ({ from, criteria: criteria.map((one) => ending(one, gone)) }));

function ending(one: Entry, gone: ReadonlySet<string>): Entry {
  const to = one.to.filter((id) => !gone.has(id));
  if (to.length === one.to.length) return one;
  if (to.length === 0) return { ...one, kind: 'not-comparable', to };
  return { ...one, kind: one.kind === 'split' && to.length === 1 ? 'comparable' : one.kind, to };
}

/** What two changes come to, one after the other. */
function ledOn(
  first: VersionChange,
  second: VersionChange,
  middle: Pick<RubricFacts, 'criteria'>,
  later: Pick<RubricFacts, 'criteria'>
): VersionChange {
  const between = new Map(middle.criteria.map((criterion) => [criterion.id, criterion]));
  const linkOver = (id: string, level: Level): Link => {
    const { kind, from } = linkOf(second, id, level, between.has(id));
    const links = from.map((one): Link => {
      const via = between.get(one);
      // Which criteria the first version had is not known here. One that it had not is open in any case.
      const link: Link = via ? linkOf(first, one, level, true) : { kind: 'new', from: [] };
      // An essential is never assumed: on the way it would have been asked again.
      return link.kind !== 'same' && via?.essential.includes(level) ? { ...link, kind: 'not-comparable' } : link;
    });
    return plain(
      links.reduce((worst, link) => worse(worst, link.kind), kind),
      [...new Set(links.flatMap((link) => link.from))],
      id
    );
  };
  const criteria = later.criteria.flatMap(({ id }) => {
    const groups = new Map<string, { link: Link; levels: Level[] }>();
    for (const level of LEVELS) {
      const link = linkOver(id, level);
      const group = groups.get(JSON.stringify(link)) ?? { link, levels: [] };
      group.levels.push(level);
      groups.set(JSON.stringify(link), group);
    }
    return [...groups.values()].map(({ link, levels }) => entry(link, id, levels));
  });
  // What stays what it was need not be said, unless another criterion takes something from it.
  const said = criteria.filter(
    ({ kind, from, to }) =>
      kind !== 'same' || from[0] !== to[0] || criteria.some((other) => other.to[0] !== to[0] && other.from.includes(to[0]!))
  );
  return { from: first.from, criteria: said };
}

type Entry = VersionChange['criteria'][number];

function entry({ kind, from }: Link, id: string, levels: readonly Level[]): Entry {
  const whole = { kind: kind as Entry['kind'], from: [...from], to: [id] };
  return levels.length < LEVELS.length ? { ...whole, levels: [...levels] } : whole;
}

/** A link in the words that a file has: each kind with the shape that belongs to it. */
function plain(kind: Link['kind'], from: readonly string[], id: string): Link {
  if (kind === 'new' || kind === 'not-comparable') return { kind: 'not-comparable', from: from.length ? from : [id] };
  if (from.length > 1) return { kind: 'merged', from };
  return { kind: kind === 'same' ? 'same' : 'comparable', from };
}
