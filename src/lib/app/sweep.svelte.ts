/**
 * Codes of a table before a camera, several in one picture: each is taken in once, and a mark is shown where it was read. Of what was read only
 * whether it counts, and how many, is ever shown.
 */
import { isHandOver } from '#lib/domain/workshop/hand-over.ts';
import type { HandOverVerdict, Verdict } from '#lib/domain/workshop/round.ts';
import { FrameCollector } from '#lib/exchange/bytes/frames.ts';
import { sounds } from '#lib/platform/sound.ts';
import { Scanner, type Place, type ScanningDevice } from '#lib/state/scanner.svelte.ts';
import { Sightings } from '#lib/state/sightings.ts';
import { Swept, type Mark, type Tick } from '#lib/state/swept.ts';

/** What another device handed over. */
export interface Over {
  readonly verdict: HandOverVerdict;
  readonly handedIn: number;
}

/** The round that takes what is read. */
interface Taking {
  /** @returns what became of each code; `null` where the device took none of them */
  take(texts: readonly string[]): Promise<readonly Verdict[] | null>;
  /** Takes in what another device has collected. @returns what to say, and how many are in; `null` where this device did not take it */
  takeOver(text: string): Promise<Over | null>;
  handedIn(): number;
}

/** What became of the codes of a table, each counted once, and how many are in. */
interface Told {
  readonly counts: readonly { readonly verdict: Verdict; readonly count: number }[];
  readonly handedIn: number;
}

/** Milliseconds. A code that was not seen for so long is held up anew. */
const AWAY = 2_500;
/** What is said follows when nothing has changed for so long: one sentence for a table, and not one for each code. */
const QUIET = 600;
const LOOK = 200;
/** Of several, the one that is heard. */
const LOUDEST: readonly Mark[] = ['new', 'no', 'again'];

export class Sweep {
  readonly scanner: Scanner;
  ticks = $state.raw<readonly Tick[]>([]);
  told = $state.raw<Told | null>(null);
  /** What another device handed over last. */
  over = $state.raw<Over | null>(null);
  /** Of a hand-over in several pictures: how many there are, and how many were read. */
  pictures = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  /** Whether it is heard and felt. */
  sound = $state.raw(true);

  readonly #round: Taking;
  readonly #sounds = sounds();
  readonly #swept = new Swept();
  #sightings = new Sightings(AWAY);
  #collector = new FrameCollector();
  #queue: string[] = [];
  #working = false;
  /** When something changed that has not been said yet. */
  #changed: number | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(round: Taking, device: ScanningDevice) {
    this.#round = round;
    this.scanner = new Scanner(device, (text, at) => this.#see(text, at));
  }

  start = async (): Promise<void> => {
    this.#sounds.ready();
    [this.told, this.over] = [null, null];
    await this.scanner.start();
    clearInterval(this.#timer);
    if (this.scanner.state === 'on') this.#timer = setInterval(() => this.#look(), LOOK);
  };

  /** The camera goes off, and nothing of what was read is left here. */
  stop = (): void => {
    clearInterval(this.#timer);
    this.scanner.stop();
    this.#sounds.close();
    this.#say();
    this.#swept.clear();
    this.#sightings = new Sightings(AWAY);
    this.#collector = new FrameCollector();
    [this.ticks, this.pictures] = [[], null];
  };

  #see(text: string, at: Place | null) {
    const now = performance.now();
    this.#swept.see(text, at, now);
    if (this.#sightings.isNew(text, now)) this.#queue.push(text);
    if (this.#queue.length && !this.#working) void this.#work();
    this.ticks = this.#swept.ticks(now);
  }

  /** Codes wait for those before them; what has come meanwhile goes in together. */
  async #work() {
    this.#working = true;
    while (this.#queue.length) {
      const texts = this.#queue.splice(0).filter((text) => !this.#isPicture(text));
      for (const text of texts.filter(isHandOver)) await this.#takeOver(text);
      const codes = texts.filter((text) => !isHandOver(text));
      const verdicts = codes.length ? await this.#round.take(codes) : null;
      if (verdicts) this.#done(codes.map((code, i) => this.#swept.note(code, verdicts[i]!)));
    }
    this.#working = false;
  }

  #done(marks: readonly Mark[]) {
    this.#changed = performance.now();
    this.#hear(marks);
    this.ticks = this.#swept.ticks(this.#changed);
  }

  #hear(marks: readonly Mark[]) {
    const heard = LOUDEST.find((mark) => marks.includes(mark));
    if (heard && this.sound) this.#sounds.play(heard);
  }

  async #takeOver(text: string) {
    const over = await this.#round.takeOver(text);
    if (!over) return;
    this.over = over;
    const mark = over.verdict.kind === 'handed-over' ? 'new' : 'no';
    this.#swept.mark(text, mark);
    this.#hear([mark]);
  }

  /** @returns whether it is one of several pictures of a hand-over */
  #isPicture(text: string): boolean {
    const outcome = this.#collector.take(text);
    if (outcome === 'nothing' || outcome === 'newer') return false;
    // Somebody shows something else now.
    if (outcome === 'other') {
      this.#collector = new FrameCollector();
      this.#collector.take(text);
    }
    this.#swept.mark(text, outcome === 'again' ? 'again' : 'new');
    const { total, missing } = this.#collector;
    const whole = this.#collector.whole();
    this.pictures = whole ? null : { done: total - missing.length, total };
    if (whole) {
      this.#collector = new FrameCollector();
      // It may be anything that Waymark shows so: then it is said to be no hand-over.
      void this.#takeOver(new TextDecoder().decode(whole));
    }
    return true;
  }

  #look() {
    // It went off because the page was out of sight, or the camera was taken away.
    if (this.scanner.state !== 'on') return this.stop();
    const now = performance.now();
    this.ticks = this.#swept.ticks(now);
    if (this.#changed !== null && now - this.#changed > QUIET) this.#say();
  }

  #say() {
    if (this.#changed === null) return;
    this.#changed = null;
    this.told = { counts: this.#swept.counts(), handedIn: this.#round.handedIn() };
  }
}
