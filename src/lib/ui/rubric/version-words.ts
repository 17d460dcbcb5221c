/** What changed from one version of a rubric to the next, in words. */
import type { VersionNote } from '#lib/domain/rubric/version-notes.ts';
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';

/** The title of a criterion, by its id; the id where nobody has one. */
type Name = (id: string) => string;

/** @returns for example "“Choosing services”, level 3: close to what it was; answers carry over, to be looked at." */
export function noteText({ kind, from, to, levels }: VersionNote, later: Name, earlier: Name): string {
  const list = (ids: readonly string[], name: Name) => formatList(ids.map((id) => m.quoted({ text: name(id) })));
  const [before, after] = [list(from, earlier), list(to, later)];
  const where = levels ? m.rubrics_note_levels({ criterion: after || before, levels: formatList(levels.map(String)) }) : after || before;
  return {
    same: () => m.rubrics_note_same({ where }),
    comparable: () => m.rubrics_note_comparable({ where }),
    'not-comparable': () => m.rubrics_note_not_comparable({ where }),
    split: () => m.rubrics_note_split({ before, after }),
    merged: () => m.rubrics_note_merged({ before, after }),
    new: () => m.rubrics_note_new({ where }),
    ended: () => m.rubrics_note_ended({ where: levels ? where : before })
  }[kind]();
}
