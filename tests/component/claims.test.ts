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
import type { Level } from '#lib/domain/model.ts';
import { positionsOf, thresholdsOf } from '#lib/domain/position/position.ts';
import type { ReportData } from '#lib/domain/position/report.ts';
import { m } from '#lib/i18n/messages.ts';
import { readParts } from '#lib/ui/report/content.ts';
import ShortReport from '#lib/ui/report/ShortReport.svelte';
import WholeReport from '#lib/ui/report/WholeReport.svelte';
import CompetencyReading from '#lib/ui/result/CompetencyReading.svelte';
import Strengths from '#lib/ui/result/Strengths.svelte';
import Essentials from '../../src/routes/(app)/result/Essentials.svelte';
import type { Links } from '../../src/routes/(app)/result/links.ts';
import NextSteps from '../../src/routes/(app)/result/NextSteps.svelte';
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
    planOf: () => undefined
  };
  const parts = readParts(null);
  return {
    result: [
      shown(Strengths, { positions: data.positions, rubrics: data.rubrics, answered: data }),
      shown(Essentials, { positions: data.positions, rubrics: data.rubrics, links }),
      shown(NextSteps, { positions: data.positions, rubrics: data.rubrics, links }),
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
