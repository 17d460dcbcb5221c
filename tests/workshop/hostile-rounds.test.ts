import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGroup, writeGroup } from '#lib/domain/workshop/group-code.ts';
import { isReceiptFault, readReceipt } from '#lib/domain/workshop/receipt.ts';
import { roundOf } from '#lib/domain/workshop/round.ts';
import { readResult, type TopicResult } from '#lib/domain/workshop/result-code.ts';
import { stampOf } from '#lib/domain/hash.ts';
import { packed, writeSymbols } from '#lib/domain/workshop/symbols.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { verdictText } from '#lib/ui/workshop/verdicts.ts';
import { anyText } from '../support/personal.ts';
import { aWorkshop, codeOf, roundAfter, topicsCalled } from '../support/workshops.ts';

const first = aWorkshop({ number: 77, topics: topicsCalled('information', 'privacy') });
const second = roundAfter(first, { topics: [first.topics[0]!, { id: 'privacy', hash: 'c'.repeat(32) }] });
const topics = (from: TopicResult['from'] = 1): TopicResult[] => [
  { level: 2, open: false, from: typeof from === 'string' ? null : from, then: 1 },
  { level: 3, open: true, from: 'up', then: null }
];
const own = (id: number) => codeOf(second, id, topics((id % 5) as 0));
const id = fc.nat(2 ** 20 - 1);
const sign = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');
const spoiltBy = (text: string) =>
  fc.oneof(
    fc.tuple(fc.nat(text.length - 1), sign).map(([at, other]) => text.slice(0, at) + other + text.slice(at + 1)),
    fc.nat(text.length - 1).map((at) => text.slice(at)),
    fc.nat(text.length - 1).map((at) => text.slice(0, at)),
    fc.constant(text + text)
  );
/** Texts of symbols with a right check: what somebody makes who knows how. */
const forged = (letter: 'H' | 'G') =>
  fc.array(sign, { maxLength: 80 }).map((signs) => {
    const body = letter + writeSymbols(packed([[tagOf(second), 16]])).slice(0, 3) + signs.join('');
    return body + writeSymbols(packed([[parseInt(stampOf(body), 16), 32]]));
  });
const symbols = fc
  .integer({ min: 14, max: 32 })
  .chain((length) => fc.array(sign, { minLength: length, maxLength: length }).map((all) => all.join('')));
const any = fc.oneof(
  id.chain((one) => spoiltBy(own(one))),
  id.map((one) => codeOf(first, one, topics())),
  id.map((one) => codeOf({ ...second, number: 78 }, one, topics())),
  // A level of then where the rubric was changed: no phone makes that.
  id.map((one) => codeOf(second, one, topics().with(1, { level: 1, open: false, from: 4, then: 1 }))),
  id.map((one) => codeOf(second, one, null)),
  symbols,
  forged('H'),
  forged('G'),
  anyText
);

