/** Days for a calendar, as an iCalendar file. Loaded when one is made. */
import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventTransparency,
  type ICalCalendar
} from 'ical-generator';

export interface CalendarDay {
  /** Names the entry for good: a file with the same one changes the entry that an earlier file made. */
  readonly uid: string;
  /** Such as 2026-03-09. */
  readonly day: string;
  readonly title: string;
  readonly description: string;
  /** Where in the app it leads. */
  readonly url?: string;
  /** When it was first meant and last changed, in milliseconds since 1970: a later version outdoes an earlier one. */
  readonly createdAt: number;
  readonly at: number;
}

/** From the beginning of the day, in seconds: at nine the person may be at work, and the day is still to come. */
const ALARM = 9 * 3_600;

/**
 * Entries without a time of day: each on its day wherever the person is. Each asks the calendar to remind of it at nine o'clock that morning,
 * blocks no time, and asks calendars that others can see to show no more than that it is there.
 *
 * @param language of their texts, such as "fi"
 * @returns the content of the .ics file
 * @throws RangeError where a day is not in the calendar, such as 2026-02-30
 */
export function writeCalendar(entries: readonly CalendarDay[], language: string): string {
  const calendar = ical({
    prodId: { company: 'Waymark', product: 'Waymark', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH
  });
  for (const entry of entries) addEntry(calendar, entry);
  return calendar.toString();
}

function addEntry(calendar: ICalCalendar, entry: CalendarDay): void {
  const start = new Date(`${entry.day}T00:00:00Z`);
  // What a browser makes of 30 February differs; what it writes back does not.
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== entry.day) throw new RangeError(`no such day: ${entry.day}`);
  const event = calendar.createEvent({
    id: `${percent(entry.uid, /[^\w.~-]/gu)}@waymark`,
    sequence: Math.max(0, Math.floor((entry.at - entry.createdAt) / 1_000)),
    stamp: new Date(entry.at),
    created: new Date(entry.createdAt),
    lastModified: new Date(entry.at),
    start,
    allDay: true,
    summary: plain(entry.title),
    description: plain(entry.description) || null,
    // The library would put backslashes before these, as in a text.
    url: entry.url === undefined ? null : percent(new URL(entry.url).href, /[,;\\]/g),
    class: ICalEventClass.PRIVATE,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE
  });
  // Said after the trigger: given with it, the library takes a time after the beginning for one after the end, which is the next day.
  event.createAlarm({ type: ICalAlarmType.display, description: plain(entry.title), trigger: -ALARM }).relatesTo(ICalAlarmRelatesTo.start);
}

/** The library escapes what ends a line in a text, and lets through what the format has no place for. */
const plain = (text: string): string =>
  wellFormed(text)
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex -- these are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** Half of a sign that takes two, as a text cut off in the middle has it, is no sign. */
const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\uFFFD');

/** What the library writes as it is may end no line. */
const percent = (text: string, which: RegExp): string => wellFormed(text).replace(which, (sign) => encodeURIComponent(sign));
