import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell, Value } from '#lib/domain/assessment/answer.ts';
import { criterionKey, emptyEntry, EVIDENCE, NOTE_LENGTH, type Entries, type Entry } from '#lib/domain/assessment/assessment.ts';
import { changesOf, changesWithout } from '#lib/domain/rubric/version-changes.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { readRubric } from '#lib/domain/rubric/sound.ts';
import type { VersionChange } from '#lib/domain/rubric/rubric.ts';
import { withText } from '#lib/domain/rubric/places.ts';
import { carryOver } from '#lib/domain/assessment/carry-over.ts';
import { compareVersions, onTheWay, pathBetween, proposeChange, type VersionFacts } from '#lib/domain/rubric/versions.ts';
import { aFile, aText } from './rubric-files.ts';
import { times } from '../support/scale.ts';

type Part = VersionChange['criteria'][number];
/** @param criteria ids; "A1!2" has an essential at level 2 */
const version = (of: string, criteria: readonly string[], changes?: VersionChange[]): VersionFacts => ({
  id: 'r',
  version: of,
  criteria: criteria.map((one) => {
    const [id, levels = ''] = one.split('!');
    return { id: id!, essential: [...levels].map(Number) as Level[] };
  }),
  ...(changes ? { changes } : {})
});
const from = (before: string, ...criteria: Part[]): VersionChange => ({ from: before, criteria });
const given = (value: Value, at = 1): Cell => ({ value, origin: 'given', at });
const assumed = (value: Value, at = 1): Cell => ({ value, origin: 'assumed', at });
const entry = (id: string, own: Partial<Entry>): Entries => ({
  [criterionKey('r', id)]: { ...emptyEntry('before', criterionKey('r', id)), at: 1, ...own }
});
const row = (...values: (Value | null)[]) =>
  Object.fromEntries(values.flatMap((value, i) => (value === null ? [] : [[i + 1, given(value)]])));
const cellsOf = (entries: Entries, id: string) => entries[criterionKey('r', id)]?.cells;
const kinds = (carried: ReturnType<typeof carryOver>, id: string) =>
  carried.cells.filter(({ criterion }) => criterion === id).map(({ kind }) => kind);

test('versions are ordered by their numbers, not their letters', () => {
  expect(compareVersions('0.10.0', '0.9.0')).toBeGreaterThan(0);
  expect(compareVersions('0.9.0', '0.9.10')).toBeLessThan(0);
  expect(compareVersions('2.0.0', '2.0.0')).toBe(0);
});

test('once a criterion is taken out, answers to it end, and nothing else carries over in another way than before', () => {
  const said = from(
    '1.0.0',
    { kind: 'same', from: ['A1'], to: ['B1'] },
    { kind: 'split', from: ['A2'], to: ['A2', 'A3', 'A4'] },
    { kind: 'split', from: ['A5'], to: ['A5', 'B1'], levels: [1, 2] },
    { kind: 'merged', from: ['A6', 'A7'], to: ['A6'] }
  );
  const [without] = changesWithout([said], new Set(['B1', 'A4', 'A6']));
  expect(without).toEqual(
    from(
      '1.0.0',
      { kind: 'not-comparable', from: ['A1'], to: [] },
      { kind: 'split', from: ['A2'], to: ['A2', 'A3'] },
      { kind: 'comparable', from: ['A5'], to: ['A5'], levels: [1, 2] },
      { kind: 'not-comparable', from: ['A6', 'A7'], to: [] }
    )
  );
  // A1 went to B1, so what is called A1 now is something else: that B1 is gone does not make it the same again.
  const now = version('2.0.0', ['A1', 'A2'], [without!]);
  const answers = { ...entry('A1', { cells: row(2) }), ...entry('A2', { cells: row(2) }) };
  const carried = carryOver(answers, [version('1.0.0', ['A1', 'A2']), now], 'after');
  expect([kinds(carried, 'A1')[0], kinds(carried, 'A2')[0]]).toEqual(['new', 'split']);
  expect(carried.ended).toEqual(['A1']);
});

