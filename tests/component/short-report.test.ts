// @vitest-environment happy-dom
/** The side for a supervisor says when its answers were given, and what they cannot tell. */
import { cleanup, render } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import type { Origin } from '#lib/domain/assessment/answer.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import type { ReportData } from '#lib/domain/position/report.ts';
import type { Row } from '#lib/domain/position/score.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import ShortReport from '#lib/ui/report/ShortReport.svelte';
import { entries, model, rowsAt, rubric, words } from '../domain/examples.ts';

afterEach(cleanup);

const ANSWERED = Date.UTC(2024, 2, 9, 12);
const TODAY = '30 November 2026';
const OPEN: Row[] = Array.from({ length: 6 }, () => [null, null, null, null]);
const NO_ROLE: Row[] = Array.from({ length: 6 }, () => ['na', 'na', 'na', 'na']);

function sheet(rows: Readonly<Record<string, readonly Row[]>>, more: Partial<ReportData> = {}, origin: Origin = 'given') {
  const rubrics = Object.keys(rows).map((id) => rubric(id, 6));
  const own = Object.fromEntries(
    rubrics.flatMap((one) =>
      Object.entries(entries(one, rows[one.id]!, origin)).map(([key, entry]) => [
        key,
        {
          ...entry,
          at: ANSWERED,
          cells: Object.fromEntries(Object.entries(entry.cells).map(([at, cell]) => [at, { ...cell, at: ANSWERED }]))
        }
      ])
    )
  );
  const assessment = { head: newHead({ rubrics }, 'a', ANSWERED), entries: own };
  const data: ReportData = {
    ...assessment,
    rubrics,
    positions: positionsOf(assessment, rubrics, model),
    damage: [],
    plan: { steps: [], damage: [] },
    ...more
  };
  const { container } = render(ShortReport, { data, model, words, version: '1.0.0', chosen: [], name: '', date: TODAY });
  return container.textContent.replace(/\s+/g, ' ');
}
const date = formatDate(ANSWERED);

test('where the person stands has the day of the answers, which need not be the day of the printout', () => {
  const text = sheet({ privacy: rowsAt(2) });
  expect(text.slice(text.indexOf(m.report_stand()))).toContain(m.report_answered({ date, done: 24, all: 24 }));
  expect(text).not.toMatch(/\btoday\b/);
});

test('a look back is called one, also where what it looks back to is gone', () => {
  expect(sheet({ privacy: rowsAt(2) }, { back: 'Before the course' })).toContain(m.report_back({ name: 'Before the course', date }));
  cleanup();
  expect(sheet({ privacy: rowsAt(2) }, { back: null })).toContain(m.report_back_gone({ date }));
  cleanup();
  expect(sheet({ privacy: rowsAt(2) })).not.toContain('Looking back');
});

test('what was filled in is said to be, and only that', () => {
  expect(sheet({ privacy: rowsAt(2) }, {}, 'assumed')).toContain(m.report_filled_short({ count: 24 }));
  cleanup();
  expect(sheet({ privacy: rowsAt(2) })).not.toContain('filled in');
});

test('topics without a level are named, with why', () => {
  const text = sheet({ privacy: rowsAt(2), writing: OPEN, presence: NO_ROLE });
  expect(text).toContain(m.report_untold({ topics: 'Title of writing' }));
  expect(text).toContain(m.report_no_role({ topics: 'Title of presence' }));
});
