/** The words of the chosen rubrics, as they come: what answering needs first, help when it is wanted. */
import type { Criterion, CriterionFace, Rubric, RubricFace } from '#lib/domain/rubric/rubric.ts';
import type { Stop } from '#lib/domain/assessment/assessment.ts';
import type { ExampleNames } from './help.ts';

/** Where words come from. */
export interface WordsSource<More> {
  /** Of the first question. */
  readonly first: RubricFace;
  /** @throws Error where they cannot be had */
  face(competency: string): Promise<RubricFace>;
  /** @param rubric all of it, where it is here already */
  help(competency: string, rubric?: Rubric): Promise<{ readonly rubric: Rubric; readonly names: ExampleNames }>;
  /** Fetches the component that shows help. */
  more(): Promise<More>;
}

/** @typeParam More the component that shows help, notes and marks */
export class Words<More> {
  #faces = $state.raw<Readonly<Record<string, RubricFace>>>({});
  #rubrics = $state.raw<Readonly<Record<string, Rubric>>>({});
  /** Topics whose words, and whose help, could not be fetched the last time. */
  #failed = $state.raw<readonly string[]>([]);
  #helpFailed = $state.raw<readonly string[]>([]);
  /** The component that shows help, notes and marks; larger than the first page needs. */
  More = $state.raw<More | null>(null);
  /** What examples are told apart by; comes with `More`. */
  names = $state.raw<ExampleNames>()!;

  readonly #source: WordsSource<More>;

  constructor(source: WordsSource<More>) {
    this.#source = source;
    this.#faces = { [source.first.id]: source.first };
  }

  /** Takes a rubric that is not built in: all of it is there at once. */
  take(rubric: Rubric): void {
    this.#faces = { ...this.#faces, [rubric.id]: rubric };
    this.#rubrics = { ...this.#rubrics, [rubric.id]: rubric };
  }

  rubricFace = (competency: string): RubricFace | undefined => this.#faces[competency];
  situations = ({ competency }: Pick<Stop, 'competency'>): RubricFace['situations'] =>
    (this.#rubrics[competency] ?? this.#faces[competency])?.situations;
  language = (stop: Pick<Stop, 'competency'>): Pick<RubricFace, 'language' | 'borrowed'> | undefined => this.#faces[stop.competency];

  face = (stop: Pick<Stop, 'competency' | 'criterion'>): CriterionFace | undefined =>
    this.#faces[stop.competency]?.criteria.find(({ id }) => id === stop.criterion);
  whole = (stop: Stop): Criterion | undefined => this.#rubrics[stop.competency]?.criteria.find(({ id }) => id === stop.criterion);
  failed = (competency: string): boolean => this.#failed.includes(competency);
  helpFailed = (competency: string): boolean => this.#helpFailed.includes(competency);

  async load(competency: string): Promise<void> {
    if (this.#faces[competency]) return;
    try {
      const face = await this.#source.face(competency);
      this.#faces = { ...this.#faces, [competency]: face };
      this.#failed = this.#failed.filter((one) => one !== competency);
    } catch {
      this.#failed = [...this.#failed, competency];
    }
  }

  hasHelp = (competency: string): boolean => competency in this.#rubrics && this.More !== null;

  async loadHelp(competency: string): Promise<void> {
    if (this.hasHelp(competency)) return;
    try {
      const [more, { names, rubric }] = await Promise.all([this.#source.more(), this.#source.help(competency, this.#rubrics[competency])]);
      this.names = names;
      this.More = more;
      this.#rubrics = { ...this.#rubrics, [competency]: rubric };
      this.#helpFailed = this.#helpFailed.filter((one) => one !== competency);
    } catch {
      this.#helpFailed = [...this.#helpFailed, competency];
    }
  }
}