describe('the way from version to version', () => {
  const one = version('1.0.0', ['A1']);
  const two = version('2.0.0', ['A1'], [from('1.0.0')]);
  const three = version('3.0.0', ['A1'], [from('2.0.0')]);

  test('goes through those between', () => expect(pathBetween([three, one, two], '1.0.0', '3.0.0')).toEqual([one, two, three]));
  test('is one version long when nothing has changed', () => expect(pathBetween([one], '1.0.0', '1.0.0')).toEqual([one]));
  test('is not there when one in between is missing', () => expect(pathBetween([one, three], '1.0.0', '3.0.0')).toBeNull());
  test('does not lead back', () => expect(pathBetween([one, two, three], '3.0.0', '1.0.0')).toBeNull());
  test('is not there for a version that nobody has', () => expect(pathBetween([one], '1.0.0', '9.0.0')).toBeNull());

  test('is the short one where a version speaks of a far one itself', () => {
    const direct = version('3.0.0', ['A1'], [from('2.0.0'), from('1.0.0')]);
    expect(pathBetween([one, two, direct], '1.0.0', '3.0.0')).toEqual([one, direct]);
  });

  test('what lies on it is told, where a version says nothing itself of a far one; of those that lead nowhere nothing is', () => {
    const [stray, later] = [version('1.5.0', ['A1'], [from('1.4.0')]), version('4.0.0', ['A1'], [from('3.0.0')])];
    const all = [later, stray, three, two, one];
    expect(onTheWay(all, three)).toEqual([one, two]);
    expect(onTheWay([...all, { ...one, id: 'other' }], later)).toEqual([one, two, three]);
    expect(onTheWay([two, one], version('3.0.0', ['A1'], [from('2.0.0'), from('1.0.0')]))).toEqual([]);
    expect(onTheWay([one], three)).toEqual([]);
  });

  test('ends even where two versions point at each other', () => {
    const odd = [version('1.0.0', ['A1'], [from('2.0.0')]), version('2.0.0', ['A1'], [from('1.0.0')])];
    expect(pathBetween(odd, '0.1.0', '2.0.0')).toBeNull();
  });
});

