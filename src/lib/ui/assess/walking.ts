/** What the screens of an assessment need of whoever leads through it. */
import type { Cells, Value } from '#lib/domain/assessment/answer.ts';
import type { CriterionState, Entries, Entry, Evidence, Head, Stop } from '#lib/domain/assessment/assessment.ts';
import type { Situated } from '#lib/domain/assessment/scope.ts';
import type { Level, ModelWords } from '#lib/domain/model.ts';
import type { Criterion, CriterionFace, RubricFace, Situation } from '#lib/domain/rubric/rubric.ts';

export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly short: string;
  readonly stops: readonly Stop[];
  /** How many of its questions have no open answer. */
  readonly done: number;
}

/** Where the answers are, as `SaveState` says it. */
interface Saving {
  readonly head: Head;
  readonly entries: Entries;
  readonly saving: 'saved' | 'saving' | 'failed';
  readonly stored: boolean;
  readonly done: number;
  readonly stops: readonly Stop[];
  /** Milliseconds left at the person's pace, and whether it was measured. */
  readonly left: number;
  readonly ownPace: boolean;
  stateOf(key: string): CriterionState;
  entry(stop: Stop): Entry;
  note(stop: Stop, note: string): Promise<void>;
  mark(stop: Stop, evidence: Evidence): Promise<void>;
  retry(): Promise<void>;
}

export interface Walking<More> {
  readonly assessing: Saving;
  readonly topics: readonly Topic[];
  readonly stop: Stop;
  readonly index: number;
  readonly last: boolean;
  readonly untouched: boolean;
  readonly face: CriterionFace | undefined;
  readonly cells: Cells;
  readonly asked: readonly Level[];
  readonly stillAsked: readonly Level[];
  /** Read out, and said in the bar. */
  readonly said: string;
  readonly helpOpen: boolean;
  readonly words: {
    readonly More: More | null;
    readonly names: { readonly settings: readonly { readonly id: string; readonly name: string }[]; readonly levels: ModelWords['levels'] };
    situations(stop: Stop): RubricFace['situations'];
    language(stop: Stop): Pick<RubricFace, 'language' | 'borrowed'> | undefined;
    whole(stop: Stop): Criterion | undefined;
    face(stop: Stop): CriterionFace | undefined;
    failed(competency: string): boolean;
    helpFailed(competency: string): boolean;
    load(competency: string): Promise<void>;
  };
  outlineOf(competency: string): Situated | undefined;
  situationAt(level: Level): Situation | undefined;
  mayBeOut(level: Level): boolean;
  isOut(level: Level): boolean;
  meaningOf(situation: string): Promise<{ readonly count: number; readonly conditions: readonly string[] } | null>;
  setOutOfRole(situation: string, out: boolean): Promise<void>;
  /** Something else stands where the person has just pressed. */
  moved(): void;
  reopen(level: Level): void;
  toggle(level: Level): Promise<void>;
  give(level: Level, value: Value): Promise<void>;
  takeBack(level: Level): Promise<void>;
  next(byKey: boolean): unknown;
  skip(): unknown;
  back(): void;
  wantHelp(): Promise<void>;
  /** Fetches what the situations are and what does not count. */
  explain(): Promise<void>;
}
