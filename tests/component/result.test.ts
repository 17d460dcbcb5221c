// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { inOrder, type PlanStep } from '#lib/domain/plan/plan.ts';
import { newStep, type Advised } from '#lib/domain/plan/plan-changes.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { m } from '#lib/i18n/messages.ts';
import type { LoadCanvas } from '#lib/ui/chart/FieldsPicture.svelte';
import { firmSentence, standingOf } from '#lib/ui/result/reading.ts';
import Result from '#lib/ui/result/Result.svelte';
import type { Addresses, Taking } from '#lib/ui/result/links.ts';
import { entries, model, rowsAt, rubric, words } from '../domain/examples.ts';

afterEach(cleanup);

const NONE: Addresses = { question: null, resume: null, plan: null, method: null };
const ALL: Addresses = {
  question: (competency, criterion) => `?at=${competency}.${criterion}`,
  resume: '?resume',
  plan: '?plan',
  method: '?method'
};

/** Level 1, with a safety point missing on the way to level 2, an open answer and an odd one. */
const topics = [rubric('privacy', 6, [[5, 2]]), rubric('writing', 6)];
const assessment = {
  head: newHead({ rubrics: topics }, 'a', 1),
  entries: { ...entries(topics[0]!, [...rowsAt(1, 4), [2, 0, 2, 0], [2, null, 0, 0]]), ...entries(topics[1]!, rowsAt(2)) }
};
const positions = positionsOf(assessment, topics, model);

/** A plan that takes what it is given. */
function planned(): Taking {
  let steps: readonly PlanStep[] = $state.raw([]);
  const add = async (said: { what: string; aim?: Omit<Advised, 'what'> }) =>
    void (steps = inOrder([...steps, newStep(steps, said, `s${steps.length}`, 1)]));
  return {
    view: 'ready',
    saving: 'saved',
    get steps() {
      return steps;
    },
    addAdvice: ({ what, ...aim }) => add({ what, aim }),
    addOwn: (what) => add({ what })
  };
}

function show(addresses: Addresses, more: { canvas?: LoadCanvas } = {}) {
  return render(Result, { assessment, rubrics: topics, model, words, plan: planned(), addresses, ...more }).container;
}
const read = (part: Element) => part.textContent!.replace(/\s+/g, ' ');
/** What leads away from this screen. */
const away = (container: Element) => [...container.querySelectorAll('a')].filter((a) => !a.getAttribute('href')!.startsWith('#'));