describe('what carries over', () => {
  const v1 = version('1.0.0', ['A1', 'A2']);
  const step = (criteria: readonly string[], ...parts: Part[]) => version('2.0.0', criteria, [from('1.0.0', ...parts)]);

  test('the same stays as it was: answers, origin, time, note and mark', () => {
    const before = entry('A1', {
      cells: { 1: assumed(2, 5), 2: { value: 2, origin: 'placed', at: 5 } },
      note: 'n',
      evidence: 'show',
      at: 6
    });
    expect(carryOver(before, [v1, step(['A1', 'A2'])], 'after').entries).toEqual({
      'r.A1': { ...before['r.A1'], assessment: 'after' }
    });
  });

  test('the same under a new id stays too', () => {
    const { entries, ended } = carryOver(
      entry('A1', { cells: row(2, 1) }),
      [v1, step(['B1'], { kind: 'same', from: ['A1'], to: ['B1'] })],
      'after'
    );
    expect(entries).toEqual({ 'r.B1': { ...emptyEntry('after', 'r.B1'), cells: row(2, 1), at: 1 } });
    expect(ended).toEqual([]);
  });

  test('what is comparable is kept as an assumption, to be looked at', () => {
    const carried = carryOver(
      entry('A1', { cells: row(2, 1, 'na') }),
      [v1, step(['A1'], { kind: 'comparable', from: ['A1'], to: ['A1'] })],
      'after'
    );
    expect(cellsOf(carried.entries, 'A1')).toEqual({ 1: assumed(2), 2: assumed(1), 3: assumed('na') });
    expect(kinds(carried, 'A1')).toEqual(['comparable', 'comparable', 'comparable', 'comparable']);
  });

  test('levels that are not named stay the same', () => {
    const carried = carryOver(
      entry('A1', { cells: row(2, 2, 2, 2) }),
      [
        v1,
        step(
          ['A1'],
          { kind: 'comparable', from: ['A1'], to: ['A1'], levels: [2] },
          { kind: 'not-comparable', from: ['A1'], to: ['A1'], levels: [4] }
        )
      ],
      'after'
    );
    expect(cellsOf(carried.entries, 'A1')).toEqual({ 1: given(2), 2: assumed(2), 3: given(2) });
    expect(kinds(carried, 'A1')).toEqual(['same', 'comparable', 'same', 'not-comparable']);
  });

  test('a level that moved to another criterion leaves its old place open', () => {
    const carried = carryOver(
      entry('A1', { cells: row(2, 2, 1, 0) }),
      [v1, step(['A1', 'B1'], { kind: 'same', from: ['A1'], to: ['B1'], levels: [3] })],
      'after'
    );
    expect(cellsOf(carried.entries, 'A1')).toEqual({ 1: given(2), 2: given(2), 4: given(0) });
    expect(cellsOf(carried.entries, 'B1')).toEqual({ 3: given(1) });
    expect(kinds(carried, 'A1')).toEqual(['same', 'same', 'new', 'same']);
  });

  test('one that was split gives its answers, its note and its mark to each part', () => {
    const { entries, ended } = carryOver(
      entry('A1', { cells: row(2, 1), note: 'n', evidence: 'recall' }),
      [v1, step(['A1', 'A7', 'A2'], { kind: 'split', from: ['A1'], to: ['A1', 'A7'] })],
      'after'
    );
    for (const id of ['A1', 'A7'])
      expect(entries[criterionKey('r', id)]).toMatchObject({ cells: { 1: assumed(2), 2: assumed(1) }, note: 'n', evidence: 'recall' });
    expect(ended).toEqual([]);
  });

  test('merged answers take the lowest, and the mark the least; notes stand one under the other', () => {
    const before = {
      ...entry('A1', { cells: row(2, 1, 'na', 2), note: 'first', evidence: 'show', at: 4 }),
      ...entry('A2', { cells: row(1, 2, 'na', null), note: 'second', evidence: 'recall', at: 9 })
    };
    const carried = carryOver(before, [v1, step(['A3'], { kind: 'merged', from: ['A1', 'A2'], to: ['A3'] })], 'after');
    expect(carried.entries['r.A3']).toEqual({
      assessment: 'after',
      criterion: 'r.A3',
      cells: { 1: assumed(1), 2: assumed(1), 3: assumed('na') },
      note: 'first\n\nsecond',
      evidence: 'recall',
      at: 9
    });
  });

  test('of one that is part of the role and one that is not, nobody can tell', () =>
    expect(
      carryOver(
        { ...entry('A1', { cells: row(2) }), ...entry('A2', { cells: row('na') }) },
        [v1, step(['A3'], { kind: 'merged', from: ['A1', 'A2'], to: ['A3'] })],
        'after'
      ).entries
    ).toEqual({}));

  test('what was split and merged again keeps one note, not two', () => {
    const path = [
      v1,
      version('2.0.0', ['A1', 'A7'], [from('1.0.0', { kind: 'split', from: ['A1'], to: ['A1', 'A7'] })]),
      version('3.0.0', ['A1'], [from('2.0.0', { kind: 'merged', from: ['A1', 'A7'], to: ['A1'] })])
    ];
    const carried = carryOver(entry('A1', { cells: row(2, 1, 0, 'na'), note: 'n' }), path, 'after');
    expect(carried.entries['r.A1']).toMatchObject({ note: 'n', cells: { 1: assumed(2), 2: assumed(1), 3: assumed(0), 4: assumed('na') } });
    expect(kinds(carried, 'A1')).toEqual(['merged', 'merged', 'merged', 'merged']);
  });

  test('notes that are too long together are cut to what one note may have', () => {
    const long = 'x'.repeat(NOTE_LENGTH - 5);
    const { entries } = carryOver(
      { ...entry('A1', { note: long }), ...entry('A2', { note: long }) },
      [v1, step(['A3'], { kind: 'merged', from: ['A1', 'A2'], to: ['A3'] })],
      'after'
    );
    expect(entries['r.A3']!.note).toHaveLength(NOTE_LENGTH);
    expect(entries['r.A3']!.note.endsWith(' …')).toBe(true);
  });

  test('notes that are together as long as one note may be are kept to the last letter', () => {
    const notes = ['x'.repeat(NOTE_LENGTH - 5), 'end'];
    const { entries } = carryOver(
      { ...entry('A1', { note: notes[0] }), ...entry('A2', { note: notes[1] }) },
      [v1, step(['A3'], { kind: 'merged', from: ['A1', 'A2'], to: ['A3'] })],
      'after'
    );
    expect(entries['r.A3']!.note).toBe(notes.join('\n\n'));
  });

  test('an essential is asked again unless it is the same', () => {
    const before = entry('A1', { cells: row(2, 2) });
    const carried = carryOver(before, [v1, step(['A1!1'], { kind: 'comparable', from: ['A1'], to: ['A1'] })], 'after');
    expect(cellsOf(carried.entries, 'A1')).toEqual({ 2: assumed(2) });
    expect(cellsOf(carryOver(before, [v1, step(['A1!1'])], 'after').entries, 'A1')).toEqual(row(2, 2));
  });

  test('a cell that has become essential is not answered by an assumption of before', () => {
    const before = entry('A1', { cells: { 1: assumed(2), 2: { value: 2, origin: 'placed', at: 1 } } });
    expect(cellsOf(carryOver(before, [v1, step(['A1!1'])], 'after').entries, 'A1')).toEqual({ 2: { value: 2, origin: 'placed', at: 1 } });
  });

  test('an id that was given away and used again begins anew', () => {
    const carried = carryOver(
      entry('A1', { cells: row(2, 2) }),
      [v1, step(['A1', 'B1'], { kind: 'same', from: ['A1'], to: ['B1'] })],
      'after'
    );
    expect(cellsOf(carried.entries, 'A1')).toBeUndefined();
    expect(kinds(carried, 'A1')).toEqual(['new', 'new', 'new', 'new']);
    expect(carried.ended).toEqual([]);
  });

  test('an id that ended and came back two versions later begins anew', () => {
    const path = [v1, step(['A2']), version('3.0.0', ['A1', 'A2'], [from('2.0.0')])];
    const carried = carryOver(entry('A1', { cells: row(2, 2), note: 'n' }), path, 'after');
    expect(carried.entries).toEqual({});
    expect([kinds(carried, 'A1')[0], carried.ended]).toEqual(['new', ['A1']]);
  });

  test('what is not comparable is open, and its answers are named as ended', () => {
    const carried = carryOver(
      { ...entry('A1', { cells: row(2) }), ...entry('A2', { note: 'only a note' }) },
      [v1, step(['A1'], { kind: 'not-comparable', from: ['A1'], to: ['A1'] })],
      'after'
    );
    expect([carried.entries, carried.ended]).toEqual([{}, ['A1', 'A2']]);
  });

  test('a mark alone carries over too', () =>
    expect(carryOver(entry('A1', { evidence: 'show' }), [v1, step(['A1'])], 'after').entries['r.A1']?.evidence).toBe('show'));

  test('one that merges with a new one stays open', () => {
    const path = [
      version('1.0.0', ['A1']),
      version('2.0.0', ['A1', 'A2'], [from('1.0.0')]),
      version('3.0.0', ['A3'], [from('2.0.0', { kind: 'merged', from: ['A1', 'A2'], to: ['A3'] })])
    ];
    const carried = carryOver(entry('A1', { cells: row(2) }), path, 'after');
    expect([carried.entries, kinds(carried, 'A3')[0]]).toEqual([{}, 'new']);
  });

  test('over several versions the worst counts', () => {
    const path = [
      v1,
      step(['A1'], { kind: 'comparable', from: ['A1'], to: ['A1'], levels: [1] }),
      version('3.0.0', ['A1'], [from('2.0.0', { kind: 'not-comparable', from: ['A1'], to: ['A1'], levels: [2] })]),
      version('4.0.0', ['A1'], [from('3.0.0')])
    ];
    expect(kinds(carryOver(entry('A1', { cells: row(2, 2, 2) }), path, 'after'), 'A1')).toEqual([
      'comparable',
      'not-comparable',
      'same',
      'same'
    ]);
  });
});

