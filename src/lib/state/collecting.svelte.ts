/** A column of codes on its way into a round: in pieces, so that the page lives, with how far it is, and a stop. */
import { readColumn, type ColumnLine } from '#lib/domain/workshop/column.ts';
import type { Verdict } from '#lib/domain/workshop/round.ts';

/** What became of a line that did not add a result. */
export interface NamedLine {
  readonly number: number;
  readonly verdict: Verdict;
}

export interface Collected {
  /** How many lines had something where a code should be, as far as they were read. */
  readonly lines: number;
  /** How many results are in that were not before. */
  readonly added: number;
  /** All others, in the order of the lines. */
  readonly named: readonly NamedLine[];
  /** The line that was taken for a heading. */
  readonly heading: number | null;
  /** `refused`: the device took no more. */
  readonly ended: 'whole' | 'stopped' | 'refused';
}

/** Lines that are taken in as one. */
const PIECE = 400;

export class Collecting {
  /** How many lines are through, and of how many; `null` while nothing is on its way. */
  progress = $state.raw<{ readonly done: number; readonly of: number } | null>(null);
  outcome = $state.raw<Collected | null>(null);
  #stopped = false;

  /** @param take says of each code what became of it; `null` where the device took none of them */
  async take(text: string, take: (codes: readonly string[]) => Promise<readonly Verdict[] | null>): Promise<void> {
    if (this.progress) return;
    [this.#stopped, this.outcome, this.progress] = [false, null, { done: 0, of: 0 }];
    await drawn();
    const { lines, heading } = readColumn(text);
    const named: NamedLine[] = [];
    let [done, added] = [0, 0];
    let ended: Collected['ended'] = 'whole';
    while (done < lines.length) {
      this.progress = { done, of: lines.length };
      await drawn();
      if (this.#stopped) {
        ended = 'stopped';
        break;
      }
      const piece: readonly ColumnLine[] = lines.slice(done, done + PIECE);
      const verdicts = await take(piece.map(({ code }) => code));
      if (!verdicts) {
        ended = 'refused';
        break;
      }
      piece.forEach(({ number }, i) => {
        const verdict = verdicts[i]!;
        if (verdict.kind === 'new') added++;
        else named.push({ number, verdict });
      });
      done += piece.length;
    }
    [this.outcome, this.progress] = [{ lines: done, added, named, heading, ended }, null];
  }

  /** What is in stays in. */
  stop(): void {
    this.#stopped = true;
  }
}

/** The page draws what it has. */
const drawn = () => new Promise<void>((done) => setTimeout(done));
