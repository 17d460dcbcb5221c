import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isNode, lineAt, sources, tree, walk, type Node, type Source } from '../support/sources.ts';

const CATALOGUE = 'src/lib/i18n/messages/en.json';
const PROJECT = 'src/lib/i18n/project.inlang';
type Message = string | { match: Record<string, string> }[];
const messages = Object.entries(JSON.parse(readFileSync(CATALOGUE, 'utf8')) as Record<string, Message>).filter(
  ([key]) => key !== '$schema'
);
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

  test('no key stands twice in the file', () => {
    const written = readFileSync(CATALOGUE, 'utf8')
      .match(/^ {2}"[^"]+"(?=:)/gm)!
      .map((line) => line.trim());
    expect(written.filter((key, i) => written.indexOf(key) !== i)).toEqual([]);
  });
});

describe('the messages as the app gets them', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'messages-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** Runs what `npm run messages` runs, with other folders. */
  async function compile(project: string, outdir: string): Promise<Record<string, unknown>> {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { messages: string } };
    const [tool, ...args] = scripts.messages.split(' ');
    expect(tool).toBe('paraglide-js');
    const given: Record<string, string> = { '--project': project, '--outdir': outdir };
    const cli = resolve('node_modules/@inlang/paraglide-js/bin/run.js');
    execFileSync(process.execPath, [cli, ...args.map((arg, i) => given[args[i - 1] ?? ''] ?? arg)], { stdio: 'pipe' });
    return (await import(/* @vite-ignore */ pathToFileURL(join(outdir, 'messages.js')).href)) as Record<string, unknown>;
  }
  const without = (compiled: Record<string, unknown>) => {
    const m = (compiled.m ?? {}) as Record<string, unknown>;
    return keys.filter((key) => typeof m[key] !== 'function');
  };

  test('there is a function for every key', async () => {
    const compiled = await compile(PROJECT, join(root, 'compiled'));
    expect(without(compiled)).toEqual([]);
    const m = compiled.m as Record<string, (values?: object) => string>;
    expect(m.app_name!()).toBe('Waymark');
    expect(m.progress_left!({ minutes: 1 })).toBe('about a minute left');
    expect(m.progress_left!({ minutes: 7 })).toBe('about 7 minutes left');
  });

  test('a plug-in that cannot be had makes a compile without messages, and the test above would say so', async () => {
    const broken = join(root, 'i18n');
    mkdirSync(broken);
    cpSync('src/lib/i18n/messages', join(broken, 'messages'), { recursive: true });
    cpSync(PROJECT, join(broken, 'project.inlang'), { recursive: true });
    const settings = join(broken, 'project.inlang/settings.json');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace(/"modules": \[[^\]]*\]/, '"modules": ["./not-there.js"]'));
    const missing = await compile(join(broken, 'project.inlang'), join(root, 'broken')).then(without, () => keys);
    expect(missing).toEqual(keys);
  });

  test('the plug-in lies in node_modules: nothing is fetched to compile', () => {
    const { modules } = JSON.parse(readFileSync(join(PROJECT, 'settings.json'), 'utf8')) as { modules: string[] };
    for (const module of modules) expect(module).toMatch(/^(\.\.\/)+node_modules\//);
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
