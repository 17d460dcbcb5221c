/** Reads codes off another screen, or off photos: a text that somebody waits for, or pictures one after the other that are one whole. */
import { plainName } from '#lib/domain/authoring/adopting.ts';
import { FrameCollector } from '#lib/exchange/bytes/frames.ts';
import { m } from '#lib/i18n/messages.ts';
import { Scanner } from '#lib/state/scanner.svelte.ts';
import { codeScanner } from './scanning.ts';

interface Taking {
  /** @returns whether the text of a code was what is waited for; the camera goes off then */
  text(text: string): boolean;
  /** Is handed the bytes of all pictures. */
  whole(bytes: Uint8Array<ArrayBuffer>): void;
  /** What is said while nothing is found yet. */
  waiting(): string;
  /** What is said of a code that is neither; nothing when left out. */
  other?(): string;
}

/** Milliseconds between two times that progress is read out. */
const QUIET = 3_000;

export class Scan {
  readonly #taking: Taking;
  readonly scanner = new Scanner(codeScanner(), (text) => void this.#take(text));
  #collector = new FrameCollector();
  #lastSaid = 0;
  /** How many pictures there are, and how many were read. */
  total = $state.raw(0);
  done = $state.raw(0);
  said = $state.raw('');
  /** Names of photos in which nothing was found. */
  unread = $state.raw<readonly string[]>([]);

  constructor(taking: Taking) {
    this.#taking = taking;
  }

  /** @returns whether the text was of any use */
  #take(text: string): boolean {
    if (this.#taking.text(text)) {
      this.stop();
      return true;
    }
    const outcome = this.#collector.take(text);
    if (outcome === 'nothing' || outcome === 'newer') {
      if (this.#taking.other) this.said = this.#taking.other();
      return false;
    }
    // Somebody shows something else now.
    if (outcome === 'other') {
      this.#collector = new FrameCollector();
      this.#collector.take(text);
    }
    const { total, missing } = this.#collector;
    [this.total, this.done] = [total, total - missing.length];
    if (performance.now() - this.#lastSaid > QUIET) {
      this.#lastSaid = performance.now();
      this.said = m.backup_read_progress({ done: this.done, total });
    }
    const whole = this.#collector.whole();
    if (whole) {
      this.stop();
      this.#taking.whole(whole);
    }
    return true;
  }

  start = async (): Promise<void> => {
    await this.scanner.start();
    this.said = this.scanner.state === 'on' ? this.#taking.waiting() : '';
  };

  stop = (): void => {
    this.scanner.stop();
    this.#collector = new FrameCollector();
    [this.total, this.done, this.said] = [0, 0, ''];
  };

  photos = async (files: readonly File[]): Promise<void> => {
    this.unread = [];
    for (const file of files) {
      const texts = await this.scanner.read(file).catch(() => []);
      if (!texts.filter((text) => this.#take(text)).length) this.unread = [...this.unread, plainName(file.name)];
    }
  };
}
