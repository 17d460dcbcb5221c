/** What the room sees of a workshop: one scene after the other. Nothing of a group is in sight until it is asked for. */
import { PEOPLE } from '#lib/domain/workshop/floor.ts';
import { askedBy } from '#lib/domain/workshop/workshop.ts';
import type { Leading } from './leading.svelte.ts';

/**
 * `few`: what stands in place of a picture of fewer than five. `code`: the picture for the phones. In a later round `change`: what changed, of some
 * topics, page by page; `left`: what is left out of that; `back`: one topic with looking back. A topic is told by its place, from 0.
 */
export type Scene =
  | { readonly kind: 'wait' | 'lines' | 'few' | 'code' | 'left' }
  | { readonly kind: 'guess' | 'reveal' | 'back'; readonly topic: number }
  | { readonly kind: 'change'; readonly page: number };

/** So many topics fit one scene of what changed. */
export const CHANGE_PAGE = 5;

/** Scenes of a picture that has been shown. */
const AFTER: readonly Scene['kind'][] = ['reveal', 'change', 'left', 'back', 'code'];
const isSame = (a: Scene, b: Scene) => JSON.stringify(a) === JSON.stringify(b);

/** Where a window is, as another one is told. */
export interface WallNews {
  readonly scene: Scene;
  readonly black: boolean;
}

export class Wall {
  readonly #leading: Pick<Leading, 'workshop' | 'handedIn' | 'reveal' | 'refused'>;
  readonly #tell: (news: WallNews) => void;
  readonly #bring: () => Promise<void> | null;
  #scene = $state.raw<Scene>({ kind: 'wait' });
  black = $state.raw(false);
  /** The topic that is shown once the question is answered; `null` where nothing is asked. */
  asking = $state.raw<number | null>(null);
  /** It was to be shown, and could not be. */
  failed = $state.raw(false);
  /** Topics whose picture has been shown here. */
  #seen: readonly number[] = [];

  /**
   * @param tell hears where this window has gone
   * @param bring takes in what was handed in and is not counted yet; `null` where there is nothing of the kind
   */
  constructor(
    leading: Pick<Leading, 'workshop' | 'handedIn' | 'reveal' | 'refused'>,
    tell: (news: WallNews) => void = () => {},
    bring: () => Promise<void> | null = () => null
  ) {
    this.#leading = leading;
    this.#tell = tell;
    this.#bring = bring;
  }

  get scene(): Scene {
    const { workshop } = this.#leading;
    if (AFTER.includes(this.#scene.kind) && !workshop?.picture) return { kind: workshop?.state === 'closed' ? 'few' : 'wait' };
    return this.#scene;
  }

  get #topics(): number {
    return this.#leading.workshop?.topics.length ?? 0;
  }

  /** What follows the topics: what changed, the talk, and the picture for the phones. */
  get #after(): readonly Scene[] {
    const { workshop } = this.#leading;
    if (!workshop) return [];
    const lines: Scene = { kind: 'lines' };
    if (!workshop.picture) return [lines];
    const changes: Scene[] = [];
    const { before } = askedBy(workshop);
    if (before) {
      for (let page = 0; page * CHANGE_PAGE < this.#topics; page++) changes.push({ kind: 'change', page });
      if (before.changed.includes(true)) changes.push({ kind: 'left' });
      if (before.back) changes.push(...workshop.topics.map((_, topic): Scene => ({ kind: 'back', topic })));
    }
    return [...changes, lines, { kind: 'code' }];
  }

  #go(scene: Scene): void {
    this.#scene = scene;
    [this.black, this.asking, this.failed] = [false, null, false];
    if (scene.kind === 'reveal') this.#seen = [...this.#seen, scene.topic];
    this.#told();
  }

