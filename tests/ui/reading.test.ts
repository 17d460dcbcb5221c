import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adviceFor, strengthsOf } from '#lib/domain/position/advice.ts';
import { LEVELS, type Level, type Reached } from '#lib/domain/model.ts';
import { positionOf, positionsOf, type Position } from '#lib/domain/position/position.ts';
import type { Row } from '#lib/domain/position/score.ts';
import { levelNames } from '#lib/i18n/level-names.ts';
import { m } from '#lib/i18n/messages.ts';
import {
  byLevel,
  firmSentence,
  lackOf,
  levelName,
  marginSentence,
  overallSentence,
  positionSentence,
  standingOf,
  whyOf
} from '#lib/ui/result/reading.ts';
import { overallOf } from '#lib/domain/position/overall.ts';
import { targetSentence } from '#lib/ui/plan/target-words.ts';
import { answered, entries, model, position, rowsAt, rubric, thresholds, words } from '../domain/examples.ts';
import { anyResult, saidYes } from '../support/any-result.ts';
import { times } from '../support/scale.ts';

const OPEN: Row = [null, null, null, null];
/** Level 1, and 8 of the 9 points for level 2. */
const NEAR: Row[] = [...Array.from({ length: 4 }, (): Row => [2, 2, 0, 0]), [2, 0, 0, 0], [2, 0, 0, 0]];

const say = (positions: readonly Position[]) =>
  standingOf(
    positions,
    positions.map(({ competency, rows }) => rubric(competency, rows.length)),
    words,
    model.competencies
  );
/** Where somebody stands whose topics have these levels; `null` for nothing answered. */
const at = (levels: readonly (Reached | null)[], ids: readonly string[] = model.competencies) =>
  levels.map((level, i) => position(rubric(ids[i]!, 6), level === null ? Array<Row>(6).fill(OPEN) : rowsAt(level)));
const headline = (levels: readonly (Reached | null)[], ids?: readonly string[]) => say(at(levels, ids))?.headline;
const own = ['mine', 'yours', 'ours', 'theirs', 'hers'];

describe('the headline', () => {
  test('says what the person does where every topic holds that level, and in how many they do more', () => {
    expect(headline([2, 2, 2, 2, 2])).toBe('You talk with people one-to-one online.');
    expect(headline([1, 3, 2, 1, 1])).toBe('You bring people information online, and in 2 topics you talk one-to-one.');
    expect(headline([2, 2, 4, 2, 2])).toBe('You talk with people one-to-one online, and in one topic you work in communities.');
    expect(say(at([1, 3, 2, 1, 1]))!.further).toEqual([model.competencies[1], model.competencies[2]]);
  });

  test('says of no topic more than it holds: two of five at level 2, three at none', () => {
    expect(headline([0, 0, 0, 2, 2])).toBe('Level 2, One-to-one communication, in 2 of 5 topics.');
    expect(headline([0, 0, 1, 2, 2])).toBe('Level 1 or broader in 3 of 5 topics.');
    expect(say(at([0, 0, 1, 2, 2]))!.further).toEqual([model.competencies[3], model.competencies[4]]);
    expect(headline([0, 0, 0, 0, 0])).toBe('No topic is at level 1 yet.');
  });

  test('one point short in three topics is what comes first, and what is reached further is named', () => {
    const [a, b, c, d, e] = model.competencies as [string, string, string, string, string];
    const near = say([...[a, b, c].map((id) => position(rubric(id, 6), NEAR)), ...at([2, 2], [d, e])]);
    expect(near).toEqual({ headline: 'In 3 of 5 topics you are one point short of level 2.', further: [d, e] });
  });

  test('a point short of a level that nobody aims at, or that an essential holds up, is not spoken of', () => {
    const ids = model.competencies.slice(0, 2);
    expect(say(ids.map((id) => position(rubric(id, 6), NEAR, 1)))!.headline).toBe('Level 1 in every topic: Delivering information.');
    const blocked = rubric('privacy', 6, [[5, 2]]);
    expect(say([position(blocked, NEAR)])!.headline).toBe('Level 1 in Title of privacy: Delivering information.');
  });

  test('with one topic it is the level there', () => {
    expect(headline([2], ['writing'])).toBe('Level 2 in Title of writing: One-to-one communication.');
    expect(headline([0], ['writing'])).toBe('Not at level 1 yet in Title of writing.');
    expect(headline([2], own)).toBe('Level 2 in Title of mine.');
    expect(say([position(rubric('writing', 6), NEAR)])!.headline).toBe('One point short of level 2 in Title of writing.');
  });

  test('of rubrics that somebody made it says levels alone: what they ask, no model tells', () => {
    expect(headline([2, 2, 2], own)).toBe('Level 2 in every topic.');
    expect(headline([0, 2, 2, 1], own)).toBe('Level 1 or broader in 3 of 4 topics.');
    expect(headline([2, 2, 0], [...model.competencies.slice(0, 2), 'mine'])).toBe('Level 2 in 2 of 3 topics.');
  });

  test('of some topics only, of topics without a level, and of answers that were filled in, it says levels', () => {
    expect(headline([2, 2])).toBe('Level 2 in every topic: One-to-one communication.');
    expect(headline([2, 2, 2, 2, null])).toBe('Level 2, One-to-one communication, in 4 of 5 topics.');
    expect(headline([0, null])).toBe('Not at level 1 yet in 1 of 2 topics.');
    const filled = model.competencies.map((id) => {
      const of = rubric(id, 6);
      return positionOf(of, answered(entries(of, rowsAt(2), 'assumed')), null, thresholds);
    });
    expect(say(filled)!.headline).toBe('Level 2 in every topic: One-to-one communication.');
  });

  test('without a level there is none', () => expect(say(at([null, null]))).toBeNull());
});

