/** From a rubric to a draft of one's own: what several pages of the library offer. */
import { copyDraft, inWordsHere, newRubricId, nextDraft, type Copying } from '#lib/domain/authoring/drafting.ts';
import { draftIdOf } from '#lib/domain/draft-id.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { LANGUAGES, pageLanguage } from '#lib/i18n/locale.ts';
import { messageIn } from '#lib/i18n/messages-in.ts';
import { m } from '#lib/i18n/messages.ts';
import { MAKER } from '#lib/library/maker.ts';
import type { App } from '#lib/state/app.svelte.ts';

type Here = Pick<App, 'shelf' | 'world'>;

async function begin(app: Here, make: (making: { id: string; now: number }) => Draft): Promise<string> {
  const draft = make({ id: draftIdOf(app.world.newId()), now: app.world.now() });
  await (await app.shelf).saveDraft(draft, null);
  return draft.id;
}

/** Whose rubric is copied. */
export type Whose = 'waymark' | 'own' | 'other';

/** “after Waymark”, in a language that the app has; else in the page's. */
const afterIn = async (of: string, author: string): Promise<string> =>
  (of === pageLanguage() ? null : await messageIn(of, 'editor', 'editor_after', { author })) ?? m.editor_after({ author });

/**
 * Whom the copy names: of a rubric of one's own, the same; else whom it was made after, in the language that it goes on in. Of one that is a copy
 * itself, and names nobody but whom that was made after, the copy says just that.
 */
async function originOf({ facts }: RubricFile, whose: Whose, language: string): Promise<Copying['origin']> {
  const { author, licence } = whose === 'waymark' ? MAKER : (facts.origin ?? {});
  const origin = licence ? { licence } : {};
  if (!author) return origin;
  const said = whose === 'own' ? [author] : await Promise.all(LANGUAGES.map((of) => afterIn(of, MAKER.author)));
  return { ...origin, author: said.includes(author) ? author : await afterIn(language, author) };
}

/** @returns what the copy is called in each language that there is a word for it in; elsewhere it keeps its title */
async function titlesFor(file: RubricFile): Promise<Copying['titled']> {
  const key = 'editor_adapted';
  const languages = Object.keys(file.words);
  const marks = await Promise.all(
    languages.map(async (of) =>
      of === pageLanguage() ? m.editor_adapted({ title: '' }) : await messageIn(of, 'editor', key, { title: '' })
    )
  );
  const markOf = Object.fromEntries(languages.map((of, i) => [of, marks[i]]));
  return (title, of) => (!markOf[of] || title.endsWith(markOf[of]) ? title : `${title}${markOf[of]}`);
}

/**
 * Begins a rubric of one's own, made from another.
 *
 * @param choice the language to go on in, and which others stay
 * @returns the draft's id
 */
export async function copyOf(
  app: Here,
  file: RubricFile,
  hash: string,
  whose: Whose,
  choice: Pick<Copying, 'language' | 'keep'>
): Promise<string> {
  const copying = { ...choice, origin: await originOf(file, whose, choice.language), titled: await titlesFor(file) };
  return begin(app, (making) => copyDraft(file, hash, making, newRubricId(app.world.newId()), copying));
}

/**
 * Begins the next version of a rubric of one's own, or goes on with the one that is begun. One that was begun from another content, such as a
 * twin that came from another device, is not that one.
 *
 * @returns the draft's id
 */
export async function nextOf(app: Here, file: RubricFile, hash: string): Promise<string> {
  const shelf = await app.shelf;
  for (const { kind, id, key } of (await shelf.list()).items) {
    if (kind !== 'draft' || id !== file.facts.id) continue;
    const begun = await shelf.readDraft(key).catch(() => null);
    if (begun && (begun.basedOn ?? hash) === hash) return key;
  }
  return begin(app, (making) => nextDraft(file, hash, making));
}

/** Keeps what came from outside as a draft. @param file the same, where it is a whole rubric @returns the draft's id */
export function draftOf(app: Here, opened: Omit<Draft, 'id' | 'at'>, file?: RubricFile): Promise<string> {
  return begin(app, ({ id, now }) => inWordsHere({ ...opened, id, at: now }, file));
}
