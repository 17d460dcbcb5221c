/** A rubric with words elsewhere goes out as a file that cannot say so, and comes back. */
import { describe, expect, test } from 'vitest';
import { arrive } from '#lib/app/arrival.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { narrowed } from '#lib/exchange/rubrics/carries.ts';
import { lossesOf, writeRubricAs, type Format } from '#lib/exchange/rubrics/formats.ts';
import { withKept } from '#lib/exchange/rubrics/opened.ts';
import { aFile, someWords } from '../domain/rubric-files.ts';
import { openRubricBytes } from '../support/door.ts';

const IDS = ['A1', 'A2'];
const whole = soundOf(
  aFile(IDS, { id: 'own-part', version: '0.1.0', source: 'de' }, [], {
    de: someWords('de', IDS, 'de'),
    en: someWords('en', IDS, 'en')
  }),
  'part'
);
const part = narrowed(whole.file, 'de');

async function back(format: Format, change: (text: string) => string) {
  const { content } = await writeRubricAs(part, format, undefined, { heads: 'en', now: 0, maker: {} } as never);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(change(content)) : content;
  const opened = await openRubricBytes(`a.${format === 'case' ? 'json' : format}`, bytes as Uint8Array);
  const here = {
    items: [
      {
        key: whole.hash,
        kind: 'published',
        id: 'own-part',
        version: '0.1.0',
        titles: {},
        source: 'de',
        criteria: 2,
        origin: 'received',
        at: 1
      } as const
    ],
    builtIn: {},
    original: async (hash: string): Promise<RubricFile | null> => (hash === whole.hash ? part : null)
  };
  return arrive(opened, here, { withKept, lossesOf }, 'abcdefgh');
}

describe.each(['csv', 'xlsx', 'case'] as const)('as %s', (format) => {
  test('what was not changed is the very same', async () => {
    const { same, clash } = await back(format, (text) => text);
    expect([same, clash]).toEqual([{ kind: 'here', key: whole.hash }, null]);
  });
});

test('what was changed is another content, which knows no words elsewhere', async () => {
  const { same, clash, opened } = await back('csv', (text) => text.replace('de A1', 'anders A1').replaceAll('de.', 'anders.'));
  expect([same, clash?.key]).toEqual([null, whole.hash]);
  expect(opened.rubric?.file.elsewhere).toBeUndefined();
});
