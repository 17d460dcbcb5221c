/** The screen that the window is on, and the window on a projector. */
import { windowsOf } from './windows.ts';

export interface ScreenHere {
  /** Of the whole screen, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether there is another one, such as a projector beside the laptop's own; `null` where the browser does not tell. */
  readonly others: boolean | null;
}

export function screenHere(): ScreenHere {
  const { width, height } = screen;
  return { width, height, others: (screen as { isExtended?: boolean }).isExtended ?? null };
}

/** Of a window's inside, in CSS pixels. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

const NAME = 'size';

/** Tells other windows how large this one is: now, when they ask, and when it changes. @returns a function that ends it */
export function tellSize(): () => void {
  const windows = windowsOf<WindowSize | 'ask'>(NAME, (news) => news === 'ask' && tell());
  const tell = () => windows.tell({ width: innerWidth, height: innerHeight });
  addEventListener('resize', tell);
  tell();
  return () => {
    removeEventListener('resize', tell);
    windows.end();
  };
}

/** @param hear called with the size of a window that tells it @returns a function that ends it */
export function hearSizes(hear: (size: WindowSize) => void): () => void {
  const windows = windowsOf<WindowSize | 'ask'>(NAME, (news) => news !== 'ask' && hear(news));
  windows.tell('ask');
  return windows.end;
}
