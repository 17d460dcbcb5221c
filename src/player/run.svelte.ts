/** One run of a course: who holds the answers, what is there already, and what the learner is at. It outlives a change of language. */
import type { Place } from '#lib/app/walk.svelte.ts';
import { cellsOf, criterionState, stopsOf, type Assessment } from '#lib/domain/assessment/assessment.ts';
import type { AnswerStore } from '#lib/domain/assessment/store.ts';
import type { Course } from '#lib/domain/course/course.ts';
import type { Holder } from '#lib/domain/course/holder.ts';
import type { Platform, Report, Session } from '#lib/domain/course/platform.ts';
import { inNewerVersions, type Renewed } from '#lib/domain/course/newer.ts';
import { isStateFault, readState, worded, writeState, type StateFault } from '#lib/domain/course/state.ts';
import type { Device } from '#lib/domain/person/device.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { PlanStore } from '#lib/domain/plan/store.ts';
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
import { askToPersist, deviceOver, inMemory, isPersisted, openCourseDevice } from './device.ts';

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
  /** The platform took nothing of what they agreed to tell. */
  untold = $state.raw(false);
  /** They chose a device of their own, and it is not this one. */
  otherDevice = $state.raw(false);
  /** What became of their answers where the course has newer versions of its topics by now. */
  renewed = $state.raw<readonly Renewed[]>([]);

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
    this.#tables = this.#open(inMemory('kept'));
  }

  /** Whether somebody may only look. */
  get looking(): boolean {
    return this.session?.mode === 'looking';
  }

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
    const kept = session.state ? readState(session.state, this.course.topics) : null;
    this.done = session.done;
    if (kept && isStateFault(kept)) {
      this.fault = kept;
      return;
    }
    if (kept?.elsewhere) await this.#elsewhere();
    else if (kept?.assessment) {
      const { assessment, renewed } = inNewerVersions(kept.assessment, this.course.topics);
      this.renewed = renewed;
      await this.#tables.put('assessments', [assessment.head]);
      await this.#tables.put('entries', Object.values(assessment.entries));
      await this.#tables.put('plan', await this.#worded(kept.steps, language));
      this.#onPlatform();
      this.id = assessment.head.id;
    }
    this.done ||= kept?.done === true;
    await this.#findPlace();
    if (this.id && this.looking) this.screen = 'result';
  }

  /** Takes over what was answered in a frame that could not keep it; of what is here too, whatever is newer stays. */
  async #bringAlong(language: string): Promise<void> {
    const text = this.frame?.address.state;
    if (!text) return;
    const kept = readState(text, this.course.topics);
    if (isStateFault(kept)) {
      this.fault = kept;
      return;
    }
    if (kept.assessment) {
      const { head, entries } = kept.assessment;
      const here = (await (await this.app.store).load(head.id))?.entries ?? {};
      const newer = Object.values(entries).filter(({ criterion, at }) => !(here[criterion] && here[criterion].at >= at));
      await (
        await this.app.assessments
      ).save({ head, entries: { ...here, ...Object.fromEntries(newer.map((one) => [one.criterion, one])) } });
      const steps = (await (await this.app.plan).list()).steps;
      const isNewer = ({ id, at }: PlanStep) => !steps.some((one) => one.id === id && one.at >= at);
      await this.#tables.put('plan', await this.#worded(kept.steps.filter(isNewer), language));
      this.id = head.id;
    }
    // Where it is kept, nobody who sees the address can read it there.
    if (this.app.storage === 'kept') history.replaceState(null, '', this.frame!.ownTab(null));
  }

  /** Goes on in a tab of its own, where the browser may keep more. */
  async toOwnTab(): Promise<void> {
    const opened = window.open(this.frame!.ownTab(this.id ? await this.#text(this.id, await this.app.store) : null), '_blank');
    this.elsewhere = opened !== null;
  }

  async #worded(steps: readonly PlanStep[], language: string): Promise<readonly PlanStep[]> {
    const topics = new Set(steps.flatMap(({ what, aim }) => (what || !aim ? [] : [aim.criterion.split('.')[0]!])));
    const rubrics = await Promise.all([...topics].map((id) => this.#data.rubric(id, language)));
    return worded(steps, (key, level) => {
      const [topic, id] = key.split('.') as [string, string];
      return rubrics.find((rubric) => rubric.id === topic)?.criteria.find((criterion) => criterion.id === id)?.next[level];
    });
  }

  /** Their answers are on a device of theirs: it may be this one. Where it is not, they are asked again where to keep new ones. */
  async #elsewhere(): Promise<void> {
    await this.#onDevice();
    this.otherDevice = this.id === null;
    if (this.otherDevice) this.where = null;
  }

  async #findPlace(): Promise<void> {
    const found = this.id ? await (await this.app.store).load(this.id).catch(() => null) : null;
    if (!found) return;
    const stops = stopsOf(this.course.topics);
    const open = stops.filter(({ key }) => criterionState(cellsOf(found, key)) !== 'done');
    const here = stops.find(({ key }) => key === found.head.cursor);
    const next = here && open.includes(here) ? here : open[0];
    this.at = next ? stops.indexOf(next) + 1 : 0;
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
      inner.store,
      (id) => this.#state(id),
      () => room,
      (keeping, error) => {
        this.keeping = keeping;
        this.tooLong = error?.kind === 'too-long';
      }
    );
    this.#held = held;
    this.#inner = inner.store;
    this.holder = held;
    this.app = this.#appOver({ ...inner, store: held.answers });
  }

  async #onDevice() {
    this.where = 'device';
    const learner = this.session?.learner ?? '';
    const name = learner
      ? `${this.course.id}.${(await import('#lib/domain/hash.ts')).stampOf(`${this.course.id} ${learner}`)}`
      : this.course.id;
    this.#tables = this.#open(await openCourseDevice(name, () => this.app.release()));
    this.#held = null;
    const own = ownDevice(this.app);
    // What is taken along to another tab has no room for notes.
    this.holder = this.frame ? { open: async () => ({ ...(await own.open()), notes: 'none' }) } : own;
    const assessments = await this.app.assessments;
    const newest = (await assessments.list(1)).heads[0];
    this.id = newest?.id ?? null;
    const found = newest && (await (await this.app.store).load(newest.id).catch(() => null));
    if (!found) return;
    const { assessment, renewed } = inNewerVersions(found, this.course.topics);
    this.renewed = renewed;
    if (!renewed.length || this.looking) return;
    // The earlier one stays as it was answered.
    const head = { ...assessment.head, id: newId() };
    const entries = Object.values(assessment.entries).map((entry) => ({ ...entry, assessment: head.id }));
    await assessments.save({ head, entries: Object.fromEntries(entries.map((entry) => [entry.criterion, entry])) });
    this.id = head.id;
  }

  #open({ tables, device }: ReturnType<typeof inMemory>): Tables {
    this.app = this.#appOver(device);
    return tables;
  }

  #appOver(device: Device): App {
    return new App({
      open: async () => ({ ...device, plan: async () => this.#heard(await device.plan()) }),
      people: () => Promise.reject(new Error('a course knows no people')),
      askToPersist,
      isPersisted,
      now: Date.now,
      newId,
      settled: () => {}
    });
  }

  /** A plan that is kept where the answers are. */
  #heard(store: PlanStore): PlanStore {
    const then = async <T>(done: Promise<T>) => {
      const result = await done;
      await this.#held?.save().catch(() => {}); // `keeping` says it.
      return result;
    };
    return {
      list: () => store.list(),
      read: (ids) => store.read(ids),
      watch: (changed) => store.watch(changed),
      save: (steps) => then(store.save(steps)),
      remove: (id) => then(store.remove(id))
    };
  }

  /** @param id of what was changed last; where nothing was, it is what was found */
  async #state(id: string | null): Promise<string> {
    const one = id ?? this.id;
    return this.#text(this.where === 'platform' ? one : null, this.#inner);
  }

  /** @param id of an assessment, where there is one @param from where it is */
  async #text(id: string | null, from: AnswerStore | null): Promise<string> {
    const assessment = id && from ? await from.load(id) : null;
    const steps = assessment ? (await (await this.app.plan).list()).steps : [];
    return writeState(
      { assessment, steps, elsewhere: this.platform !== null && this.where === 'device', done: this.done },
      (key, level, what) => {
        const [topic, id] = key.split('.') as [string, string];
        return [...this.#data.seen].some(
          (rubric) => rubric.id === topic && rubric.criteria.some((criterion) => criterion.id === id && criterion.next[level] === what)
        );
      }
    );
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

  /** Shows another screen; from the result back to answering where they left off. */
  show(screen: Screen) {
    if (screen === 'answering') this.begin();
    else this.screen = screen;
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
      this.untold = (await this.platform.complete(report)) === 'untold';
    }
    this.done = true;
    this.screen = 'finished';
    // That they have said so is a part of what is kept; the platform knows it already.
    if (this.platform) await this.#save().catch(() => {});
  }

  async #save(): Promise<void> {
    await (this.#held ? this.#held.save() : this.platform!.save(await this.#state(this.id)));
  }
}