describe('whatever is held up or typed in a second round', () => {
  const texts = fc.sample(any, { numRuns: 10_000, seed: 12 });
  const whole = new Set(Array.from({ length: 150 }, (_, i) => own(i)));

  test('is said in words as a code, and nothing is counted that no phone has made', async () => {
    const store = new Workshops(new MemoryTables());
    await store.save(second);
    const { verdicts, handedIn } = await store.take('w2', [...texts, ...whole]);
    expect(verdicts.every((verdict) => verdictText(verdict).length > 5)).toBe(true);
    expect(new Set(verdicts.slice(-150).map(({ kind }) => kind))).toEqual(new Set(['new']));
    const spoilt = texts.filter((_, i) => verdicts[i]!.kind === 'new');
    const back = verdicts.filter(({ kind }) => kind === 'taken-back').length;
    expect(handedIn).toBe(150 + spoilt.length - back);
    // Cutting a code at its very end, or putting its own sign in, spoils nothing.
    for (const text of spoilt) expect(text).toHaveLength(24);
    for (const kind of ['round-before', 'foreign', 'other', 'wrong', 'length', 'sign', 'not-in'])
      expect(verdicts.some((verdict) => verdict.kind === kind)).toBe(true);
  });

  test('as a hand-over it is declined whole: the count stays', async () => {
    const [laptop, phone] = [new Workshops(new MemoryTables()), new Workshops(new MemoryTables())];
    await laptop.save(second);
    await phone.save({ ...second, collector: true });
    await phone.take('w2', [...whole].slice(0, 30));
    const { text } = await phone.handOver('w2');
    const hostile = [...texts.slice(0, 1_000), ...fc.sample(spoiltBy(text), { numRuns: 500, seed: 5 }).filter((one) => one !== text)];
    for (const one of hostile) {
      const { verdict, handedIn } = await laptop.takeHandOver('w2', one);
      // What somebody forged whole may hold results, as any code may that somebody makes up.
      if (verdict.kind === 'handed-over') expect(verdict.of).toBe(0);
      expect(handedIn).toBe(0);
    }
    expect((await laptop.takeHandOver('w2', text)).handedIn).toBe(30);
  });

  test('as the group’s picture it is none, or one that a device shows', async () => {
    const store = new Workshops(new MemoryTables());
    await store.save(second);
    await store.take('w2', [...whole].slice(0, 20));
    const { workshop } = await store.reveal('w2');
    const text = writeGroup(workshop.picture!, roundOf(second));
    for (const one of [...texts, ...fc.sample(spoiltBy(text), { numRuns: 1_000, seed: 6 })]) {
      const read = readGroup(one, roundOf(second));
      if ('of' in read) expect(read).toEqual(workshop.picture);
    }
  });

  test('as a receipt it is declined with a reason, or it is one of the first round', () => {
    const part: Participation = { ...second, assessment: 'a', result: 1, joinedAt: 1 };
    const reasons = new Set<string>();
    const sound = fc.sample(id, { numRuns: 50, seed: 3 }).map((one) => codeOf(first, one, topics()));
    const foreign = fc.sample(id, { numRuns: 50, seed: 4 }).map((one) => codeOf({ ...first, number: 78 }, one, topics()));
    for (const text of [...texts, ...foreign, ...sound]) {
      const read = readReceipt(text, part);
      if (isReceiptFault(read)) {
        reasons.add(read.kind);
        // What is a sound code of the round is no fault, and what is a fault is no sound code of it.
        const code = readResult(text, { topics: 2 });
        expect('tag' in code && code.kind === 'levels' && code.tag === tagOf(first)).toBe(false);
        if (read.kind === 'wrong') for (const place of read.places) expect(place >= 0 && place < 30).toBe(true);
        if (read.kind === 'length') expect([16, 20]).toContain(read.of);
      } else expect(read.map(({ level }) => level)).toEqual([2, 3]);
    }
    // Each reason that there is was met: of what is no code, slips, strangers, what took a result back, and later rounds.
    expect([...reasons].sort()).toEqual(['length', 'other-round', 'other-workshop', 'sign', 'taken-back', 'wrong']);
    const said = (text: string) => readReceipt(text, part);
    expect(said(codeOf(first, 1, null))).toEqual({ kind: 'taken-back' });
    expect(said(own(1))).toEqual({ kind: 'other-round', round: 2 });
    expect(said(codeOf({ ...first, number: 78 }, 1, topics()))).toEqual({ kind: 'other-workshop' });
    const [one] = sound as [string];
    const slip = one.slice(0, 5) + (one[5] === '7' ? '8' : '7') + one.slice(6);
    expect(said(slip)).toEqual({ kind: 'wrong', places: [5] });
    expect(said(one.slice(0, 9))).toEqual({ kind: 'length', length: 9, of: 16 });
    expect(said('ÄÖ')).toEqual({ kind: 'sign' });
    expect(sound.every((text) => !isReceiptFault(readReceipt(text, part)))).toBe(true);
  });
});
