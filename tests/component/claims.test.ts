// @vitest-environment happy-dom
/**
 * Whatever somebody answered: no page about them claims more than they said. Of the rendered pages, all that is a step to try (ordered
 * lists, the essentials of a report) or a statement with its answer beside it is set aside; what is left is said of the person.
 */
import { cleanup, render } from '@testing-library/svelte';
import * as fc from 'fast-check';
import type { Component } from 'svelte';
import { describe, expect, test } from 'vitest';
import { focusOrder, nextSteps } from '#lib/domain/position/advice.ts';
import { criterionKey } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { overallOf } from '#lib/domain/position/overall.ts';
import { positionsOf, thresholdsOf } from '#lib/domain/position/position.ts';
import type { ReportData } from '#lib/domain/position/report.ts';
import { m } from '#lib/i18n/messages.ts';
import { readParts } from '#lib/ui/report/content.ts';
import ShortReport from '#lib/ui/report/ShortReport.svelte';
import WholeReport from '#lib/ui/report/WholeReport.svelte';
import CompetencyReading from '#lib/ui/result/CompetencyReading.svelte';
import { standingOf } from '#lib/ui/result/reading.ts';
import Strengths from '#lib/ui/result/Strengths.svelte';
import Essentials from '../../src/routes/(app)/result/Essentials.svelte';
import type { Links } from '../../src/routes/(app)/result/links.ts';
import NextSteps from '../../src/routes/(app)/result/NextSteps.svelte';
import Notes from '../../src/routes/(app)/result/Notes.svelte';
import Overall from '../../src/routes/(app)/result/Overall.svelte';
import Targets from '../../src/routes/(app)/result/Targets.svelte';
import { model, words } from '../domain/examples.ts';
import { anyResult, marksIn, saidYes, type AnyResult } from '../support/any-result.ts';
import { times } from '../support/scale.ts';

const versions = { app: '0', model: '0' };
const squeeze = (text: string | null) => text!.replace(/\s+/g, ' ');

function dataOf({ rubrics, assessment }: AnyResult): ReportData {
  const positions = positionsOf(assessment, rubrics, model);
  return { ...assessment, rubrics, positions, damage: [], plan: { steps: [], damage: [] } };
}

function shown<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): HTMLElement {
  const { container } = render(component as Component<Record<string, unknown>>, props);
  const page = container.cloneNode(true) as HTMLElement;
  cleanup();
  return page;
}

/** The pages about a person as they are shown: of the result, its parts. */
function pagesOf(any: AnyResult): Record<'result' | 'whole' | 'short', HTMLElement[]> {
  const data = dataOf(any);
  const rubricOf = (id: string) => data.rubrics.find((one) => one.id === id)!;
  const links: Links = {
    rubricOf,
    criterionOf: (competency, criterion) => rubricOf(competency).criteria.find(({ id }) => id === criterion)!,
    hrefOf: (competency, criterion) => `?at=${competency}.${criterion}`,
    planOf: () => undefined,
    ownPlanOf: () => undefined
  };
  const parts = readParts(null);
  const overall = overallOf(data.positions);
  const titleOf = (id: string) => rubricOf(id).title;
  return {
    result: [
      shown(Strengths, { positions: data.positions, rubrics: data.rubrics, answered: data }),
      shown(Essentials, { positions: data.positions, rubrics: data.rubrics, links }),
      shown(NextSteps, { positions: data.positions, rubrics: data.rubrics, answered: data, links }),
      shown(Notes, { positions: data.positions }),
      shown(Targets, { targets: data.head.targets, rubrics: data.rubrics, role: null, onaim: () => {} }),
      ...(overall
        ? [shown(Overall, { overall, positions: data.positions, rubrics: data.rubrics, titleOf, fileOf: (what: string) => what })]
        : []),
      ...data.positions.map((position) =>
        shown(CompetencyReading, {
          position,
          rubric: rubricOf(position.competency),
          answered: data,
          model,
          words,
          hrefOf: (criterion: string) => links.hrefOf(position.competency, criterion)
        })
      )
    ],
    whole: [shown(WholeReport, { data, parts, model, words, versions })],
    short: [shown(ShortReport, { data, model, words, versions, chosen: [], name: '', date: '' })]
  };
}

/** Which practice a headline says is the person's: of everything, and in how many topics. */
function practicesIn(headline: string): { readonly level: Level; readonly topics: number | 'all' }[] {
  const counts = Array.from({ length: model.competencies.length }, (_, i) => i + 1);
  const you = { 1: m.result_you_1, 2: m.result_you_2, 3: m.result_you_3, 4: m.result_you_4 };
  const more = { 2: m.result_more_2, 3: m.result_more_3, 4: m.result_more_4 };
  return LEVELS.flatMap((level) => [
    ...(headline.startsWith(you[level]()) ? [{ level, topics: 'all' as const }] : []),
    ...(level === 1 ? [] : counts.filter((count) => headline.includes(more[level]({ count }))).map((topics) => ({ level, topics })))
  ]);
}

/** What is said of the person. */
function claimsIn(page: HTMLElement): string[] {
  const copy = page.cloneNode(true) as HTMLElement;
  for (const aside of copy.querySelectorAll('ol, .answers, .missing')) aside.remove();
  return marksIn(copy.textContent!);
}