  #told(): void {
    this.#tell({ scene: this.#scene, black: this.black });
  }

  wait = () => this.#go({ kind: 'wait' });
  lines = () => this.#go({ kind: 'lines' });
  /** What changed, and the picture for the phones: only once the picture has been shown. */
  change = () => this.#leading.workshop?.picture && this.#leading.workshop.before && this.#go({ kind: 'change', page: 0 });
  code = () => this.#leading.workshop?.picture && this.#go({ kind: 'code' });

  darken(): void {
    this.black = !this.black;
    this.#told();
  }

  /** Goes to a topic: to its picture where that has been shown here, else to the guess before it. */
  topic(topic: number): void {
    if (topic < this.#topics) this.#go({ kind: this.#seen.includes(topic) ? 'reveal' : 'guess', topic });
  }

  /** One scene on; before the first picture it is asked whether to show it. */
  on(): void {
    const { scene } = this;
    if (this.black) this.darken();
    else if (this.asking !== null) return;
    else if (scene.kind === 'wait' || scene.kind === 'few') this.topic(0);
    else if (scene.kind === 'guess') this.show();
    else if (scene.kind === 'reveal') {
      if (scene.topic + 1 < this.#topics) this.topic(scene.topic + 1);
      else this.#go(this.#after[0]!);
    } else {
      const next = this.#after[this.#after.findIndex((one) => isSame(one, scene)) + 1];
      if (next) this.#go(next);
    }
  }

  back(): void {
    const { scene } = this;
    const last = this.#topics - 1;
    if (this.black) this.darken();
    else if (this.asking !== null) this.cancel();
    else if (scene.kind === 'reveal') this.#go({ kind: 'guess', topic: scene.topic });
    else if (scene.kind === 'guess' && scene.topic > 0) this.topic(scene.topic - 1);
    else {
      const at = this.#after.findIndex((one) => isSame(one, scene));
      if (at > 0) this.#go(this.#after[at - 1]!);
      else if (at === 0 && this.#seen.includes(last)) this.topic(last);
      else this.wait();
    }
  }

  /** Out of the question, out of the dark, else to the way in. */
  escape(): void {
    if (this.asking !== null) this.cancel();
    else if (this.black) this.darken();
    else this.wait();
  }

  /** Shows the topic in front, or the first. What was not shown yet is asked about: it is final. */
  show(): void {
    const brought = this.#leading.workshop?.state === 'open' ? this.#bring() : null;
    if (!brought) return this.#show();
    void brought.then(() => {
      if (this.#leading.refused) this.failed = true;
      else this.#show();
    });
  }

  #show(): void {
    const { scene } = this;
    const topic = 'topic' in scene ? scene.topic : 0;
    const { workshop, handedIn } = this.#leading;
    if (!workshop) return;
    if (workshop.picture) this.#go({ kind: 'reveal', topic });
    // The store decides it again; with so few there is nothing to ask.
    else if (workshop.state === 'closed' || handedIn < PEOPLE) this.#go({ kind: 'few' });
    else [this.asking, this.black] = [topic, false];
  }

  cancel(): void {
    this.asking = null;
  }

  /** The question was answered with yes. */
  async yes(): Promise<void> {
    const topic = this.asking;
    if (topic === null) return;
    await this.#leading.reveal();
    if (this.#leading.workshop?.picture) this.#go({ kind: 'reveal', topic });
    else if (this.#leading.refused) [this.asking, this.failed] = [null, true];
    else this.#go({ kind: 'few' });
  }

  /** Another window has shown the first picture: so does this one. */
  shownElsewhere(): void {
    const { scene } = this;
    if (scene.kind === 'wait' || scene.kind === 'guess') this.#go({ kind: 'reveal', topic: 'topic' in scene ? scene.topic : 0 });
  }

  /** Another window has gone somewhere: this one follows. */
  follow({ scene, black }: WallNews): void {
    [this.#scene, this.black, this.asking] = [scene, black, null];
    if (scene.kind === 'reveal') this.#seen = [...this.#seen, scene.topic];
  }
}
