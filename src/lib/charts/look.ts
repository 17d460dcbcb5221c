/** Colours and type of a drawing: a canvas cannot read the page's tokens, so they are read for it. */

export interface Look {
  readonly card: string;
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly edge: string;
  readonly you: string;
  /** Colours of the levels 0 to 4. */
  readonly levels: readonly string[];
  readonly sans: string;
  readonly serif: string;
  /** Size of the page's text in pixels; every size in a drawing follows it. */
  readonly text: number;
}

/**
 * The light tokens of app.css, once more: for paper and for saved pictures, which are light whatever the screen is.
 * A test holds them against app.css.
 */
export const PAPER_TOKENS = {
  card: '#ffffff',
  ink: '#1b2430',
  soft: '#55606e',
  rule: '#ddd8cc',
  edge: '#857f71',
  you: '#b4552d',
  l0: '#6f6a5e',
  l1: '#3e7e8a',
  l2: '#2a6f8f',
  l3: '#1f4e79',
  l4: '#23305e'
} as const;

const TOKENS = Object.keys(PAPER_TOKENS) as (keyof typeof PAPER_TOKENS)[];

const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
const SERIF = "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, Georgia, serif";

function lookOf(colour: (token: keyof typeof PAPER_TOKENS) => string, sans: string, text: number): Look {
  return {
    card: colour('card'),
    ink: colour('ink'),
    soft: colour('soft'),
    rule: colour('rule'),
    edge: colour('edge'),
    you: colour('you'),
    levels: [colour('l0'), colour('l1'), colour('l2'), colour('l3'), colour('l4')],
    sans,
    serif: SERIF,
    text
  };
}

/** The look of a saved picture. */
export const PAPER: Look = lookOf((token) => PAPER_TOKENS[token], SANS, 16);

/** The look that the page's tokens have at an element now, forced colours and text size included. */
export function readLook(element: Element): Look {
  const { fontSize, fontFamily } = getComputedStyle(element);
  // A token may be any way of writing a colour, a system colour too; only as a colour does it compute to one that all canvases know.
  // All are asked for at once: each change in between would make the browser work out the whole page's style again.
  const probe = document.createElement('span');
  probe.hidden = true;
  const spots = new Map(
    TOKENS.map((token) => {
      const spot = document.createElement('span');
      spot.style.forcedColorAdjust = 'none';
      spot.style.color = `var(--${token})`;
      probe.append(spot);
      return [token, spot];
    })
  );
  element.append(probe);
  const look = lookOf((token) => getComputedStyle(spots.get(token)!).color, fontFamily || SANS, parseFloat(fontSize) || 16);
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