describe('what a level is called', () => {
  const topic = (id: string, level: Reached) => position(rubric(id, 6), rowsAt(level));
  const titleOf = (id: string) => `Title of ${id}`;

  test('of a rubric that somebody made it is told by number: what it means there, no model says', () => {
    const of = rubric('mine', 6);
    const names = levelNames(['mine'], words, model);
    expect(positionSentence(topic('mine', 2), of, names)).toMatch(/^You are at level 2\. For level 3 /);
    expect(positionSentence(topic('mine', 0), of, names)).toMatch(/^Not at level 1 yet\. /);
    expect(([0, 1, 4] as const).map((level) => levelName(level, names))).toEqual([words.levels[0].name, 'Level 1', 'Level 4']);
    // What stands beside each other in one picture has names only where all of it is the model's.
    expect(levelNames(['mine', 'writing'], words, model)[2]).toBeUndefined();
    const mixed = [topic('mine', 2), topic('writing', 2), topic('yours', 0)];
    expect(byLevel(mixed, titleOf, words, model)).toBe(
      'Level 2: Title of mine. Level 2, One-to-one communication: Title of writing. Getting started: Title of yours.'
    );
  });
});

describe('how firm a position is', () => {
  const margin = (rows: readonly Row[], essential: [number, 1 | 2 | 3 | 4][] = []) => {
    const of = rubric('privacy', rows.length, essential);
    return marginSentence(position(of, rows), of);
  };

  test('the answer that decides it is named, in both directions', () => {
    expect(margin([...rowsAt(2, 5), [2, 1, 0, 0]], [[5, 2]])).toBe(
      'If two answers were slightly different, you could be between level 1 and level 2. This rests on one answer: Title of c5.'
    );
    expect(margin([...rowsAt(2, 5), [2, 0, 0, 0]], [[5, 2]])).toMatch(
      /between level 1 and level 2\. This rests on one answer: Title of c5\.$/
    );
  });

  test('several that decide it each by itself are named as such', () =>
    expect(
      margin(
        [...rowsAt(2, 4), [2, 1, 0, 0], [1, 2, 0, 0]],
        [
          [4, 2],
          [5, 1]
        ]
      )
    ).toMatch(/This rests on each of these answers: Title of c5 and Title of c4\.$/));

  test('where nothing comes near, it stays', () =>
    expect(margin(rowsAt(0))).toBe('If two answers were slightly different, your level would stay the same.'));
});

