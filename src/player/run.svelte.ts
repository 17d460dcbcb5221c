/** One run of a course: who holds the answers, what is there already, and what the learner is at. It outlives a change of language. */
import { SvelteSet } from 'svelte/reactivity';
import type { Place } from '#lib/app/walk.svelte.ts';
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import type { AnswerStore } from '#lib/domain/assessment/store.ts';
import type { Ask, Course } from '#lib/domain/course/course.ts';
import type { Holder } from '#lib/domain/course/holder.ts';
import type { Platform, Report, Session } from '#lib/domain/course/platform.ts';
import type { Renewed } from '#lib/domain/course/newer.ts';
import { isStateFault, roundsIn, writeState, type KeptOther, type KeptState, type StateFault } from '#lib/domain/course/state.ts';
import type { Device } from '#lib/domain/person/device.ts';
import { lookBackName } from '#lib/domain/workshop/earlier.ts';
import { markOf, type Participation } from '#lib/domain/workshop/workshop.ts';
import { heldByPlatform, type Keeping, type PlatformHolder } from '#lib/holder/platform.ts';
import { ownDevice } from '#lib/holder/own-device.ts';
import { newId } from '#lib/platform/id.ts';
import type { Found } from '#lib/app/rubrics.ts';
import { App } from '#lib/state/app.svelte.ts';
import { unsavedOf, type Assessing } from '#lib/state/assessing.svelte.ts';
import type { Tables } from '#lib/storage/tables/tables.ts';
import type { CourseData } from './data.ts';
import type { Frame } from './frame.ts';
import type { Words } from './words.ts';
import {
  beginningWith,
  inNewer,
  keptIn,
  isRubricsIn,
  keptPlan,
  looksBack,
  NOTHING_KEPT,
  othersIn,
  placeIn,
  stateNow,
  stepsIn,
  takeAlong
} from './kept.ts';
import { askToPersist, deviceName, deviceOver, inMemory, isPersisted, openCourseDevice } from './device.ts';

/** What the learner is at. */
export type Screen = 'start' | 'answering' | 'result' | 'finished';

/** Where a learner may keep their answers. */
export type Where = 'platform' | 'device';

const NOWHERE: Place = { id: null, at: null, pause: null };

export class Run {
  readonly course: Course;
  readonly #data: CourseData;
  readonly platform: Platform | null;
  readonly session: Session | null;
  screen = $state.raw<Screen>('start');
  /** Where the answers are; `null` while nobody has said so, and nothing is there. */
  where = $state.raw<Where | null>(null);
  place = $state.raw<Place>(NOWHERE);
  /** Where the last change is that a platform has to store. */
  keeping = $state.raw<Keeping>('stored');
  /** What is there cannot be read: another version wrote it, or it is cut off. It is left as it is. */
  fault = $state.raw<StateFault | null>(null);
  /** The assessment that was begun. */
  id = $state.raw<string | null>(null);
  /** They have said that they are done, and it was stored. */
  done = $state.raw(false);
  app = $state.raw<App>()!;
  holder = $state.raw<Holder>()!;

  /** The number of the question where they left off, from 1; 0 where nothing was begun, or all is done. */
  at = $state.raw(0);
  /** What is kept is longer than the platform takes. */
  tooLong = $state.raw(false);
  /** They went on in another tab. */
  elsewhere = $state.raw(false);
  #tables: Tables;
  #held: PlatformHolder | null = null;
  /** The answers that the platform holds, as they are here. */
  #inner: AnswerStore | null = null;
  /** What the course asks to see, and they said yes to. */
  readonly agreed = new SvelteSet<Ask>();
  /** What was sent of it: it may have arrived, also where nobody said so, and is the same from then on. */
  sent = $state.raw<Report | null>(null);
  /** The platform took nothing of what they agreed to tell. */
  untold = $state.raw(false);
  /** They chose a device of their own, and it is not this one. */
  otherDevice = $state.raw(false);
  /** What became of their answers where the course has newer versions of its topics by now. */
  renewed = $state.raw<readonly Renewed[]>([]);

