/** The app in a browser of any engine, as a person meets it: what is on the screen, by its role and its words, and the hands on it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Key } from './browser.ts';

/** What is looked for: by its role and name, by its label, by its words, or where none of these will do, by a CSS selector. */
export interface Query {
  readonly role?: string;
  readonly name?: string | RegExp;
  /** Of a heading. */
  readonly level?: number;
  readonly label?: string | RegExp;
  readonly text?: string | RegExp;
  readonly css?: string;
  /** Words that are anywhere in it. */
  readonly has?: string;
  readonly within?: Query;
}

export const heading = { role: 'heading', level: 1 } as const;
export const button = (name: string | RegExp, within?: Query): Query => ({ role: 'button', name, within });
export const link = (name: string | RegExp, within?: Query): Query => ({ role: 'link', name, within });
export const field = (label: string | RegExp, within?: Query): Query => ({ label, within });
export const text = (words: string | RegExp, within?: Query): Query => ({ text: words, within });
export const region = (name: string): Query => ({ role: 'region', name });

/** How long a person is made to wait at most, on a machine with other work to do. */
const PATIENCE = 30_000;

export class Screen {
  constructor(
    private readonly browser: Browser,
    /** Where the app is. */
    readonly site: string
  ) {}

  /** Opens a page of the app and waits until its script is at work. */
  async open(path: string): Promise<void> {
    await this.browser.go(this.site + path);
    await this.live();
  }

  /**
   * Opens a page of the app and leaves it at once, while its script and what that asks for are on their way. WebKitGTK now and then forgets
   * where to go while it is still loading: like a person, this asks again then.
   */
  async leave(path: string): Promise<void> {
    await this.browser.go(this.site + path);
    let next = 0;
    await this.until('the other page', async () => {
      const again = Date.now() >= next;
      if (again) next = Date.now() + 3000;
      return await this.browser.evaluate((again) => {
        const there = location.pathname.endsWith('/method/');
        if (!there && again) location.assign('../'.repeat(location.pathname.split('/').length - 3) + 'method/');
        return there;
      }, again);
    });
    // Whoever goes on from a page that is still coming would only be leaving that one.
    await this.live();
  }

  async reload(): Promise<void> {
    await this.browser.reload();
    await this.live();
  }

  live(): Promise<void> {
    return this.until('the page to be live', () => this.browser.evaluate(() => document.documentElement.dataset.live !== undefined));
  }

  /** Waits until there is such a thing to be seen. */
  see(query: Query): Promise<void> {
    return this.until(`${said(query)} to be seen`, async () => (await this.texts(query)).length > 0);
  }

  /** Waits until there is none. */
  gone(query: Query): Promise<void> {
    return this.until(`${said(query)} to be gone`, async () => (await this.texts(query)).length === 0);
  }

  /** Waits until the first of what is found has these words in it. */
  async reads(query: Query, words: string | RegExp): Promise<void> {
    let last: string | undefined;
    await this.until(
      () => `${said(query)} to read ${String(words)}; it reads ${JSON.stringify(last)}`,
      async () => {
        [last] = await this.texts(query);
        return last !== undefined && (typeof words === 'string' ? last.includes(words) : words.test(last));
      }
    );
  }

  /** Waits until a field holds this. */
  async holds(query: Query, value: string): Promise<void> {
    let last: string | boolean | undefined;
    await this.until(
      () => `${said(query)} to hold ${JSON.stringify(value)}; it holds ${JSON.stringify(last)}`,
      async () => (last = (await this.look(query)).map(({ value }) => value)[0]) === value
    );
  }

  /** Waits until the page is in a language and in a theme. */
  async wears(language: string, theme: string): Promise<void> {
    await this.until(`a page in ${language} that is ${theme}`, () =>
      this.browser.evaluate(
        (language, theme) => document.documentElement.lang === language && document.documentElement.dataset.theme === theme,
        language,
        theme
      )
    );
    await this.live();
  }

  /** Waits until every field of several lines shows all that is written in it. */
  async allShown(): Promise<void> {
    let hidden: string[] = [];
    await this.until(
      () => `all of the text to be in sight; in part hidden: ${hidden.join(', ')}`,
      async () => {
        hidden = await this.browser.evaluate(() =>
          [...document.querySelectorAll('textarea')]
            .filter((field) => field.checkVisibility() && field.scrollHeight > field.clientHeight + 1)
            .map((field) => field.value)
        );
        return hidden.length === 0;
      }
    );
  }

  /** Waits until a radio or a box is chosen. */
  chosen(query: Query): Promise<void> {
    return this.until(`${said(query)} to be chosen`, async () => (await this.look(query))[0]?.checked === true);
  }

  /** The words of each of what is found, as they are on the screen. */
  async texts(query: Query): Promise<string[]> {
    return (await this.look(query)).map(({ words }) => words);
  }

  /** Clicks the first of what is found, when it stands still and nothing lies over it. */
  async click(query: Query): Promise<void> {
    let why = 'there is none';
    await this.until(
      () => `${said(query)} to be clicked: ${why}`,
      async () => {
        const [found] = await this.look(query, true);
        if (found) why = found.obstacle ?? '';
        if (!found || found.obstacle) return false;
        await this.browser.click(found.x, found.y);
        // Where the page has gone, it went by this click.
        const missed = await this.browser.evaluate(() => (window as unknown as Aiming).missed === true).catch(() => false);
        if (missed) why = 'it moved away under the mouse';
        return !missed;
      }
    );
  }

  /** Writes into a field in place of what is there. */
  async fill(query: Query, words: string): Promise<void> {
    await this.click(query);
    await this.browser.press('SelectAll');
    await this.browser.type(words);
    await this.holds(query, words);
  }

