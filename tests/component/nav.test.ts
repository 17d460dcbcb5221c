// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import Nav from '#lib/ui/shell/Nav.svelte';

afterEach(cleanup);

const links = [
  { path: '/', text: 'Home', icon: 'M0 0' },
  { path: '/result/', text: 'Result', icon: 'M0 0' },
  { path: '/history/', text: 'Over time' },
  { path: '/more/', text: 'More', icon: 'M0 0' }
];
const marked = () =>
  screen.getAllByRole('link').flatMap((link) => link.getAttribute('aria-current') && [link.textContent, link.getAttribute('aria-current')]);

test.each([
  ['/', ['Home', 'page']],
  ['/result/', ['Result', 'page']],
  ['/data/backup/', []],
  ['/more/', ['More', 'page']],
  ['', []]
])('at %j the navigation marks %j', (path, expected) => {
  render(Nav, { links, path, to: (to: string) => to });
  expect(marked().filter(Boolean)).toEqual(expected);
});
