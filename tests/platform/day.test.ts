import { afterEach, expect, test, vi } from 'vitest';
import { fileName } from '#lib/platform/download.ts';
import { dayAfterMonth, dayOf } from '#lib/platform/day.ts';
import { sources } from '../support/sources.ts';

afterEach(() => vi.unstubAllEnvs());

const at = (text: string) => Date.parse(text);

test.each([
  ['Pacific/Kiritimati', '2026-11-23T10:00:00Z', '2026-11-24'],
  ['Pacific/Kiritimati', '2026-12-31T09:59:59Z', '2026-12-31'],
  ['Europe/Helsinki', '2026-12-31T22:00:00Z', '2027-01-01'],
  ['UTC', '2026-11-23T23:59:59Z', '2026-11-23'],
  ['America/Los_Angeles', '2026-11-24T07:59:59Z', '2026-11-23'],
  ['America/Los_Angeles', '2027-01-01T08:00:00Z', '2027-01-01']
])('in %s, %s is %s, in the names of files too', (zone, moment, day) => {
  vi.stubEnv('TZ', zone);
  expect(dayOf(at(moment))).toBe(day);
  expect(fileName('Ennen kurssia', at(moment), 'json')).toBe(`waymark-ennen-kurssia-${day}.json`);
});

test.each([
  ['2026-11-29T10:00', '2026-12-29'],
  ['2026-12-31T23:30', '2027-01-31'],
  ['2027-01-30T00:10', '2027-02-28'],
  ['2028-01-31T12:00', '2028-02-29'],
  ['2026-03-31T12:00', '2026-04-30']
])('a month after %s is %s, wherever the person is', (moment, day) => {
  for (const zone of ['Europe/Helsinki', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    vi.stubEnv('TZ', zone);
    expect(dayAfterMonth(new Date(moment).getTime())).toBe(day);
  }
});

test('no day is cut out of a moment in UTC, but where it is a day without a moment', () => {
  const cut = sources('.ts', '.svelte').filter(({ text }) => /toISOString\(\)\s*\.(slice|split|substring|substr)\b/.test(text));
  expect(cut.map(({ path }) => path)).toEqual(['src/lib/exchange/personal/calendar.ts', 'src/lib/exchange/rubrics/table-layout.ts']);
});
