/**
 * The way through an assessment: which question is in front of the person, what they say to it, and what comes next. It knows of no address
 * and no page: where it stands in is told by `Place`, and where it leads by `Moves`, so that any page, frame or package can hold it.
 */
import { tick, untrack } from 'svelte';
import { isChosen, type Cells } from '#lib/domain/assessment/answer.ts';
import { criterionState, isOut, newHead, type Head, type Stop } from '#lib/domain/assessment/assessment.ts';
import type { Held, Holder } from '#lib/domain/course/holder.ts';
import type { Damage } from '#lib/domain/damage.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { m } from '#lib/i18n/messages.ts';
import { valueName } from '#lib/i18n/words.ts';
import { onPause } from '#lib/platform/pause.ts';
import { screenShown } from '#lib/platform/press.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { Assessing } from '#lib/state/assessing.svelte.ts';
import { oneAtATime } from '#lib/state/turns.ts';
import type { Opening } from './opening.ts';
import type { Found } from './rubrics.ts';
import { Words, type WordsSource } from './words.svelte.ts';

/** Where the person is: which assessment, which question, or the pause after which topic; `null` where nothing says. */
export interface Place {
  readonly id: string | null;
  readonly at: string | null;
  readonly pause: string | null;
}

/** How whatever holds the walk moves on. */
export interface Moves {
  /** Shows another place of this assessment. `renamed` puts it where the present one stands: nothing has moved. */
  show(place: Place, renamed?: boolean): void;
  /** After the last question. */
  finish(head: Head): unknown;
  /** Begins anew at this place: the store was let go of for good. */
  reload(): void;
}

/** Where rubrics and their words come from: the app's own, or those of a course. */
export interface Sources<More> extends WordsSource<More> {
  /** Names, essentials and situations of the rubrics that a new assessment is answered with. */
  readonly known: readonly Found[];
  /** Opens what is there already. */
  open(id: string, needs: Pick<App, 'store' | 'world' | 'unsaved' | 'answerStored'>): Promise<Opening>;
  /** Keeps the very rubrics that were answered with beside the answers. */
  keep(assessing: Assessing): Promise<void>;
  /** Hands out the answers that nobody stores. */
  save(assessing: Assessing): Promise<void>;
}

/** Milliseconds for which a slow device holds up a step; and before the other words are fetched: the answer just given goes first. */
const [SLOW, LEISURE] = [150, 400];
/** Milliseconds of a pause in which help is fetched, and of one in which copies of the rubrics are put beside the answers. */
const PAUSE = { help: 800, rubrics: 4_000 };

const NONE: readonly Level[] = [];

/** @typeParam More the component that shows help, notes and marks */
export class Walk<More> {
  readonly words: Words<More>;
  view = $state.raw<'ready' | 'loading' | 'gone' | 'rubric-missing'>('ready');
  assessing = $state.raw<Assessing>()!;
  /** Names, essentials and situations of the rubrics in front: the built-in ones, until an assessment says otherwise. */
  known = $state.raw<readonly Found[]>()!;
  damage = $state.raw<readonly Damage[]>([]);
  helpOpen = $state.raw(false);
  /** Essentials that are asked in place, since somebody went on without them. */
  #asked = $state.raw<{ key: string; levels: readonly Level[] } | null>(null);
  /** Levels outside the person's role that they want to answer all the same, at one question. */
  #reopened = $state.raw<{ key: string; levels: readonly Level[] } | null>(null);
  /** Read out, and said in the bar. */
  said = $state.raw('');

  readonly #app: App;
  readonly #place: () => Place;
  readonly #moves: Moves;
  readonly #sources: Sources<More>;
  /** What answering needs of the app, with the answers where their holder has them. */
  readonly #needs: Pick<App, 'store' | 'world' | 'unsaved' | 'answerStored'>;
  readonly #turns = oneAtATime();
  /** Who holds the answers, once that is open. */
  held = $state.raw<Held | null>(null);