const aCell = fc.record({
  value: fc.constantFrom<Value>(0, 1, 2, 'na'),
  origin: fc.constantFrom('given' as const, 'placed' as const, 'assumed' as const),
  at: fc.nat(99)
});
const answers = (ids: readonly string[]): fc.Arbitrary<Entries> =>
  fc
    .array(
      fc.record({
        cells: fc.array(fc.option(aCell), { minLength: 4, maxLength: 4 }),
        note: fc.oneof(fc.constant(''), aText),
        evidence: fc.constantFrom(...EVIDENCE),
        at: fc.nat(99)
      }),
      { minLength: ids.length, maxLength: ids.length }
    )
    .map((rows) =>
      Object.fromEntries(
        rows
          .map(({ cells, ...rest }, i) => ({
            ...emptyEntry('before', criterionKey('r', ids[i]!)),
            ...rest,
            cells: Object.fromEntries(LEVELS.flatMap((level) => (cells[level - 1] ? [[level, cells[level - 1]!]] : [])))
          }))
          .filter(({ cells, note, evidence }) => Object.keys(cells).length || note || evidence !== 'none')
          .map((one) => [one.criterion, one])
      )
    );

const IDS = ['A1', 'A2', 'A3', 'A4'];
/** Criteria of a version, with essentials. */
const someCriteria = fc
  .tuple(fc.subarray(IDS, { minLength: 1 }), fc.array(fc.subarray([...LEVELS]), { minLength: 4, maxLength: 4 }))
  .map(([ids, essential]) => ids.map((id, i) => ({ id, essential: essential[i]! })));
