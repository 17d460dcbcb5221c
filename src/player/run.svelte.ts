/** One run of a course: what is there already, and what the learner is at. It outlives a change of language. */
import type { Place } from '#lib/app/walk.svelte.ts';
import type { Found as Known } from '#lib/app/rubrics.ts';
import { stopsOf, type Assessment } from '#lib/domain/assessment/assessment.ts';
import type { Course } from '#lib/domain/course/course.ts';
import type { Platform, Report, Session } from '#lib/domain/course/platform.ts';
import type { Renewed } from '#lib/domain/course/newer.ts';
import { writeState, type StateFault } from '#lib/domain/course/state.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { unsavedOf, type Assessing } from '#lib/state/assessing.svelte.ts';
import type { CourseData } from './data.ts';
import { find, foundBefore, onDevice, placeOf } from './finding.ts';
import { Finishing } from './finishing.svelte.ts';
import type { Frame } from './frame.ts';
import { Holding, type Where } from './holding.svelte.ts';
import { looksBack, NOTHING_KEPT } from './kept.ts';
import type { Words } from './words.ts';

/** What the learner is at. */
export type Screen = 'start' | 'answering' | 'result' | 'finished';

const NOWHERE: Place = { id: null, at: null, pause: null };

export class Run {
  readonly course: Course;
  readonly platform: Platform | null;
  readonly session: Session | null;
  readonly frame: Frame | null;
  /** Whether somebody may only look. */
  readonly looking: boolean;
  readonly #data: CourseData;
  readonly #holding: Holding;
  readonly finishing = new Finishing();
  screen = $state.raw<Screen>('start');
  place = $state.raw<Place>(NOWHERE);
  /** The place in front, where it is the one before with the id that its assessment has got. */
  renamed: Place | null = null;
  /** What is there cannot be read: another version wrote it, or it is cut off. It is left as it is. */
  fault = $state.raw<StateFault | null>(null);
  /** The assessment that was begun. */
  id = $state.raw<string | null>(null);
  /** The number of the question where they left off, from 1; 0 where nothing was begun, or all is done. */
  at = $state.raw(0);
  /** They only look, and try the questions. */
  trying = $state.raw(false);
  /** They went on in another tab. */
  elsewhere = $state.raw(false);
  /** They chose a device of their own, and it is not this one. */
  otherDevice = $state.raw(false);
  /** What became of their answers where the course has newer versions of its topics by now. */
  renewed = $state.raw<readonly Renewed[]>([]);
  /** When the round before was answered, as far as that is here, in milliseconds since 1970; `null` where nothing of it is, absent until it was looked for. */
  before = $state.raw<number | null>();