  readonly stop = $derived.by(() => this.assessing.stopAt(this.#place().at));
  readonly index = $derived.by(() => this.assessing.stops.indexOf(this.stop));
  readonly last = $derived.by(() => this.index === this.assessing.stops.length - 1);
  readonly face = $derived.by(() => this.words.face(this.stop));
  readonly cells = $derived.by(() => this.#asWanted(this.assessing.shownCells(this.stop)));
  readonly topics = $derived.by(() =>
    this.assessing.head.rubrics.map(({ id }) => {
      const stops = this.assessing.stops.filter(({ competency }) => competency === id);
      const done = stops.filter(({ key }) => this.assessing.stateOf(key) === 'done').length;
      const outline = this.outlineOf(id);
      return { id, title: outline?.title ?? id, short: outline?.short ?? id, stops, done };
    })
  );
  /** The topic that was gone through to its end, where the person pauses. */
  readonly pause = $derived.by(() => {
    const id = this.#place().pause;
    const at = this.assessing.head.rubrics.findIndex((rubric) => rubric.id === id);
    return at >= 0 && at < this.assessing.head.rubrics.length - 1 ? id : null;
  });
  readonly reopened = $derived.by(() => (this.#reopened?.key === this.stop.key ? this.#reopened.levels : NONE));
  readonly asked = $derived.by(() => (this.#asked?.key === this.stop.key ? this.#asked.levels : NONE));
  /** Of these, the ones that nobody has answered yet. */
  readonly stillAsked = $derived.by(() => this.asked.filter((level) => !this.cells[level]));

  constructor(app: App, holder: Holder, sources: Sources<More>, place: () => Place, moves: Moves) {
    this.#app = app;
    this.#sources = sources;
    const { known } = sources;
    this.known = known;
    this.#place = place;
    this.#moves = moves;
    const answersOf = (held: Held) => (this.held = held).answers;
    this.#needs = {
      get store() {
        return holder.open().then(answersOf);
      },
      world: app.world,
      unsaved: app.unsaved,
      answerStored: () => app.answerStored()
    };
    this.words = new Words(sources);
    this.assessing = new Assessing(this.#needs, known, newHead({ rubrics: known }, app.world.newId(), app.world.now()));
    this.view = place().id ? 'loading' : 'ready';
  }

  /** Whether an address can name the assessment: it is stored, or held in this tab. */
  get named(): boolean {
    return this.assessing.stored || this.assessing.saving === 'failed' || this.#place().id !== null;
  }

  outlineOf = (id: string): Found | undefined => this.known.find((outline) => outline.id === id);

  /** What an address says of a question, or of the pause after a topic. */
  placeOf(at: Stop, pause: string | null = null): Place {
    return { id: this.named ? this.assessing.head.id : null, at: at.key, pause };
  }

  /**
   * Opens the assessment that the place names, takes what was tapped before the script came, and follows what happens. Called once, while
   * the page comes to life.
   *
   * @param tapped levels
   * @returns a function that ends it
   */
  begin(tapped: readonly Level[]): () => void {
    let gone = false;
    let unfollow = () => {};
    void this.#open(tapped).then(() => {
      if (!gone) unfollow = this.assessing.follow();
    });
    const wake = () => {
      if (document.visibilityState === 'visible') void this.assessing.refresh();
    };
    document.addEventListener('visibilitychange', wake);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      gone = true;
      this.#turns.end();
      unfollow();
    };
  }

  async #open(tapped: readonly Level[]) {
    const { id } = this.#place();
    if (!id) {
      for (const level of tapped) void this.assessing.give(this.stop, level, 2);
      return;
    }
    const found = await this.#sources.open(id, this.#needs);
    this.damage = found.damage;
    if (found.assessing) {
      this.known = found.known;
      for (const { whole } of found.known) if (whole) this.words.take(whole);
      this.assessing = found.assessing;
    }
    this.view = found.view;
  }

  /** What follows from where the person is, run by the component that holds the walk. */
  follow(): void {
    let shown: string | null = null;
    $effect(() => {
      const [here, screen] = [this.stop, this.pause ?? this.stop.key];
      if (this.view !== 'ready') return;
      untrack(() => {
        if (this.#app.released && shown !== null) return this.#moves.reload();
        void this.assessing.arrive(here);
        void this.words.load(here.competency);
        if (shown === screen) return;
        this.helpOpen = false;
        this.said = '';
        screenShown();
        shown = screen;
      });
    });

    // With the first answer stored, the address can carry the assessment on, and the other words are fetched while the person reads.
    $effect(() => {
      if (!this.assessing.stored || this.view !== 'ready') return;
      untrack(() => {
        if (!this.#place().id) this.#moves.show(this.placeOf(this.stop, this.pause), true);
      });
      const timer = setTimeout(() => this.#loadAll(), LEISURE);
      return () => clearTimeout(timer);
    });

    // The very rubrics that were answered with are kept too, when nothing waits for an answer.
    $effect(() => {
      if (!this.assessing.stored || this.view !== 'ready') return;
      const { assessing } = this;
      return onPause(PAUSE.rubrics, () => void this.#sources.keep(assessing));
    });

    // Help, notes and marks come after the first answer is safe, or when somebody asks for them.
    $effect(() => {
      const id = this.stop.competency;
      if (!this.assessing.stored || this.view !== 'ready' || this.words.hasHelp(id)) return;
      return onPause(PAUSE.help, () => void this.words.loadHelp(id));
    });
  }

  #loadAll = () => Promise.all(this.assessing.head.rubrics.map(({ id }) => this.words.load(id)));

  /** What a situation is and what does not count comes with the help. */
  explain = () => this.words.loadHelp(this.stop.competency);

  wantHelp = async () => {
    this.helpOpen = true;
    await this.explain();
  };

  // ------------------------------------------------------------------------------------------------------ what is said

  /** Yes, or taken back where it was chosen. */
  toggle = (level: Level) => (isChosen(this.#latest()[level]) ? this.takeBack(level) : this.give(level, 2));

  give = (level: Level, value: 0 | 1 | 2 | 'na') => {
    this.said = '';
    return this.assessing.give(this.stop, level, value);
  };

  takeBack = (level: Level) => {
    this.said = '';
    return this.assessing.takeBack(this.stop, level);
  };

  /** A digit: chooses; again, Partly; again, takes it back. */
  #byKey(level: Level) {
    const cell = this.#latest()[level];
    if (cell?.value === 'na') return;
    if (!isChosen(cell)) void this.give(level, 2);
    else if (cell!.value === 2) void this.give(level, 1);
    else void this.takeBack(level);
    const now = this.#latest()[level];
    this.said = isChosen(now) ? m.assess_said({ level, answer: valueName(now!.value) }) : m.assess_said_back({ level });
  }

  /** Answers all the same what is said to be outside the role. */
  reopen = (level: Level) => {
    this.#reopened = { key: this.stop.key, levels: [...this.reopened, level] };
  };

  /** The answers to the question in front, with what is on its way to the store. */
  #latest = (): Cells => this.#asWanted(this.assessing.cells(this.stop));

  /** What is outside the role, and to be answered all the same, is open. */
  #asWanted(cells: Cells): Cells {
    if (!this.reopened.length) return cells;
    const open = this.reopened.filter((level) => cells[level]?.origin === 'scope');
    return Object.fromEntries(Object.entries(cells).filter(([level]) => !open.includes(Number(level) as Level)));
  }

  /** The situation that the level stands under here, where its rubric declares any. */
  situationAt = (level: Level) => this.words.situations(this.stop)?.[level];

  /**
   * Whether it can be said of the whole situation that it is not part of the role: it can be, in this rubric, and nobody has chosen a
   * statement of it.
   */
  mayBeOut = (level: Level): boolean => {
    const situation = this.situationAt(level);
    if (!situation?.outOfRole || this.face?.beyond?.includes(level) || isOut(this.assessing.head.scope, situation.id)) return false;
    return !this.assessing.stops.some((stop) => {
      const there = this.outlineOf(stop.competency)?.situations;
      const own = LEVELS.find((l) => there?.[l]?.id === situation.id);
      return own && isChosen(this.assessing.shownCells(stop)[own]);
    });
  };

  /** Whether it was said of the whole situation that stands there, and no answer of the person's own says otherwise. */
  isOut = (level: Level): boolean => this.cells[level]?.origin === 'scope';

  /**
   * @returns of how many questions it would be said, and under which conditions its essentials are not part of the role; `null` where the
   *   words of these could not be fetched
   */
  meaningOf = async (situation: string): Promise<{ readonly count: number; readonly conditions: readonly string[] } | null> => {
    await this.#loadAll();
    const { conditionsOf, standsIn } = await import('./out-of-role.ts');
    const conditions = conditionsOf(situation, this.assessing.head, this.words);
    return conditions && { count: standsIn(situation, this.assessing.stops, this.outlineOf), conditions };
  };

  /** Said once it is stored. */
  setOutOfRole = async (situation: string, out: boolean): Promise<void> => {
    const { noted, standsIn } = await import('./out-of-role.ts');
    await this.assessing.setOutOfRole(situation, out);
    this.#reopened = null;
    this.said = noted(out, standsIn(situation, this.assessing.stops, this.outlineOf));
  };

  /** Something else stands where the person has just pressed: what they press there in the same moment was not meant for it. */
  moved = screenShown;

  // -------------------------------------------------------------------------------------------------------- moving on

  /** A key is meant for whatever comes after the step under way, which may wait for the disk; a press is meant for what is seen. */
  next = (byKey: boolean) => (byKey ? this.#turns.inTurn(() => this.#goOnOrAsk()) : this.#goOnOrAsk());

  #goOnOrAsk() {
    if (this.pause) return this.goOnFromPause();
    if (!this.face) return;
    const cells = this.#latest();
    const open = this.stop.essential.filter((level) => !cells[level]);
    if (!open.length || this.asked.length) return this.#turns.begin((over) => this.#step(over, true));
    this.#asked = { key: this.stop.key, levels: open };
    this.said = '';
    // The second half of a double click would pass them over, unseen.
    screenShown();
    const [level] = open;
    void tick().then(() => document.querySelector<HTMLElement>(`[data-level="${level}"] .ask input`)?.focus());
  }

  /** Goes on and leaves the question open. */
  skip = () => this.#turns.begin((over) => this.#step(over, false));

  async #step(over: () => boolean, answered: boolean) {
    const from = this.stop;
    const stored = answered ? this.assessing.goOn(from, this.reopened) : this.assessing.flushed();
    const to = this.assessing.stops[this.index + 1];
    // What was said here is on the disk before anything else is shown. Only the result, which is read from there, waits however long.
    await Promise.race([stored, ...(to ? [new Promise((go) => setTimeout(go, SLOW))] : [])]);
    if (over() || this.stop !== from) return; // Whoever went elsewhere meanwhile is not called back.
    if (!to) await this.#moves.finish(this.assessing.head);
    else if (to.competency === from.competency) this.goTo(to);
    else this.#moves.show(this.placeOf(from, from.competency));
    // Not before: the screen that is left does not change under the eye.
    this.#asked = null;
    this.#reopened = null;
    await tick();
  }

  goTo = (to: Stop) => {
    if (to === this.stop && !this.pause) return; // Asked for twice, by keys that follow fast.
    this.#moves.show(this.placeOf(to));
  };

  /** The question after the pause. */
  goOnFromPause = () => {
    const { stops } = this.assessing;
    const lastOf = stops.findLastIndex(({ competency }) => competency === this.pause);
    this.goTo(stops[lastOf + 1]!);
  };

  back = () => {
    if (this.pause) this.goTo(this.assessing.stops.findLast(({ competency }) => competency === this.pause)!);
    else if (this.index > 0) this.goTo(this.assessing.stops[this.index - 1]!);
  };

  /** What keys do: digits choose, Enter goes on, Backspace goes back. @param digits whether digits answer */
  onkeydown = (event: KeyboardEvent, digits: boolean) => {
    const target = event.target as HTMLElement;
    if (this.view !== 'ready' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches('textarea, select, input:not([type=radio], [type=checkbox])')) return;
    const { key } = event;
    if (event.repeat && /^([1-4]|Enter|Backspace)$/.test(key)) {
      // A key that is held is one answer. Elsewhere than on a link or what folds, where it does no harm.
      if (!target.matches('a, summary')) event.preventDefault();
      return;
    }
    // What asks for a word of its own is not gone on from by accident.
    if (key === 'Enter' && target.closest('[data-asks]')) return;
    // After a step, the words of what comes next may not be there yet.
    if (digits && /^[1-4]$/.test(key)) this.#turns.inTurn(() => this.face && !this.pause && this.#byKey(Number(key) as Level));
    else if (digits && key === 'Backspace') this.#turns.inTurn(this.back);
    else if (key === 'Enter' && !target.matches('button, a, summary')) this.next(true);
    else return;
    event.preventDefault();
  };

  discard = async (one: Damage) => {
    await (await this.#app.repair).remove(one);
    this.damage = this.damage.filter((d) => d !== one);
  };

  save = () => this.#sources.save(this.assessing);

  /** How far the question in front is answered. */
  readonly untouched = $derived.by(() => criterionState(this.cells) === 'untouched');
}