describe('how firm all levels are', () => {
  const firm = (...topics: readonly (readonly [string, readonly Row[], [number, Level][]?])[]) => {
    const rubrics = topics.map(([id, rows, essential = []]) => rubric(id, rows.length, essential));
    return firmSentence(
      rubrics.map((of, i) => position(of, topics[i]![1])),
      rubrics
    );
  };
  const CLOSE: Row[] = [...Array.from({ length: 5 }, (): Row => [2, 1, 0, 0]), [2, 2, 0, 0]];

  // Found in a walk: two-step sign-in at Partly was level 2, at Not yet level 0, and both times “would still place you” was said.
  test('an answer that decides by itself is named with its topic, whichever way it goes', () => {
    for (const value of [0, 1] as const)
      expect(firm(['privacy', [...rowsAt(2, 6), [value, 2, 0, 0]], [[6, 1]]], ['writing', rowsAt(0)])).toBe(
        'One answer alone could change privacy: “Title of c6”. Two slightly different answers would change no other level.'
      );
  });

  test('two that each decide are both named, and of topics that come near, up to three', () => {
    const two: Row[] = [...rowsAt(2, 4), [1, 2, 0, 0], [2, 1, 0, 0]];
    expect(
      firm([
        'privacy',
        two,
        [
          [4, 1],
          [5, 2]
        ]
      ])
    ).toBe('privacy rests on 2 answers. Each one alone could change it: Title of c4 and Title of c5.');
    expect(firm(['privacy', CLOSE], ['writing', rowsAt(0)])).toBe(
      'Two slightly different answers could put privacy at any level from 1 to 2. Two slightly different answers would change no other level.'
    );
    expect(firm(['privacy', CLOSE], ['writing', CLOSE])).toBe(
      'Two slightly different answers could change the level in privacy and writing.'
    );
    expect(firm(['a', CLOSE], ['b', CLOSE], ['c', CLOSE], ['d', CLOSE], ['e', rowsAt(0)])).toBe(
      'Two slightly different answers could change the level in 4 of 5 topics.'
    );
  });

  test('where nothing comes near, that is said', () => {
    expect(firm(['privacy', rowsAt(0)])).toBe('This level is firm: two slightly different answers would not change it.');
    expect(firm(['privacy', rowsAt(0)], ['writing', rowsAt(2)])).toBe(
      'These levels are firm: two slightly different answers would change none of them.'
    );
  });
});

describe('what a topic lacks, and why a step comes next', () => {
  const lack = (rows: readonly Row[], essential: [number, Level][] = []) => {
    const of = rubric('privacy', rows.length, essential);
    return lackOf(position(of, rows), of, thresholds);
  };
  const why = (rows: readonly Row[], essential: [number, Level][] = []) => {
    const of = rubric('privacy', rows.length, essential);
    const one = position(of, rows);
    return whyOf(adviceFor([one], [of], answered(entries(of, rows)), model)[0]!, one, of, thresholds);
  };
  const near = (points: readonly (0 | 1 | 2)[]): Row[] => points.map((value): Row => [2, value, 0, 0]);

  test('the statements are named, or counted where there are many; no points', () => {
    expect(lack(near([2, 2, 2, 2, 0, 0]))).toBe('Level 2 needs: Title of c4');
    expect(lack(near([2, 1, 1, 1, 1, 1]))).toBe('Level 2 needs: Title of c1 and Title of c2');
    expect(lack(rowsAt(1))).toBe('Level 2 needs 5 more statements');
    expect([why(near([2, 2, 2, 2, 0, 0])), why(near([2, 1, 1, 1, 1, 1])), why(rowsAt(1))]).toEqual([
      'It is the last statement that level 2 needs.',
      'Level 2 still needs: Title of c1 and Title of c2.',
      'Level 2 still needs 5 statements. This is one of them.'
    ]);
  });

  test('a safety point is called one, with its answer', () => {
    const blocked = [...rowsAt(2, 5), [2, 0, 0, 0] as Row];
    expect(lack(blocked, [[5, 2]])).toBe('Level 2 needs a safety point: Title of c5');
    expect(
      lack(
        [...rowsAt(2, 4), [2, 0, 0, 0], [2, 0, 0, 0]],
        [
          [4, 2],
          [5, 2]
        ]
      )
    ).toBe('Level 2 needs safety points: Title of c4 and Title of c5');
    expect(why(blocked, [[5, 2]])).toBe('Title of c5: you said “Not yet”.');
    expect(why([...rowsAt(2, 5), [2, 1, 0, 0]], [[5, 2]])).toBe('Title of c5: you said “Partly”.');
    expect(why([...rowsAt(2, 5), [2, null, 0, 0]], [[5, 2]])).toBe('Title of c5: you have not answered this.');
    // Of a level further on: why it comes all the same.
    expect(why([...rowsAt(0, 5), [0, 0, 0, 0]], [[5, 2]])).toBe(
      'Title of c5: you said “Not yet”. Safety comes first, whatever your level.'
    );
  });

  test('the end of a role is said of the role, and nothing is lacking at level 4 or told without a level', () => {
    expect(lack(Array.from({ length: 6 }, (): Row => [2, 2, 'na', 'na']))).toBe('Level 3 is not part of your job');
    expect(lack(rowsAt(4))).toBe('All four levels reached');
    expect(lack(Array.from({ length: 6 }, () => OPEN))).toBeNull();
    expect(lack(Array.from({ length: 6 }, (): Row => [2, null, null, null]))).toBe('Level 2: 6 answers are open');
  });
});

