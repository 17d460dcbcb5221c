/**
 * What Waymark in a frame and the page around it say to each other, version 1. Both sides read a message with the functions here: what is no message
 * of this version, or is over a limit, is `null`, and is dropped without effect. What is read is made anew of the fields that are known.
 *
 * The frame says `ready` with a nonce of its own to the one origin that its address names. The page answers `init` with that nonce, and with what it kept.
 * Only then does the frame say more than its height. Each state and the learner's being done have a number, which the page says again when it has stored them.
 */
import type { GroupLevel } from '../workshop/floor.ts';
import { keptText, ROOMS, type Report, type ToldAnswer, type ToldLevel } from './platform.ts';

export const FRAME_VERSION = 1;

/** How long things may be, in characters; `height` in CSS pixels. */
export const FRAME_LIMITS = {
  state: ROOMS.frame,
  nonce: 64,
  learner: 200,
  why: 300,
  id: 80,
  title: 300,
  step: 2_000,
  language: 35,
  list: 400,
  height: 100_000,
  number: 1_000_000_000
} as const;

/** So many messages are looked at within so many milliseconds; more are dropped. */
export const FRAME_PACE = { most: 60, within: 1_000 } as const;

export const FRAME_THEMES = ['light', 'dark'] as const;
export type FrameTheme = (typeof FRAME_THEMES)[number];

/** Where the page says that it keeps the answers: with whoever runs it, or in the browser. */
const FRAME_KEEPS = ['host', 'browser'] as const;
export type FrameKeeps = (typeof FRAME_KEEPS)[number];

/** What a page says in the beginning. */
export interface Init {
  readonly type: 'init';
  readonly nonce: string;
  /** What was kept last; `null` where nothing was. */
  readonly state: string | null;
  readonly done: boolean;
  /** Somebody may look, and nothing is written. */
  readonly looking: boolean;
  /** Tells learners apart on a shared device, without a name; empty where the page does not say. */
  readonly learner: string;
  readonly keeps: FrameKeeps;
  readonly theme: FrameTheme | null;
}

export type FromHost =
  | Init
  | { readonly type: 'stored'; readonly nonce: string; readonly number: number }
  | { readonly type: 'failed'; readonly nonce: string; readonly number: number; readonly why: string };

export type FromFrame =
  | { readonly type: 'ready'; readonly nonce: string; readonly language: string }
  /** `top`: something new is shown, from its beginning. */
  | { readonly type: 'resize'; readonly height: number; readonly top: boolean }
  | { readonly type: 'state'; readonly nonce: string; readonly number: number; readonly state: string }
  | { readonly type: 'complete'; readonly nonce: string; readonly number: number; readonly report: Report };

/** A message as it is sent. */
export const inEnvelope = <T extends FromHost | FromFrame>(message: T) => ({ waymark: FRAME_VERSION, ...message });

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null) return null;
  const kind: unknown = Object.getPrototypeOf(value);
  return kind === Object.prototype || kind === null ? (value as Fields) : null;
}
const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

