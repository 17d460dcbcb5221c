import { describe, expect, test } from 'vitest';
import { DataError } from '#lib/domain/faults.ts';
import { checkAsked, checkGiven, writtenRequest, writtenView } from '#lib/domain/second/second-file.ts';
import { newGiven, withView } from '#lib/domain/second/second.ts';
import { open } from '#lib/exchange/door.ts';
import { readBytes } from '#lib/exchange/personal/file.ts';
import { carriedText, packedObject } from '#lib/exchange/bytes/carried.ts';
import { requestFragment, requestText, viewFragment, viewText } from '#lib/exchange/second/second-link.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { aFile } from '../domain/rubric-files.ts';
import { chance, mutated, NASTY } from '../support/hostile.ts';
import { LEVEL } from '../support/scale.ts';
import { anAsked, anAssessment, aRequest, aView, own } from '../support/second.ts';

const request = aRequest({ name: 'Aino' });
const view = aView(request, { A1: [2, 1, 0, 'unknown'], A3: [null, 'unknown', null, null] }, 'bb', 'Bo');
const opened = (text: string) => open({ kind: 'second', text });
const bytesOf = (text: string) => new TextEncoder().encode(text);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error: unknown) => (error instanceof DataError ? error.code : error)
  );

describe('a request and a view', () => {
  test('come out of a link as they went in, also from a mail that was wrapped', async () => {
    const [asks, says] = [await requestFragment(request, 'en'), await viewFragment(view)];
    expect(await opened(asks!)).toEqual({ request });
    expect(await opened(says!)).toEqual({ view });
    const mail = `> Hello,\n> https://example.org/second/${says}`.replace(/(.{70})/g, '$1\n> ');
    expect(await opened(mail)).toEqual({ view });
  });

  test('come out of a file as they went in', async () => {
    const from = (text: string) => open({ kind: 'second', bytes: bytesOf(text), name: 'a.json' });
    expect(await from(requestText(request))).toEqual({ request });
    expect(await from(viewText(view))).toEqual({ view });
  });

  test('hold nothing but what was said to leave', () => {
    expect(Object.keys(writtenRequest(request))).toEqual(['format', 'version', 'number', 'topics', 'name', 'rubrics']);
    expect(Object.keys(writtenView(view))).toEqual(['format', 'version', 'number', 'tag', 'id', 'name', 'answers']);
    // None of one's own answers, whatever the assessment holds.
    expect(requestText(request)).not.toContain('secret note');
    expect(JSON.stringify(anAssessment({ A1: [2, 2, 2, 2] }))).toContain('secret note');
  });

  test('a link stays short for all topics of Waymark; its answers too', async () => {
    const files = ['information', 'privacy', 'writing'].map((id) => openRubricFile(id));
    const topics = files.map((file) => ({
      id: file.facts.id,
      version: file.facts.version,
      hash: 'a'.repeat(32),
      criteria: file.facts.criteria.map(({ id }) => id)
    }));
    expect((await requestFragment({ ...request, topics, rubrics: [] }, 'en'))!.length).toBeLessThan(700);
  });

  test('where one’s own topics are too much for a link, one language may fit; else only the file is left', async () => {
    const asking = (...ids: string[]) => {
      const rubrics = ids.map((id) => soundOf(openRubricFile(id), id));
      const topics = rubrics.map(({ file: { facts }, hash }) => ({
        id: facts.id,
        version: facts.version,
        hash,
        criteria: facts.criteria.map(({ id }) => id)
      }));
      return { ...request, topics, rubrics: rubrics.map(({ file }) => file) };
    };
    const one = await opened((await requestFragment(asking('writing'), 'de'))!);
    expect('request' in one && Object.keys(one.request.rubrics[0]!.words)).toContain('de');
    expect('request' in one && Object.keys(one.request.rubrics[0]!.words)).not.toContain('fi');
    const two = asking('writing', 'privacy');
    expect(await requestFragment(two, 'de')).toBeNull();
    const read = await open({ kind: 'second', bytes: bytesOf(requestText(two)), name: 'a.json' });
    expect('request' in read && read.request.rubrics.map(({ words }) => Object.keys(words).length)).toEqual([4, 4]);
  });
});

