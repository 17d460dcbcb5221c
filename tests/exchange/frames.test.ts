import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING, type PersonalData, withoutSecond } from '#lib/domain/person/personal-data.ts';
import { mergeData } from '#lib/domain/person/merge.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { FrameCollector, framesOf, MOST_FRAMES, PART, readFrame } from '#lib/exchange/bytes/frames.ts';
import { packed, partOf, unpacked } from '#lib/exchange/personal/pictures.ts';
import { deflated } from '#lib/exchange/bytes/deflate.ts';
import { QUIET, qrPath, qrRows } from '#lib/exchange/bytes/qr.ts';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { anyAssessment, anyData } from '../support/personal.ts';
import { times } from '../support/scale.ts';

const someBytes = fc.uint8Array({ maxLength: 5 * PART + 3 });
const gathered = (frames: readonly string[]) => {
  const collector = new FrameCollector();
  const said = frames.map((frame) => collector.take(frame));
  return { collector, said, whole: collector.whole() };
};

describe('frames', () => {
  test('give the whole in any order, with repeats', () =>
    fc.assert(
      fc.property(
        someBytes.chain((bytes) => {
          const frames = framesOf(bytes);
          const order = fc.shuffledSubarray([...frames, ...frames], { minLength: 2 * frames.length });
          return fc.tuple(fc.constant(bytes), order);
        }),
        ([bytes, order]) => {
          expect(gathered(order).whole).toEqual(Uint8Array.from(bytes));
        }
      ),
      times(60)
    ));

  test('give nothing while one is missing, and say which', () =>
    fc.assert(
      fc.property(someBytes, fc.nat(), (bytes, which) => {
        const frames = framesOf(bytes);
        const at = which % frames.length;
        const { collector, whole } = gathered(frames.filter((_, i) => i !== at));
        expect(whole).toBeNull();
        if (frames.length > 1) expect(collector.missing).toEqual([at + 1]);
        collector.take(frames[at]!);
        expect(collector.whole()).toEqual(Uint8Array.from(bytes));
      }),
      times(60)
    ));

  test('of two transfers mixed give the one that came first, and say that there is another', () =>
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 4 * PART }), fc.uint8Array({ minLength: 1, maxLength: 4 * PART }), (a, b) => {
        fc.pre(a.join() !== b.join());
        const mixed = Array.from({ length: 5 }, (_, i) => [framesOf(a)[i], framesOf(b)[i]]).flat();
        const { said, whole } = gathered(mixed.filter((frame) => frame !== undefined));
        expect(whole).toEqual(Uint8Array.from(a));
        expect(said.filter((one) => one === 'other')).toHaveLength(framesOf(b).length);
      }),
      times(40)
    ));

  test('with any sign misread are none, and the rest is taken', () =>
    fc.assert(
      fc.property(someBytes, fc.nat(), fc.nat(43), (bytes, where, by) => {
        const frames = framesOf(bytes);
        const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
        const frame = frames[0]!;
        const at = where % frame.length;
        const other = signs[(signs.indexOf(frame[at]!) + 1 + by) % 45]!;
        const misread = frame.slice(0, at) + other + frame.slice(at + 1);
        expect(readFrame(misread)).toBeNull();
        expect(gathered([misread, ...frames]).whole).toEqual(Uint8Array.from(bytes));
      }),
      times(300)
    ));

  test('of the same data have the same id, so that what was gathered before a pause still counts', () =>
    expect(framesOf(Uint8Array.of(1, 2, 3))).toEqual(framesOf(Uint8Array.of(1, 2, 3))));

  test.each([
    ['an address', 'https://example.org/'],
    ['nothing', ''],
    ['the mark alone', 'WM1'],
    ['signs that are none', 'WM1äää'],
    ['any text', 'WM1HELLO WORLD HELLO WORLD HELLO WORLD']
  ])('%s is no frame', (_what, text) => expect(gathered([text]).said).toEqual(['nothing']));

  test('of a newer version say so', () => expect(gathered([`WM2${framesOf(Uint8Array.of(1))[0]!.slice(4)}`]).said).toEqual(['newer']));

  test('are made up to the ceiling, and not beyond', () => {
    expect(framesOf(new Uint8Array(MOST_FRAMES * PART))).toHaveLength(MOST_FRAMES);
    expect(() => framesOf(new Uint8Array(MOST_FRAMES * PART + 1))).toThrow(RangeError);
  });
});

