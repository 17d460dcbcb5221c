import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from '@inlang/paraglide-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES, PSEUDO, pseudo } from '../../scripts/languages.ts';
import { areas, catalogueFile, compileMessages, MESSAGES, messagesFor, projectFor, readMessages } from '../../scripts/messages.ts';
import { isNode, lineAt, sources, tree, walk, type Node, type Source } from '../support/sources.ts';

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

const users = sources('.ts', '.svelte').filter(({ text }) => /from '[^']*paraglide\/messages\.js'/.test(text));

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
    for (const { path, text } of users) expect(text.match(/import ([^;]*?) from '[^']*paraglide\/messages\.js'/)![1], path).toBe('{ m }');
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

// Compiling hundreds of messages takes its time on a busy machine.
describe('the messages as the app gets them', { timeout: 300_000 }, () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'messages-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  type Compiled = Record<string, (values?: object) => string>;
  const load = async (outdir: string) =>
    ((await import(/* @vite-ignore */ pathToFileURL(join(outdir, 'messages.js')).href)) as { m?: Compiled }).m ?? {};
  /** Compiles with the very function that `npm run messages` calls. */
  async function compiled(language: string, from = '.'): Promise<Compiled> {
    const outdir = mkdtempSync(join(root, 'compiled-'));
    await compileMessages(language, outdir, from);
    return load(outdir);
  }
  const without = (m: Record<string, unknown>) => keys.filter((key) => typeof m[key] !== 'function');

  /** A project with a few texts of its own, in two areas, of which Finnish has some. */
  function someMessages(): string {
    const own = mkdtempSync(join(root, 'own-'));
    const plural = (one: string, other: string) => [
      {
        declarations: ['input n', 'local many = n: plural'],
        selectors: ['many'],
        match: { 'many=one': one, 'many=other': other }
      }
    ];
    const write = (area: string, language: string, texts: object) => {
      mkdirSync(join(own, MESSAGES, area), { recursive: true });
      writeFileSync(join(own, catalogueFile(area, language)), JSON.stringify(texts));
    };
    write('', 'en', { greet: 'Hello {name}.', left: plural('one left', '{n} left') });
    write('', 'fi', { greet: 'Hei {name}.' });
    write('part', 'en', { more: 'More' });
    write('part', 'fi', { more: 'Lisää' });
    return own;
  }

  test('there is a function for every key of every area', async () => {
    const m = await compiled('en');
    expect(without(m)).toEqual([]);
    expect(m.app_name!()).toBe('Waymark');
    expect(m.progress_left!({ minutes: 1 })).toBe('about a minute left');
    expect(m.progress_left!({ minutes: 7 })).toBe('about 7 minutes left');
  });

  test('each build has its one language; a text that it lacks stands there in English, marked', async () => {
    const m = await compiled('fi', someMessages());
    expect([m.greet!({ name: 'Aino' }), m.more!()]).toEqual(['Hei Aino.', 'Lisää']);
    expect([m.left!({ n: 1 }), m.left!({ n: 4 })]).toEqual(['one left [en]', '4 left [en]']);
  });

  test('the pseudo-language wraps every text and keeps its placeholders', async () => {
    const own = someMessages();
    const m = await compiled(PSEUDO, own);
    expect(m.greet!({ name: 'Aino' })).toMatch(/^⟦Ħéļļö Aino .*⟧\.$/);
    expect(m.left!({ n: 4 })).toMatch(/^⟦4 ļéƒţ .*⟧$/);
    for (const text of Object.values(messagesFor(PSEUDO)).flatMap((message) =>
      typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match))
    ))
      expect(text).toMatch(/^⟦[^⟦⟧]*⟧\.?$/);
  });

  test.each(['', 'a', 'Save {count} of {total}', 'Level 4.'])('its version of “%s” has the same placeholders', (text) =>
    expect(pseudo(text).match(/\{\w+\}/g)).toEqual(text.match(/\{\w+\}/g))
  );

  test('two areas with the same key are refused, with the file', () => {
    const own = someMessages();
    writeFileSync(join(own, catalogueFile('part', 'en')), JSON.stringify({ greet: 'Again' }));
    expect(() => messagesFor('en', own)).toThrow(`${catalogueFile('part', 'en')}: greet stands in another file too`);
  });

  test('a file that is not JSON is named', () => {
    const own = someMessages();
    writeFileSync(join(own, catalogueFile('part', 'fi')), '{ "more": ');
    expect(() => messagesFor('fi', own)).toThrow(`${join(own, catalogueFile('part', 'fi'))}: is not JSON`);
  });

  const settingsOf = (project: string) => join(project, 'settings.json');
  test('the plug-in lies in node_modules: nothing is fetched to compile', () => {
    const project = projectFor('en', someMessages());
    const { modules } = JSON.parse(readFileSync(settingsOf(project), 'utf8')) as { modules: string[] };
    for (const module of modules) expect(existsSync(resolve(project, '..', module)), module).toBe(true);
    expect(modules).toEqual([expect.stringMatching(/node_modules\/@inlang\/plugin-message-format\/dist\/index\.js$/)]);
  });

  test('a plug-in that cannot be had makes a compile without messages, and the tests above would say so', async () => {
    const project = projectFor('en', someMessages());
    const settings = readFileSync(settingsOf(project), 'utf8');
    writeFileSync(settingsOf(project), settings.replace(/"modules":\[[^\]]*\]/, '"modules":["./not-there.js"]'));
    const outdir = mkdtempSync(join(root, 'broken-'));
    const m = await compile({ project, outdir, strategy: ['baseLocale'] }).then(
      () => load(outdir),
      () => ({})
    );
    expect(m).not.toHaveProperty('greet');
  });
});

describe('the tone of the messages', () => {
  const texts = messages.flatMap(([key, message]) =>
    (typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match))).map((text) => [key, text] as const)
  );

  test('variants are read too: "about a minute left" is among the texts', () =>
    expect(texts.map(([, text]) => text)).toContain('about a minute left'));

  test.each([
    ['an exclamation mark', /!/],
    ['"simply"', /\bsimply\b/i],
    ['"please note"', /\bplease note\b/i]
  ])('no message has %s', (_what, pattern) => expect(texts.filter(([, text]) => pattern.test(text))).toEqual([]));

  test('no message is empty', () => expect(texts.filter(([, text]) => !text.trim())).toEqual([]));
});
