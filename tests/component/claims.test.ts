// @vitest-environment happy-dom
/**
 * Whatever somebody answered: no page about them claims more than they said. Of the rendered pages, all that is a step to try (ordered
 * lists, the essentials of a report) or a statement with its answer beside it is set aside; what is left is said of the person.
 */
import { cleanup, render } from '@testing-library/svelte';
import * as fc from 'fast-check';
import type { Component } from 'svelte';
import { describe, expect, test } from 'vitest';
import { adviceFor, focusOrder, nextSteps, type Advice } from '#lib/domain/position/advice.ts';
import { criterionKey } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { overallOf } from '#lib/domain/position/overall.ts';
import { positionsOf, thresholdsOf } from '#lib/domain/position/position.ts';
import type { ReportData } from '#lib/domain/position/report.ts';
import { m } from '#lib/i18n/messages.ts';
import { readParts } from '#lib/ui/report/content.ts';
import ShortReport from '#lib/ui/report/ShortReport.svelte';
import WholeReport from '#lib/ui/report/WholeReport.svelte';
import { firmSentence, standingOf, whyOf } from '#lib/ui/result/reading.ts';
import TopicRow from '#lib/ui/result/TopicRow.svelte';
import type { Links } from '#lib/ui/result/links.ts';
import NextStep from '#lib/ui/result/NextStep.svelte';
import Safety from '#lib/ui/result/Safety.svelte';
import Targets from '../../src/routes/(app)/result/Targets.svelte';
import Together from '#lib/ui/result/Together.svelte';
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
  const positionIn = (id: string) => data.positions.find(({ competency }) => competency === id)!;
  const why = (one: Advice) =>
    whyOf(one, positionIn(one.competency), rubricOf(one.competency), thresholdsOf(rubricOf(one.competency), model));
  const advice = adviceFor(data.positions, data.rubrics, data, model);
  return {
    result: [
      // One after the other, as they are offered while those before are in the plan.
      ...advice
        .slice(0, 3)
        .map((one) => shown(NextStep, { advice: [one], whyOf: why, none: '', links, plan: { href: '', open: 0 }, onother: () => {} })),
      shown(Safety, { positions: data.positions, rubrics: data.rubrics, model, words, links }),
      shown(Targets, { targets: data.head.targets, rubrics: data.rubrics, role: null, onaim: () => {} }),
      ...(overall ? [shown(Together, { overall, positions: data.positions, rubrics: data.rubrics, model, words, past: false })] : []),
      ...data.positions.map((position) =>
        shown(TopicRow, {
          position,
          rubric: rubricOf(position.competency),
          answered: data,
          model,
          words,
          hrefOf: (criterion: string) => links.hrefOf(position.competency, criterion)
        })
      )
    ],
    whole: [shown(WholeReport, { data, group: null, second: null, parts, model, words, versions })],
    short: [shown(ShortReport, { data, model, words, version: versions.app, chosen: [], name: '', date: '' })]
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
  for (const aside of copy.querySelectorAll('ol, .answers, .missing, .do')) aside.remove();
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

  test('what is said of how firm it is names an answer only where it decides alone, and else only topics that could be elsewhere', () => {
    const seen = new Set<string>();
    for (const { rubrics, assessment } of fc.sample(anyResult(model), times(120))) {
      const positions = positionsOf(assessment, rubrics, model).filter(({ level }) => level !== null);
      if (!positions.length) continue;
      const text = firmSentence(positions, rubrics);
      expect(text.split(' ').length, text).toBeLessThanOrEqual(30);
      const of = (id: string) => rubrics.find((one) => one.id === id)!;
      const canMove = positions.filter(({ score: { band, decisive } }) => band[0] < band[1] || decisive.length);
      for (const { competency, score } of positions) {
        const alone = [...new Set(score.decisive.map(({ criterion }) => of(competency).criteria[criterion]!.title))];
        for (const { title } of of(competency).criteria) if (text.includes(title)) expect(alone, text).toContain(title);
        if (alone.length === 1 && text === m.firm_one({ topic: of(competency).short, title: alone[0]! })) seen.add('alone');
      }
      if (text === m.firm_same({ of: positions.length })) seen.add('same');
      expect(text === m.firm_same({ of: positions.length }), text).toBe(canMove.length === 0);
      if (text.includes(m.firm_stay())) expect(canMove, text).toHaveLength(1);
      for (const one of canMove.length > 1 ? [] : positions.filter((p) => !canMove.includes(p)))
        expect(text.includes(`${of(one.competency).short} rests`), text).toBe(false);
    }
    expect(seen).toContain('same');
  });

  test('a headline that says what they do rests on a Yes of their own at that level, in every topic of the model or in as many as it says', () => {
    let said = 0;
    for (const any of fc.sample(anyResult(model), times(120))) {
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
            // A supervisor reads the steps that the person chose.
            if (kind !== 'short' && value !== null && next[level]) expect(text, kind).toContain(next[level]);
          }
        }
    }
    expect(named).toBeGreaterThan(examples().length);
  });

  test('“No safety point is missing” is said only where every essential is Yes or not part of the role', () => {
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
      times(150)
    );
    expect(steps).toBeGreaterThan(400);
  });
});
