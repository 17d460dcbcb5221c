/** What a browser has to do for the journey, whatever its engine. Each engine has an adapter over its own driver. */
export interface Browser {
  /** What it calls itself, with its version. */
  readonly name: string;
  /** Opens an address; rejects where nothing answers. */
  go(address: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  /** Runs a function in the page, which has nothing but its arguments, and waits for what it promises. */
  evaluate<Args extends readonly unknown[], T>(what: (...args: Args) => T | Promise<T>, ...args: Args): Promise<T>;
  /** Runs a script's text in the page. */
  run(script: string): Promise<void>;
  /** Presses the main button of the mouse at a point of what is in view. */
  click(x: number, y: number): Promise<void>;
  /** Types letter by letter into what has the focus. */
  type(text: string): Promise<void>;
  /** Types a date in British order into a field for one, whose first part has the focus. */
  typeDate(day: string, month: string, year: string): Promise<void>;
  press(key: Key): Promise<void>;
  /** Chooses a file in the field that a CSS selector names. */
  upload(selector: string, file: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  screenshot(): Promise<Uint8Array>;
  /** Errors of pages since this was last asked: uncaught, unhandled, on the console, against the security policy. */
  heard(): string[];
  /** Ends it as a person does who closes its last window. */
  end(): Promise<void>;
}

export const KEYS = ['Enter', 'Tab', 'Escape', 'ArrowDown', 'Space', 'SelectAll', '1', '2', '3', '4'] as const;
export type Key = (typeof KEYS)[number];

/** What a browser keeps when it ends. */
export interface Profile {
  readonly folder: string;
  /** Where downloads go. */
  readonly downloads: string;
}

/** Starts a browser that speaks British English on a profile. */
export type Start = (profile: Profile) => Promise<Browser>;

/**
 * In every page before its own scripts: what would go wrong unseen is said on the console, in the same words in every engine. Drivers differ
 * in what they tell of an error, and in whether they tell one that a page has taken care of.
 */
export const LISTENING = `(() => {
  const { error } = console;
  const told = (what) => (what instanceof Error ? what + ' ' + what.stack : String(what));
  console.error = (...all) => error.call(console, all.map(told).join(' '));
  addEventListener('error', (event) => event.error && console.error('uncaught:', event.error));
  addEventListener('unhandledrejection', (event) =>
    // The page’s own listeners come after this one.
    setTimeout(() => event.defaultPrevented || console.error('unhandled rejection:', event.reason))
  );
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error('security policy:', event.effectiveDirective, event.blockedURI)
  );
})()`;