describe('of any answers', () => {
  let made: { readonly any: AnyResult; readonly pages: ReturnType<typeof pagesOf> }[] | undefined;
  /** Rendering takes most of the time: all look at the same. */
  const examples = () => (made ??= fc.sample(anyResult(model), times(16)).map((any) => ({ any, pages: pagesOf(any) })));

  test('no sentence of a result, a report or its short version claims a statement without a Yes of the person’s own', () => {
    let claims = 0;
    for (const { any, pages } of examples())
      for (const page of Object.values(pages).flat())
        for (const mark of claimsIn(page)) {
          claims++;
          const [, competency, criterion, level] = /^⟦(.+)\.(.+)\.(\d)⟧$/.exec(mark) ?? [];
          expect(competency, `${mark} is said of the person`).toBeDefined();
          expect(saidYes(any.assessment, competency!, criterion!, Number(level) as Level), mark).toBe(true);
        }
    expect(claims).toBeGreaterThan(examples().length);
  });

  test('a headline that says what they do rests on a Yes of their own at that level, in every topic of the model or in as many as it says', () => {
    let said = 0;
    for (const any of fc.sample(anyResult(model), times(300))) {
      const { rubrics, assessment } = any;
      const standing = standingOf(positionsOf(assessment, rubrics, model), rubrics, words, model.competencies);
      for (const { level, topics } of practicesIn(standing?.headline ?? '')) {
        said++;
        const doing = model.competencies.filter((id) =>
          rubrics.some((of) => of.id === id && of.criteria.some((criterion) => saidYes(assessment, id, criterion.id, level)))
        );
        expect(doing.length).toBeGreaterThanOrEqual(topics === 'all' ? model.competencies.length : topics);
      }
    }
    expect(said).toBeGreaterThan(5);
  });

  test('beside a statement stands Yes only where it was answered so, and no step leads to one that was', () => {
    const seen = { answers: 0, steps: 0 };
    const placeOf = (mark: string) => /^⟦(.+)\.(.+)\.(\d)⟧$/.exec(mark)!.slice(1) as [string, string, string];
    for (const { any, pages } of examples())
      for (const page of pages.result) {
        for (const answer of page.querySelectorAll('.answers li')) {
          const [competency, criterion, level] = placeOf(marksIn(answer.textContent!)[0]!);
          const yes = answer.querySelector('a')!.firstChild!.textContent!.trim() === m.value_2();
          expect(yes, answer.textContent!).toBe(saidYes(any.assessment, competency, criterion, Number(level) as Level));
          seen.answers++;
        }
        for (const mark of [...page.querySelectorAll('ol')].flatMap((list) => marksIn(list.textContent!))) {
          const [competency, criterion, level] = placeOf(mark);
          expect(saidYes(any.assessment, competency, criterion, Number(level) as Level), mark).toBe(false);
          seen.steps++;
        }
      }
    expect(Math.min(seen.answers, seen.steps)).toBeGreaterThan(examples().length);
  });

  test('of rubrics that somebody made, nothing is called by the model’s names of levels', () => {
    const own = anyResult(model, ['own', 'another']);
    for (const any of fc.sample(own, times(6)))
      for (const page of Object.values(pagesOf(any)).flat())
        for (const level of LEVELS) expect(page.textContent).not.toContain(words.levels[level].name);
  });

  test('an essential that is not in place is named in all three for as long as it stands, with its step where it was answered', () => {
    let named = 0;
    for (const { any, pages } of examples()) {
      const { positions, rubrics } = dataOf(any);
      if (!positions.some(({ rows }) => rows.flat().some((value) => typeof value === 'number'))) continue;
      for (const { competency, rows, essential } of positions)
        for (const [c, level] of essential) {
          const value = rows[c]![level - 1];
          if (value === 2 || value === 'na') continue;
          named++;
          const { title, next } = rubrics.find(({ id }) => id === competency)!.criteria[c]!;
          for (const [kind, parts] of Object.entries(pages)) {
            const lists = parts.flatMap((part) => [...part.querySelectorAll('#essentials')].map((heading) => heading.parentElement!));
            const text = lists.map((list) => squeeze(list.textContent)).join(' ');
            expect(
              [`${title}, level ${level}`, `${title} (level ${level})`].some((name) => text.includes(name)),
              `${kind}: ${title}`
            ).toBe(true);
            if (value !== null && next[level]) expect(text, kind).toContain(next[level]);
          }
        }
    }
    expect(named).toBeGreaterThan(examples().length);
  });

  test('“Nothing essential is missing” is said only where every essential is Yes or not part of the role', () => {
    const said = new Set<boolean>();
    for (const { any, pages } of examples())
      for (const { competency, essential, rows } of dataOf(any).positions) {
        const section = pages.whole[0]!.querySelector(`[aria-labelledby="why-${competency}"]`)!;
        const fine = essential.length > 0 && essential.every(([c, l]) => rows[c]![l - 1] === 2 || rows[c]![l - 1] === 'na');
        said.add(fine);
        expect(section.textContent!.includes(m.report_essential_fine())).toBe(fine);
      }
    expect(said.size).toBe(2);
  });

  test('no step leads to a level that is not part of the role, or to a statement that is Yes, open or not part of it', () => {
    let steps = 0;
    fc.assert(
      fc.property(anyResult(model), ({ rubrics, assessment }) => {
        const positions = positionsOf(assessment, rubrics, model);
        for (const competency of focusOrder(positions, rubrics)) {
          const position = positions.find((one) => one.competency === competency)!;
          const of = rubrics.find(({ id }) => id === competency)!;
          for (const { criterion, level } of nextSteps(position, of, thresholdsOf(of, model))) {
            steps++;
            expect(position.outOfRole).not.toContain(level);
            expect(position.score.levels[level - 1]!.status).not.toBe('not-applicable');
            expect([0, 1]).toContain(assessment.entries[criterionKey(competency, criterion)]!.cells[level]!.value);
          }
        }
        const levels = focusOrder(positions, rubrics).map((id) => positions.find(({ competency }) => competency === id)!.level!);
        expect(levels).toEqual([...levels].sort());
      }),
      times(400)
    );
    expect(steps).toBeGreaterThan(400);
  });
});
