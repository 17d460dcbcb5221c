/** Waymark in a frame of a page that keeps the answers: the page’s side. It makes the frame, hears it, and answers. */
import {
  inEnvelope,
  paced,
  readFromFrame,
  type FromFrame,
  type FromHost,
  type FrameKeeps,
  type FrameTheme
} from '#lib/domain/course/frame.ts';
import type { Report } from '#lib/domain/course/platform.ts';
import { packCourse } from '#lib/exchange/course/course-link.ts';

/** What a page has kept of a learner. */
export interface Kept {
  readonly state: string | null;
  readonly done?: boolean;
  /** Nothing is written: such as when a teacher looks. */
  readonly looking?: boolean;
  /** Tells learners apart on a shared device; no name. */
  readonly learner?: string;
}

export interface EmbedOptions {
  /** Ids of topics, in their order, with commas between; all where there are none. */
  readonly topics?: string;
  readonly lang?: string;
  readonly theme?: FrameTheme;
  /** What the page asks to see besides that somebody is done: "levels,answers,plan". The learner can say no. */
  readonly send?: string;
  /**
   * A course of one's own, as the app keeps choices: the address of the file, or what it holds. With it, `topics` and `send` do not count. What of it
   * the frame may use, it finds out itself.
   */
  readonly course?: string | object;
  /** Where Waymark lies, with a slash at the end. */
  readonly from: string;
  /** What the frame is called, for those who hear the page. */
  readonly title?: string;
  /** In the browser, in localStorage of this page, everything is kept under this name where the page has no `load` and `save`. */
  readonly key?: string;
  load?(): Promise<Kept | string | null> | Kept | string | null;
  /** Keeps the state. @returns when it is stored @throws where it is not: the learner hears it */
  save?(state: string): unknown;
  /** The learner is done, and agreed to tell this. @returns when it is stored @throws where it is not */
  complete?(report: Report): unknown;
}

/** What the frame hears where a course could not be read here. */
const MISSING = 'missing';

/** As much of a course as names what is kept of it: the rounds of a workshop are one, so that a later one finds what was before. */
const keyOf = ({ wishes, topics }: { wishes?: { round?: { number?: number } }; topics?: readonly { id?: string }[] }): string =>
  wishes?.round ? `round ${wishes.round.number}` : (topics ?? []).map(({ id }) => id).join();

async function courseIn(course: string | object): Promise<{ readonly packed: string; readonly key: string }> {
  try {
    const value: object = typeof course === 'string' ? ((await (await fetch(course)).json()) as object) : course;
    return { packed: await packCourse(JSON.stringify(value)), key: keyOf(value) };
  } catch {
    return { packed: MISSING, key: MISSING };
  }
}

/** In localStorage. */
const store = (key: () => string) => {
  const read = (): Kept => JSON.parse(localStorage.getItem(key()) ?? '{"state":null}') as Kept;
  const write = (kept: Partial<Kept>) => localStorage.setItem(key(), JSON.stringify({ ...read(), ...kept }));
  return { load: read, save: (state: string) => write({ state }), complete: () => write({ done: true }) };
};

/** @param place that the frame is put into @returns ends it, and takes the frame out */
export function embed(place: HTMLElement, options: EmbedOptions): () => void {
  const { topics = '', lang = '', theme, send = '', from, title = 'Waymark' } = options;
  const page = new URL('embed/', from);
  const frame = document.createElement('iframe');
  frame.title = title;
  const show = (wanted: Readonly<Record<string, string>>) => {
    page.hash = Object.entries({ ...wanted, lang, theme: theme ?? '', origin: location.origin })
      .filter(([, value]) => value)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    frame.src = page.href;
  };
  let key = options.key ?? `waymark ${topics || 'all'}`;
  if (options.course === undefined) show({ topics, send });
  else
    void courseIn(options.course).then((course) => {
      key = options.key ?? `waymark ${course.key}`;
      show({ course: course.packed });
    });
  frame.allow = 'clipboard-write';
  frame.style.cssText = 'display:block;width:100%;height:600px;border:0';

  const keeps: FrameKeeps = options.save ? 'host' : 'browser';
  const keeper = options.save ? null : store(() => key);
  const { load = keeper?.load, complete = keeper?.complete } = options;
  const save = options.save ?? keeper!.save;

  let nonce = '';
  const may = paced();
  /** One state is stored at a time; of those that come meanwhile, the last. */
  let busy = false;
  let next: { readonly of: string; readonly state: string; readonly numbers: readonly number[] } | null = null;

  const say = (message: FromHost) => {
    // A frame that was loaded anew has a nonce of its own, and hears nothing of what the one before said.
    if (message.nonce === nonce) frame.contentWindow?.postMessage(inEnvelope(message), page.origin);
  };
  const settle = async (own: string, numbers: readonly number[], work: () => unknown) => {
    try {
      await work();
      for (const number of numbers) say({ type: 'stored', nonce: own, number });
    } catch (error) {
      const why = String(error).slice(0, 300);
      for (const number of numbers) say({ type: 'failed', nonce: own, number, why });
    }
  };

  async function begin(own: string) {
    let kept: Kept | string | null | undefined;
    try {
      kept = await load?.();
    } catch {
      // Without what was kept before, nothing may be kept in its place: the frame hears nothing, and says that the page does not answer.
      return;
    }
    const { state, done = false, looking = false, learner = '' } = typeof kept === 'string' ? { state: kept } : (kept ?? { state: null });
    say({ type: 'init', nonce: own, state: state || null, done, looking, learner, keeps, theme: theme ?? null });
  }

  async function keep() {
    if (busy) return;
    busy = true;
    for (; next;) {
      const { of, state, numbers } = next;
      next = null;
      await settle(of, numbers, () => save(state));
    }
    busy = false;
  }

  function take(message: FromFrame) {
    if (message.type === 'ready') {
      if (message.nonce === nonce) return;
      nonce = message.nonce;
      void begin(nonce);
    } else if (message.type === 'resize') {
      frame.style.height = `${message.height}px`;
      if (message.top && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    } else if (message.nonce !== nonce) return;
    else if (message.type === 'state') {
      const before = next?.of === nonce ? next.numbers : [];
      next = { of: nonce, state: message.state, numbers: [...before, message.number] };
      void keep();
    } else {
      void settle(nonce, [message.number], async () => {
        await complete?.(message.report);
        place.dispatchEvent(new CustomEvent('waymark:done', { detail: message.report, bubbles: true }));
      });
    }
  }

  const hear = ({ data, origin, source }: MessageEvent) => {
    if (source !== frame.contentWindow || origin !== page.origin || !may(performance.now())) return;
    const message = readFromFrame(data);
    if (message) take(message);
  };
  addEventListener('message', hear);
  place.append(frame);
  return () => {
    removeEventListener('message', hear);
    frame.remove();
  };
}