  /** @param frame where it stands in a page of somebody else's */
  constructor(data: CourseData, platform: Platform | null, session: Session | null, frame: Frame | null = null) {
    [this.course, this.#data, this.platform, this.session, this.frame] = [data.course, data, platform, session, frame];
    this.#holding = new Holding({ data, platform, session, frame }, () => ({ id: this.id, done: this.finishing.done }));
    this.looking = this.#holding.looking;
  }

  /** Where the answers are; `null` while nobody has said so, and nothing is there. */
  get where(): Where | null {
    return this.#holding.where;
  }
  /** Where the last change is that a platform has to store. */
  get keeping() {
    return this.#holding.keeping;
  }
  /** What is kept is longer than the platform takes. */
  get tooLong(): boolean {
    return this.#holding.tooLong;
  }
  /** Another window has stored something since. */
  get lagging(): boolean {
    return this.#holding.lagging;
  }
  get app(): App {
    return this.#holding.app;
  }
  get holder() {
    return this.#holding.holder;
  }
  /** Where answers are kept, for whoever says so beside them. */
  get storage(): App['storage'] {
    return this.where === 'platform' ? 'kept' : this.app.storage;
  }
  /** The topic of the question in front, or of the first one. */
  get topic(): string {
    return this.place.at?.split('.')[0] ?? this.course.topics[0]!.id;
  }
  /** In a frame that keeps nothing, which a tab of its own may. */
  get losing(): boolean {
    return this.frame?.framed === true && this.where !== 'platform' && this.app.storage === 'blocked';
  }

  /**
   * Finds what is there already.
   *
   * @param language that steps of the plan are shown in
   * @throws Error where words cannot be had that belong to it
   */
  async find(language: string): Promise<void> {
    const { id, done, fault, renewed, otherDevice } = await find(this.#holding, language);
    [this.id, this.fault, this.renewed, this.otherDevice] = [id, fault, renewed, otherDevice];
    this.finishing.done = done;
    if (fault) return;
    this.at = await placeOf(id, this.#holding);
    if (id && this.looking) this.screen = 'result';
  }

  /** Looks what of the round before is here, also where this one is not begun yet. */
  async findBefore(): Promise<void> {
    this.before = await foundBefore(this.id, this.#holding);
  }

  /**
   * Where the learner wants their answers to be. Nothing is stored before that is said; that they are on a device, the platform keeps, so that another
   * computer can say so.
   *
   * @throws PlatformError
   */
  async choose(where: Where): Promise<void> {
    if (where === 'platform') return this.#holding.toPlatform();
    await this.platform?.save(writeState({ ...NOTHING_KEPT, elsewhere: true, done: this.finishing.done }));
    const { id, renewed } = await onDevice(this.#holding);
    [this.id, this.renewed] = [id, renewed];
  }

  /**
   * Deletes what this device has of the course, and begins anew: another person may have left it.
   *
   * @throws DOMException where the browser does not delete it
   */
  async forget(): Promise<void> {
    await this.#holding.forget();
    [this.at, this.finishing.done] = [0, this.session?.done === true];
    const { id, renewed } = await onDevice(this.#holding);
    [this.id, this.renewed] = [id, renewed];
  }

  /** Where what belongs to this device lies, also where a platform holds the answers. */
  beside = () => this.#holding.beside();
  /** The part that somebody takes in the round of the course, with the random number of its code. */
  part = (assessment: string) => this.#holding.part(assessment);

  /** What answering needs to know of the topics. */
  known(words: Pick<Words, 'names'>): readonly Known[] {
    return this.course.topics.map((topic) => ({ ...topic, ...words.names[topic.id]! }));
  }

  /** The assessment as this tab has it, where the device has not taken all of it. */
  held(id: string): Assessing | null {
    return unsavedOf(this.app, id);
  }

  /** Hands out answers as a file. */
  async handOut(assessment: Assessment): Promise<void> {
    await (await import('./hand-out.ts')).handOut(assessment, this, this.#data);
  }

  /** Takes note of what is being answered. A look back is no result of its own. */
  answering({ head }: Assessing) {
    if (!looksBack({ head })) this.id = head.id;
  }

  /** Goes on where they left off, or begins. */
  begin() {
    // Where a newer version has questions to ask again, the first of them is not where they were last.
    const open = this.place === NOWHERE && this.id && this.at ? stopsOf(this.course.topics)[this.at - 1]!.key : null;
    this.place = { ...NOWHERE, id: this.id, at: open };
    this.screen = 'answering';
  }

  /** Somebody who may only look tries the questions, where nothing of anybody's is there. */
  tryOut() {
    this.#holding.toTab();
    this.trying = true;
    this.begin();
  }

  /** Goes on with a look back at the round before. */
  lookBack(id: string) {
    this.place = { id, at: null, pause: null };
    this.screen = 'answering';
  }

  /** Shows a question of what was begun. */
  goTo(at: string) {
    if (!this.id) return;
    this.place = { id: this.id, at, pause: null };
    this.screen = 'answering';
  }

  /** After the last question. */
  leave(assessing: Assessing) {
    this.answering(assessing);
    this.screen = 'result';
  }

  /** Goes on in a tab of its own, where the browser may keep more. */
  async toOwnTab(): Promise<void> {
    const opened = window.open(this.frame!.ownTab(this.id ? await this.#holding.text(this.id, true) : null), '_blank');
    this.elsewhere = opened !== null;
  }

  /** Tries once more to have stored what was not. */
  async again(): Promise<void> {
    await this.#holding.save().catch(() => {}); // `keeping` says it.
  }

  /** The page is out of sight. */
  flush() {
    this.#holding.flush();
  }

  /** The page is being left. What was handed over is all there is, for whatever takes time would not be done any more. */
  close() {
    this.platform?.close();
  }

  /**
   * Goes back to the platform, for good.
   *
   * @returns the address to go to; empty where it has named none
   * @throws PlatformError where something is not stored
   */
  async leaveFor(): Promise<string> {
    if (this.keeping !== 'stored') await this.#holding.save();
    return this.platform!.leave!();
  }

  /** The learner is done. @throws PlatformError */
  async finish(report: Report): Promise<void> {
    await this.finishing.tell(report, this.#holding);
    this.screen = 'finished';
    // That they have said so is a part of what is kept; the platform knows it already.
    if (this.platform) await this.#holding.save().catch(() => {});
  }
}
