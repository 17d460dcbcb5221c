/** What is asked about a table before it is kept, what the person answered, and what was left out of it. */

/** What cannot be told for sure; `answer` is what holds now. */
export type TableAsk =
  /** Whether a row is headings. `cells` are its texts. */
  | {
      readonly kind: 'headings';
      readonly row: number;
      readonly cells: readonly string[];
      readonly answer: boolean;
      readonly sheet?: string;
    }
  /** Whether the levels are to be turned round. */
  | ({ readonly kind: 'order' } & LevelOrder)
  /** Whether to read what nobody sees. */
  | { readonly kind: 'hidden'; readonly answer: boolean }
  /** Which tables of the file belong to the rubric. */
  | { readonly kind: 'sheets'; readonly sheets: readonly { readonly name: string; readonly read: boolean }[] };

/** How the levels of a table are ordered. */
export interface LevelOrder {
  /** The column that is level 1 now: its heading, or its letters. */
  readonly narrowest: string;
  /** Whether the last level of the table is level 1. */
  readonly turned: boolean;
  /** Whether names or numbers say so. */
  readonly sure: boolean;
}

/** What the person answered; what is left out is guessed. */
export interface TableAnswers {
  readonly headings?: boolean;
  readonly turned?: boolean;
  readonly hidden?: boolean;
  readonly sheets?: readonly string[];
}

/** Why something was left out, with its English words for commands and logs; `rubrics_left_…` are those of pages. */
const REASONS = {
  column: 'is no column of a rubric',
  above: 'stands above the table',
  points: 'says points or further names of the levels',
  alone: 'stands alone in its row',
  numbers: 'has numbers where statements belong',
  'hidden-row': 'is hidden',
  'hidden-column': 'is hidden',
  'hidden-sheet': 'is hidden',
  'no-headings': 'has no headings, and another sheet has',
  marks: 'has marks or numbers where statements belong',
  'not-chosen': 'is another table, and was not chosen',
  'not-read': 'cannot be read as a part of the rubric'
} as const;

export type LeftCode = keyof typeof REASONS;

/** Something that was left out. */
export interface Left {
  readonly code: LeftCode;
  /** Counted from 1. */
  readonly row?: number;
  /** A heading, or letters. */
  readonly column?: string;
  readonly sheet?: string;
  /** The beginning of what stands there. */
  readonly text?: string;
}

/** What a table that was read left open. */
export interface TableReading {
  readonly asks: readonly TableAsk[];
  readonly left: readonly Left[];
  /** `null` where there is nothing to turn round: the headings number the levels as Waymark does. */
  readonly order: LevelOrder | null;
}

/** @returns for example "sheet “Results”: has no headings, and another sheet has" */
export function leftText({ code, row, column, sheet, text }: Left): string {
  const place = [sheet ? `sheet “${sheet}”` : '', row ? `row ${row}` : '', column ? `column “${column}”` : ''].filter(Boolean).join(', ');
  return `${place}: ${REASONS[code]}${text ? ` (“${text}”)` : ''}`;
}
