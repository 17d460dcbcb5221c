import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeCalendar, type CalendarDay } from '#lib/exchange/personal/calendar.ts';
import { dayAfterWeeks } from '#lib/platform/day.ts';

const entry: CalendarDay = {
  uid: 'step-a1',
  day: '2026-12-31',
  title: 'Kysy tiimiltä; “mitä, missä” \\ milloin?',
  description:
    'Ensimmäinen rivi\nToinen rivi, joka on niin pitkä että se ei mahdu seitsemäänkymmeneenviiteen tavuun: äöåÄÖÅ 🙂 ja vielä lisää',
  url: 'https://example.org/waymark/fi/plan/',
  createdAt: Date.UTC(2026, 10, 25, 8),
  at: Date.UTC(2026, 10, 25, 9)
};

/** Reads a file with an implementation that is not the one that wrote it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const components = calendar.getAllSubcomponents('vevent');
  expect(components).toHaveLength(1);
  return { calendar, component: components[0]!, event: new ICAL.Event(components[0]!) };
}

afterEach(() => vi.unstubAllEnvs());

describe.each(['Europe/Helsinki', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'])('in %s', (zone) => {
  beforeEach(() => vi.stubEnv('TZ', zone));

  test.each(['2026-12-31', '2027-01-01', '2026-03-29', '2026-10-25', '2026-03-08', '2028-02-29'])(
    '%s stays that day, without a time',
    (day) => {
      const { event } = read(writeCalendar([{ ...entry, day }], 'fi'));
      expect(event.startDate.isDate).toBe(true);
      expect(event.startDate.toString()).toBe(day);
      // The end of a day without a time is the next one, which is not part of it any more.
      expect(event.duration.toSeconds()).toBe(86_400);
    }
  );

  test('ten weeks later is the same weekday, also over the end of the year and over summer time', () => {
    const local = (year: number, month: number, day: number, hour: number) => new Date(year, month - 1, day, hour).getTime();
    expect(dayAfterWeeks(local(2026, 11, 25, 0), 10)).toBe('2027-02-03');
    expect(dayAfterWeeks(local(2026, 11, 25, 23), 10)).toBe('2027-02-03');
    expect(dayAfterWeeks(local(2027, 1, 20, 23), 10)).toBe('2027-03-31');
    expect(dayAfterWeeks(local(2026, 8, 20, 0), 10)).toBe('2026-10-29');
  });
});

test('texts come back as they went in: umlauts, commas, line breaks, long lines', () => {
  const text = writeCalendar([entry], 'fi');
  const { event, component } = read(text);
  expect(event.summary).toBe(entry.title);
  expect(event.description).toBe(entry.description);
  expect(component.getFirstPropertyValue('url')).toBe(entry.url);
  expect(text.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
});

test('what is imported again takes the place of what was there: the same name, a higher number', () => {
  const [first, later] = [entry, { ...entry, day: '2027-01-05', at: entry.at + 60_000 }].map(
    (one) => read(writeCalendar([one], 'en')).event
  );
  expect(later!.uid).toBe(first!.uid);
  expect(later!.sequence).toBeGreaterThan(first!.sequence);
});

test('several days lie in one file, each with a name of its own', () => {
  const text = writeCalendar([entry, { ...entry, uid: 'step-b2', day: '2027-01-05', title: 'Toinen' }], 'fi');
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  expect(events.map(({ uid, startDate, summary }) => [uid, startDate.toString(), summary])).toEqual([
    ['step-a1@waymark', '2026-12-31', entry.title],
    ['step-b2@waymark', '2027-01-05', 'Toinen']
  ]);
});

test('it reminds once, at nine in the morning of that day, in its own words', () => {
  const [alarm, ...more] = read(writeCalendar([entry], 'fi')).component.getAllSubcomponents('valarm');
  expect(more).toEqual([]);
  expect(alarm!.getFirstPropertyValue('action')).toBe('DISPLAY');
  expect(alarm!.getFirstPropertyValue('description')).toBe(entry.title);
  const trigger = alarm!.getFirstProperty('trigger')!;
  // From the beginning of the day: a day without a time ends when the next one begins.
  expect(trigger.getFirstParameter('related')).toBe('START');
  expect((trigger.getFirstValue() as ICAL.Duration).toSeconds()).toBe(9 * 3_600);
});

test('it blocks no time, and is private', () => {
  const { component, calendar } = read(writeCalendar([entry], 'sv'));
  expect(component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
  expect(component.getFirstPropertyValue('class')).toBe('PRIVATE');
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
});

test.each(['2026-02-30', '2026-13-01', 'soon', ''])('%j is no day', (day) =>
  expect(() => writeCalendar([{ ...entry, day }], 'en')).toThrow(RangeError)
);
