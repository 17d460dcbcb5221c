/** What the topics of a workshop are called here. */
import type { WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { foundIn } from './rubrics.ts';

interface HasCriteria {
  readonly criteria: readonly { readonly essential: readonly unknown[] }[];
}

export const hasPoints = ({ criteria }: HasCriteria): boolean => criteria.some(({ essential }) => essential.length > 0);

export interface CalledTopic {
  readonly id: string;
  readonly title: string;
  readonly short: string;
  /** Whether it is one of the model's own: its levels have the model's names. */
  readonly ours: boolean;
  /** Whether it has safety points; one whose rubric is not here may have some. */
  readonly points: boolean;
}

/** @returns each in its order; one whose rubric is not here is called by its id */
export function calledTopics(topics: readonly WorkshopTopic[], app: Pick<App, 'shelf'>): Promise<CalledTopic[]> {
  return Promise.all(
    topics.map(async ({ id, hash }) => {
      const built = outlines.find((outline) => outline.id === id);
      if (built) return { id, title: built.title, short: built.short, ours: true, points: hasPoints(built) };
      const file = await app.shelf.then((shelf) => shelf.read(hash)).catch(() => null);
      if (!file) return { id, title: id, short: id, ours: false, points: true };
      const found = await foundIn(file, hash);
      return { id, title: found.title, short: found.short, ours: false, points: hasPoints(found) };
    })
  );
}
