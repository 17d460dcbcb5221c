import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import format from 'icu-minify/format';
import { written } from '#lib/i18n/compiled.ts';
import { m } from '#lib/i18n/messages.ts';
import { provide } from '#lib/i18n/texts.ts';
import { LANGUAGES, PSEUDO } from '../../scripts/languages.ts';
import {
  areas,
  catalogueFile,
  compiled,
  MESSAGES,
  missingForms,
  readMessages,
  textsOf,
  typesOf,
  valuesOf
} from '../../scripts/messages.ts';
import { readIn } from '../support/texts.ts';
import { isNode, lineAt, sources, tree, walk, type Node, type Source } from '../support/sources.ts';

const formatters = {
  getPluralRules: (locale: string) => new Intl.PluralRules(locale),
  getNumberFormat: (locale: string) => new Intl.NumberFormat(locale)
};

const messages = Object.entries(readMessages('en'));
const keys = messages.map(([key]) => key);

const LETTER = /\p{L}/u;
const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'alt',
  'placeholder',
  'label'
];

/** The texts that an expression can turn out to be, as far as they stand in it: both branches of `a ? 'x' : 'y'`. */
function literalsIn(node: unknown): Node[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' && LETTER.test(node.value) ? [node] : [];
    case 'TemplateLiteral':
      return [
        ...(node.quasis as Node[]).filter((quasi) => LETTER.test((quasi.value as { raw: string }).raw)),
        ...(node.expressions as Node[]).flatMap(literalsIn)
      ];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(literalsIn);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return /^([=!]==?|[<>]=?|in|instanceof)$/.test(String(node.operator)) ? [] : [node.left, node.right].flatMap(literalsIn);
    default:
      return [];
  }
}

/** @returns texts on the screen, or read out, that do not come from the messages, as "file:line text" */
function bypassing(source: Source): string[] {
  const found: string[] = [];
  const { root, text } = tree(source);
  const report = (node: Node) =>
    found.push(
      `${source.path}:${lineAt(text, node.start)} ${text
        .slice(node.start, node.end as number)
        .trim()
        .slice(0, 60)}`
    );
  walk(root.fragment, (node, holder) => {
    // Other attributes, and directives such as style:, hold addresses, classes and measures.
    if (/^Attribute$|Directive$/.test(holder?.type ?? '') && !SPOKEN.includes(String(holder!.name))) return;
    if (node.type === 'Text' && LETTER.test(String(node.data))) report(node);
    else if (node.type === 'ExpressionTag') literalsIn(node.expression).forEach(report);
  });
  return found;
}

describe('every text on the screen comes from the messages', () => {
  const components = sources('.svelte');

  test('in every component and page', () => {
    expect(components.length).toBeGreaterThan(20);
    expect(components.flatMap(bypassing)).toEqual([]);
  });

  test.each([
    ['a text', '<p>Hello</p>', 'Hello'],
    ['a text in one branch', '{#if a}<p>{a}</p>{:else}<p>None</p>{/if}', 'None'],
    ['a text in the head', '<svelte:head><title>Waymark</title></svelte:head>', 'Waymark'],
    ['a text between two values', '<p>{a} of {b}</p>', 'of'],
    ['a label that is read out', '<nav aria-label="Main"></nav>', 'Main'],
    ['a label put together', '<nav aria-label="Page {a}"></nav>', 'Page'],
    ['a picture’s text', '<img alt="A ladder" src="x" />', 'A ladder'],
    ['a placeholder', '<input placeholder="Name" />', 'Name'],
    ['a property of a component', '<Bar label="Progress" />', 'Progress'],
    ['a literal in braces', "<p>{a ? 'yes' : b}</p>", "'yes'"],
    ['a template literal', '<p>{`level ${a}`}</p>', 'level'],
    ['a text after an operator', "<p>{a || 'nothing'}</p>", "'nothing'"],
    ['a title in braces', "<abbr title={'Kettunen'}>{a}</abbr>", "'Kettunen'"]
  ])('%s would be found', (_what, markup, shown) =>
    expect(bypassing({ path: 'x.svelte', text: `\n${markup}` })).toEqual([expect.stringMatching(new RegExp(`^x\\.svelte:2 ${shown}`))])
  );

  test('signs, digits, values, styles, ids and scripts are no text', () =>
    expect(
      bypassing({
        path: 'x.svelte',
        text: '<script>const a = \'text\';</script><p class="small soft" style:margin="1rem" id="why-{a}">{a} · 4: “{f(\'x\')}”, {a === \'open\' ? a : 1}</p><style>p { color: red; }</style>'
      })
    ).toEqual([]));
});

