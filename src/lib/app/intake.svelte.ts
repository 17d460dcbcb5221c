/** All ways in which results come into a round in front of whoever leads it: by camera, typed, as a column, in files, from a second device. */
import { isHandOver } from '#lib/domain/workshop/hand-over.ts';
import type { Verdict } from '#lib/domain/workshop/round.ts';
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { Collecting } from '#lib/state/collecting.svelte.ts';
import type { Leading } from '#lib/state/leading.svelte.ts';
import type { ScanningDevice } from '#lib/state/scanner.svelte.ts';
import { columnIn } from './code-files.ts';
import { tableScanner } from './scanning.ts';
import { Sweep, type Over } from './sweep.svelte.ts';

export class Intake {
  readonly collecting = new Collecting();
  readonly sweep: Sweep;
  /** What is said of files in which there is nothing. */
  unread = $state.raw('');
  /** What another device handed over as a file. */
  over = $state.raw<Over | null>(null);
  readonly #leading: Leading;

  readonly #device: ScanningDevice;

  /** @param reader of codes, where the browser has none */
  constructor(leading: Leading, reader: Parameters<typeof tableScanner>[0]) {
    [this.#leading, this.#device] = [leading, tableScanner(reader)];
    const round = { take: (codes: readonly string[]) => leading.take(codes), takeOver: leading.takeOver, handedIn: () => leading.handedIn };
    this.sweep = new Sweep(round, this.#device);
  }

  /** @returns what became of a code; `null` where the device did not take it */
  type = async (text: string): Promise<Verdict | null> => (await this.#leading.take([text]))?.[0] ?? null;

  paste = async (text: string): Promise<void> => {
    [this.unread, this.over] = ['', null];
    if (isHandOver(text)) this.over = await this.#leading.takeOver(text);
    else await this.collecting.take(text, (codes) => this.#leading.take(codes));
  };

  files = async (chosen: readonly File[]): Promise<void> => {
    const { text, handOvers, unread } = await columnIn(chosen, this.#device);
    if (text) await this.paste(text);
    for (const one of handOvers) this.over = await this.#leading.takeOver(one);
    this.unread = unread.length ? m.room_files_unread({ names: formatList(unread) }) : '';
  };
}
