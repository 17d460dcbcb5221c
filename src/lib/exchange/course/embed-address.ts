/**
 * The address of Waymark in a page of somebody else's. What is wanted stands after "#": no server hears it, and all pages have the same copy of the page.
 *
 *   /embed/#topics=information,privacy&lang=de&theme=dark&send=levels&origin=https://course.example
 *   /embed/#course=1…&lang=de
 */
import { ASKS, type Ask } from '#lib/domain/course/course.ts';
import { FRAME_LIMITS, FRAME_THEMES, type FrameTheme } from '#lib/domain/course/frame.ts';

export interface EmbedWishes {
  /** In the order in which they are asked. */
  readonly topics: readonly string[];
  /** `null`: whatever the browser asks for. */
  readonly language: string | null;
  /** `null`: whatever the device has. */
  readonly theme: FrameTheme | null;
  readonly asks: readonly Ask[];
  /** The one page that is listened to, and told anything; `null` where there is no script in it. */
  readonly origin: string | null;
  /** A whole course, as `packCourse` packs it: its topics and what it asks count then. `null` where there is none. */
  readonly course: string | null;
}

/** A part of an address that means nothing here; `known` is what it could be. */
export interface EmbedFault {
  readonly part: 'topics' | 'lang' | 'theme' | 'send' | 'origin';
  readonly value: string;
  readonly known: readonly string[];
}

export interface EmbedAddress extends EmbedWishes {
  /** Answers that were taken along from a frame. */
  readonly state: string | null;
  readonly faults: readonly EmbedFault[];
}

/** Names of this computer: whoever writes a page tries it there before it has a certificate. */
const HERE = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** @returns a page that can be told something: over https, or of this computer; `null` for any other text */
export function originIn(text: string): string | null {
  try {
    const { protocol, hostname, origin } = new URL(text);
    if (origin !== text.replace(/\/$/, '')) return null;
    return protocol === 'https:' || (protocol === 'http:' && HERE.test(hostname)) ? origin : null;
  } catch {
    return null;
  }
}

/** Longer values are not repeated to anybody. */
const SHOWN = 60;

/** @param hash with or without "#" @param known what is in the app; where the address names no topic of it, all are asked */
export function readEmbedAddress(
  hash: string,
  known: { readonly topics: readonly string[]; readonly languages: readonly string[] }
): EmbedAddress {
  const wanted = new URLSearchParams(hash.replace(/^#/, ''));
  const faults: EmbedFault[] = [];
  const wrong = (part: EmbedFault['part'], value: string, could: readonly string[]) =>
    void faults.push({ part, value: value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value, known: could });
  const among = <T extends string>(part: EmbedFault['part'], all: readonly T[]): T[] => {
    const values = [...new Set((wanted.get(part) ?? '').split(',').map((one) => one.trim()))].filter(Boolean);
    for (const one of values) if (!all.includes(one as T)) wrong(part, one, all);
    return values.filter((one): one is T => all.includes(one as T));
  };
  const one = <T extends string>(part: EmbedFault['part'], all: readonly T[]): T | null => {
    const value = wanted.get(part)?.trim();
    if (!value) return null;
    if (!all.includes(value as T)) wrong(part, value, all);
    return all.includes(value as T) ? (value as T) : null;
  };
  const course = wanted.get('course')?.trim() || null;
  const topics = course ? [] : among('topics', known.topics);
  const named = wanted.get('origin')?.trim();
  const origin = named ? originIn(named) : null;
  if (named && !origin) wrong('origin', named, ['https://…']);
  const asks = course ? [] : among('send', ASKS);
  // Without a page that is named, nobody could be told.
  if (asks.length && !named) wrong('origin', '–', ['https://…']);
  const state = wanted.get('state');
  return {
    topics: topics.length ? topics : known.topics,
    language: one('lang', known.languages),
    theme: one('theme', FRAME_THEMES),
    asks,
    origin,
    course,
    state: state && state.length <= FRAME_LIMITS.state && /^[\w-]+$/.test(state) ? state : null,
    faults
  };
}

/** @returns what stands after "#", readable: nothing in it that an address would have to write otherwise */
export function writeEmbedAddress({ topics, language, theme, asks, origin, course }: EmbedWishes, state: string | null = null): string {
  const parts = {
    course,
    topics: course ? null : topics.join(','),
    lang: language,
    theme,
    send: course ? null : asks.join(','),
    origin,
    state
  };
  return Object.entries(parts)
    .flatMap(([name, value]) => (value ? [`${name}=${value}`] : []))
    .join('&');
}