/** A change in which no cell is named twice: for each criterion one statement, perhaps for some levels only. */
const aChange = (before: VersionFacts, later: readonly { id: string }[]): fc.Arbitrary<VersionChange> =>
  fc
    .array(
      fc.option(
        fc.record({
          kind: fc.constantFrom<Part['kind']>('same', 'comparable', 'not-comparable', 'merged'),
          from: fc.shuffledSubarray(
            before.criteria.map(({ id }) => id),
            { minLength: 1, maxLength: Math.min(3, before.criteria.length) }
          ),
          levels: fc.option(fc.subarray([...LEVELS], { minLength: 1 }), { nil: undefined })
        })
      ),
      { minLength: later.length, maxLength: later.length }
    )
    .map((parts) => ({
      from: before.version,
      criteria: parts.flatMap((part, i): Part[] => {
        if (!part) return [];
        const kind = part.kind === 'merged' && part.from.length < 2 ? 'comparable' : part.kind;
        const sources = kind === 'merged' || kind === 'not-comparable' ? part.from : part.from.slice(0, 1);
        return [{ kind, from: sources, to: [later[i]!.id], ...(part.levels ? { levels: part.levels } : {}) }];
      })
    }));
/** Three versions, each with what it says of the one before. */
const threeVersions = someCriteria.chain((first) => {
  const one: VersionFacts = { id: 'r', version: '1.0.0', criteria: first };
  return someCriteria.chain((second) =>
    aChange(one, second).chain((toSecond) => {
      const two: VersionFacts = { id: 'r', version: '2.0.0', criteria: second, changes: [toSecond] };
      return someCriteria.chain((third) =>
        aChange(two, third).map((toThird): [VersionFacts, VersionFacts, VersionFacts] => [
          one,
          two,
          { id: 'r', version: '3.0.0', criteria: third, changes: [toThird] }
        ])
      );
    })
  );
});
const chainAndAnswers = threeVersions.chain((chain) => fc.tuple(fc.constant(chain), answers(chain[0].criteria.map(({ id }) => id))));

