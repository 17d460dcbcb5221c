import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { areas, MESSAGES, readCatalogue } from '../../scripts/messages.ts';
import { areasOfTools, textsOfRoutes, Uses, waiting } from '../../scripts/texts-plugin.ts';
import { sources } from '../support/sources.ts';

describe('which texts a module uses', () => {
  let root: string;
  let uses: Uses;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'texts-'));
    write(`${MESSAGES}/shell/en.json`, '{ "name": "A", "menu": "B", "close": "C" }');
    write(`${MESSAGES}/plan/en.json`, '{ "plan_title": "A", "plan_new": "B", "plan_old": "C" }');
    write(`${MESSAGES}/late/en.json`, '{ "late": "A" }');
    write('src/lib/ui/Menu.svelte', "<script>\n  import { m } from '#lib/i18n/messages.ts';\n</script>\n{m.menu()}{m.close()}");
    write('src/lib/ui/late.ts', "import { m } from '../i18n/messages.ts';\nexport const late = () => m.late();");
    write('src/lib/ui/typed.ts', "import type { late } from './late.ts';\nexport type Late = typeof late;\nexport const plain = 1;");
    write('src/lib/library/model.ts', "export const words = () => area<Record<string, string>>('rubrics/model');");
    write('src/routes/+layout.svelte', "<script>\n  import Menu from '#lib/ui/Menu.svelte';\n</script>\n<Menu />{m.name()}");
    write('src/routes/(app)/+page.svelte', '<p>{m.plan_new()}</p>');
    write(
      'src/routes/(app)/plan/+page.svelte',
      "<script>\n  import {\n    words\n  } from '#lib/library/model.ts';\n  import '#lib/ui/typed.ts';\n</script>\n{m.plan_title()}{m.nothing()}{#await import('#lib/ui/late.ts')}{/await}"
    );
    uses = new Uses(root);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('its own, and those of all that it imports at once; not of types, nor of what is loaded while running', () => {
    expect(uses.of('src/routes/+layout.svelte')).toEqual(['shell']);
    expect(uses.of('src/routes/(app)/plan/+page.svelte')).toEqual(['plan', 'rubrics/model']);
    expect(uses.of('src/lib/ui/typed.ts')).toEqual([]);
  });

  test('a page where people begin brings them all: an area as a whole where it uses most of it, else the messages', () =>
    expect(textsOfRoutes(uses)['/(app)']).toEqual({ areas: ['shell'], messages: [['plan', 'plan_new']], files: [] }));

  test('another page brings what every page does; the rest comes beside it', () =>
    expect(textsOfRoutes(uses)['/(app)/plan']).toEqual({ areas: ['shell'], messages: [], files: ['plan', 'rubrics/model'] }));

  test('an address without a page brings what pages wear', () =>
    expect(textsOfRoutes(uses)['']).toEqual({ areas: ['shell'], messages: [], files: [] }));

  const file = () => resolve(root, 'src/lib/ui/some.ts');
  test('what is loaded while running waits for its texts, but for those that every page brings', () => {
    const code =
      "const a = () => import('./late.ts');\nconst b = () => import(\"./typed.ts\");\nimport('dexie'); import(`#lib/ui/Menu.svelte`);";
    expect(waiting(code, file(), uses, new Set(['shell']))).toBe(
      "import { withTexts as __withTexts } from '#lib/i18n/texts.ts';const a = () => __withTexts(\"late\", () => import('./late.ts'));\nconst b = () => import(\"./typed.ts\");\nimport('dexie'); import(`#lib/ui/Menu.svelte`);"
    );
    expect(waiting(code, file(), uses, new Set())).toContain('__withTexts("shell", () => import(`#lib/ui/Menu.svelte`))');
  });

  test('a module that loads nothing stays as it is', () => expect(waiting('const a = 1;', file(), uses, new Set())).toBe('const a = 1;'));
});

describe('the app as it is', () => {
  const uses = new Uses();
  const routes = textsOfRoutes(uses);

  test('every page has its texts, at hand or beside it', () => {
    expect(Object.keys(routes)).toEqual(expect.arrayContaining(['', '/(app)', '/(answer)/assess', '/(app)/rubrics/read']));
    const used = uses.of('src/routes/(app)/rubrics/read/+page.svelte');
    expect(used).toContain('rubrics');
    const { areas, files } = routes['/(app)/rubrics/read']!;
    expect([...areas, ...files]).toEqual(expect.arrayContaining(used));
  });

  test('the first criterion comes with its page, words and all, so that nothing has to be asked for', () => {
    expect(routes['/(answer)/assess']!.files).toEqual([]);
    expect(routes['/(answer)/assess']!.areas).toEqual(expect.arrayContaining(['assess', 'rubrics/face-1', 'rubrics/names', 'shell']));
  });

  test('what only trainers read comes with their tools, and nothing that anybody else may meet', () => {
    const { trainers } = areasOfTools(uses);
    expect(trainers).toEqual(expect.arrayContaining(['cohort', 'mail', 'room', 'steps', 'wall']));
    const forAll = Object.keys(routes).filter((route) => !/workshop|rubrics\/edit/.test(route));
    const brought = forAll.flatMap((route) => [...routes[route]!.areas, ...routes[route]!.files]);
    expect(trainers.filter((area) => brought.includes(area))).toEqual([]);
  });

  test('every area is used by a module, and every area of rubrics that a module names is one', () => {
    const own = sources('.ts', '.svelte').map(({ path }) => path);
    const used = uses.of(...own);
    expect(areas().filter((area) => !used.includes(area))).toEqual([]);
    expect(used.filter((area) => !areas().includes(area))).toEqual([
      'rubrics/abouts',
      'rubrics/digcomp',
      'rubrics/face-1',
      'rubrics/model',
      'rubrics/names'
    ]);
  });

  test('no area is so large that one text of it costs a page much', () => {
    for (const area of areas()) expect(JSON.stringify(readCatalogue(area, 'en')).length, area).toBeLessThan(20_000);
  });
});
