/** Colours and type of a drawing: a canvas cannot read the page's tokens, so they are read for it. */

export interface Look {
  readonly card: string;
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly you: string;
  /** A thin colour that is laid on once for each field, so that inner ones come out denser; and one that covers most of it. */
  readonly field: string;
  readonly veil: string;
  /** Colours of the levels 0 to 4. */
  readonly levels: readonly string[];
  readonly sans: string;
  readonly serif: string;
  /** Size of the page's text in pixels; every size in a drawing follows it. */
  readonly text: number;
  /** Whether the page is read from the right. */
  readonly mirrored: boolean;
}

/**
 * The light tokens of app.css, once more: for paper and for saved pictures, which are light whatever the screen is.
 * A test holds them against app.css.
 */
export const PAPER_TOKENS = {
  card: '#ffffff',
  ink: '#1b2430',
  soft: '#505b69',
  rule: '#ddd8cc',
  edge: '#78725f',
  you: '#a9481f',
  l0: '#6f6a5e',
  l1: '#327482',
  l2: '#2a6f8f',
  l3: '#1f4e79',
  l4: '#23305e'
} as const;

/** The same for the colours of ui/chart/FieldsPicture.svelte. */
export const FIELD_TOKENS = { field: 'rgb(42 111 143 / 0.06)', veil: 'rgb(255 255 255 / 0.8)' } as const;

const ON_PAPER = { ...PAPER_TOKENS, ...FIELD_TOKENS };
type Token = keyof typeof ON_PAPER;
const TOKENS = Object.keys(ON_PAPER) as Token[];

const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
const SERIF = "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, Georgia, serif";

function lookOf(colour: (token: Token) => string, sans: string, text: number, mirrored: boolean): Look {
  const of = Object.fromEntries(TOKENS.map((token) => [token, colour(token)])) as Record<Token, string>;
  const { l0, l1, l2, l3, l4, ...others } = of;
  return { ...others, levels: [l0, l1, l2, l3, l4], sans, serif: SERIF, text, mirrored };
}

/** The look of a saved picture. */
export const paperLook = (mirrored: boolean): Look => lookOf((token) => ON_PAPER[token], SANS, 16, mirrored);

/** A look of the page's own tokens by name: what is drawn with it follows light, dark, forced colours and print by itself, as SVG in the page does. */
export function liveLook(element: Element): Look {
  const { fontSize, fontFamily, direction } = getComputedStyle(element);
  return lookOf((token) => `var(--${token})`, fontFamily || SANS, parseFloat(fontSize) || 16, direction === 'rtl');
}

/** The look that the page's tokens have at an element now, text size included. */
export function readLook(element: Element): Look {
  // A token may be any way of writing a colour; only as a colour does it compute to one that all canvases know.
  // All are asked for at once: each change in between would make the browser work out the whole page's style again.
  const probe = document.createElement('span');
  probe.hidden = true;
  const spots = new Map(
    TOKENS.map((token) => {
      const spot = document.createElement('span');
      spot.style.color = `var(--${token})`;
      probe.append(spot);
      return [token, spot];
    })
  );
  element.append(probe);
  const { sans, text, mirrored } = liveLook(element);
  const look = lookOf((token) => getComputedStyle(spots.get(token)!).color, sans, text, mirrored);
  probe.remove();
  return look;
}

/**
 * Calls back when the look may have changed: light or dark, by the device or by choice, the text's size, forced colours.
 *
 * @returns a function that ends it
 */
export function watchLook(changed: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', changed);
  // What somebody chose stands on the page's own element.
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme', 'style'] });
  return () => {
    chosen.disconnect();
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
