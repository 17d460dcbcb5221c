/** One run of a course: who holds the answers, what is there already, and what the learner is at. It outlives a change of language. */
import type { Place } from '#lib/app/walk.svelte.ts';
import { cellsOf, criterionState, stopsOf, type Assessment } from '#lib/domain/assessment/assessment.ts';
import type { AnswerStore } from '#lib/domain/assessment/store.ts';
import type { Course } from '#lib/domain/course/course.ts';
import type { Holder } from '#lib/domain/course/holder.ts';
import type { Platform, Report, Session } from '#lib/domain/course/platform.ts';
import { isStateFault, readState, writeState, type StateFault } from '#lib/domain/course/state.ts';
import type { Device } from '#lib/domain/person/device.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { PlanStore } from '#lib/domain/plan/store.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
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
  #left: Assessing | null = null;
  #tables: Tables;
  #held: PlatformHolder | null = null;
  /** The answers that the platform holds, as they are here. */
  #inner: AnswerStore | null = null;
  readonly #wordsOf: (criterion: string, level: 1 | 2 | 3 | 4) => string | undefined;

  /** The topic of the question in front, or of the first one. */
  get topic(): string {
    return this.place.at?.split('.')[0] ?? this.course.topics[0]!.id;
  }

  /** Hands out answers as a file. */
  async handOut(assessment: Assessment): Promise<void> {
    await (await import('./hand-out.ts')).handOut(assessment, this, this.#data);
  }

  /**
   * @param rubricOf a topic's rubric in the language of the page, where that is here
   * @param frame where it stands in a page of somebody else's
   */
  constructor(
    data: CourseData,
    platform: Platform | null,
    session: Session | null,
    rubricOf: (id: string) => Rubric | undefined,
    readonly frame: Frame | null = null
  ) {
    this.course = data.course;
    this.#data = data;
    this.platform = platform;
    this.session = session;
    this.#wordsOf = (key, level) => {
      const [topic, id] = key.split('.') as [string, string];
      return rubricOf(topic)?.criteria.find((criterion) => criterion.id === id)?.next[level];
    };
    this.#tables = this.#open(inMemory('kept'));
  }

  /** Whether somebody may only look. */
  get looking(): boolean {
    return this.session?.mode === 'looking';
  }

  /** Finds what is there already. */
  async find(): Promise<void> {
    const { session } = this;
    if (!session) {
      await this.#onDevice();
      await this.#bringAlong();
      return this.#findPlace();
    }
    const kept = session.state ? readState(session.state, this.course.topics, this.#wordsOf) : null;
    this.done = session.done;
    if (kept && isStateFault(kept)) {
      this.fault = kept;
      return;
    }
    if (kept?.elsewhere) await this.#onDevice();
    else if (kept?.assessment) {
      const { head, entries } = kept.assessment;
      await this.#tables.put('assessments', [head]);
      await this.#tables.put('entries', Object.values(entries));
      await this.#tables.put('plan', kept.steps);
      this.#onPlatform();
      this.id = head.id;
    }
    this.done ||= kept?.done === true;
    await this.#findPlace();
    if (this.id && this.looking) this.screen = 'result';
  }

  /** Takes over what was answered in a frame that could not keep it; of what is here too, whatever is newer stays. */
  async #bringAlong(): Promise<void> {
    const text = this.frame?.address.state;
    if (!text) return;
    const kept = readState(text, this.course.topics, this.#wordsOf);
    if (isStateFault(kept)) {
      this.fault = kept;
      return;
    }
    if (kept.assessment) {
      const { head, entries } = kept.assessment;
      const here = (await (await this.app.store).load(head.id))?.entries ?? {};
      const newer = Object.values(entries).filter(({ criterion, at }) => !(here[criterion] && here[criterion].at >= at));
      await (await this.app.assessments).save({ head, entries: { ...here, ...Object.fromEntries(newer.map((one) => [one.criterion, one])) } });
      const steps = (await (await this.app.plan).list()).steps;
      const isNewer = ({ id, at }: PlanStep) => !steps.some((one) => one.id === id && one.at >= at);
      await this.#tables.put('plan', kept.steps.filter(isNewer));
      this.id = head.id;
    }
    // Where it is kept, nobody who sees the address can read it there.
    if (this.app.storage === 'kept') history.replaceState(null, '', this.frame!.ownTab(null));
  }

  /** What is there, as an address takes it along. */
  async taken(): Promise<string> {
    return writeState(
      {
        assessment: this.id ? await (await this.app.store).load(this.id) : null,
        steps: (await (await this.app.plan).list()).steps,
        elsewhere: false,
        done: this.done
      },
      this.#wordsOf
    );
  }

  /** Goes on in a tab of its own, where the browser keeps more. */
  async toOwnTab(): Promise<void> {
    const opened = window.open(this.frame!.ownTab(this.id ? await this.taken() : null), '_blank');
    this.elsewhere = opened !== null;
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

  /** Where the learner wants their answers to be. Nothing is stored before that is said. */
  async choose(where: Where): Promise<void> {
    if (where === 'platform') this.#onPlatform();
    else await this.#onDevice();
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
    const newest = (await (await this.app.assessments).list(1)).heads[0];
    this.id = newest?.id ?? null;
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
      await this.#held?.save();
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

  /** @param id of what is being answered */
  async #state(id: string | null): Promise<string> {
    const assessment = id && this.where === 'platform' ? await this.#inner!.load(id) : null;
    const steps = assessment ? (await (await this.app.plan).list()).steps : [];
    return writeState({ assessment, steps, elsewhere: this.where === 'device', done: this.done }, this.#wordsOf);
  }

  /** What answering needs to know of the topics. */
  known(words: Pick<Words, 'names'>): readonly Found[] {
    return this.course.topics.map((topic) => ({ ...topic, ...words.names[topic.id]! }));
  }

  /** The assessment as this tab has it: with answers that nobody took, or just left. */
  held(id: string): Assessing | null {
    return this.#left?.head.id === id ? this.#left : unsavedOf(this.app, id);
  }

  /** After the last question. */
  leave(assessing: Assessing) {
    this.#left = assessing;
    this.screen = 'result';
  }

  /** Shows a question of what was begun. */
  goTo(at: string) {
    if (!this.id) return;
    this.place = { id: this.id, at, pause: null };
    this.screen = 'answering';
  }

  /** Tries once more to have stored what was not. */
  async again(assessing: Assessing): Promise<void> {
    await assessing.retry();
    await this.#held?.save().catch(() => {});
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

  /**
   * The learner is done. What they agreed to is told after the state was stored for good, and nothing is done where that fails.
   *
   * @throws PlatformError
   */
  async finish(report: Report): Promise<void> {
    const before = this.done;
    try {
      this.done = true;
      if (this.platform) {
        await (this.#held ? this.#held.save() : this.platform.save(await this.#state(this.id)));
        await this.platform.complete(report);
      }
      this.screen = 'finished';
    } catch (error) {
      this.done = before;
      throw error;
    }
  }
}
