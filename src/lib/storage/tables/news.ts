/** What tabs of one browser tell each other about the tables that they share. A store does not hear itself; others of its topic in the same tab do. */
export class News<T> {
  readonly #channel: BroadcastChannel | null;
  readonly #listeners = new Set<(news: T) => void>();

  /**
   * @param name the place that the news is about; `null` where no other tab can see it
   * @param topic tells this news from other news of the same place
   */
  constructor(name: string | null, topic: string) {
    this.#channel = name === null ? null : new BroadcastChannel(`${name}-${topic}`);
    if (this.#channel) this.#channel.onmessage = (event: MessageEvent<T>) => this.#listeners.forEach((hear) => hear(event.data));
  }

  tell(news: T) {
    this.#channel?.postMessage(news);
  }

  /** @returns a function that ends it */
  listen(hear: (news: T) => void): () => void {
    this.#listeners.add(hear);
    return () => void this.#listeners.delete(hear);
  }

  close() {
    this.#channel?.close();
  }
}