describe('what is none, is said', () => {
  test.each(['', 'hello', 'https://example.org/', '[]', '#r=2abc'])('%j', async (text) =>
    expect(await codeOf(opened(text))).toBe('not-second-view')
  );

  test('one that was cut off, or is of a newer version', async () => {
    const says = (await viewFragment(view))!;
    expect(await codeOf(opened(says.slice(0, -3)))).toBe('broken-link');
    expect(await codeOf(opened(viewText(view).replace('"version": 1', '"version": 2')))).toBe('newer-format');
    const newer = `#view=${carriedText(2, await packedObject({ ...writtenView(view) }))}`;
    expect(await codeOf(opened(newer))).toBe('newer-format');
  });

  test('a request in the clothes of a view', async () =>
    expect(await codeOf(opened(`#view=${carriedText(1, await packedObject(writtenRequest(request)))}`))).toBe('broken-link'));

  test('a rubric that is another one than it says, or that nobody asked about', async () => {
    const other = aFile(['A1', 'A2', 'A3'], { id: 'own-one', version: '2.0.0' });
    expect(await codeOf(opened(requestText({ ...request, rubrics: [other] })))).toBe('bad-shape');
    expect(await codeOf(opened(requestText({ ...request, rubrics: [own.file, own.file] })))).toBe('bad-shape');
    expect(await codeOf(opened(requestText({ ...request, topics: [{ ...request.topics[0]!, criteria: ['Z9'] }] })))).toBe('bad-shape');
  });

  test('a view without an answer', async () => expect(await codeOf(opened(viewText({ ...view, answers: {} })))).toBe('bad-shape'));

  test('where a copy of one’s data is brought in', () => {
    for (const text of [requestText(request), viewText(view)])
      expect(() => readBytes(bytesOf(text), 'a.json')).toThrow(expect.objectContaining({ code: 'second-view-file' }) as Error);
  });

  test('a name comes in as one line of what can be seen, and is never longer than it may be', async () => {
    const named = (name: string) => opened(viewText({ ...view, name }));
    expect(await named('B\u202eo\n<b>')).toMatchObject({ view: { name: 'Bo <b>' } });
    expect(await codeOf(named('x'.repeat(61)))).toBe('long-text');
  });
});

/** Signs of a link exchanged, left out, doubled, or put in from elsewhere. */
function spoilt(text: string, c: ReturnType<typeof chance>): string {
  const at = c.below(text.length + 1);
  const how = c.below(6);
  if (how === 0) return text.slice(0, at);
  if (how === 1) return text.slice(0, at) + text.slice(at + 1 + c.below(4));
  if (how === 2) return text.slice(0, at) + text.slice(Math.max(0, at - c.below(20)));
  if (how === 3) return text.slice(0, at) + c.pick(NASTY).slice(0, 3_000) + text.slice(at);
  const sign = c.pick([...'ABCabc019-_#=&?% \n"{}[]:,']);
  return text.slice(0, at) + sign + text.slice(at + (how === 4 ? 1 : 0));
}

test('10,000 texts that were changed are read or refused in plain words, and what is read is sound', { timeout: 120_000 }, async () => {
  const links = [(await requestFragment(request, 'en'))!, (await viewFragment(view))!];
  const files = [requestText(request), viewText(view)];
  const count = { read: 0, refused: 0 };
  for (let seed = 0; seed < (LEVEL === 'storm' ? 200_000 : 10_000); seed++) {
    const c = chance(seed);
    const kind = seed % 4;
    // Links spoilt sign by sign, files too; and links that are whole again round whatever they carry.
    const value = kind < 2 ? null : mutated(JSON.parse(c.pick(files)), c);
    const text =
      kind === 0
        ? spoilt(c.pick(links), c)
        : kind === 1
          ? spoilt(c.pick(files), c)
          : kind === 2
            ? JSON.stringify(value)
            : `#${c.pick(['ask', 'view'])}=${carriedText(1, await packedObject(value as object))}`;
    try {
      const one = await opened(text);
      // Whatever comes in can be stored and read again as it is.
      if ('request' in one) {
        expect(checkGiven(JSON.parse(JSON.stringify(newGiven(one.request, view.id, 1))))).toEqual(newGiven(one.request, view.id, 1));
        expect(checkAsked(anAsked(one.request))).toEqual(anAsked(one.request));
      } else expect(checkAsked(withView(anAsked(request), one.view, 1)).views).toHaveLength(1);
      count.read++;
    } catch (error) {
      expect(error, `seed ${seed}: ${text.slice(0, 200)}`).toBeInstanceOf(DataError);
      count.refused++;
    }
  }
  // Otherwise nothing was tried.
  expect(count.read).toBeGreaterThan(100);
  expect(count.refused).toBeGreaterThan(1_000);
});
