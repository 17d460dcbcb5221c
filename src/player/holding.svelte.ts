/** Who holds the answers of a run: this device, or whatever the course stands in. What is kept there is one text, and is written here. */
import type { AnswerStore } from '#lib/domain/assessment/store.ts';
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import type { Holder } from '#lib/domain/course/holder.ts';
import type { Platform, Session } from '#lib/domain/course/platform.ts';
import { writeState, type KeptOther } from '#lib/domain/course/state.ts';
import type { Device } from '#lib/domain/person/device.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { heldByPlatform, type Keeping, type PlatformHolder } from '#lib/holder/platform.ts';
import { ownDevice } from '#lib/holder/own-device.ts';
import { newId } from '#lib/platform/id.ts';
import { App } from '#lib/state/app.svelte.ts';
import type { Tables } from '#lib/storage/tables/tables.ts';
import type { CourseData } from './data.ts';
import { askToPersist, deleteCourseDevice, deviceName, deviceOver, inMemory, isPersisted, openCourseDevice } from './device.ts';
import type { Frame } from './frame.ts';
import { beginningWith, isRubricsIn, keptPlan, NOTHING_KEPT, stateNow } from './kept.ts';

/** Where a learner may keep their answers. */
export type Where = 'platform' | 'device';

/** What a run stands in. */
export interface Standing {
  readonly data: CourseData;
  readonly platform: Platform | null;
  readonly session: Session | null;
  /** Where it stands in a page of somebody else's. */
  readonly frame: Frame | null;
}

export class Holding {
  /** Where the answers are; `null` while nobody has said so, and nothing is there. */
  where = $state.raw<Where | null>(null);
  /** Where the last change is that a platform has to store. */
  keeping = $state.raw<Keeping>('stored');
  /** What is kept is longer than the platform takes. */
  tooLong = $state.raw(false);
  /** Another window has stored something since: this one writes nothing any more. */
  lagging = $state.raw(false);
  app = $state.raw<App>()!;
  holder = $state.raw<Holder>()!;
  /** Assessments of other rounds, and looks back, that the platform has brought. */
  others: readonly KeptOther[] = [];
  /** Somebody may only look. */
  readonly looking: boolean;

  #tables: Tables;
  #held: PlatformHolder | null = null;
  /** The answers that the platform holds, as they are here. */
  #inner: AnswerStore | null = null;
  #beside: Promise<Device> | null = null;

  /** @param own the assessment that was begun, and whether they have said that they are done: both are kept with the answers */
  constructor(
    readonly stands: Standing,
    readonly own: () => { readonly id: string | null; readonly done: boolean }
  ) {
    this.looking = stands.session?.mode === 'looking';
    this.#tables = this.#open(inMemory('kept'));
  }

  get #course() {
    return this.stands.data.course;
  }

  /** Whether answers are where they will be: as long as nobody has said where, nothing of before can be looked up in them. */
  get isThere(): boolean {
    return this.where === 'device' || this.#held !== null;
  }

  async put({ head, entries }: Assessment): Promise<void> {
    await this.#tables.put('assessments', [head]);
    await this.#tables.put('entries', Object.values(entries));
  }

  putSteps = (steps: readonly PlanStep[]): Promise<void> => this.#tables.put('plan', steps);

  /** From here on the platform holds the answers. */
  toPlatform(): void {
    const { platform, session } = this.stands;
    if (!platform || !session) return;
    const { room } = session;
    this.where = 'platform';
    const inner = deviceOver(this.#tables, 'kept');
    const held = heldByPlatform(
      platform,
      this.#noting(inner.store),
      (id) => this.text(id),
      () => room,
      (keeping, error) => {
        this.keeping = keeping;
        this.tooLong = error?.kind === 'too-long';
        this.lagging = error?.kind === 'elsewhere';
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
        const { round } = this.#course;
        return round ? (await import('./rounds.ts')).partsWith(device, round, this.others) : device;
      }
    });
  }

  /** From here on this device holds them. */
  async toDevice(): Promise<void> {
    this.where = 'device';
    const opened = await openCourseDevice(await this.#name(), () => this.app.release());
    this.#beside = Promise.resolve(opened.device);
    this.#tables = this.#open({ ...opened, device: { ...opened.device, store: this.#noting(opened.device.store) } });
    this.#held = null;
    const own = ownDevice(this.app);
    // What is taken along to another tab has no room for notes.
    this.holder = this.stands.frame ? { open: async () => ({ ...(await own.open()), notes: 'none' }) } : own;
  }

  /** Somebody who may only look tries the questions: what they tap is in this tab, and goes with it. */
  toTab(): void {
    const own = ownDevice(this.app);
    this.holder = { open: async () => ({ ...(await own.open()), keeps: 'tab', notes: 'none' }) };
  }

  /** Where what belongs to this device lies, also where a platform holds the answers. */
  beside(): Promise<Device> {
    this.#beside ??= this.#name()
      .then((name) => openCourseDevice(name, () => {}))
      .then(({ device }) => device);
    return this.#beside;
  }

  /** Deletes what this device has. @throws DOMException where the browser does not delete it */
  async forget(): Promise<void> {
    (await this.beside()).close();
    this.app.release();
    await deleteCourseDevice(await this.#name());
    this.#beside = null;
  }

  #name = (): Promise<string> => deviceName(this.#course.id, this.stands.session?.learner);

  /** The part that somebody takes in the round of the course, with the random number of its code. */
  async part(assessment: string): Promise<Participation> {
    const parts = await this.app.participations;
    const found = await parts.read(assessment);
    if (found) return found;
    const part = (await import('./rounds.ts')).newPart(this.#course.round!, assessment, { now: Date.now, newId });
    await parts.save(part).catch(() => {});
    return part;
  }

  /** For which round an assessment is begun is noted before its first answer: a later round finds it by that. */
  #noting = (store: AnswerStore): AnswerStore => (this.#course.round ? beginningWith(store, (id) => this.part(id)) : store);

  #open({ tables, device }: ReturnType<typeof inMemory>): Tables {
    this.app = this.#appOver(device);
    return tables;
  }

  #appOver(device: Device): App {
    return new App({
      open: async () => ({
        ...device,
        plan: async () => keptPlan(await device.plan(), async () => this.#held?.save()),
        shelf: async () => (await import('./shelf.ts')).shelfOf(this.stands.data)
      }),
      people: () => Promise.reject(new Error('a course knows no people')),
      askToPersist,
      isPersisted,
      now: Date.now,
      newId,
      settled: () => {}
    });
  }

  /** @param changed id of what was changed last; where nothing was, it is what was found @param whole whether the answers go along */
  async text(changed: string | null, whole = this.where === 'platform'): Promise<string> {
    const { platform, data } = this.stands;
    const { id, done } = this.own();
    const here = { own: id, others: this.others, store: this.#inner ?? (await this.app.store), app: this.app, course: this.#course };
    const state = whole ? await stateNow(changed, here) : NOTHING_KEPT;
    const elsewhere = platform !== null && this.where === 'device' && !whole;
    return writeState({ ...state, elsewhere, done }, isRubricsIn(data));
  }

  /** Has all that is kept stored for good, where a platform keeps anything. @throws PlatformError */
  async save(): Promise<void> {
    if (this.#held) return this.#held.save();
    await this.stands.platform?.save(await this.text(this.own().id));
  }

  /** The page is out of sight: what waits is stored, if it still can be. */
  flush(): void {
    this.#held?.flush();
  }
}
