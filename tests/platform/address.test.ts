import { expect, test } from 'vitest';
import { queryOf } from '#lib/platform/address.ts';
import { lineAt, sources } from '../support/sources.ts';

test.each(['a', 'me & you=1#2 50%41+ü/?"é', '%', ' ', '😀'])('an id comes out of an address as it went in: %s', (id) => {
  const url = new URL(`https://example.org/result/?${queryOf({ id, at: 'A.1' })}#there`);
  expect([...url.searchParams]).toEqual([
    ['id', id],
    ['at', 'A.1']
  ]);
  expect(url.hash).toBe('#there');
});

test('half a sign, which no address can hold, breaks no page that only leads there', () =>
  expect(queryOf({ id: '\ud800' })).toBe('id=%EF%BF%BD'));

test('no id that may come from elsewhere is put into an address as it is', () => {
  const raw = sources('.svelte', '.ts').flatMap(({ path, text }) =>
    [...text.matchAll(/[?&](id|a|b|look|draft)=\$\{([^}]*)\}/g)]
      // Ids of rubrics have no signs that mean anything there, and a draft that was just begun has an id of ours.
      .filter(([, , value]) => !/outline\.id|facts\.id|same\.id|await (begin|draftOf)\(/.test(value!))
      .map((match) => `${path}:${lineAt(text, match.index)}`)
  );
  expect(raw).toEqual([]);
});
