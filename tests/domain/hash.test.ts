import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, contentHash, hashOf, stampOf, wordsHash } from '#lib/domain/hash.ts';
import { readRubric } from '#lib/domain/rubric/sound.ts';
import { withText } from '#lib/domain/rubric/places.ts';
import { aFile, aValidFile, shuffled } from './rubric-files.ts';
import { times } from '../support/scale.ts';

test('canonical JSON has its keys in order and leaves out what is absent', () =>
  expect(canonical({ b: [1, undefined, 'ä'], a: undefined, A: { z: null, y: true } })).toBe('{"A":{"y":true,"z":null},"b":[1,null,"ä"]}'));

describe('the hash of a rubric', () => {
  test('is the first half of SHA-256 over facts and the hashes of the words', () => {
    const file = aFile();
    const sha = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
    expect(contentHash(file)).toBe(sha(canonical({ facts: file.facts, words: { en: sha(canonical(file.words.en)) } })));
    expect(contentHash(file)).toMatch(/^[0-9a-f]{32}$/);
  });

  test('does not hang on the order in which anything was written', () =>
    fc.assert(
      fc.property(aValidFile, (file) => void expect(contentHash(shuffled(file))).toBe(contentHash(file))),
      times(100)
    ));

  test('does not hang on what was translated when', () =>
    fc.assert(
      fc.property(
        aValidFile,
        (file) => void expect(contentHash({ ...file, translated: { sv: { title: '00000000' } } } as never)).toBe(contentHash(file))
      ),
      times(100)
    ));

  test('is the same after the file was written and read', () =>
    fc.assert(
      fc.property(aValidFile, (file) => void expect(readRubric(JSON.parse(JSON.stringify(file)), 'f').hash).toBe(contentHash(file))),
      times(100)
    ));

  test('does not hang on empty texts, nor on the schema that an editor was told of', () => {
    const file = aFile();
    const written = { $schema: 'schema/rubric-1.json', ...file, words: { en: { ...file.words.en!, about: '', practice: {} } } };
    expect(readRubric(written, 'f').hash).toBe(contentHash(file));
  });

  test('is another one after any change to facts or to a word of any language', () => {
    const file = aFile(['A1'], {}, [], { en: aFile(['A1']).words.en!, fi: { language: 'fi', title: 'Otsikko', criteria: {} } });
    const others = [
      { ...file, facts: { ...file.facts, keyLevel: 2 as const } },
      { ...file, facts: { ...file.facts, version: '1.0.1' } },
      { ...file, words: { ...file.words, en: withText(file.words.en!, 'A1.3', 'Other.') } },
      { ...file, words: { ...file.words, fi: withText(file.words.fi!, 'title', 'Toinen') } },
      { ...file, words: { en: file.words.en! } }
    ];
    expect(new Set([file, ...others].map(contentHash)).size).toBe(6);
  });

  test('can be told from the languages’ own hashes, without their words', () => {
    const file = aFile();
    expect(hashOf(file.facts, { en: wordsHash(file.words.en!) })).toBe(contentHash(file));
  });
});

test('a stamp is eight digits of SHA-256 and changes with the text', () => {
  expect(stampOf('abc')).toBe('ba7816bf');
  expect(stampOf('abd')).not.toBe(stampOf('abc'));
});
