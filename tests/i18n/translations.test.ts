import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkMessages, stampMessages, stampsFile } from '../../scripts/check-messages.ts';
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
    write('some', 'en', { greet: 'Hello {name}.', left: '{n, plural, one {one left} other {{n} left}}' });
    write('some', 'fi', { greet: 'Hei {name}.', left: '{n, plural, one {yksi jäljellä} other {{n} jäljellä}}' });
    write('part', 'en', { more: 'More' });
    write('part', 'fi', { more: 'Lisää' });
    stampMessages(['fi'], root);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  function write(area: string, language: string, texts: object) {
    mkdirSync(join(root, MESSAGES, area), { recursive: true });
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
    write('some', 'fi', { ...(JSON.parse(readFileSync(join(root, catalogueFile('some', 'fi')), 'utf8')) as object), more: 'Lisää' });
    expect(found()).toEqual([
      'src/lib/i18n/messages/part/fi.json: more has no text',
      'src/lib/i18n/messages/some/fi.json: more is a text that nobody asks for'
    ]);
  });

  test('another placeholder than the original’s', () => {
    write('part', 'fi', { more: 'Lisää {n}' });
    expect(found()).toEqual(['src/lib/i18n/messages/part/fi.json: more takes the values n; the original takes none']);
  });

  test('a text that is no ICU message, and one without a plural form that the language counts with', () => {
    write('part', 'fi', { more: 'Lisää {' });
    expect(found()).toEqual(['src/lib/i18n/messages/part/fi.json: more is not an ICU message']);
    write('part', 'fi', { more: 'Lisää' });
    write('some', 'fi', { greet: 'Hei {name}.', left: '{n, plural, other {{n} jäljellä}}' });
    expect(found()).toEqual(['src/lib/i18n/messages/some/fi.json: left lacks the plural forms one']);
  });

  test('stamps lie in a file for each language', () => {
    expect(JSON.parse(readFileSync(join(root, stampsFile('fi')), 'utf8'))).toHaveProperty('greet');
    expect(stampsFile('fi')).not.toBe(stampsFile('sv'));
  });

  test('an original that has changed since, a plural form of it too; reading it and renewing the stamp mends that', () => {
    write('some', 'en', { greet: 'Good day {name}.', left: '{n, plural, one {just one left} other {{n} left}}' });
    expect(found()).toEqual([
      'src/lib/i18n/messages/some/fi.json: greet was translated from a text that has changed since',
      'src/lib/i18n/messages/some/fi.json: left was translated from a text that has changed since'
    ]);
    stampMessages(['fi'], root);
    expect(found()).toEqual([]);
  });

  test('a translation of which nobody recorded what it was made from', () => {
    writeFileSync(join(root, stampsFile('fi')), '{}');
    expect(found()).toHaveLength(3);
    expect(found()[0]).toContain('more was translated, but nobody recorded from which text');
  });

  test('a stamp for a language that the app has not is refused', () =>
    expect(() => stampMessages(['xx'], root)).toThrow('“xx” is not one of'));
});