describe('a topic in words', () => {
  const sentence = (rows: readonly Row[], essential: [number, 1 | 2 | 3 | 4][] = [], target: Reached | null = null) => {
    const of = rubric('privacy', rows.length, essential);
    return positionSentence(position(of, rows, target), of, words.levels);
  };
  const noGroups: Row[] = Array.from({ length: 6 }, () => [2, 2, 'na', 'na']);

  test('where the role ends, the topic is complete for the role; not below a target, and not with an essential at Partly', () => {
    const stop = 'You are at level 2, One-to-one communication. Level 3 is not part of your job.';
    expect(sentence(noGroups)).toBe(`${stop} For your job, this topic is complete.`);
    expect(sentence(noGroups, [], 3)).toBe(stop);
    expect(sentence([[2, 1, 'na', 'na'], ...noGroups.slice(1)], [[0, 2]])).toBe(stop);
  });

  test('an essential that a level waits for is named, whether Not yet or open', () => {
    expect(sentence([...rowsAt(2, 5), [2, 0, 0, 0]], [[5, 2]])).toMatch(
      /You have the points for level 2\. It still needs a safety point: Title of c5\.$/
    );
    expect(sentence([...rowsAt(2, 5), [2, null, 0, 0]], [[5, 2]])).toMatch(/for level 2\. First, answer a safety point: Title of c5\.$/);
    expect(
      sentence(
        [...rowsAt(3, 7), [2, 2, 0, 0], [2, 2, 0, 0]],
        [
          [7, 3],
          [8, 3]
        ]
      )
    ).toMatch(/It still needs safety points: Title of c7 and Title of c8\.$/);
    expect(
      sentence(
        [...rowsAt(3, 7), [2, 2, null, 0], [2, 2, null, 0]],
        [
          [7, 3],
          [8, 3]
        ]
      )
    ).toMatch(/First, answer the safety points: Title of c7 and Title of c8\.$/);
    expect(sentence([...rowsAt(2, 5), [null, 2, 0, 0]], [[5, 1]])).toMatch(/for level 1\. First, answer a safety point: Title of c5\.$/);
  });

  test('points are counted one by one', () => {
    expect(m.why_points({ points: 1, need: 11 })).toBe('1 point of 11 needed');
    expect(m.why_points({ points: 0, need: 9 })).toBe('0 points of 9 needed');
    expect(m.position_progress({ points: 0, need: 1, level: 1 })).toBe('For level 1 you have 0 of the one point needed.');
  });
});

test('all topics together: a range with its middle, one level, and of one topic nothing more than that', () => {
  const overall = (levels: readonly (Reached | null)[]) => overallSentence(overallOf(at(levels))!);
  expect(overall([1, 3, 2])).toBe('Your topics are at levels 1 to 3; the middle one is at level 2. Based on 3 of 3 topics.');
  expect(overall([2, 2, 2])).toBe('Level 2 in every topic. Based on 3 of 3 topics.');
  expect(overall([2, null])).toBe('Level 2. Based on 1 of 2 topics.');
  expect(overall([2])).toBe('Level 2.');
});

