/** `npm run study -- …`, from forms to figures, with made-up portraits beside the built-in rubrics. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { openRubric, readModel } from '../../scripts/rubrics-plugin.ts';
import { studyDesk } from '../../scripts/study/desk.ts';
import type { Portrait } from '../../scripts/study/portrait.ts';

const { competencies } = readModel().model;
type Json = Record<string, never>;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'study-'));
  cpSync('rubrics', join(root, 'rubrics'), { recursive: true });
  mkdirSync(join(root, 'study/portraits'), { recursive: true });
  for (const [id, study] of [
    ['kestrel', 'mend'],
    ['magpie', 'mend'],
    ['lapwing', 'kept']
  ] as const) {
    const each = <T>(value: T) => Object.fromEntries(competencies.map((topic) => [topic, value]));
    const portrait: Portrait = {
      id,
      title: `Title of ${id}`,
      setting: 'school',
      study,
      text: [`Page of ${id[0]}.`],
      placing: each(1 as const),
      because: each('Reason.')
    };
    writeFileSync(join(root, 'study/portraits', `${id}.json`), JSON.stringify(portrait));
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const edit = (file: string, change: (json: Json) => object) => {
  const path = join(root, 'rubrics', file);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as Json)));
};

const run = (...args: string[]) => studyDesk(args, root, root);
const done = (...args: string[]) => {
  const { out, error, code } = run(...args);
  expect([error, code]).toEqual(['', 0]);
  return out;
};
const form = (name: string) => readFileSync(join(root, 'forms', `${name}.txt`), 'utf8');
const kept = (name: string) => JSON.parse(readFileSync(join(root, 'study/rounds/1', `${name}.json`), 'utf8')) as Json;
const answer = (to: string, reader: string, lines: readonly string[]) => {
  const folder = join(root, 'study/rounds/1/answers', to);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${reader}.txt`), lines.join('\n'));
};

describe('forms', () => {
  test('of the order hide labels and levels, and have every act once', () => {
    expect(done('order', '1', 'forms')).toBe(join(root, 'forms/order.txt'));
    const text = form('order');
    const { situations } = openRubric(competencies[0]!, root);
    for (const level of LEVELS) expect(text).not.toContain(situations![level].label);
    for (const id of competencies)
      for (const { id: criterion, descriptors } of openRubric(id, root).criteria) {
        const key = (kept('order') as Record<string, string>)[criterion]!;
        for (const level of LEVELS) expect(text).toContain(`  ${key[level - 1]}) ${descriptors[level]}\n`);
      }
    // Not all in the same order.
    expect(new Set(Object.values(kept('order'))).size).toBeGreaterThan(10);
  });

  test('of a page say nothing of its name, set, levels or reasons', () => {
    const files = done('place', '1', 'forms').split('\n');
    expect(files).toEqual([1, 2, 3].map((i) => join(root, `forms/place-${i}.txt`)));
    for (const i of [1, 2, 3]) {
      const text = form(`place-${i}`);
      const { portrait } = (kept('place') as unknown as Record<string, { portrait: string }>)[`place-${i}`]!;
      expect(text).toContain(`Page of ${portrait[0]}.`);
      expect(text.slice(0, text.indexOf('---'))).toBe(
        `Read this page about a practitioner’s work in the last six months.\n\nPage of ${portrait[0]}.\n\n`
      );
      for (const hint of ['Title of', portrait, 'Reason.']) expect(text).not.toContain(hint);
      expect(text.match(/^[A-E]\d\.[1-4] {2}\S/gm)).toHaveLength(124);
    }
  });

  test('of one set are only of it', () => {
    done('place', '1', 'forms', '--set', 'kept');
    expect(readdirSync(join(root, 'forms'))).toEqual(['place-1.txt']);
    expect(form('place-1')).toContain('Page of l.');
  });

  test('of who is never online have the 93 statements that are not about sharing, mixed, each under its label', () => {
    done('offline', '1', 'forms');
    const { situations } = openRubric(competencies[0]!, root);
    const lines = form('offline').split('\n');
    const at = lines.flatMap((line, i) => (/^[A-E]\d\.[1-4] {2}/.test(line) ? [i] : []));
    expect(at).toHaveLength(93);
    for (const i of at) expect(lines[i - 1]).toBe(situations![Number(lines[i]![3]) as Level].label);
    const levels = at.map((i) => lines[i]![3]).join('');
    expect(levels).not.toContain('1');
    expect(levels).not.toMatch(/^(234)+$/);
  });

  test('come out the same again, and otherwise in another round', () => {
    done('order', '1', 'forms');
    const first = form('order');
    done('order', '1', 'forms');
    expect(form('order')).toBe(first);
    done('order', '2', 'forms');
    expect(form('order')).not.toBe(first);
  });

  test('a round that has begun takes no other rubrics and no other portraits', () => {
    done('order', '1', 'forms');
    done('place', '1', 'forms', '--set', 'kept');
    expect(run('place', '1', 'forms').error).toContain('place.json says something else: other portraits were read');
    edit('information/en.json', (words) => ({ ...words, short: 'Other' }));
    for (const command of ['order', 'place', 'offline'])
      expect(run(command, '1', 'forms').error).toContain('material.json says something else: the rubrics have changed');
  });

  test('a round that cannot be made leaves nothing behind', () => {
    for (const id of competencies) {
      edit(`${id}/rubric.json`, ({ situations: _, ...facts }) => facts);
      for (const language of ['en', 'fi', 'sv', 'de']) edit(`${id}/${language}.json`, ({ situations: _, ...words }) => words);
    }
    expect(run('offline', '1', 'forms')).toMatchObject({ error: expect.stringContaining('no situations'), code: 1 });
    expect(existsSync(join(root, 'study/rounds'))).toBe(false);
  });
});

describe('figures', () => {
  test('come from what lies in the round, each form of answer in its part', () => {
    done('order', '1', 'forms');
    done('place', '1', 'forms', '--set', 'kept');
    done('offline', '1', 'forms');
    expect(done('figures', '1')).toMatch(/^Round 1: information [\d.]+, .*\nNobody has answered yet\.$/);

    const order = Object.entries(kept('order') as Record<string, string>);
    const right = order.map(([criterion, letters]) => `${criterion}: ${[...letters].join(' ')}`);
    answer('order', 'right', ['# who: nobody', '', ...right]);
    answer('order', 'turned', [`${order[0]![0]}: ${[...order[0]![1]].reverse().join(' ')}`, ...right.slice(1, -1)]);
    const places = order.flatMap(([criterion]) => LEVELS.map((level) => [`${criterion}.${level}`, level] as const));
    answer(
      'place-1',
      'one',
      places.map(([place, level]) => `${place}: ${level === 1 ? 'yes' : 'no'}`)
    );
    answer(
      'place-1',
      'two',
      places.map(([place, level]) => `${place}: ${level <= 2 || place.startsWith('B1') ? 'yes' : 'no'}`).slice(0, -1)
    );
    answer('offline', 'one', ['A1.2: no', 'A1.3: yes']);
    answer('offline', 'two', ['A1.2: yes', 'A1.3: yes']);

    const said = done('figures', '1');
    expect(said).toContain('  right: 31 of 31 criteria exactly, Kendall distance 0 of 186\n');
    expect(said).toContain(
      `  turned: 29 of 31 criteria exactly, Kendall distance 6 of 186\n    ${order[0]![0]} as 4 3 2 1\n    without an answer: ${order.at(-1)![0]}\n`
    );
    expect(said).toContain('  kept: 5 of 10 exact (50 %, 95 % interval 24 to 76 %), largest distance 1\n');
    expect(said).toContain('  one: 5 of 5 exact');
    expect(said).toContain('  two: 0 of 5 exact');
    expect(said).toMatch(/\n {2}lapwing, information: meant 1, found 2 by two \(1: 12 of 9 held; 2: 12 of 9 held; 3: 0 of 9 not-yet\)\n/);
    expect(said).toContain('  one and two: the same level 0 of 5, at most 1 apart; the same answer 90 of 123\n');
    expect(said).toContain('  B1.4: 1 page\n');
    expect(said).toContain(`  two, lapwing: ${places.at(-1)![0]}\n`);
    expect(said).toContain('  by any of 2 readers: 2 of 93; by most of them: 1\n    A1.2 (1) ');
  });

  test('stay what they are when the rubrics change afterwards, not when the page does', () => {
    done('place', '1', 'forms', '--set', 'kept');
    answer('place-1', 'one', ['A1.1: yes']);
    const before = done('figures', '1');
    edit('information/rubric.json', (facts) => ({ ...facts, version: '9.0.0' }));
    expect(done('figures', '1')).toBe(before);
    const file = join(root, 'study/portraits/lapwing.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Page of l.', 'Another page.'));
    expect(run('figures', '1').error).toBe('place-1 was about the portrait “lapwing”, which has changed since');
  });

  test.each([
    [['sing', '1', 'forms'], 'npm run study -- order'],
    [['order', '1'], 'npm run study -- order'],
    [['order', 'A b', 'forms'], 'a round has a name'],
    [['order', '1', 'forms', '--set', 'kept'], 'npm run study -- order'],
    [['place', '1', 'forms', '--set', 'all'], 'npm run study -- order'],
    [['figures', '7'], 'there is no round “7”']
  ])('%j is declined in plain words', (args, says) => {
    const { error, code } = run(...args);
    expect([error, code]).toEqual([expect.stringContaining(says), 1]);
    expect(error).not.toContain('    at ');
  });
});
