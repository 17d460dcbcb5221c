import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkIn } from '#lib/exchange/bytes/find-link.ts';
import { aFile } from '../domain/rubric-files.ts';
import { linkTo, openPasted } from '../support/door.ts';
import { times } from '../support/scale.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';

const short = (await linkTo(aFile(['A1', 'A2']))).fragment;
const long = (await linkTo(openRubricFile('writing'), 'de')).fragment;
const address = `https://guidance.example.org/waymark/rubrics/open/${short}`;
const carried = short.slice(1);

/** What Proofpoint’s filters make of an address. */
const second = (url: string) =>
  `https://urldefense.proofpoint.com/v2/url?u=${encodeURIComponent(url)
    .replace(/[-_.!~*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '_')
    .replaceAll('%', '-')}&d=DwMFaQ&c=abc&r=xyz&m=1&s=2&e=`;
const third = (url: string) => `https://urldefense.com/v3/__${url.replace('#', '*')}__;Iw!!AbC-dEf!GhI_jk-L$`;
const wrapped = (text: string, width: number, mark: string) => text.match(new RegExp(`.{1,${width}}`, 'g'))!.join(mark);

const WAYS: readonly (readonly [name: string, pack: (url: string) => string])[] = [
  ['as it is', (url) => url],
  ['in a sentence', (url) => `Please open ${url}, and tell me (by Thursday) what you think.`],
  ['at the end of a sentence', (url) => `Here it is: ${url}.`],
  ['with another sentence behind it', (url) => `See ${url} and then write to me`],
  ['in angle brackets', (url) => `Rubric <${url}>`],
  ['in Markdown', (url) => `[the rubric](${url})`],
  ['in bold', (url) => `Open *${url}* or _${url}_`],
  ['in a page', (url) => `<p><a href="${url.replaceAll('&', '&amp;')}">the rubric</a></p>`],
  ['wrapped by mail', (url) => `Hello,\r\n\r\n${wrapped(url, 72, '\r\n')}\r\n\r\nBest wishes\r\nAnna`],
  ['wrapped and quoted', (url) => `> Hello,\n> ${wrapped(url, 70, '\n> ')}\n> Best wishes`],
  ['wrapped and quoted twice', (url) => `> > ${wrapped(url, 68, '\n> > ')}\n> Yes`],
  ['as mail travels', (url) => wrapped(url.replaceAll('=', '=3D'), 73, '=\r\n')],
  ['with characters that nobody sees', (url) => wrapped(url, 9, '\u200B')],
  ['with soft hyphens', (url) => wrapped(url, 11, '\u00AD')],
  ['with %23 for #', (url) => url.replace('#', '%23')],
  ['with %23 and %3D', (url) => url.replace('#', '%23').replace('=', '%3D')],
  ['percent-encoded', (url) => `https://example.org/?u=${encodeURIComponent(url)}`],
  ['percent-encoded twice', (url) => `https://example.org/?u=${encodeURIComponent(encodeURIComponent(url))}&x=1`],
  [
    'behind SafeLinks',
    (url) =>
      `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&data=05%7C02%7Canna%40example.org&sdata=a%2Bb%3D&reserved=0`
  ],
  ['behind Google', (url) => `https://www.google.com/url?q=${encodeURIComponent(url)}&sa=D&source=editors&ust=1`],
  ['behind Proofpoint’s second form', second],
  ['behind Proofpoint’s third form', third],
  [
    'behind SafeLinks, wrapped and quoted',
    (url) => `> ${wrapped(`https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&data=05`, 70, '\n> ')}`
  ],
  [
    'behind Proofpoint, behind SafeLinks',
    (url) => `https://x.safelinks.protection.outlook.com/?url=${encodeURIComponent(third(url))}&data=1`
  ],
  ['after a link to something else', (url) => `First https://example.org/?r=2abc, then ${url}`],
  ['after one that was cut off', (url) => `${url.slice(0, -9)}\n\nSorry, this one:\n${url}`],
  ['with what a newsletter adds', (url) => url.replace('#', '?utm_source=mail&utm_medium=x#')],
  ['the end alone', (url) => url.slice(url.indexOf('#'))],
  ['with another part before it', (url) => url.replace('#', '#x=1&')]
];

describe('a link in what was pasted', () => {
  test.each(WAYS)('is found %s', (_, pack) => {
    expect(linkIn(pack(address))).toBe(carried);
    expect(linkIn(`Von: Anna\n${pack(address)}\n-- \nAnna`)).toBe(carried);
    expect(linkIn(pack(address.replace(short, long)))).toBe(long.slice(1));
  });

  test('is found in any of these with any text around it, in two of them, and wherever its lines were parted', () => {
    const words = fc.stringMatching(/^[A-Za-zäöü ,.;:!?()"'\n>/%&=#*_-]{0,60}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...WAYS),
        words,
        words,
        fc.integer({ min: 20, max: 90 }),
        fc.boolean(),
        ([name, pack], before, after, width, wrap) => {
          const packed = pack(address);
          const text = wrap && !/travels/.test(name) ? wrapped(packed.replaceAll('\n', ' '), width, '\n') : packed;
          // Between words there is a space, or the link would begin or end otherwise.
          expect(linkIn(`${before} ${text} ${after}`)).toBe(carried);
        }
      ),
      times(150)
    );
  });

  test('is not whole where a part is missing: what is left is shown as such', () => {
    for (const at of [address.length - 1, address.length - 40]) {
      const found = linkIn(`Open ${address.slice(0, at)} please`);
      expect(found?.startsWith('r=2')).toBe(true);
      expect(found).not.toBe(carried);
    }
  });

  test.each([
    '',
    'title\tlevel 1\tlevel 2\nA\tb\tc',
    'https://example.org/?r=1',
    'r=2abc',
    'for r=2 and r=3',
    'https://example.org/#section',
    '%%%23r%3D',
    `/v3/__${'_'.repeat(200)}__;Iw!`
  ])('is not seen in %j', (text) => expect(linkIn(text)).toBeNull());

  test('that a mail filter has hidden for good is no table: it is said what to do', async () => {
    for (const address of ['https://protect-eu.mimecast.com/s/AbC1dEf2?domain=example.org', '<https://example.org/x>'])
      await expect(openPasted(null, address, 'en')).rejects.toMatchObject({ code: 'hidden-link' });
  });

  test('is looked for quickly, whatever was pasted', () => {
    const nasty = [
      '#r=2 ',
      '#r=2a\n> ',
      ' r=2abc def ',
      '%2523r%253D2',
      '/v3/__a',
      '-23r-3D2',
      '#r=\n',
      `#r=2${'a '.repeat(50)}`,
      '&amp;r=2='
    ];
    for (const one of nasty) {
      const start = performance.now();
      linkIn(one.repeat(20_000));
      expect(performance.now() - start, one).toBeLessThan(1_500);
    }
  });
});
