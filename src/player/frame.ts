/** Waymark in a frame of somebody else's page: what its address asks for, the page around it, and how high it is. */
import { FRAME_LIMITS, inEnvelope, type FrameTheme } from '#lib/domain/course/frame.ts';
import { readEmbedAddress, writeEmbedAddress, type EmbedAddress } from '#lib/exchange/course/embed-address.ts';
import { framePlatform, type FramePlatform } from '#lib/holder/frame.ts';
import { newId } from '#lib/platform/id.ts';
import Framed from './Framed.svelte';
import { languageFor, type CourseData } from './data.ts';

/** Where answers are found again that this browser keeps: everywhere, or in this page's frame alone, as browsers do it for other sites. */
export type Within = 'own' | 'frame';

export interface Frame {
  /** The course as the address asks for it. */
  readonly data: CourseData;
  /** With the language that the page begins in. */
  readonly address: EmbedAddress & { readonly language: string };
  /** `null` where no page is named that could answer, or this page stands by itself. */
  readonly platform: FramePlatform | null;
  /** The page that is named, such as "course.example"; empty where none is. */
  readonly host: string;
  readonly within: Within;
  readonly framed: boolean;
  /** This page in a tab of its own, with answers to go on with. */
  ownTab(state: string | null): string;
  /** What is said of the page around before the first question. */
  readonly Framed: typeof Framed;
  /** Something new is shown: the page around is told, and goes to its beginning. */
  moved(): void;
}

/** Whether the page around is of another origin: browsers may then keep what is stored here apart, by site. */
function isForeign(around: Window): boolean {
  try {
    return around.location.href === '';
  } catch {
    return true;
  }
}

/**
 * Tells the page around how high this one is, whenever that changes.
 *
 * @returns tells it that something new is shown
 */
function sized(view: Window, tell: (height: number, top: boolean) => void): () => void {
  const root = view.document.documentElement;
  const say = (top: boolean) => tell(Math.min(FRAME_LIMITS.height, root.offsetHeight), top);
  new ResizeObserver(() => say(false)).observe(root);
  return () => void view.requestAnimationFrame(() => say(true));
}

/** The course that the address asks for: one that it bears itself, or topics that come with Waymark. */
async function courseFor(all: CourseData, { course: packed, topics, asks }: EmbedAddress): Promise<CourseData> {
  if (packed) return (await import('./handed.ts')).handedOver(packed, all);
  const { course } = all;
  const chosen = topics.map((id) => course.topics.find((topic) => topic.id === id)!);
  // Words and rubrics are found at their places in the whole course.
  return { ...all, course: { ...course, id: [course.id, ...topics].join('.'), topics: chosen, asks } };
}

/**
 * @param all what comes with Waymark @param wanted languages, the one wanted most first
 * @throws DataError where the address bears a course with a fault
 */
export async function frameOf(all: CourseData, view: Window, wanted: readonly string[]): Promise<Frame> {
  const { location, parent } = view;
  const address = readEmbedAddress(location.hash, { topics: all.course.topics.map(({ id }) => id), languages: all.course.languages });
  if (address.theme) look(address.theme);
  const data = await courseFor(all, address);
  const { course } = data;
  const host = address.origin ? new URL(address.origin).host : '';
  // What was kept for one page's course is not shown in another's.
  const id = [course.id, ...(host ? [host.replace(/[^\w.-]/g, '_')] : [])].join('.');
  const framed = parent !== view;
  const language = languageFor(course, [...(address.language ? [address.language] : []), ...wanted]);
  const platform =
    framed && address.origin
      ? framePlatform(
          {
            parent,
            listen(heard) {
              view.addEventListener('message', heard);
              return () => view.removeEventListener('message', heard);
            },
            now: () => performance.now(),
            nonce: newId
          },
          address.origin,
          language
        )
      : null;
  const tell = (height: number, top: boolean) => {
    if (platform) platform.size(height, top);
    // Nobody is named who could be told; how high a page is is no secret.
    else parent.postMessage(inEnvelope({ type: 'resize', height, top }), '*');
  };
  return {
    data: { ...data, course: { ...course, id } },
    address: { ...address, language },
    platform,
    host,
    within: framed && isForeign(parent) ? 'frame' : 'own',
    framed,
    Framed,
    ownTab: (state) => `${location.pathname}#${writeEmbedAddress({ ...address, language: view.document.documentElement.lang }, state)}`,
    moved: framed ? sized(view, tell) : () => {}
  };
}

/** Whoever looks at the page around sees the same theme here. */
export function look(theme: FrameTheme): void {
  document.documentElement.dataset.theme = theme;
}
