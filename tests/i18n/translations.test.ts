import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkMessages, STAMPS, stampMessages } from '../../scripts/check-messages.ts';
import { told } from '../../scripts/findings.ts';
import { TRANSLATIONS } from '../../scripts/languages.ts';
import { catalogueFile, MESSAGES } from '../../scripts/messages.ts';

test.each(TRANSLATIONS)('“%s” has every text of the app, made from today’s English one', (language) =>
  expect(told(checkMessages('.', [language]))).toBe('')
);

describe('a translation that lacks something is found', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'translations-'));
    write('', 'en', { greet: 'Hello {name}.', left: [{ match: { 'n=one': 'one left', 'n=other': '{n} left' } }] });
    write('', 'fi', { greet: 'Hei {name}.', left: [{ match: { 'n=one': 'yksi jäljellä', 'n=other': '{n} jäljellä' } }] });
    write('part', 'en', { more: 'More' });
    write('part', 'fi', { more: 'Lisää' });
    stampMessages(['fi'], root);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  function write(area: string, language: string, texts: object) {
    mkdirSync(join(root, MESSAGES, area), { recursive: true });
    mkdirSync(join(root, STAMPS, '..'), { recursive: true });
    writeFileSync(join(root, catalogueFile(area, language)), JSON.stringify(texts));
  }
  const found = () => checkMessages(root, ['fi']).map(({ file, place, reason }) => `${file}: ${place} ${reason}`);

  test('when nothing is wrong, nothing is', () => expect(found()).toEqual([]));

  test('a missing text, with its area', () => {
    write('part', 'fi', {});
    expect(found()).toEqual(['src/lib/i18n/messages/part/fi.json: more has no text']);
    rmSync(join(root, catalogueFile('part', 'fi')));
    expect(found()).toEqual(['src/lib/i18n/messages/part/fi.json: more has no text']);
  });

  test('a text that stands in another area than the original', () => {
    write('part', 'fi', {});
    write('', 'fi', { ...(JSON.parse(readFileSync(join(root, catalogueFile('', 'fi')), 'utf8')) as object), more: 'Lisää' });
    expect(found()).toEqual([
      'src/lib/i18n/messages/fi.json: more is a text that nobody asks for',
      'src/lib/i18n/messages/part/fi.json: more has no text'
    ]);
  });

  test('another placeholder than the original’s', () => {
    write('part', 'fi', { more: 'Lisää {n}' });
    expect(found()).toEqual(['src/lib/i18n/messages/part/fi.json: more takes the values n; the original takes none']);
  });

  test('an original that has changed since, a plural form of it too; reading it and renewing the stamp mends that', () => {
    write('', 'en', { greet: 'Good day {name}.', left: [{ match: { 'n=one': 'just one left', 'n=other': '{n} left' } }] });
    expect(found()).toEqual([
      'src/lib/i18n/messages/fi.json: greet was translated from a text that has changed since',
      'src/lib/i18n/messages/fi.json: left was translated from a text that has changed since'
    ]);
    stampMessages(['fi'], root);
    expect(found()).toEqual([]);
  });

  test('a translation of which nobody recorded what it was made from', () => {
    writeFileSync(join(root, STAMPS), '{}');
    expect(found()).toHaveLength(3);
    expect(found()[0]).toContain('greet was translated, but nobody recorded from which text');
  });

  test('a stamp for a language that the app has not is refused', () =>
    expect(() => stampMessages(['xx'], root)).toThrow('“xx” is not one of'));
});