  /** When the round before was answered, as far as that is here, in milliseconds since 1970; `null` where nothing of it is, absent until it was looked for. */
  before = $state.raw<number | null>();
  /** Assessments of other rounds, and looks back, that the platform has brought. */
  #others: readonly KeptOther[] = [];
  #beside: Promise<Device> | null = null;

  /** The topic of the question in front, or of the first one. */
  get topic(): string {
    return this.place.at?.split('.')[0] ?? this.course.topics[0]!.id;
  }

  /** Hands out answers as a file. */
  async handOut(assessment: Assessment): Promise<void> {
    await (await import('./hand-out.ts')).handOut(assessment, this, this.#data);
  }

  /** @param frame where it stands in a page of somebody else's */
  constructor(
    data: CourseData,
    platform: Platform | null,
    session: Session | null,
    readonly frame: Frame | null = null
  ) {
    this.course = data.course;
    this.#data = data;
    this.platform = platform;
    this.session = session;
    this.looking = session?.mode === 'looking';
    this.#tables = this.#open(inMemory('kept'));
  }

  /** Whether somebody may only look. */
  readonly looking: boolean;

  /**
   * Finds what is there already.
   *
   * @param language that steps of the plan are shown in
   * @throws Error where words cannot be had that belong to it: it would be lost with the next answer
   */
  async find(language: string): Promise<void> {
    const { session } = this;
    if (!session) {
      await this.#onDevice();
      await this.#bringAlong(language);
      return this.#findPlace();
    }
    const kept = session.state ? await keptIn(session.state, this.#data) : null;
    this.done = session.done;
    if (kept && isStateFault(kept)) {
      this.fault = kept;
      return;
    }
    if (kept?.elsewhere) await this.#elsewhere();
    else if (kept?.assessment) await this.#bring(kept, language);
    this.done ||= kept?.done === true;
    await this.#findPlace();
    if (this.id && this.looking) this.screen = 'result';
  }

  /** Takes what the platform has kept. What was answered for another round stays as it was answered. */
  async #bring(kept: KeptState, language: string): Promise<void> {
    const { round } = this.course;
    const { own, others } = roundsIn(kept, round && markOf(round));
    const put = async ({ head, entries }: Assessment) => {
      await this.#tables.put('assessments', [head]);
      await this.#tables.put('entries', Object.values(entries));
    };
    this.#others = await othersIn(others, this.#data);
    for (const { assessment, back } of this.#others) if (!back) await put(assessment);
    await this.#tables.put('plan', await stepsIn(language, kept.steps, this.#data));
    if (own) {
      const { assessment, renewed } = await inNewer(own, this.#data);
      this.renewed = renewed;
      await put(assessment);
      this.id = assessment.head.id;
    }
    this.#onPlatform();
    // A look back is found by a name that has this device's random number in it, which the platform does not know.
    const looks = this.#others.filter(({ back }) => back);
    if (looks.length && this.id) {
      const time = lookBackName(await this.part(this.id));
      for (const { assessment } of looks) await put({ ...assessment, head: { ...assessment.head, retrospectOf: time } });
    }
  }

  /** Takes over what was answered in a frame that could not keep it; of what is here too, whatever is newer stays. */
  async #bringAlong(language: string): Promise<void> {
    const text = this.frame?.address.state;
    if (!text) return;
    const kept = await keptIn(text, this.#data);
    if (isStateFault(kept)) {
      this.fault = kept;
      return;
    }
    if (kept.assessment)
      this.id = await takeAlong({ ...kept, assessment: kept.assessment }, language, {
        data: this.#data,
        app: this.app,
        tables: this.#tables
      });
    // Where it is kept, nobody who sees the address can read it there.
    if (this.app.storage === 'kept') history.replaceState(null, '', this.frame!.ownTab(null));
  }

  /** Goes on in a tab of its own, where the browser may keep more. */
  async toOwnTab(): Promise<void> {
    const opened = window.open(this.frame!.ownTab(this.id ? await this.#text(this.id, true) : null), '_blank');
    this.elsewhere = opened !== null;
  }

  /** Their answers are on a device of theirs: it may be this one. Where it is not, they are asked again where to keep new ones. */
  async #elsewhere(): Promise<void> {
    await this.#onDevice();
    this.otherDevice = (await (await this.app.assessments).list(1)).total === 0;
    if (this.otherDevice) this.where = null;
  }

  async #findPlace(): Promise<void> {
    const found = this.id ? await (await this.app.store).load(this.id).catch(() => null) : null;
    if (!found) return;
    this.at = placeIn(found, this.course);
  }

  /** Looks what of the round before is here, also where this one is not begun yet. */
  async findBefore(): Promise<void> {
    const { round } = this.course;
    if (!round?.before) return;
    const { answeredBefore } = await import('./rounds.ts');
    const isHere = this.where === 'device' || this.#held;
    const participations = isHere ? this.app.participations : this.beside().then((device) => device.participations());
    this.before = await answeredBefore(round, this.id, { participations, store: this.app.store, shelf: this.app.shelf });
  }

  /**
   * Where the learner wants their answers to be. Nothing is stored before that is said; that they are on a device, the platform keeps, so that another
   * computer can say so.
   *
   * @throws PlatformError
   */
  async choose(where: Where): Promise<void> {
    if (where === 'platform') return this.#onPlatform();
    await this.platform?.save(writeState({ assessment: null, steps: [], elsewhere: true, done: this.done }));
    await this.#onDevice();
  }

  #onPlatform() {
    if (!this.platform || !this.session) return;
    const { room } = this.session;
    this.where = 'platform';
    const inner = deviceOver(this.#tables, 'kept');
    const held = heldByPlatform(
      this.platform,
      this.#noting(inner.store),
      (id) => this.#text(id),
      () => room,
      (keeping, error) => {
        this.keeping = keeping;
        this.tooLong = error?.kind === 'too-long';
      }
    );
    this.#held = held;
    this.#inner = inner.store;
    this.holder = held;
    this.app = this.#appOver({
      ...inner,
      store: held.answers,
      participations: async () => {
        const device = await (await this.beside()).participations();
        const { round } = this.course;
        return round ? (await import('./rounds.ts')).partsWith(device, round, this.#others) : device;
      }
    });
  }

  /** Where what belongs to this device lies, also where a platform holds the answers. */
  beside(): Promise<Device> {
    this.#beside ??= deviceName(this.course.id, this.session?.learner)
      .then((name) => openCourseDevice(name, () => {}))
      .then(({ device }) => device);
    return this.#beside;
  }

  /** The part that somebody takes in the round of the course, with the random number of its code. */
  async part(assessment: string): Promise<Participation> {
    const parts = await this.app.participations;
    const found = await parts.read(assessment);
    if (found) return found;
    const part = (await import('./rounds.ts')).newPart(this.course.round!, assessment, { now: Date.now, newId });
    await parts.save(part).catch(() => {});
    return part;
  }

  /** For which round an assessment is begun is noted before its first answer: a later round finds it by that. */
  #noting = (store: AnswerStore): AnswerStore => (this.course.round ? beginningWith(store, (id) => this.part(id)) : store);

  async #onDevice() {
    this.where = 'device';
    const opened = await openCourseDevice(await deviceName(this.course.id, this.session?.learner), () => this.app.release());
    this.#beside = Promise.resolve(opened.device);
    this.#tables = this.#open({ ...opened, device: { ...opened.device, store: this.#noting(opened.device.store) } });
    this.#held = null;
    const own = ownDevice(this.app);
    // What is taken along to another tab has no room for notes.
    this.holder = this.frame ? { open: async () => ({ ...(await own.open()), notes: 'none' }) } : own;
    const assessments = await this.app.assessments;
    const { round } = this.course;
    this.id = round
      ? (await import('./rounds.ts')).ownOf(await (await this.app.participations).list(), round)
      : ((await assessments.list(1)).heads[0]?.id ?? null);
    const found = this.id === null ? null : await (await this.app.store).load(this.id).catch(() => null);
    // What was begun and never answered is begun anew.
    if (round && !found) this.id = null;
    if (!found) return;
    const { assessment, renewed } = await inNewer(found, this.#data);
    this.renewed = renewed;
    if (assessment === found || this.looking) return;
    // The earlier one stays as it was answered.
    const head = { ...assessment.head, id: newId() };
    const entries = Object.values(assessment.entries).map((entry) => ({ ...entry, assessment: head.id }));
    await assessments.save({ head, entries: Object.fromEntries(entries.map((entry) => [entry.criterion, entry])) });
    this.id = head.id;
    if (round) await this.part(head.id);
  }

  #open({ tables, device }: ReturnType<typeof inMemory>): Tables {
    this.app = this.#appOver(device);
    return tables;
  }

  #appOver(device: Device): App {
    return new App({
      open: async () => ({
        ...device,
        plan: async () => keptPlan(await device.plan(), async () => this.#held?.save()),
        shelf: async () => (await import('./shelf.ts')).shelfOf(this.#data)
      }),
      people: () => Promise.reject(new Error('a course knows no people')),
      askToPersist,
      isPersisted,
      now: Date.now,
      newId,
      settled: () => {}
    });
  }

  /** @param id of what was changed last; where nothing was, it is what was found @param whole whether the answers go along */
  async #text(id: string | null, whole = this.where === 'platform'): Promise<string> {
    const here = { own: this.id, others: this.#others, store: this.#inner ?? (await this.app.store), app: this.app, course: this.course };
    const state = whole ? await stateNow(id, here) : NOTHING_KEPT;
    const elsewhere = this.platform !== null && this.where === 'device' && !whole;
    return writeState({ ...state, elsewhere, done: this.done }, isRubricsIn(this.#data));
  }

  /** What answering needs to know of the topics. */
  known(words: Pick<Words, 'names'>): readonly Found[] {
    return this.course.topics.map((topic) => ({ ...topic, ...words.names[topic.id]! }));
  }

  /** The assessment as this tab has it, where the device has not taken all of it. */
  held(id: string): Assessing | null {
    return unsavedOf(this.app, id);
  }

  /** In a frame that keeps nothing, which a tab of its own may. */
  get losing(): boolean {
    return this.frame?.framed === true && this.where !== 'platform' && this.app.storage === 'blocked';
  }

  /** Takes note of what is being answered. A look back is no result of its own. */
  answering({ head }: Assessing) {
    if (!looksBack({ head })) this.id = head.id;
  }

  /** After the last question. */
  leave(assessing: Assessing) {
    this.answering(assessing);
    this.screen = 'result';
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

  /** Tries once more to have stored what was not. */
  async again(): Promise<void> {
    await this.#held?.save().catch(() => {}); // `keeping` says it.
  }

  /** Where answers are kept, for whoever says so beside them. */
  get storage(): App['storage'] {
    return this.where === 'platform' ? 'kept' : this.app.storage;
  }

  /** Goes on where they left off, or begins. */
  begin() {
    this.place = { ...NOWHERE, id: this.id };
    this.screen = 'answering';
  }

  /** The page is out of sight. */
  flush() {
    this.#held?.flush();
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
    if (this.keeping !== 'stored') await this.#held!.save();
    return this.platform!.leave!();
  }

  /**
   * The learner is done. What they agreed to is told after the state was stored for good, and nothing is done where that fails.
   *
   * @throws PlatformError
   */
  async finish(report: Report): Promise<void> {
    if (this.platform) {
      await this.#save();
      this.sent ??= report;
      this.untold = (await this.platform.complete(this.sent)) === 'untold';
    }
    this.done = true;
    this.screen = 'finished';
    // That they have said so is a part of what is kept; the platform knows it already.
    if (this.platform) await this.#save().catch(() => {});
  }

  async #save(): Promise<void> {
    await (this.#held ? this.#held.save() : this.platform!.save(await this.#text(this.id)));
  }
}