/** A field that is not as it must be: the whole message is none. */
class Unfit extends Error {}
function fit<T>(value: unknown, is: (value: unknown) => value is T): T {
  if (!is(value)) throw new Unfit();
  return value;
}
const text =
  (most: number, form?: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && value.length <= most && (!form || form.test(value));
const whole =
  (least: number, most: number) =>
  (value: unknown): value is number =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const flag = (value: unknown): value is boolean => typeof value === 'boolean';
const oneOf =
  <T>(all: readonly T[]) =>
  (value: unknown): value is T =>
    all.includes(value as T);

const isNonce = text(FRAME_LIMITS.nonce, /^[\w-]{16,}$/);
const isState = text(FRAME_LIMITS.state, /^[\w-]+$/);
const isNumber = whole(1, FRAME_LIMITS.number);
const isLevel = (value: unknown): value is GroupLevel => whole(-1, 4)(value);

function listOf<T>(value: unknown, each: (one: unknown) => T): readonly T[] {
  if (!Array.isArray(value) || value.length > FRAME_LIMITS.list) throw new Unfit();
  return value.map(each);
}
const parts = (value: unknown): Fields => {
  const fields = fieldsOf(value);
  if (!fields) throw new Unfit();
  return fields;
};

function reportIn(value: unknown): Report {
  const fields = parts(value);
  const [levels, answers, plan] = ['levels', 'answers', 'plan'].map((name) => own(fields, name));
  return {
    language: fit(own(fields, 'language'), text(FRAME_LIMITS.language, /^[\w-]+$/)),
    ...(levels !== undefined && {
      levels: listOf(levels, (one): ToldLevel => {
        const of = parts(one);
        return {
          topic: fit(own(of, 'topic'), text(FRAME_LIMITS.id)),
          title: fit(own(of, 'title'), text(FRAME_LIMITS.title)),
          level: fit(own(of, 'level'), isLevel)
        };
      })
    }),
    ...(answers !== undefined && {
      answers: listOf(answers, (one): ToldAnswer => {
        const of = parts(one);
        return {
          criterion: fit(own(of, 'criterion'), text(2 * FRAME_LIMITS.id)),
          title: fit(own(of, 'title'), text(FRAME_LIMITS.title)),
          answers: fit(own(of, 'answers'), text(4, /^[YPNXO]{4}$/))
        };
      })
    }),
    ...(plan !== undefined && { plan: listOf(plan, (one) => fit(one, text(FRAME_LIMITS.step))) })
  };
}

function read<T>(data: unknown, make: (fields: Fields, type: unknown) => T | null): T | null {
  try {
    const fields = fieldsOf(data);
    if (!fields || own(fields, 'waymark') !== FRAME_VERSION) return null;
    return make(fields, own(fields, 'type'));
  } catch {
    return null;
  }
}

/** @param data as it came from a page @returns `null` where it is no message of a page */
export const readFromHost = (data: unknown): FromHost | null =>
  read<FromHost>(data, (fields, type) => {
    const nonce = () => fit(own(fields, 'nonce'), isNonce);
    const number = () => fit(own(fields, 'number'), isNumber);
    if (type === 'init') {
      const [given, theme] = [own(fields, 'state') ?? null, own(fields, 'theme') ?? null];
      const state = typeof given === 'string' ? keptText(given) : given;
      return {
        type,
        nonce: nonce(),
        state: state === null ? null : fit(state, isState),
        done: fit(own(fields, 'done') ?? false, flag),
        looking: fit(own(fields, 'looking') ?? false, flag),
        learner: fit(own(fields, 'learner') ?? '', text(FRAME_LIMITS.learner)),
        keeps: fit(own(fields, 'keeps') ?? 'host', oneOf(FRAME_KEEPS)),
        theme: theme === null ? null : fit(theme, oneOf(FRAME_THEMES))
      };
    }
    if (type === 'stored') return { type, nonce: nonce(), number: number() };
    if (type === 'failed') return { type, nonce: nonce(), number: number(), why: fit(own(fields, 'why') ?? '', text(FRAME_LIMITS.why)) };
    return null;
  });

/** @param data as it came from a frame @returns `null` where it is no message of a frame */
export const readFromFrame = (data: unknown): FromFrame | null =>
  read<FromFrame>(data, (fields, type) => {
    if (type === 'ready')
      return {
        type,
        nonce: fit(own(fields, 'nonce'), isNonce),
        language: fit(own(fields, 'language') ?? '', text(FRAME_LIMITS.language, /^[\w-]*$/))
      };
    if (type === 'resize')
      return {
        type,
        height: fit(own(fields, 'height'), whole(0, FRAME_LIMITS.height)),
        top: fit(own(fields, 'top') ?? false, flag)
      };
    const [nonce, number] = [() => fit(own(fields, 'nonce'), isNonce), () => fit(own(fields, 'number'), isNumber)];
    if (type === 'state') return { type, nonce: nonce(), number: number(), state: fit(own(fields, 'state'), isState) };
    if (type === 'complete') return { type, nonce: nonce(), number: number(), report: reportIn(own(fields, 'report')) };
    return null;
  });

/** @returns says for each message whether it may be looked at; `now` in milliseconds */
export function paced({ most, within }: { readonly most: number; readonly within: number } = FRAME_PACE): (now: number) => boolean {
  let [began, count] = [-Infinity, 0];
  return (now) => {
    if (now - began >= within) [began, count] = [now, 0];
    return ++count <= most;
  };
}