describe('for all answers', () => {
  test('the same is the identity, over any number of versions', () =>
    fc.assert(
      fc.property(answers(IDS), fc.integer({ min: 0, max: 3 }), (before, steps) => {
        const path = Array.from({ length: steps + 1 }, (_, i) => version(`${i}.0.0`, IDS, i ? [from(`${i - 1}.0.0`)] : undefined));
        const carried = carryOver(before, path, 'before');
        expect(carried.entries).toEqual(before);
        expect(carried.ended).toEqual([]);
        expect(carried.cells.every(({ kind }) => kind === 'same')).toBe(true);
      }),
      times(100)
    ));

  test('nothing is invented: an essential is only answered by what was said of the same; what is open stays open', () =>
    fc.assert(
      fc.property(chainAndAnswers, ([chain, before]) => {
        const carried = carryOver(before, chain, 'after');
        const all = Object.values(before).flatMap(({ cells }) => Object.values(cells));
        for (const { criterion, level, kind, cell } of carried.cells) {
          if (!cell) continue;
          expect(['same', 'split', 'merged', 'comparable']).toContain(kind);
          const essential = chain[2].criteria.find(({ id }) => id === criterion)!.essential.includes(level);
          if (essential) expect([kind, cell.origin === 'assumed']).toEqual(['same', false]);
          if (kind !== 'same') expect(cell.origin).toBe('assumed');
          // Every answer was given by the person, to some cell at this level.
          expect(all.some(({ value, at }) => value === cell.value && at <= cell.at)).toBe(true);
        }
      }),
      times(500)
    ));

  test('merged takes the lowest of what was answered', () =>
    fc.assert(
      fc.property(answers(['A1', 'A2', 'A3']), (before) => {
        const path = [
          version('1.0.0', ['A1', 'A2', 'A3']),
          version('2.0.0', ['M'], [from('1.0.0', { kind: 'merged', from: ['A1', 'A2', 'A3'], to: ['M'] })])
        ];
        const { cells } = carryOver(before, path, 'after');
        for (const { level, cell } of cells) {
          const values = ['A1', 'A2', 'A3'].map((id) => cellsOf(before, id)?.[level]?.value);
          const numbers = values.filter((value) => typeof value === 'number');
          const told = numbers.length === 3 ? Math.min(...numbers) : values.every((value) => value === 'na') ? 'na' : undefined;
          expect(cell?.value).toBe(told);
        }
      }),
      times(100)
    ));

  test('every criterion with answers is either carried over somewhere or named as ended', () =>
    fc.assert(
      fc.property(chainAndAnswers, ([[one, two], before]) => {
        const carried = carryOver(before, [one, two], 'after');
        const change = two.changes![0]!;
        for (const { criterion } of Object.values(before)) {
          const id = criterion.slice(2);
          const named = change.criteria.some(({ kind, from: sources }) => kind !== 'not-comparable' && sources.includes(id));
          const stays = carried.cells.some((cell) => cell.criterion === id && cell.kind === 'same');
          if (!named && !stays) expect(carried.ended).toContain(id);
          if (named) expect(carried.ended).not.toContain(id);
        }
      }),
      times(100)
    ));

  test('entries have the new assessment’s id and the new version’s criteria', () =>
    fc.assert(
      fc.property(chainAndAnswers, ([chain, before]) => {
        for (const [key, own] of Object.entries(carryOver(before, chain, 'after').entries)) {
          expect([own.assessment, own.criterion]).toEqual(['after', key]);
          expect(chain[2].criteria.map(({ id }) => criterionKey('r', id))).toContain(key);
        }
      }),
      times(100)
    ));
});

