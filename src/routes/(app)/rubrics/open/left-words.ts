/** What was left out of a table, in the reader's words. */
import type { Left } from '#lib/exchange/rubrics/table-asks.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns for example "Row 3 is hidden: “Old idea”" */
export function leftText({ code, row = 0, column = '', sheet = '', text = '' }: Left): string {
  const whole = {
    column: () => m.rubrics_left_column({ column }),
    above: () => m.rubrics_left_above({ row, text }),
    points: () => m.rubrics_left_points({ row }),
    alone: () => m.rubrics_left_alone({ row, text }),
    numbers: () => m.rubrics_left_numbers({ row, text }),
    'hidden-row': () => m.rubrics_left_hidden_row({ row, text }),
    'hidden-column': () => m.rubrics_left_hidden_column({ column, text }),
    'hidden-sheet': () => m.rubrics_left_hidden_sheet({ sheet }),
    'no-headings': () => m.rubrics_left_no_headings({ sheet }),
    marks: () => m.rubrics_left_marks({ sheet }),
    'not-chosen': () => m.rubrics_left_not_chosen({ sheet }),
    'not-read': () => m.rubrics_left_not_read({ sheet })
  }[code]();
  return sheet && (row || column) ? m.rubrics_left_in_sheet({ sheet, what: whole }) : whole;
}
