/** Rules about styles that no single screen shows. */
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { lineAt, sources, walk, type Node } from './support/sources.ts';

/** Every style of the app as a tree, with what its offsets count in. */
const styles = sources('.svelte', '.css').flatMap(({ path, text }) => {
  const whole = path.endsWith('.css') ? `<style>${text}</style>` : text;
  const { css } = parse(whole, { modern: true, filename: path });
  return css ? [{ path, text: whole, css }] : [];
});

interface Rule extends Node {
  readonly name: string;
  readonly prelude: string;
}

test('what a pointer does to a thing is for devices that have one: a touch screen would leave it there after the tap', () => {
  const hovers: { place: string; guarded: boolean }[] = [];
  const look = (path: string, text: string, node: unknown, guarded: boolean) =>
    walk(node, (found) => {
      if (found.type !== 'PseudoClassSelector' || (found as Rule).name !== 'hover') return;
      hovers.push({ place: `${path}:${lineAt(text, found.start)}`, guarded });
    });
  for (const { path, text, css } of styles)
    for (const rule of css.children) {
      const { type, name, prelude } = rule as unknown as Rule;
      look(path, text, rule, type === 'Atrule' && name === 'media' && prelude.includes('(hover: hover)'));
    }
  expect(hovers.length).toBeGreaterThan(3);
  expect(hovers.filter(({ guarded }) => !guarded).map(({ place }) => place)).toEqual([]);
});

test('the edge in the colour of safety marks safety alone; a target has none of it', () => {
  const edges = styles.flatMap(({ path, text, css }) =>
    css.children.flatMap((rule) => {
      const whole = text.slice(rule.start, rule.end);
      return /border[\w-]*:[^;]*var\(--you\)/.test(whole) ? [`${path} ${whole.split('{')[0]!.replace(/\s+/g, ' ').trim()}`] : [];
    })
  );
  expect(edges.length).toBeGreaterThan(0);
  expect(edges.filter((edge) => edge.includes('target'))).toEqual([]);
});

test('a sheet that is white whatever the screen is says that it is light: colours that it does not name itself are light there too', () => {
  const sheets = styles.filter(({ path, text }) => path.endsWith('.svelte') && text.includes('PAPER_TOKENS'));
  expect(sheets.length).toBeGreaterThan(0);
  for (const { path, css } of sheets) {
    const said: string[] = [];
    walk(css, (found) => {
      const { type, property, value } = found as unknown as { type: string; property: string; value: string };
      if (type === 'Declaration' && property === 'color-scheme') said.push(value);
    });
    expect([path, said]).toEqual([path, ['light']]);
  }
});
