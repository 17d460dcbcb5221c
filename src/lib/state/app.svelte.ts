/** What every page needs: the store once it is open, and the truth about where data is. */
import { getContext, setContext } from 'svelte';
import type { Device, Loss } from '#lib/domain/person/device.ts';
import type { AtWork, People } from '#lib/domain/person/people.ts';
import type { AnswerStore, AssessmentList, RepairStore } from '#lib/domain/assessment/store.ts';
import type { DataStore, Settings } from '#lib/domain/person/store.ts';
import type { DigestStore } from '#lib/domain/position/store.ts';
import type { SecondStore } from '#lib/domain/second/store.ts';
import type { PlanStore } from '#lib/domain/plan/store.ts';
import type { RubricStore } from '#lib/domain/rubric/store.ts';
import type { ParticipationStore, WorkshopStore } from '#lib/domain/workshop/store.ts';

/** The outside world, as small as it is needed here; the layout passes the real one. */
export interface World {
  /** Opens storage; called once. @param lost called when the browser has lost what was kept */
  open(newer: () => void, lost: (loss: Loss) => void): Promise<Device>;
  /** The people of this device; their code comes when it is asked for. */
  people(): Promise<People>;
  askToPersist(): Promise<boolean | null>;
  isPersisted(): Promise<boolean | null>;
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
  /** The first answer is safe: whatever waited so as not to compete with it may start. */
  settled(): void;
}

/** Stores that are fetched one by one. */
type PartName =
  'assessments' | 'repair' | 'shelf' | 'plan' | 'personal' | 'digests' | 'workshops' | 'rehearsal' | 'participations' | 'second';
type Parts = { [name in PartName]: Awaited<ReturnType<Device[name]>> };
type PartsAsked = { [name in keyof Parts]?: Promise<Parts[name]> };

export class App {
  readonly world: World;
  /** `closed` also where a newer version of the app, in another tab, has taken the database over. */
  storage = $state.raw<'opening' | Device['state']>('opening');
  /** Whether the browser protects what is kept from being cleared; `null` where it does not say. Every page says it from here. */
  persisted = $state.raw<boolean | null>(null);
  #learning = 0;
  /** What the browser has lost of what was kept, until the person has read of it. */
  loss = $state.raw<Loss | null>(null);

  /** Who is at work in this tab; `null` where nobody has given a name, or nobody has said yet who they are. */
  who = $state.raw<AtWork | null>(null);
  /** The store was let go of for good: going on takes a page loaded anew. */
  released = false;

  /** What holds something in this tab that no device has taken: an assessment, a plan, a draft. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- asked when the tab closes, never shown
  readonly unsaved = new Set<object>();

  #opened: Promise<Device> | null = null;
  #device: Device | null = null;
  readonly #parts: PartsAsked = {};
  #asked = false;

  constructor(world: World) {
    this.world = world;
  }

  /** Answers; the device is opened on first use, and tried anew when its code could not be fetched. */
  get store(): Promise<AnswerStore> {
    return this.#open().then(({ store }) => store);
  }

  /** What the app remembers about itself. */
  get settings(): Promise<Settings> {
    return this.#open().then(({ settings }) => settings);
  }

  /** Assessments as lists have them. */
  get assessments(): Promise<AssessmentList> {
    return this.#part('assessments');
  }

  /** Rows that cannot be read. */
  get repair(): Promise<RepairStore> {
    return this.#part('repair');
  }

  /** Rubrics that are not built in. */
  get shelf(): Promise<RubricStore> {
    return this.#part('shelf');
  }

  get plan(): Promise<PlanStore> {
    return this.#part('plan');
  }

  /** All data taken together. */
  get personal(): Promise<DataStore> {
    return this.#part('personal');
  }

  /** What was worked out from assessments. */
  get digests(): Promise<DigestStore> {
    return this.#part('digests');
  }

  /** Workshops that this person leads. */
  get workshops(): Promise<WorkshopStore> {
    return this.#part('workshops');
  }

  /** A workshop to rehearse with: in memory, the same in all windows that have it open. */
  get rehearsal(): Promise<WorkshopStore> {
    return this.#part('rehearsal');
  }

  /** Workshops that this person takes part in. */
  get participations(): Promise<ParticipationStore> {
    return this.#part('participations');
  }

  /** Second views that this person asked for, or gives. */
  get second(): Promise<SecondStore> {
    return this.#part('second');
  }

  /** Whether nothing can be stored yet, since the device was opened for the first time. */
  get fresh(): Promise<boolean> {
    return this.#open().then((device) => device.fresh === true);
  }

  /** All that somebody made, as it is stored. */
  get raw(): ReturnType<Device['raw']> {
    return this.#open().then((device) => device.raw());
  }

  /** The people of this device. */
  get people(): Promise<People> {
    return this.world.people();
  }

  /** A store whose code comes when it is asked for: one of each, tried anew when its code could not be fetched. */
  #part<T extends keyof Parts>(name: T): Promise<Parts[T]> {
    const there = this.#parts[name];
    if (there) return there;
    const part = this.#open().then((device) => device[name]() as Promise<Parts[T]>);
    this.#parts[name] = part as PartsAsked[T];
    part.catch(() => delete this.#parts[name]);
    return part;
  }

  #open(): Promise<Device> {
    this.#opened ??= this.world
      .open(
        () => (this.storage = 'closed'),
        (loss) => (this.loss = loss)
      )
      .then(
        (opened) => {
          this.#device = opened;
          this.storage = opened.state;
          void this.learnProtection();
          return opened;
        },
        (error) => {
          this.#opened = null;
          throw error;
        }
      );
    return this.#opened;
  }

  /** Why data that is there is neither read nor written; `null` where it is. */
  get closed(): 'newer' | 'torn' | null {
    return this.storage === 'closed' ? (this.#device?.torn ? 'torn' : 'newer') : null;
  }

  /** Whether closing this tab would take answers with it. */
  get wouldLose(): boolean {
    const holds = this.storage === 'blocked' && (this.#device?.holds ? this.#device.holds() : this.#asked);
    return holds || this.unsaved.size > 0;
  }

  /**
   * Looks, or asks the browser to protect what is kept. What was learnt last counts, however late an earlier answer comes.
   *
   * @returns whether the browser protects it; `null` where it does not say
   */
  async learnProtection(ask = false): Promise<boolean | null> {
    const turn = ++this.#learning;
    const persisted = await (ask ? this.world.askToPersist() : this.world.isPersisted());
    if (turn === this.#learning) this.persisted = persisted;
    return persisted;
  }

  acceptLoss() {
    if (this.loss) this.#device?.acceptLoss?.(this.loss);
    this.loss = null;
  }

  /** Lets go of the store: somebody else needs the database, or it is about to be erased. */
  release() {
    this.released = true;
    this.unsaved.clear();
    this.#device?.close();
  }

  /** Called when an answer has been stored; at the first one the browser is asked to keep this site's data. */
  async answerStored() {
    // What was full takes answers again.
    if (this.storage === 'full') this.storage = 'kept';
    if (this.#asked) return;
    this.#asked = true;
    this.world.settled();
    if (this.storage === 'kept') await this.learnProtection(true);
  }
}

const KEY = Symbol('app');
export const provideApp = (app: App) => setContext(KEY, app);
export const useApp = (): App => getContext<App>(KEY);