describe('what a file says of all earlier versions', () => {
  test('leads what the version before said on to the new one', () => {
    const two = version('2.0.0', ['A1', 'A7'], [from('1.0.0', { kind: 'split', from: ['A1'], to: ['A1', 'A7'] })]);
    const three = version('3.0.0', ['A1', 'B7']);
    const change = from(
      '2.0.0',
      { kind: 'same', from: ['A7'], to: ['B7'] },
      { kind: 'not-comparable', from: ['A1'], to: ['A1'], levels: [4] }
    );
    expect(changesOf(two, change, three)).toEqual([
      change,
      from(
        '1.0.0',
        { kind: 'comparable', from: ['A1'], to: ['A1'], levels: [1, 2, 3] },
        { kind: 'not-comparable', from: ['A1'], to: ['A1'], levels: [4] },
        { kind: 'comparable', from: ['A1'], to: ['B7'] }
      )
    ]);
  });

  test('says nothing of what stays what it was', () =>
    expect(changesOf(version('2.0.0', ['A1'], [from('1.0.0')]), from('2.0.0'), version('3.0.0', ['A1']))).toEqual([
      from('2.0.0'),
      from('1.0.0')
    ]));

  test('carries answers over as going from version to version would', () =>
    fc.assert(
      fc.property(chainAndAnswers, ([[one, two, three], before]) => {
        const changes = changesOf(two, three.changes![0]!, three);
        // Whether a cell was essential on the way makes a difference for assumptions only; these are looked at elsewhere.
        const plain = Object.fromEntries(
          Object.entries(before).map(([key, own]) => [
            key,
            { ...own, cells: Object.fromEntries(Object.entries(own.cells).map(([level, cell]) => [level, { ...cell, origin: 'given' }])) }
          ])
        ) as Entries;
        const slow = carryOver(plain, [one, two, three], 'after');
        const fast = carryOver(plain, [one, { ...three, changes }], 'after');
        const told = ({ cells }: typeof slow) => cells.map(({ criterion, level, cell }) => [criterion, level, cell]);
        expect(told(fast)).toEqual(told(slow));
      }),
      times(1000)
    ));

  test('is let in with the file', () =>
    fc.assert(
      fc.property(threeVersions, ([, two, three]) => {
        const file = aFile(
          three.criteria.map(({ id }) => id),
          { version: '3.0.0', changes: changesOf(two, three.changes![0]!, three) }
        );
        expect(readRubric(file, 'f').file.facts.changes).toHaveLength(2);
      }),
      times(100)
    ));
});

describe('what a program proposes', () => {
  const before = aFile(['A1', 'A2']);
  const later = (ids: readonly string[], ...texts: [place: string, text: string][]) => {
    const file = aFile(ids, { version: '1.1.0' });
    return { ...file, words: { en: texts.reduce((words, [place, text]) => withText(words, place, text), file.words.en!) } };
  };
  const fourOthers = (id: string) => LEVELS.map((level): [string, string] => [`${id}.${level}`, `Other ${level}.`]);

  test('the same texts ask the same', () => expect(proposeChange(before, later(['A1', 'A2']))).toEqual(from('1.0.0')));
  test('a new criterion is not named, and one that went is not either', () =>
    expect(proposeChange(before, later(['A1', 'A3']))).toEqual(from('1.0.0')));
  test('another text at a level is comparable there', () =>
    expect(proposeChange(before, later(['A1', 'A2'], ['A2.3', 'Other.']))).toEqual(
      from('1.0.0', { kind: 'comparable', from: ['A2'], to: ['A2'], levels: [3] })
    ));
  test('another title alone changes nothing', () =>
    expect(proposeChange(before, later(['A1', 'A2'], ['A2.title', 'Other'])).criteria).toEqual([]));
  test('four other texts under the same title are comparable', () =>
    expect(proposeChange(before, later(['A1', 'A2'], ...fourOthers('A2'))).criteria).toEqual([
      { kind: 'comparable', from: ['A2'], to: ['A2'] }
    ]));
  test('four other texts under another title ask something else: an id was used again', () =>
    expect(proposeChange(before, later(['A1', 'A2'], ...fourOthers('A2'), ['A2.title', 'Other'])).criteria).toEqual([
      { kind: 'not-comparable', from: ['A2'], to: ['A2'] }
    ]));
  test('the same four texts under a new id are the same criterion', () => {
    const texts = LEVELS.map((level): [string, string] => [`B2.${level}`, `en A2 at ${level}.`]);
    expect(proposeChange(before, later(['A1', 'B2'], ...texts)).criteria).toEqual([{ kind: 'same', from: ['A2'], to: ['B2'] }]);
  });
  test('another source language changes nothing while the old one’s texts are there', () => {
    const now = later(['A1', 'A2']);
    const facts = { ...now.facts, source: 'fi' };
    expect(proposeChange(before, { ...now, facts }).criteria).toEqual([]);
    expect(proposeChange(before, { facts, words: {} }).criteria).toEqual([
      { kind: 'comparable', from: ['A1'], to: ['A1'] },
      { kind: 'comparable', from: ['A2'], to: ['A2'] }
    ]);
  });
});
