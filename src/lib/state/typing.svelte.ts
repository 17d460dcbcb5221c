/** Filled-in paper being typed in, statement by statement: where one is, and what was typed. It means what it means on the screen. */
import type { Cells } from '#lib/domain/assessment/answer.ts';
import { isOut, type Stop } from '#lib/domain/assessment/assessment.ts';
import type { Mark } from '#lib/domain/assessment/paper.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { Assessing } from './assessing.svelte.ts';

/** One statement on the paper. */
export interface Spot {
  readonly stop: Stop;
  readonly level: Level;
}

export class Typing {
  readonly assessing: Assessing;
  at = $state.raw<Spot>()!;
  /** What was typed last; `none`: none of these yet. */
  last = $state.raw<{ readonly spot: Spot; readonly mark: Mark | 'none' } | null>(null);

  /** Questions of which something is open. */
  readonly open = $derived.by(() => this.assessing.stops.length - this.assessing.done);

  /** Begins where somebody left off: at the first statement without an answer from the question last in front of them. */
  constructor(assessing: Assessing) {
    this.assessing = assessing;
    const { stops } = assessing;
    const from = stops.indexOf(assessing.stopAt(null));
    const stop = stops.slice(from).find(({ key }) => assessing.stateOf(key) !== 'done') ?? stops.at(-1)!;
    this.at = { stop, level: LEVELS.find((level) => !assessing.cells(stop)[level]) ?? 1 };
  }

  /** Types what is ticked here, and goes on. @returns whether the topic is at its end */
  type = (mark: Mark): boolean => {
    const { stop, level } = this.at;
    const cell = this.assessing.cells(stop)[level];
    this.last = { spot: this.at, mark };
    if (mark !== null) void this.assessing.give(stop, level, mark);
    // What is said of the whole situation is no tick of this row.
    else if (cell && cell.origin !== 'scope') void this.assessing.takeBack(stop, level);
    const next = this.#asked(stop).find((one) => one > level);
    if (!next) return this.#leave(stop);
    this.at = { stop, level: next };
    return false;
  };

  /** The rest of this question is empty. @returns whether the topic is at its end */
  rest = (): boolean => this.#leave(this.at.stop);

  /** “None of these yet” is ticked. Essentials are boxes of their own. @returns whether the topic is at its end */
  none = (): boolean => {
    const { stop } = this.at;
    this.last = { spot: this.at, mark: 'none' };
    void this.assessing.goOn(stop);
    const cells = this.assessing.cells(stop);
    const essential = this.#asked(stop).find((level) => stop.essential.includes(level) && !cells[level]);
    if (!essential) return this.#leave(stop);
    this.at = { stop, level: essential };
    return false;
  };

  /** Goes to a statement, wherever it is. */
  go = (spot: Spot): void => {
    if (spot.stop !== this.at.stop) void this.assessing.arrive(spot.stop);
    if (spot.stop !== this.at.stop || spot.level !== this.at.level) this.at = spot;
  };

  /** The statement before, or after, in the order of the paper; changes nothing. */
  step = (by: 1 | -1): void => {
    const { stops } = this.assessing;
    const place = stops.indexOf(this.at.stop) * LEVELS.length + this.at.level - 1 + by;
    const stop = stops[Math.floor(place / LEVELS.length)];
    if (stop) this.go({ stop, level: LEVELS[place % LEVELS.length]! });
  };

  /** The same statement of the question above, or below; changes nothing. */
  row = (by: 1 | -1): void => {
    const stop = this.assessing.stops[this.assessing.stops.indexOf(this.at.stop) + by];
    if (stop) this.go({ stop, level: this.at.level });
  };

  isOut = (situation: string): boolean => isOut(this.assessing.head.scope, situation);

  /** Where nobody has to look on the paper: what is left out as a whole, unless it is an essential, which has boxes of its own. */
  #asked(stop: Stop): Level[] {
    const cells = this.assessing.cells(stop);
    return LEVELS.filter((level) => cells[level]?.origin !== 'scope' || stop.essential.includes(level));
  }

  /** Something is ticked in a question: then the rest is Not yet. Nothing is: then it is open. */
  #leave(stop: Stop): boolean {
    if (isBegun(this.assessing.cells(stop))) void this.assessing.goOn(stop);
    const { stops } = this.assessing;
    const next = stops.slice(stops.indexOf(stop) + 1).find((one) => this.#asked(one).length);
    if (next) this.go({ stop: next, level: this.#asked(next)[0]! });
    return next?.competency !== stop.competency;
  }
}

const isBegun = (cells: Cells): boolean => Object.values(cells).some(({ origin }) => origin !== 'scope');
