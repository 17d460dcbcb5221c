/** Rubrics on paper: which there are to print, and which a filled-in sheet was printed from. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import { languagesOf } from '#lib/domain/rubric/places.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { Rubric, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { language } from '#lib/i18n/texts.ts';
import { outlines } from '#lib/library/index.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import { loadRubrics } from '#lib/library/rubrics.ts';
import { releasedVersions } from '#lib/library/released.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { clockFrom } from '#lib/domain/assessment/paper.ts';
import type { Assessing } from '#lib/state/assessing.svelte.ts';
import { builtInFoot, ownFoot, PAGE_LANGUAGE, shortHash } from './rubric-foot.ts';
import { foundIn, type Found } from './rubrics.ts';
import { withWords } from './links.ts';

/** A rubric that there may be paper of. */
export interface Printable {
  /** Its content's hash; what is printed of it is `shortHash`. */
  readonly hash: string;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** Where the title is not in the language of the page. */
  readonly lang?: string;
  readonly builtIn: boolean;
  /** The device's own, which a guest reads. */
  readonly fixed: boolean;
}

/** @returns all that can be printed: the built-in rubrics, then those that lie on this device, newest first */
export async function printableHere(app: Pick<App, 'shelf'>): Promise<readonly Printable[]> {
  // A device that keeps nothing still has the built-in ones.
  const { items } = await app.shelf.then((shelf) => shelf.list()).catch(() => ({ items: [] }));
  const own = items.filter(({ kind, origin }) => kind === 'published' && origin !== 'cited');
  return [
    ...outlines.map(({ id, version, title }) => ({ hash: hashOfBuiltIn(id)!, id, version, title, builtIn: true, fixed: false })),
    ...own.map(({ key, id, version, titles, source, fixed }) => {
      const mine = titles[pageLanguage()];
      return {
        hash: key,
        id,
        version,
        title: mine ?? titles[source] ?? id,
        ...(!mine && { lang: source }),
        builtIn: false,
        fixed: fixed === true
      };
    })
  ];
}

/** What is printed of a rubric. */
export interface Printed {
  readonly rubric: Rubric;
  readonly foot: string;
}

/** @returns the rubric in the page's language, or in its own where it has none of it @throws DataError, Error where it cannot be had */
export async function printedOf({ hash, id, builtIn }: Printable, app: Pick<App, 'shelf' | 'world'>): Promise<Printed | null> {
  if (builtIn) {
    const [rubric] = await loadRubrics([id]);
    return { rubric: rubric!, foot: builtInFoot(rubric!) };
  }
  const kept = await (await app.shelf).read(hash);
  if (!kept) return null;
  const file = await withWords(kept, app);
  const languages = languagesOf(file);
  return { rubric: rubricIn(file, languages.includes(PAGE_LANGUAGE) ? PAGE_LANGUAGE : languages[0]!), foot: ownFoot(file, hash) };
}

/** What an address names of a sheet: as many digits of its hash as stand on the paper. */
export const isNamed = (named: string, { hash }: Pick<Printable, 'hash'>): boolean => shortHash(hash) === named.toLowerCase();

/**
 * @param named digits of a hash, of no rubric that is offered here
 * @returns an earlier version of a built-in rubric: paper may lie about for longer than the app stays as it was; `null` where it is none
 */
export async function earlierPrintable(named: string): Promise<(Printable & { readonly file: RubricFile }) | null> {
  const { loadWholeEarlier } = await import('#lib/library/earlier.ts');
  for (const { id } of outlines)
    for (const { version } of releasedVersions(id)) {
      const whole = await loadWholeEarlier({ id, version }).catch(() => null);
      if (!whole || !isNamed(named, whole)) continue;
      const { title } = rubricIn(whole.file, language);
      return { hash: whole.hash, id, version, title, builtIn: false, fixed: false, file: whole.file };
    }
  return null;
}

/** What answering needs of a sheet. */
export async function foundOf(sheet: Printable & { readonly file?: RubricFile }, app: Pick<App, 'shelf' | 'world'>): Promise<Found | null> {
  if (sheet.builtIn) return outlines.find(({ id }) => id === sheet.id)!;
  const file = sheet.file ?? (await (await app.shelf).read(sheet.hash));
  return file && foundIn(await withWords(file, app), sheet.hash);
}

type Needs = ConstructorParameters<typeof Assessing>[0];

/** What answering needs of the app, with a clock that goes on from when it was said on paper. @param then milliseconds since 1970 */
export const onPaperTime = (app: App, then: number): Needs => ({
  get store() {
    return app.store;
  },
  world: { ...app.world, now: clockFrom(then, app.world.now) },
  unsaved: app.unsaved,
  answerStored: () => app.answerStored()
});

/** @returns when the last of it was said, or the day on the paper, in milliseconds since 1970 */
export const lastSaid = ({ head: { createdAt, scope = [] }, entries }: Assessment): number =>
  Math.max(createdAt, ...[...scope, ...Object.values(entries)].map(({ at }) => at));
