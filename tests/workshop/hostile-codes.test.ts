import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readColumn } from '#lib/domain/workshop/column.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { Collecting } from '#lib/state/collecting.svelte.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { verdictText } from '#lib/ui/workshop/verdicts.ts';
import { anyText } from '../support/personal.ts';
import { times } from '../support/scale.ts';
import { aWorkshop, codeOf, topicsCalled } from '../support/workshops.ts';

const workshop = aWorkshop({ number: 77, topics: topicsCalled('information', 'privacy') });
const other: Workshop = { ...workshop, number: 78 };
const code = (id: number, level: 0 | 1 | 2 | 3 | 4 = 1, of = workshop) => codeOf(of, id, [level, { level: null, open: true }]);
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const sign = fc.constantFrom(...SIGNS);

/** One sign other, two that have changed places, some left out, some more, and what is no code at all. */
const spoilt = fc.oneof(
  fc.tuple(fc.nat(2 ** 20 - 1), fc.nat(15), sign).map(([id, at, other]) => code(id).slice(0, at) + other + code(id).slice(at + 1)),
  fc.tuple(fc.nat(2 ** 20 - 1), fc.nat(15)).map(([id, at]) => code(id).slice(at)),
  fc.array(sign, { minLength: 16, maxLength: 16 }).map((signs) => signs.join('')),
  fc.nat(2 ** 20 - 1).map((id) => code(id, 2, other)),
  anyText
);

const round = async () => {
  const workshops = new Workshops(new MemoryTables());
  await workshops.save(workshop);
  return workshops;
};
const taking = (workshops: Workshops) => async (codes: readonly string[]) => (await workshops.take('w1', codes)).verdicts;

describe('whatever is typed, held up or pasted', () => {
  test('is said in words, and nothing is counted that no phone has made', async () => {
    const workshops = await round();
    const texts = fc.sample(spoilt, { numRuns: 10_000, seed: 11 });
    const { verdicts, handedIn } = await workshops.take('w1', texts);
    expect(verdicts.every((verdict) => verdictText(verdict).length > 5)).toBe(true);
    const whole = new Set(texts.filter((text, i) => verdicts[i]!.kind === 'new'));
    expect(handedIn).toBe(whole.size);
  });

  test('a single wrong sign in a column is found, and its place is named', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(2 ** 20 - 1), fc.nat(15), sign, async (id, at, other) => {
        const right = code(id);
        fc.pre(right[at] !== other);
        const [line] = readColumn(right.slice(0, at) + other + right.slice(at + 1)).lines;
        expect(await (await round()).take('w1', [line!.code])).toMatchObject({ verdicts: [{ kind: 'wrong', places: [at] }], handedIn: 0 });
      }),
      times(60)
    ));

  test('any column is read without a crash, each line keeps its number', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            spoilt,
            fc.nat(500).map((id) => `${id};"${code(id)}";x`)
          ),
          { maxLength: 30 }
        ),
        (lines) => {
          const text = lines.join('\n');
          const real = text.split(/\r\n|\n|\r/);
          for (const { number, code: found } of readColumn(text).lines) expect(real[number - 1]).toContain(found.slice(0, 1));
        }
      ),
      times(300)
    ));

  test('a heading and other columns are passed over, and so are lines without a code', () => {
    const text = [
      '"No","Your code","Sent"',
      `1,"${code(1)}","9:00"`,
      '',
      `2,"${code(2).match(/.{4}/g)!.join('-')}","9:01"`,
      '3,,"9:02"'
    ].join('\r\n');
    expect(readColumn(text)).toEqual({
      heading: 1,
      lines: [
        { number: 2, code: code(1) },
        { number: 4, code: code(2).match(/.{4}/g)!.join('-') }
      ]
    });
  });

  test('a form’s own numbers of sixteen signs, before the codes or in their place, are not taken for them', () => {
    const lines = [1, 2, 3].map((id) => `a1b2c3d4e5f6a7b${id};${code(id)};x`);
    expect(readColumn(['id;code;x', ...lines].join('\n')).lines.map((line) => line.code)).toEqual([1, 2, 3].map((id) => code(id)));
    // A slip in the column of codes is named as one, though a number stands beside it.
    const slip = `${code(4).slice(0, 15)}${code(4)[15] === '0' ? '1' : '0'}`;
    expect(readColumn([...lines, `a1b2c3d4e5f6a7b4;${slip};x`].join('\n')).lines[3]).toEqual({ number: 4, code: slip });
  });

  test('a result for another version of one topic, another round, number or choice of topics is declined', async () => {
    const workshops = await round();
    const others: readonly Workshop[] = [
      { ...workshop, topics: [workshop.topics[0]!, { id: 'privacy', hash: 'c'.repeat(32) }] },
      { ...workshop, round: 2 },
      other,
      { ...workshop, topics: [...workshop.topics].reverse() },
      { ...workshop, topics: [workshop.topics[0]!, { id: 'writing', hash: 'b'.repeat(32) }] }
    ];
    const { verdicts, handedIn } = await workshops.take(
      'w1',
      others.map((of, id) => code(id, 1, of))
    );
    expect([verdicts.map(({ kind }) => kind), handedIn]).toEqual([Array(others.length).fill('foreign'), 0]);
  });

  test('100,000 lines tell how far they are, and stop where somebody says so', async () => {
    const workshops = await round();
    const own = Array.from({ length: 150 }, (_, id) => code(id));
    const foreign = Array.from({ length: 500 }, (_, id) => code(id, 3, other));
    const lines = Array.from({ length: 100_000 }, (_, i) => [own[i % 150]!, foreign[i % 500]!, 'ABC1'][i % 3]!);
    const collecting = new Collecting();
    const told: number[] = [];
    await collecting.take(lines.join('\n'), async (codes) => {
      told.push(collecting.progress!.done);
      return taking(workshops)(codes);
    });
    expect(told.length).toBeGreaterThan(100);
    expect(collecting.outcome).toMatchObject({ lines: 100_000, added: 50, ended: 'whole' });
    expect(collecting.outcome!.named).toHaveLength(99_950);
    expect((await workshops.read('w1'))!.handedIn).toBe(50);

    const halted = new Collecting();
    await halted.take(lines.join('\n'), async (codes) => {
      halted.stop();
      return taking(workshops)(codes);
    });
    expect(halted.outcome).toMatchObject({ ended: 'stopped', added: 0 });
    expect(halted.outcome!.lines).toBeLessThan(1_000);
  }, 60_000);

  test('what the device does not take is not counted', async () => {
    const collecting = new Collecting();
    await collecting.take(code(1), async () => null);
    expect(collecting.outcome).toEqual({ lines: 0, added: 0, named: [], heading: null, ended: 'refused' });
  });
});
