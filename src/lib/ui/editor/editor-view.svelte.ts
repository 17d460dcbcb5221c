/** What the author has in front of them: which part of the rubric, in which languages, and what was found about it. */
import { getContext, setContext, tick, untrack } from 'svelte';
import { newChecker, type Checker, type Findings, type Gaps, type Sources } from '#lib/domain/authoring/draft-checks.ts';
import { writeText, wordsIn } from '#lib/domain/authoring/draft-changes.ts';
import type { Fault } from '#lib/domain/faults.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { partsOf, sourceOf, textAt } from '#lib/domain/rubric/places.ts';
import { m } from '#lib/i18n/messages.ts';
import { placeText, type Naming } from '../parts/faults.ts';
import type { EditableDraft, ReadEase } from './editable-draft.ts';
import { focusOn } from '../parts/focus.ts';

/** Milliseconds of rest after which what was written is looked at. */
const REST = 250;

const NONE: Findings = { must: [], advice: [] };
const COMPLETE: Gaps = { missing: [], stale: [], of: 0 };

/** A text, and the language that it is in. */
export interface Named {
  readonly text: string;
  readonly language: string;
}

export const fieldId = (place: string, language: string) => `f-${language}-${place}`;

export class EditorView {
  readonly editing: EditableDraft;
  readonly ease: ReadEase;
  /** What is in front: `:whole`, `:thresholds`, `:publish`, `:paste`, or a criterion by its id, which has no colon. */
  at = $state.raw<string>(':whole');
  /** The language beside the original's; `null` for none. */
  beside = $state.raw<string | null>(null);
  findings = $state.raw<Findings>(NONE);
  /** What each translation lacks, by language. */
  gapsIn = $state.raw<Readonly<Record<string, Gaps>>>({});
  /** The author wanted to publish: what is missing shows beside every field. */
  strict = $state.raw(false);
  /** What happened, for those who cannot see it. */
  said = $state.raw('');
  /** A criterion that was taken away just now. */
  removed = $state.raw<string | null>(null);

