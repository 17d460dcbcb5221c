/** Two invented people to practise on, with what most would answer for them. */
import type { Value } from '#lib/domain/assessment/answer.ts';
import type { Level } from '#lib/domain/model.ts';
import { m } from '#lib/i18n/messages.ts';

interface Answered {
  readonly rubric: string;
  readonly criterion: string;
  /** What most would answer, by level. */
  readonly typical: Readonly<Record<Level, Value>>;
  readonly why: () => string;
}

interface Portrait {
  readonly id: string;
  readonly title: () => string;
  readonly text: readonly (() => string)[];
  readonly answers: readonly Answered[];
}

export const PORTRAITS: readonly Portrait[] = [
  {
    id: 'mira',
    title: m.practice_mira,
    text: [m.practice_mira_1, m.practice_mira_2, m.practice_mira_3],
    answers: [
      { rubric: 'privacy', criterion: 'C1', typical: { 1: 2, 2: 0, 3: 0, 4: 'na' }, why: m.practice_mira_C1 },
      { rubric: 'privacy', criterion: 'C3', typical: { 1: 2, 2: 1, 3: 2, 4: 'na' }, why: m.practice_mira_C3 },
      { rubric: 'writing', criterion: 'B3', typical: { 1: 2, 2: 1, 3: 2, 4: 'na' }, why: m.practice_mira_B3 }
    ]
  },
  {
    id: 'jonas',
    title: m.practice_jonas,
    text: [m.practice_jonas_1, m.practice_jonas_2, m.practice_jonas_3],
    answers: [
      { rubric: 'information', criterion: 'A2', typical: { 1: 2, 2: 0, 3: 'na', 4: 1 }, why: m.practice_jonas_A2 },
      { rubric: 'writing', criterion: 'B3', typical: { 1: 2, 2: 2, 3: 'na', 4: 0 }, why: m.practice_jonas_B3 },
      { rubric: 'writing', criterion: 'B5', typical: { 1: 0, 2: 0, 3: 'na', 4: 2 }, why: m.practice_jonas_B5 }
    ]
  }
];