  typeDate(day: string, month: string, year: string): Promise<void> {
    return this.browser.typeDate(day, month, year);
  }

  press(key: Key): Promise<void> {
    return this.browser.press(key);
  }

  /** Waits until something is so. What fails while a page goes and another comes is tried again. */
  async until(what: string | (() => string), so: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE;
    let last: unknown;
    do {
      try {
        if (await so()) return;
        last = undefined;
      } catch (error) {
        last = error;
      }
      await new Promise((done) => setTimeout(done, 50));
    } while (Date.now() < end);
    throw new Error(`Waited in vain for ${typeof what === 'string' ? what : what()}`, { cause: last });
  }

  private async look(query: Query, toClick = false): Promise<Found[]> {
    const ask = () => this.browser.evaluate(find, sendable(query), toClick);
    return (await ask()) ?? (await this.browser.run(LIBRARY), (await ask())!);
  }
}

/** Finds elements by role, name, label and words as assistive technology would. */
const LIBRARY = readFileSync(createRequire(import.meta.url).resolve('@testing-library/dom/dist/@testing-library/dom.umd.min.js'), 'utf8');

type Sent = { readonly words: string } | { readonly source: string; readonly flags: string };
interface SentQuery {
  readonly role?: string;
  readonly level?: number;
  readonly css?: string;
  readonly has?: string;
  readonly name?: Sent;
  readonly label?: Sent;
  readonly text?: Sent;
  readonly within?: SentQuery;
}

/** Drivers pass on plain values only. */
function sendable({ name, label, text, within, ...rest }: Query): SentQuery {
  const sent = (one: string | RegExp | undefined): Sent | undefined =>
    one === undefined ? undefined : typeof one === 'string' ? { words: one } : { source: one.source, flags: one.flags };
  // What is not there is left out: null would be something else.
  return JSON.parse(
    JSON.stringify({ ...rest, name: sent(name), label: sent(label), text: sent(text), within: within && sendable(within) })
  ) as SentQuery;
}

const said = ({ within, ...query }: Query): string =>
  Object.entries(query)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ') + (within ? ` in (${said(within)})` : '');

interface Found {
  readonly words: string;
  readonly value: string;
  readonly checked: boolean;
  /** Where to click, and what is in the way. */
  readonly x: number;
  readonly y: number;
  readonly obstacle: string | null;
}

interface Aiming {
  /** Ends the watch over the last click. */
  aimed?: AbortController;
  missed?: boolean;
}

interface Library {
  within(root: Element): Record<'queryAllByRole' | 'queryAllByLabelText' | 'queryAllByText', (what: unknown, how?: object) => Element[]>;
}

/** Runs in the page. @returns what is to be seen of what was asked for; `null` without the library */
async function find(query: SentQuery, toClick: boolean): Promise<Found[] | null> {
  const library = (window as unknown as { TestingLibraryDom?: Library }).TestingLibraryDom;
  if (!library) return null;
  const matcher = (sent: Sent) => ('words' in sent ? sent.words : new RegExp(sent.source, sent.flags));
  const seen = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
  };
  const elements = (one: SentQuery): Element[] => {
    const roots = one.within ? elements(one.within) : [document.body];
    const found = roots.flatMap((root) => {
      const queries = library.within(root);
      if (one.css) return [...root.querySelectorAll(one.css)];
      if (one.role) return queries.queryAllByRole(one.role, { name: one.name && matcher(one.name), level: one.level });
      if (one.label) return queries.queryAllByLabelText(matcher(one.label), { selector: 'input, textarea, select, output, [role]' });
      return queries.queryAllByText(matcher(one.text!));
    });
    return [...new Set(found)].filter((element) => seen(element) && (!one.has || element.textContent.includes(one.has)));
  };
  const all = elements(query);
  const at = (element: Element) => {
    // A label or a link that wraps is clicked on its first line.
    const { left, top, width, height } = element.getClientRects()[0]!;
    return { x: left + width / 2, y: top + height / 2 };
  };
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const describe = (element: Element) => element.outerHTML.slice(0, 120);
  const obstacle = async (element: Element): Promise<string | null> => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const before = at(element);
    await frame();
    await frame();
    const { x, y } = at(element);
    if (x !== before.x || y !== before.y) return 'it moves';
    if ((element as HTMLButtonElement).disabled) return 'it cannot be used now';
    const top = document.elementFromPoint(x, y);
    const labels = [...((element as HTMLInputElement).labels ?? [])];
    if (!top || !(element.contains(top) || labels.some((label) => label.contains(top)))) {
      return `${top ? describe(top) : 'nothing'} lies over it`;
    }
    return null;
  };
  const way = toClick && all[0] ? await obstacle(all[0]) : null;
  // A page may change between this and the click: one that would meet something else does nothing.
  const aim = (element: Element) => {
    const state = window as unknown as Aiming;
    state.aimed?.abort();
    state.aimed = new AbortController();
    state.missed = false;
    const meant = [element, ...((element as HTMLInputElement).labels ?? [])];
    const judge = (event: Event) => {
      if (!meant.some((one) => one.contains(event.target as Node))) {
        state.missed = true;
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      // A click on a label is followed by one on its field.
      if (event.type === 'click') state.aimed!.abort();
    };
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
      addEventListener(type, judge, { capture: true, signal: state.aimed.signal });
  };
  if (toClick && all[0] && !way) aim(all[0]);
  return all.map((element) => ({
    words: (element as HTMLElement).innerText,
    value: (element as HTMLInputElement).value ?? '',
    checked: (element as HTMLInputElement).checked === true,
    ...at(element),
    obstacle: way
  }));
}
