/** Rubrics that travel with answers, so that none comes anywhere without what it answers. */
import { mergeData } from '#lib/domain/person/merge.ts';
import { isAboutSomebody, type KeptRubric, type PersonalData } from '#lib/domain/person/personal-data.ts';
import type { RubricRef } from '#lib/domain/rubric/rubric.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { MissingRubric, outlinesOf } from './rubrics.ts';

/** Rubrics that came along, before those here. @param app `null` where only what travels counts */
export function besides({ rubrics }: { readonly rubrics: readonly Pick<KeptRubric, 'hash' | 'file'>[] }, app: Pick<App, 'shelf'> | null) {
  const read = async (hash: string) => {
    const along = rubrics.find((one) => one.hash === hash)?.file;
    return along ?? (app ? (await app.shelf).read(hash) : null);
  };
  return { shelf: Promise.resolve({ read }) };
}

/**
 * @param app whose device may have what the data lacks; `null`: somebody else's will open it
 * @returns how many of the assessments have a rubric that is neither in the data, nor there, nor built in
 * @throws whatever keeps one from being looked for
 */
export async function withoutRubric(data: PersonalData, app: Pick<App, 'shelf'> | null): Promise<number> {
  const both = besides(data, app);
  const known = new Map<string, Promise<boolean>>();
  const isThere = (ref: RubricRef) => {
    const key = JSON.stringify([ref.id, ref.version, ref.hash]);
    const there =
      known.get(key) ??
      outlinesOf([ref], both).then(
        () => true,
        (error: unknown) => {
          if (error instanceof MissingRubric) return false;
          throw error;
        }
      );
    known.set(key, there);
    return there;
  };
  const each = await Promise.all(data.assessments.map(async ({ head }) => (await Promise.all(head.rubrics.map(isThere))).every(Boolean)));
  return each.filter((whole) => !whole).length;
}

/**
 * @param held what no device has taken yet
 * @returns all that can be read, with the id that this person's files bear where it says anything of them, and what cannot be read
 * @throws where the device cannot be read
 */
export async function allData(
  app: Pick<App, 'personal'>,
  held?: PersonalData
): Promise<Awaited<ReturnType<Awaited<App['personal']>['read']>>> {
  const personal = await app.personal;
  const { data: stored, damage } = await personal.read();
  const data = held ? mergeData(stored, held) : stored;
  if (!isAboutSomebody(data)) return { data, damage };
  // Whatever the device says to that, the data leaves.
  const owner = await personal.owner().catch(() => undefined);
  return { data: owner === undefined ? data : { owner, ...data }, damage };
}
