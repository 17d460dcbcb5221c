import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#lib/i18n/locale.ts';
import { writtenLanguages, writtenName } from '#lib/i18n/written.ts';

describe('languages that a rubric may be written in', () => {
  const all = writtenLanguages();
  const names = all.map(({ name }) => name);

  test('are the app’s own, then the others by name, none of them twice', () => {
    expect(all.slice(0, LANGUAGES.length).every(({ code }) => LANGUAGES.includes(code))).toBe(true);
    expect(all.slice(LANGUAGES.length).every(({ code }) => !LANGUAGES.includes(code))).toBe(true);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name === 'Akan')).toHaveLength(1);
    expect(all.length).toBeGreaterThan(100);
  });

  test('have names, also those of the north that browsers do not know', () => {
    expect(all.filter(({ code, name }) => code === name)).toEqual([]);
    expect(['se', 'sma', 'smj', 'smn', 'sms'].map(writtenName)).toEqual([
      'Northern Sámi',
      'Southern Sámi',
      'Lule Sámi',
      'Inari Sámi',
      'Skolt Sámi'
    ]);
    expect(writtenName('qqz')).toBe('qqz');
  });
});
