/** What the editor needs from whoever holds the draft, as small as it is used. */
import type { Fault } from '#lib/domain/faults.ts';
import type { Draft, RubricFacts, RubricFile, Translation, VersionChange } from '#lib/domain/rubric/rubric.ts';

export interface EditableDraft {
  readonly draft: Draft;
  /** As it was when its author sat down to it. */
  readonly opened: Draft;
  readonly saving: 'saved' | 'saving' | 'failed' | 'conflict';
  readonly elsewhere: 'changed' | 'gone' | null;
  readonly canUndo: string | null;
  readonly canRedo: string | null;
  change(next: Draft, place: string, writing?: boolean): void;
  undo(): string | null;
  redo(): string | null;
  freshId(): string;
  append(pasted: Pick<Draft, 'facts' | 'words'>): string[];
  keepAsAnother(id: string): Promise<string>;
  loadOther(): Promise<void>;
  earlier(): Promise<RubricFile | null>;
  publish(version: string, changes: readonly VersionChange[]): Promise<string>;
}

/** How hard a text is to read; `null` where nobody can tell for its language. */
export type Ease = 'easy' | 'fair' | 'hard';
export type ReadEase = (language: string, text: string) => Promise<Ease | null>;

/** What became of a table that was pasted. */
export interface Pasted {
  readonly draft: Pick<Draft, 'facts' | 'words'>;
  readonly faults: readonly Fault[];
}
export type ReadPasted = (html: string | null, text: string, language: string) => Promise<Pasted>;

/** The model's situations, with their words in those of the languages that it has words in. */
export type Situations = (languages: readonly string[]) => Promise<{
  readonly facts: NonNullable<RubricFacts['situations']>;
  readonly words: Readonly<Record<string, NonNullable<Translation['situations']>>>;
}>;

export type Competences = () => Promise<readonly { readonly id: string; readonly title: string }[]>;