describe('of any answers', () => {
  test('the headline is true of the positions, and short', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyResult(model), ({ rubrics, assessment }) => {
        const positions = positionsOf(assessment, rubrics, model);
        const said = standingOf(positions, rubrics, words, model.competencies);
        const told = positions.filter(({ level }) => level !== null);
        if (!said) {
          expect(told).toEqual([]);
          return;
        }
        const holding = (level: number) => told.filter((p) => p.level! >= level).length;
        const exactly = (level: number) => told.filter((p) => p.level === level).length;
        const { headline } = said;
        if (positions.length > 1) expect(headline.split(' ').length).toBeLessThanOrEqual(14);
        const clause = ['', m.result_you_1(), m.result_you_2(), m.result_you_3(), m.result_you_4()].findIndex(
          (text) => text && headline.startsWith(text)
        );
        const [, more] = /, and in (one|\d) topics? /.exec(headline) ?? [];
        const numbers = [...headline.matchAll(/(?<!level )\b\d\b(?! communication)/gi)].map(Number);
        const level = Number(/level (\d)/i.exec(headline)?.[1]);
        if (clause > 0) {
          kinds.add(more ? 'more' : 'practice');
          expect(holding(clause)).toBe(model.competencies.length);
          expect(told.every(({ tally }) => tally.assumed === 0)).toBe(true);
          if (more) {
            const next = [2, 3, 4].find((l) =>
              headline.includes(m[`result_more_${l as 2 | 3 | 4}`]({ count: more === 'one' ? 1 : Number(more) }))
            )!;
            expect(holding(next)).toBe(more === 'one' ? 1 : Number(more));
          } else expect(exactly(clause)).toBe(told.length);
        } else if (/short of/.test(headline)) {
          kinds.add('near');
          const near = told.filter((p) => p.level === level - 1 && p.score.progress && p.score.progress[1] - p.score.progress[0] === 1);
          expect(near.length).toBeGreaterThanOrEqual(positions.length === 1 ? 1 : numbers[0]!);
        } else if (/or broader/.test(headline)) {
          kinds.add('broader');
          expect([holding(level), positions.length]).toEqual(numbers);
        } else if (/^(Not|No topic)/.test(headline)) {
          kinds.add('none');
          expect(exactly(0)).toBe(told.length);
        } else {
          kinds.add('level');
          expect(exactly(level)).toBe(/every topic|Title of/.test(headline) ? positions.length : numbers[0]!);
          expect(holding(level)).toBe(exactly(level));
        }
        if (!positions.every(({ competency }) => model.competencies.includes(competency)))
          for (const one of LEVELS) expect(headline).not.toContain(words.levels[one].name);
        for (const competency of said.further) expect(told.map((p) => p.competency)).toContain(competency);
      }),
      times(700)
    );
    expect([...kinds]).toEqual(expect.arrayContaining(['broader', 'level', 'more', 'near', 'none']));
  });

  test('what they are told that they do is what they said Yes to themselves', () => {
    let named = 0;
    fc.assert(
      fc.property(anyResult(model), ({ rubrics, assessment }) => {
        const strengths = strengthsOf(positionsOf(assessment, rubrics, model), rubrics, assessment);
        named += strengths.length;
        for (const { rubric, criterion, level } of strengths) expect(saidYes(assessment, rubric.id, criterion.id, level)).toBe(true);
      }),
      times(700)
    );
    expect(named).toBeGreaterThan(500);
  });

  test('no topic is called complete while its target lies further or an essential is not in place', () =>
    fc.assert(
      fc.property(anyResult(model), ({ rubrics, assessment }) => {
        for (const one of positionsOf(assessment, rubrics, model)) {
          const of = rubrics.find(({ id }) => id === one.competency)!;
          const text = `${positionSentence(one, of, words.levels)} ${targetSentence(one) ?? ''}`;
          if (!text.includes(m.position_role_complete())) continue;
          expect(one.target === null || one.target <= one.level!).toBe(true);
          for (const [c, l] of one.essential) expect(one.rows[c]![l - 1]).toSatisfy((value: unknown) => value === 2 || value === 'na');
        }
      }),
      times(700)
    ));
});