describe('data through frames', () => {
  const sent = async (data: PersonalData) => unpacked(gathered(framesOf(await packed(data))).whole!, 'pictures');

  test('is the same', () =>
    fc.assert(
      fc.asyncProperty(
        anyData.map((data) => ({ ...data, rubrics: [] })),
        async (data) => {
          expect(await sent(data)).toEqual(data);
        }
      ),
      times(30)
    ));

  test('of a person with much to say is refused by nobody but the ceiling', async () => {
    const [data] = fc.sample(
      anyData.filter(({ rubrics }) => rubrics.length === 2),
      { numRuns: 1, seed: 1 }
    );
    expect(await unpacked(await packed(data!), 'pictures')).toEqual(data);
  });

  test('that unfolds to gigabytes is stopped', async () =>
    expect(unpacked(await deflated(new Uint8Array(17_000_000)), 'pictures')).rejects.toMatchObject({ code: 'too-large' }));

  test('that is no data is refused', async () => {
    await expect(unpacked(Uint8Array.of(1, 2, 3), 'pictures')).rejects.toMatchObject({ code: 'damaged-file' });
    await expect(unpacked(await deflated(new TextEncoder().encode('{}')), 'pictures')).rejects.toMatchObject({ code: 'not-data' });
  });
});

describe('what moves can be chosen', () => {
  const all = { assessment: null, withoutNotes: false };

  test('all of it is all but second views, and copies of rubrics that every app has', () =>
    fc.assert(
      fc.property(anyData, (data) => {
        expect(partOf(data, all, new Set())).toEqual(withoutSecond(data));
        const hashes = data.rubrics.map(({ hash }) => hash);
        expect(partOf(data, all, new Set(hashes))).toEqual({ ...withoutSecond(data), rubrics: [] });
      }),
      times(30)
    ));

  test('one assessment goes alone, with the rubrics that it was answered with', () => {
    const [data] = fc.sample(
      anyData.filter(({ rubrics, assessments }) => rubrics.length === 2 && assessments.length === 3),
      { numRuns: 1, seed: 2 }
    );
    const hash = contentHash(data!.rubrics[1]!.file);
    const [first, ...others] = data!.assessments;
    const own = { ...first!, head: { ...first!.head, rubrics: [{ id: 'writing', version: '1.0.0', hash }] } };
    const part = partOf({ ...data!, assessments: [own, ...others] }, { assessment: own.head.id, withoutNotes: false }, new Set());
    expect(part).toEqual({ ...NOTHING, assessments: [own], rubrics: [data!.rubrics[1]] });
  });

  test('without notes no note goes along, and no note over there is taken away', () =>
    fc.assert(
      fc.property(anyAssessment('a'), anyAssessment('a'), (here, there) => {
        const part = partOf({ ...NOTHING, assessments: [here] }, { assessment: 'a', withoutNotes: true }, new Set());
        expect(Object.values(part.assessments[0]!.entries).filter(({ note }) => note)).toEqual([]);
        const { assessments } = mergeData({ ...NOTHING, assessments: [there] }, part);
        for (const { criterion, note } of Object.values(there.entries)) expect(assessments[0]!.entries[criterion]!.note).toBe(note);
      }),
      times(60)
    ));
});

describe('a frame as a QR code', () => {
  const [frame] = framesOf(Uint8Array.from({ length: PART }, (_, i) => i));
  const SCALE = 4;

  function picture(rows: readonly (readonly boolean[])[]) {
    const size = rows.length * SCALE;
    const data = new Uint8ClampedArray(size * size * 4).fill(255);
    for (let i = 0; i < size * size; i++)
      if (rows[Math.floor(i / size / SCALE)]![Math.floor((i % size) / SCALE)]) data.fill(0, 4 * i, 4 * i + 3);
    return { data, width: size, height: size };
  }

  test('has white around it and is read again', () => {
    const rows = qrRows(frame!);
    expect(rows).toHaveLength(61 + 2 * QUIET);
    expect(rows.slice(0, QUIET).flat()).not.toContain(true);
    expect(readQr(picture(rows))).toBe(frame);
  });

  test('is read although a thumb lies on a corner of it', () => {
    const rows = qrRows(frame!).map((row, y) => row.map((dark, x) => (x > 56 && x < 63 && y > 56 && y < 63 ? false : dark)));
    expect(readQr(picture(rows))).toBe(frame);
  });

  test('is drawn as a path of its dark runs', () => {
    expect(
      qrPath([
        [false, true, true],
        [true, false, true]
      ])
    ).toBe('M1 0h2v1H1zM0 1h1v1H0zM2 1h1v1H2z');
  });

  test('a grey picture holds none', () =>
    expect(readQr({ data: new Uint8ClampedArray(400 * 400 * 4).fill(128), width: 400, height: 400 })).toBeNull());
});
