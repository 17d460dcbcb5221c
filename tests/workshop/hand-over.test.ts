import { PLACES } from '../storage/places.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHandOver, readHandOver, writeHandOver, type Row } from '#lib/domain/workshop/hand-over.ts';
import type { Asked, TopicResult } from '#lib/domain/workshop/result-code.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { handedRows } from '#lib/exchange/bytes/qr.ts';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { FrameCollector, framesOf } from '#lib/exchange/bytes/frames.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { times } from '../support/scale.ts';
import { aWorkshop, codeOf, topicsCalled } from '../support/workshops.ts';
import { pixels } from './pixels.ts';

const laptop = aWorkshop({ id: 'laptop', topics: topicsCalled('information', 'privacy') });
const phone: Workshop = { ...laptop, id: 'phone', collector: true };
const code = (id: number, level: TopicResult['level'] = 1) => codeOf(laptop, id, [level, { level: null, open: true }]);
const codes = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => code(from + i));

const level = fc.constantFrom(null, 0, 1, 2, 3, 4) as fc.Arbitrary<TopicResult['level']>;
const anyCase = fc
  .record({ topics: fc.integer({ min: 1, max: 10 }), second: fc.boolean(), back: fc.boolean(), tag: fc.nat(65_535) })
  .chain(({ topics, second, back, tag }) => {
    const asked: Asked = { topics, ...(second && { before: { back, changed: Array.from({ length: topics }, (_, i) => i % 2 === 1) } }) };
    const topic = (i: number) =>
      fc.record({
        level,
        open: fc.boolean(),
        ...(second && { from: i % 2 ? fc.constantFrom(null, 'down' as const, 'same' as const, 'up' as const) : level }),
        ...(second && back && { then: level })
      }) as fc.Arbitrary<TopicResult>;
    const row: fc.Arbitrary<Row> = fc.record({
      id: fc.nat(2 ** 20 - 1),
      topics: fc.tuple(...Array.from({ length: topics }, (_, i) => topic(i)))
    });
    return fc.record({ of: fc.constant({ tag, asked }), rows: fc.uniqueArray(row, { maxLength: 40, selector: ({ id }) => id }) });
  });

describe('a hand-over', () => {
  test('comes back with every result, sorted by their ids, and of no other workshop', () =>
    fc.assert(
      fc.property(anyCase, ({ of, rows }) => {
        const text = writeHandOver(rows, of);
        expect(text).toMatch(/^H[0-9A-HJKMNP-TV-Z]+$/);
        expect(readHandOver(text, of)).toEqual([...rows].sort((a, b) => a.id - b.id));
        expect(writeHandOver([...rows].reverse(), of)).toBe(text);
        expect(isHandOver(text)).toBe(true);
        expect(readHandOver(text, { ...of, tag: of.tag ^ 1 })).toEqual({ kind: 'foreign' });
      }),
      times(100)
    ));

  test('of 22 results of five topics fits a QR code of version 6, and 200 go by pictures one after the other', () => {
    const of = { tag: 77, asked: { topics: 5 } };
    const rows = (count: number) =>
      Array.from({ length: count }, (_, i): Row => ({ id: i * 5_000, topics: Array<TopicResult>(5).fill({ level: 3, open: true }) }));
    const text = writeHandOver(rows(22), of);
    expect(text.length).toBeLessThanOrEqual(195);
    const picture = handedRows(text)!;
    expect(picture.length).toBe(17 + 4 * 6 + 8);
    expect(readQr(pixels(picture))).toBe(text);
    const many = writeHandOver(rows(200), of);
    expect(handedRows(many)).toBeNull();
    const collector = new FrameCollector();
    for (const frame of framesOf(new TextEncoder().encode(many)).reverse()) collector.take(frame);
    expect(readHandOver(new TextDecoder().decode(collector.whole()!), of)).toHaveLength(200);
  });

  test('any symbol that is wrong, missing or too many is found: nothing of it is taken in', () =>
    fc.assert(
      fc.property(anyCase, fc.nat(), fc.constantFrom('0', '7', 'H', 'Z', ''), ({ of, rows }, place, sign) => {
        const text = writeHandOver(rows, of);
        const at = place % text.length;
        const spoilt = text.slice(0, at) + sign + text.slice(at + 1);
        fc.pre(spoilt !== text);
        expect(readHandOver(spoilt, of)).toHaveProperty('kind');
        expect(readHandOver(text + text.at(-1)!, of)).toHaveProperty('kind');
      }),
      times(200)
    ));
});