  readonly source = $derived.by(() => sourceOf(this.editing.draft.facts));
  readonly languages = $derived.by(() => Object.keys(this.editing.draft.words).filter((language) => language !== this.source));
  readonly criteria = $derived.by(() => this.editing.draft.facts.criteria);
  /** What the language beside the original’s lacks. */
  readonly gaps = $derived.by(() => (this.beside && this.gapsIn[this.beside]) || COMPLETE);
  /** Titles in the order of the criteria: a text that stays the same redraws no list. */
  readonly #titles = $derived.by(() => JSON.stringify(this.criteria.map(({ id }) => this.named(`${id}.title`))));
  readonly titles = $derived.by(() => JSON.parse(this.#titles) as Named[]);
  readonly #byPlace = $derived.by(() => {
    const found: Record<string, Fault[]> = Object.create(null) as Record<string, Fault[]>;
    for (const one of [...this.findings.must, ...this.findings.advice]) (found[one.place] ??= []).push(one);
    return found;
  });
  readonly #byCriterion = $derived.by(() => {
    const found: Record<string, { must: number; advice: number }> = Object.create(null) as never;
    for (const kind of ['must', 'advice'] as const)
      for (const { place } of this.findings[kind]) {
        const { criterion } = partsOf(place);
        if (criterion) (found[criterion] ??= { must: 0, advice: 0 })[kind]++;
      }
    return found;
  });

  readonly settings: Readonly<Record<string, string>>;
  /** Whom copies have to name, by the rubric that they were made from. */
  readonly sources: Sources;
  readonly #checker: Checker;

  constructor(editing: EditableDraft, ease: ReadEase, settings: Readonly<Record<string, string>>, sources: Sources) {
    this.sources = sources;
    this.#checker = newChecker(sources);
    this.editing = editing;
    this.ease = ease;
    this.settings = settings;
    this.beside = untrack(() => this.languages[0] ?? null);
    this.look();
    $effect(() => {
      void this.editing.draft;
      const timer = setTimeout(() => this.look(), REST);
      return () => clearTimeout(timer);
    });
    $effect(() => {
      // A criterion that is gone, by undo or in another tab, is not in front any more.
      const ids = this.criteria.map(({ id }) => id);
      untrack(() => {
        if (!this.at.startsWith(':') && !ids.includes(this.at)) this.at = ids[0] ?? ':whole';
        if (this.beside && !this.languages.includes(this.beside)) this.beside = this.languages[0] ?? null;
      });
    });
  }

  /** Looks through the draft as it is now. */
  look() {
    this.findings = this.#checker.check(this.editing.draft);
    this.gapsIn = Object.fromEntries(this.languages.map((language) => [language, this.#checker.gaps(this.editing.draft, language)]));
  }

  get naming(): Naming {
    return { rubric: this.editing.draft, settings: this.settings };
  }

  /** @param language of the text; what is wrong in all languages is told with the original's */
  faultsAt(place: string, language = this.source): readonly Fault[] {
    return (this.#byPlace[place] ?? []).filter(({ values }) => (values.language ?? this.source) === language);
  }

  /** Puts a fault's text in front. */
  async goToFault({ place, values }: Fault) {
    await this.goTo(place, typeof values.language === 'string' ? values.language : undefined);
  }

  countsOf(id: string): { readonly must: number; readonly advice: number } {
    return this.#byCriterion[id] ?? { must: 0, advice: 0 };
  }

  text(language: string, place: string): string {
    return textAt(wordsIn(this.editing.draft, language), place) ?? '';
  }

  write(language: string, place: string, text: string) {
    this.editing.change(writeText(this.editing.draft, language, place, text, this.editing.opened), place, true);
  }

  /** A text as the author knows it: in the app's language where there is one, else in the original's; empty where there is neither. */
  named(place: string): Named {
    const own = pageLanguage();
    const text = this.text(own, place);
    return text ? { text, language: own } : { text: this.text(this.source, place), language: this.source };
  }

  titleOf(id: string): string {
    return this.named(`${id}.title`).text;
  }

  // ----------------------------------------------------------------------------------------------------------- getting about

  /** Puts a part in front, and the focus on its heading. */
  async open(at: string) {
    this.at = at;
    await focusOn('part-title');
  }

  /** Puts a text's field in front, unfolds what it is in, and gives it the focus. @param language of the field; the original's when left out */
  async goTo(place: string, language = this.source) {
    // A translation's field is there while it stands beside the original.
    if (language !== this.source && this.languages.includes(language)) this.beside = language;
    this.at = partOf(place) ?? this.at;
    await tick();
    const field =
      place === 'facts.origin'
        ? document.getElementById('author')
        : (document.getElementById(fieldId(place, language)) ?? document.getElementById(fieldId(place, this.source)));
    for (let holder = field?.closest('details'); holder; holder = holder.parentElement?.closest('details')) holder.open = true;
    if (field) {
      field.focus();
      field.scrollIntoView({ block: 'center' });
    } else document.getElementById('part-title')?.focus();
  }

  async undo() {
    await this.#went(this.editing.undo(), (place) => m.editor_undone({ place }), m.editor_undone_other());
  }

  async redo() {
    await this.#went(this.editing.redo(), (place) => m.editor_redone({ place }), m.editor_redone_other());
  }

  async #went(place: string | null, words: (place: string) => string, other: string) {
    if (place === null) return;
    this.removed = null;
    const name = placeText(place, this.naming);
    this.said = name ? words(name) : other;
    this.look();
    const part = partOf(place);
    // What changes where the author looks, they see; what changes elsewhere is put in front of them.
    if (part && part !== this.at && (part.startsWith(':') || this.criteria.some(({ id }) => id === part))) {
      this.at = part;
      await focusOn('part-title');
    }
  }
}

/** @returns the part that a place is in; `null` for the whole */
function partOf(place: string): string | null {
  if (!place) return null;
  if (place.startsWith('facts.thresholds')) return ':thresholds';
  if (place.startsWith('facts')) return ':whole';
  return partsOf(place).criterion ?? ':whole';
}

const KEY = Symbol('view');
export const provideEditorView = (view: EditorView) => setContext(KEY, view);
export const useEditorView = (): EditorView => getContext<EditorView>(KEY);
