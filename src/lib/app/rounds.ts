/** Rounds of one workshop on this device, as far as they are compared with each other. */
import { tagOf } from '#lib/domain/workshop/tag.ts';
import { LIMITS } from '#lib/domain/workshop/limits.ts';
import type { WorkshopStore } from '#lib/domain/workshop/store.ts';
import { isForOthers, type Workshop } from '#lib/domain/workshop/workshop.ts';
import { m } from '#lib/i18n/messages.ts';
import { download, fileName } from '#lib/platform/download.ts';

export interface Rounds {
  /** The one that it is compared with, where that is here. */
  readonly earlier: Workshop | null;
  /** Those that are compared with it, newest first. */
  readonly later: readonly Workshop[];
  /** Of this one and those before it, what may be handed on to another trainer. */
  readonly forOthers: readonly Workshop[];
}

const ids = ({ topics }: Pick<Workshop, 'topics'>) => topics.map(({ id }) => id).join();

/** Tags are short: two rounds belong together where their topics are the same too. */
const isBefore = (earlier: Workshop, later: Workshop): boolean =>
  !earlier.collector && later.before?.tag === tagOf(earlier) && ids(earlier) === ids(later);

/** @throws where the device cannot read its workshops */
export async function roundsOf(workshop: Workshop, store: Pick<WorkshopStore, 'list'>): Promise<Rounds> {
  const { workshops } = await store.list();
  const earlierOf = (one: Workshop) => workshops.find((other) => other.id !== one.id && isBefore(other, one)) ?? null;
  const all = [workshop];
  for (let one = earlierOf(workshop); one && all.length < LIMITS.rounds; one = earlierOf(one)) all.push(one);
  return {
    earlier: all[1] ?? null,
    later: workshops.filter((one) => one.id !== workshop.id && !one.collector && isBefore(workshop, one)),
    forOthers: all.filter(isForOthers)
  };
}

/**
 * Locks rounds for another trainer, and saves them as a file.
 *
 * @returns the file's name
 */
export async function saveForOthers(workshops: readonly Workshop[], passphrase: string): Promise<string> {
  const { lockWorkshops } = await import('#lib/exchange/personal/backup.ts');
  const bytes = await lockWorkshops(workshops, passphrase);
  const [{ title, openedAt }] = workshops as readonly [Workshop];
  const name = fileName(`${m.rounds_file_share()} ${title}`, openedAt, 'age');
  download(name, new Blob([bytes], { type: 'application/octet-stream' }));
  return name;
}