describe.each(PLACES)('from the phone to the laptop in %s', (_, place) => {
  const devices = async () => {
    const [here, there] = [place(), place()];
    const [one, two] = [new Workshops(here), new Workshops(there)];
    await one.save(laptop);
    await two.save(phone);
    return { one, two, left: () => there.page('results') };
  };

  test('both have one tag; what was handed over counts once, however often it comes, and with what is in already', async () => {
    expect(tagOf(phone)).toBe(tagOf(laptop));
    const { one, two } = await devices();
    await one.take('laptop', [...codes(1, 3), code(40, 4)]);
    await two.take('phone', codes(2, 22));
    const { text, count } = await two.handOver('phone');
    expect(count).toBe(21);
    expect(await one.takeHandOver('laptop', text)).toEqual({ verdict: { kind: 'handed-over', of: 21, added: 19, kept: 0 }, handedIn: 23 });
    expect(await one.takeHandOver('laptop', text)).toEqual({ verdict: { kind: 'handed-over', of: 21, added: 0, kept: 0 }, handedIn: 23 });
    // It is the same as if each code had been read here.
    const plain = new Workshops(place());
    await plain.save(laptop);
    await plain.take('laptop', [...codes(1, 22), code(40, 4)]);
    expect((await one.reveal('laptop')).workshop.picture).toEqual((await plain.reveal('laptop')).workshop.picture);
  });

  test('what is in on the laptop is replaced by no hand-over, neither the first nor a second time; how many differ is said, and nothing else', async () => {
    const { one, two } = await devices();
    await two.take('phone', codes(1, 8));
    const { text } = await two.handOver('phone');
    // Two were handed in on the laptop, or changed there, before or after it came.
    await one.take('laptop', [code(3, 4), code(5)]);
    expect(await one.takeHandOver('laptop', text)).toEqual({ verdict: { kind: 'handed-over', of: 8, added: 6, kept: 1 }, handedIn: 8 });
    await one.take('laptop', [code(4, 4)]);
    expect(await one.takeHandOver('laptop', text)).toEqual({ verdict: { kind: 'handed-over', of: 8, added: 0, kept: 2 }, handedIn: 8 });
    const plain = new Workshops(place());
    await plain.save(laptop);
    await plain.take('laptop', [...codes(1, 2), code(3, 4), code(4, 4), ...codes(5, 8)]);
    const [shown, expected] = [await one.reveal('laptop'), await plain.reveal('laptop')];
    expect(shown.workshop.picture).toEqual(expected.workshop.picture);
  });

  test('only after the laptop has it, the phone erases it: what came since, or was changed since, stays', async () => {
    const { two, left } = await devices();
    await two.take('phone', codes(1, 10));
    const { text } = await two.handOver('phone');
    expect(await left()).toHaveLength(10);
    await two.take('phone', [code(11), code(3, 4), codeOf(laptop, 4, null)]);
    expect(await two.handedOver('phone', text)).toMatchObject({ handedIn: 2, gone: 8 });
    expect(await two.handedOver('phone', text)).toMatchObject({ handedIn: 2, gone: 0 });
    expect(await left()).toHaveLength(2);
    expect(await two.handedOver('phone', 'HNONSENSE')).toMatchObject({ handedIn: 2 });
  });

  test('the phone never shows a picture, and closing leaves none', async () => {
    const { two, left } = await devices();
    await two.take('phone', codes(1, 10));
    expect((await two.reveal('phone')).workshop).toEqual(phone);
    expect((await two.close('phone')).workshop).toEqual({ ...phone, state: 'closed' });
    expect(await left()).toEqual([]);
  });

  test('the laptop hands nothing over, and deletes nothing of its own', async () => {
    const { one, two } = await devices();
    await one.take('laptop', codes(1, 6));
    await expect(one.handOver('laptop')).rejects.toThrow(RangeError);
    await two.take('phone', codes(1, 6));
    const { text } = await two.handOver('phone');
    expect(await one.handedOver('laptop', text)).toMatchObject({ handedIn: 6, gone: 0 });
  });

  test('is declined whole once the picture was shown or the round is closed, and where it does not fit', async () => {
    const { one, two } = await devices();
    await two.take('phone', codes(1, 60));
    const { text } = await two.handOver('phone');
    await one.take('laptop', codes(1_001, 1_150));
    expect(await one.takeHandOver('laptop', text)).toEqual({ verdict: { kind: 'full' }, handedIn: 150 });
    await one.reveal('laptop');
    expect(await one.takeHandOver('laptop', text)).toEqual({ verdict: { kind: 'shown' }, handedIn: 150 });
    const few = await devices();
    await few.one.close('laptop');
    expect((await few.one.takeHandOver('laptop', text)).verdict).toEqual({ kind: 'closed' });
    const other = new Workshops(place());
    await other.save({ ...laptop, number: 6 });
    expect((await other.takeHandOver('laptop', text)).verdict).toEqual({ kind: 'foreign' });
  });
});
