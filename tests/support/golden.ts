/** The same taps everywhere: what somebody answers, and what is read of it afterwards, as a text that can be laid beside another. */
import { cellsOf, stopsOf, type Assessment } from '#lib/domain/assessment/assessment.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { openRubric, openRubricFiles, readModel } from '../../scripts/rubrics-plugin.ts';

export const SEEDS = [7, 1_234, 99_991] as const;
export const TOPICS = openRubricFiles().map((file) => ({ ...file.facts, hash: contentHash(file) }));
export const RUBRICS = TOPICS.map(({ id }) => openRubric(id));
const { model } = readModel();
const STOPS = stopsOf(TOPICS);

/** What was read with a seed's answers lies here, so that a test in a browser finds what one without has found. */
export const goldenFile = (seed: number): string => `tests/holder/golden/${seed}.txt`;

/** What is said to the essentials that are asked once more: not yet, not part of the job, or nothing. */
export type ToEssentials = 0 | 'na' | null;

/** What a person can do at the question in front. Where the screen does not offer it, nothing happens. */
export type Tap =
  /** The statement: chosen, or taken back. */
  | { readonly do: 'tap' | 'partly' | 'na'; readonly level: Level }
  /** That the situation of a statement is not part of the job; or that it is. */
  | { readonly do: 'out' | 'in'; readonly level: Level }
  /** Also past the pause after a topic. */
  | { readonly do: 'next'; readonly essentials: ToEssentials }
  | { readonly do: 'skip' }
  | { readonly do: 'back' };

/** From this question on the third situation is not part of the job. Before, nothing is chosen there. */
const LATE = 17;

/** Somebody's taps: the same for the same seed. Everything that can be said is said by one of them. */
export function tapsOf(seed: number): Tap[] {
  let state = seed;
  // The low bits come round again soon.
  const below = (n: number) => ((state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16) % n;
  const taps: Tap[] = [];
  STOPS.forEach((_stop, i) => {
    if (i === 0) taps.push({ do: 'out', level: 4 });
    if (i === LATE) taps.push({ do: 'out', level: 3 });
    if (i === 9 && seed % 2) taps.push({ do: 'in', level: 4 });
    if (i === 2 || i === 20) taps.push({ do: 'skip' });
    else {
      for (const level of LEVELS) if ((level !== 3 || i > LATE) && below(9)) taps.push({ do: below(5) ? 'tap' : 'partly', level });
      if (below(6) === 0) taps.push({ do: 'tap', level: (1 + below(2)) as Level });
      if (below(8) === 0) taps.push({ do: 'na', level: (1 + below(2)) as Level });
      taps.push({ do: 'next', essentials: ([0, 'na', null] as const)[below(3)]! });
    }
    if (i === 11) taps.push({ do: 'back' }, { do: 'next', essentials: 0 });
  });
  return taps;
}

/**
 * The sentences of a result, one a line; not what can be pressed, which depends on where it stands. It runs in a page too, so it uses nothing from
 * around it.
 *
 * @param root has the result in it
 */
export function sentencesIn(root: ParentNode): string[] {
  const lines: string[] = [];
  let block: Element | null = null;
  for (const part of root.querySelectorAll('.essence, .safety, .topics')) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, textContent: text } = walker.currentNode;
      if (!text?.trim() || parent!.closest('button, .button, .no-print, .tag, svg, canvas, [role="img"], a .visually-hidden')) continue;
      const own = parent!.closest('h1, h2, h3, h4, p, li, dt, dd, td, th, summary')!;
      if (own === block) lines.push(`${lines.pop()!}${text}`);
      else lines.push(text);
      block = own;
    }
  }
  return lines.map((line) => line.replace(/\s+/g, ' ').trim());
}

/**
 * Values and origins, the scope, positions, where somebody is, and every sentence on screen.
 *
 * @param sentences by {@link sentencesIn}
 */
export function reading(assessment: Assessment, sentences: readonly string[]): string {
  const cells = STOPS.map(({ key }) => {
    const [all, own] = [cellsOf(assessment, key), assessment.entries[key]?.cells];
    const said = LEVELS.map((level) => {
      const cell = all[level];
      if (!cell) return 'open';
      const stored = own?.[level]?.origin;
      return `${cell.value} ${cell.origin}${stored === cell.origin ? '' : ` (stored: ${stored ?? 'nothing'})`}`;
    });
    return `${key}: ${said.join(', ')}`;
  });
  const scope = (assessment.head.scope ?? []).map(({ situation, where }) => `${situation}: ${JSON.stringify(where)}`);
  const positions = positionsOf(assessment, RUBRICS, model).map((one) => `${one.competency}: ${JSON.stringify(one)}`);
  return [
    ...['Answers', ...cells],
    ...['', 'Not part of the job', ...scope],
    ...['', 'Positions', ...positions],
    ...['', `Left off at ${assessment.head.cursor}`],
    ...['', 'On screen', ...sentences, '']
  ].join('\n');
}
