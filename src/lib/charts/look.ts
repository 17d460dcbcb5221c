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
export const PAPER: Look = {
  card: '#ffffff',
  ink: '#1b2430',
  soft: '#55606e',
  rule: '#ddd8cc',
  edge: '#857f71',
  you: '#b4552d',
  levels: ['#857f71', '#4c8f9b', '#2a6f8f', '#1f4e79', '#23305e'],
  sans: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
  serif: "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, Georgia, serif",
  text: 16
};

/** The look that the page's tokens have at an element now, forced colours and text size included. */
export function readLook(element: Element): Look {
  const { fontSize, fontFamily } = getComputedStyle(element);
  // A token may be any way of writing a colour, a system colour too; only as a colour does it compute to one that all canvases know.
  const probe = document.createElement('span');
  probe.style.forcedColorAdjust = 'none';
  probe.hidden = true;
  element.append(probe);
  const colour = (token: string) => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const look: Look = {
    card: colour('card'),
    ink: colour('ink'),
    soft: colour('soft'),
    rule: colour('rule'),
    edge: colour('edge'),
    you: colour('you'),
    levels: [0, 1, 2, 3, 4].map((level) => colour(`l${level}`)),
    sans: fontFamily || PAPER.sans,
    serif: PAPER.serif,
    text: parseFloat(fontSize) || PAPER.text
  };
  probe.remove();
  return look;
}

/**
 * Calls back when the look may have changed: light or dark, forced colours.
 *
 * @returns a function that ends it
 */
export function watchLook(changed: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
