/** Texts that a camera has in view: each is told once, and again after it was out of sight. Two phones may be held up beside each other. */
export class Sightings {
  readonly #seen = new Map<string, number>();
  readonly #away: number;

  /** @param away what was not seen for so long is new again, in milliseconds */
  constructor(away: number) {
    this.#away = away;
  }

  /** @param now milliseconds, of a clock that never goes back */
  isNew(text: string, now: number): boolean {
    for (const [one, at] of this.#seen) if (now - at > this.#away) this.#seen.delete(one);
    const isNew = !this.#seen.has(text);
    this.#seen.set(text, now);
    return isNew;
  }
}
