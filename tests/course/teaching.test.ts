import { describe, expect, test } from 'vitest';
import { modulesIn, modulesOf, renamed, TEACHING, taughtIn, teachingFrom } from '#lib/domain/course/teaching.ts';

const start = { ...teachingFrom(null), modules: ['A', 'B', 'C'], topics: ['hash'] };

describe('which module teaches which criterion', () => {
  test('modules stand in their order, whichever was ticked first, and can be taken away', () => {
    const both = taughtIn(taughtIn(start, 'privacy.C1', 'C', true), 'privacy.C1', 'A', true);
    expect(modulesOf(both, 'privacy.C1')).toEqual(['A', 'C']);
    expect(modulesOf(taughtIn(both, 'privacy.C1', 'A', false), 'privacy.C1')).toEqual(['C']);
    expect(modulesOf(both, 'privacy.C2')).toEqual([]);
  });

  test('a module with another name keeps what it teaches; one that was removed takes it along', () => {
    const one = taughtIn(taughtIn(start, 'privacy.C1', 'B', true), 'privacy.C1', 'C', true);
    expect(modulesOf(renamed(one, ['A', 'Week 2', 'C']), 'privacy.C1')).toEqual(['Week 2', 'C']);
    expect(modulesOf(renamed(one, ['A', 'C']), 'privacy.C1')).toEqual(['C']);
    // In another order each is the same.
    expect(modulesOf(renamed(one, ['C', 'B', 'A']), 'privacy.C1')).toEqual(['C', 'B']);
  });

  test('names are one a line, each once, no more and no longer than there may be', () => {
    expect(modulesIn(' A \n\nB\nA')).toEqual(['A', 'B']);
    expect(modulesIn(Array.from({ length: 40 }, (_, i) => `M${i}`).join('\n'))).toHaveLength(TEACHING.modules);
    expect(modulesIn('x'.repeat(500))[0]).toHaveLength(TEACHING.name);
  });

  test('what a device has comes back; whatever else lies there is passed over', () => {
    const kept = taughtIn(start, 'privacy.C1', 'B', true);
    expect(teachingFrom(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    expect(teachingFrom({ modules: 'A', topics: [1], taught: { 'privacy.C1': ['gone', 3] } })).toEqual({
      modules: [],
      topics: [],
      taught: { 'privacy.C1': [] }
    });
    expect(teachingFrom(undefined)).toEqual({ modules: [], topics: [], taught: {} });
  });
});