const users = sources('.ts', '.svelte').filter(({ text }) => /from '[^']*\/messages\.ts'/.test(text));

/** Keys that a file names as m.key; `m[key]`, which nobody could check, as "m[". */
function keysIn(source: Source): string[] {
  const found: string[] = [];
  walk(tree(source).root, (node) => {
    if (node.type !== 'MemberExpression' || !isNode(node.object) || node.object.type !== 'Identifier' || node.object.name !== 'm') return;
    found.push(node.computed ? 'm[' : String((node.property as unknown as { name: string }).name));
  });
  return found;
}

describe('messages and their use agree', () => {
  const used = new Map(users.map((source) => [source.path, keysIn(source)]));

  test('every message that is asked for is there', () => {
    expect(users.length).toBeGreaterThan(10);
    const missing = [...used].flatMap(([path, own]) => own.filter((key) => !keys.includes(key)).map((key) => `${path} asks for ${key}`));
    expect(missing).toEqual([]);
  });

  test('every message that is there is asked for', () => {
    const wanted = new Set([...used.values()].flat());
    expect(keys.filter((key) => !wanted.has(key))).toEqual([]);
  });

  test('the messages are imported by one name, so that this test sees their use', () => {
    for (const { path, text } of users) expect(text.match(/import ([^;]*?) from '[^']*\/messages\.ts'/)![1], path).toBe('{ m }');
  });

  const files = areas().flatMap((area) => LANGUAGES.map((language) => catalogueFile(area, language)).filter((file) => existsSync(file)));

  test.each(files)('no key stands twice in %s', (file) => {
    const written = (readFileSync(file, 'utf8').match(/^ {2}"[^"]+"(?=:)/gm) ?? []).map((line) => line.trim());
    expect(written.length).toBeGreaterThan(0);
    expect(written.filter((key, i) => written.indexOf(key) !== i)).toEqual([]);
  });

  test('no key stands in two areas: reading all of them would say so', () => {
    for (const language of LANGUAGES) expect(() => readMessages(language), language).not.toThrow();
  });
});

describe('the messages as the app shows them', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'messages-'));
    const write = (area: string, language: string, texts: object) => {
      mkdirSync(join(root, MESSAGES, area), { recursive: true });
      writeFileSync(join(root, catalogueFile(area, language)), JSON.stringify(texts));
    };
    // Two areas, of which Finnish has some texts.
    write('some', 'en', { greet: 'Hello {name}.', left: '{n, plural, one {one left} other {{n} left}}', both: '{a} of {b}' });
    write('some', 'fi', { greet: 'Hei {name}.' });
    write('part', 'en', { more: 'More' });
    write('part', 'fi', { more: 'Lisää' });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** The app in this language, with the few texts above. */
  function shown(language: string): Record<string, (values?: object) => string> {
    provide({
      language,
      release: '',
      areas: Object.fromEntries(areas(root).map((area) => [area, textsOf(area, language, root)])),
      messages: {}
    });
    return m as unknown as Record<string, (values?: object) => string>;
  }

  const english = Object.fromEntries(messages);
  /** A text of the app with its values in brackets, and three of whatever is counted. */
  function said(key: string): string {
    const values = [...valuesOf(compiled(english[key]!, key))];
    const given = Object.fromEntries(values.map(([name, type]) => [name, type === 'number' ? 3 : `(${name})`]));
    return (m as unknown as Record<string, (values: object) => string>)[key]!(given);
  }

  test('there is a text for every key of every area', async () => {
    await readIn('en');
    expect(keys.filter((key) => said(key) === key || !said(key))).toEqual([]);
    expect(m.app_name()).toBe('Waymark');
    expect(m.progress_left({ minutes: 1 })).toBe('about a minute left');
    expect(m.progress_left({ minutes: 7 })).toBe('about 7 minutes left');
  });

  test('a text that a language lacks stands there in English, marked', () => {
    const { greet, more, left, both } = shown('fi');
    expect([greet!({ name: 'Aino' }), more!()]).toEqual(['Hei Aino.', 'Lisää']);
    expect([left!({ n: 1 }), left!({ n: 4 }), both!({ a: 1, b: 2 })]).toEqual(['one left [en]', '4 left [en]', '1 of 2 [en]']);
  });

  test('every text is written as its compiler’s own package would write it', () => {
    for (const language of LANGUAGES)
      for (const [key, message] of Object.entries(readMessages(language))) {
        const text = compiled(message, key) as never;
        for (const number of [0, 1, 2, 5, 21, 1234]) {
          const values = Object.fromEntries([...valuesOf(text)].map(([name, type]) => [name, type === 'number' ? number : `(${name})`]));
          expect(written(text, language, values), key).toBe(format(text, language, values, { formatters } as never));
        }
      }
  });

  test.each([
    '{day, date}',
    '{n, number}',
    '{kind, select, a {A} other {B}}',
    '{n, plural, one {<b>x</b>} other {y}}',
    '{n, selectordinal, other {#th}}'
  ])('what the app does not write out is refused: %s', (message) =>
    expect(() => compiled(message, 'x')).toThrow('x: has something else in it than values and plural forms')
  );

  test('plural forms follow the language, and numbers are written as they come', () => {
    const text = compiled('{n, plural, one {# tiedosto} few {# soubory} many {# souboru} other {# souborů}}', 'x');
    provide({ language: 'cs', release: '', areas: { x: { left: text } }, messages: {} });
    expect([1, 3, 5].map((n) => (m as unknown as Record<string, (v: object) => string>).left!({ n }))).toEqual([
      '1 tiedosto',
      '3 soubory',
      '5 souborů'
    ]);
    expect(missingForms(compiled('{n, plural, one {a} other {b}}', 'x'), 'cs')).toEqual(['few']);
    expect(missingForms(compiled('{n, plural, one {a} other {b}}', 'x'), 'fi')).toEqual([]);
    expect(missingForms(compiled('You have {n, plural, other {b}}', 'x'), 'en')).toEqual(['one']);
  });

  test('a text whose area has not come is an error where pages are made', () => {
    const { other } = shown('fi');
    expect(() => other!()).toThrow('the text “other” has not come');
  });

  test('the made-up language wraps every text and keeps its values', async () => {
    const { greet, left } = shown(PSEUDO);
    expect(greet!({ name: 'Aino' })).toMatch(/^⟦Ħéļļö Aino .*⟧\.$/);
    expect(left!({ n: 4 })).toMatch(/^⟦4 ļéƒţ .*⟧$/);
    await readIn(PSEUDO);
    for (const [key, message] of messages) {
      expect(said(key)).toMatch(/^⟦[^⟦⟧]*⟧\.?$/);
      for (const [name, type] of valuesOf(compiled(message, key)))
        if (type === 'any' && !message.includes('plural')) expect(said(key), key).toContain(`(${name})`);
    }
  });

  test('two areas with the same key are refused, with the file', () => {
    writeFileSync(join(root, catalogueFile('part', 'sv')), JSON.stringify({ greet: 'Again' }));
    writeFileSync(join(root, catalogueFile('some', 'sv')), JSON.stringify({ greet: 'Once' }));
    expect(() => readMessages('sv', root)).toThrow(`${catalogueFile('some', 'sv')}: greet stands in another file too`);
  });

  test('a file that is not JSON is named, and a text that is no ICU message', () => {
    writeFileSync(join(root, catalogueFile('part', 'de')), '{ "more": ');
    expect(() => textsOf('part', 'de', root)).toThrow(`${join(root, catalogueFile('part', 'de'))}: is not JSON`);
    writeFileSync(join(root, catalogueFile('part', 'de')), '{ "more": "Mehr {" }');
    expect(() => textsOf('part', 'de', root)).toThrow(`${catalogueFile('part', 'de')}: more: is not an ICU message`);
  });

  test('the types say what each text takes, and that plural forms hang on a number', () => {
    const types = typesOf(root);
    expect(types).toContain('greet(values: { name: Value }): string;');
    expect(types).toContain('left(values: { n: number }): string;');
    expect(types).toContain('more(): string;');
  });
});

describe('the tone of the messages', () => {
  const texts = messages;

  test('plural forms are read too: "about a minute left" is among the texts', () =>
    expect(texts.filter(([, text]) => text.includes('{about a minute left}'))).toHaveLength(1));

  test.each([
    ['an exclamation mark', /!/],
    ['"simply"', /\bsimply\b/i],
    ['"please note"', /\bplease note\b/i]
  ])('no message has %s', (_what, pattern) => expect(texts.filter(([, text]) => pattern.test(text))).toEqual([]));

  test('no message is empty', () => expect(texts.filter(([, text]) => !text.trim())).toEqual([]));
});
