import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import type { Row } from '#lib/domain/position/score.ts';
import { writeAssessments } from '#lib/exchange/personal/file.ts';
import { readRubrics } from '../../scripts/rubrics-plugin.ts';
import { entries } from './examples.ts';
import vectors from '../vectors.json' with { type: 'json' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'score-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `npm run score -- cases.json`, from a folder of its own. */
function run(content: unknown) {
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(content));
  const { stdout, stderr, status } = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/score.ts', 'cases.json'], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder }
  });
  return { out: stdout, error: stderr.trim(), code: status };
}

test('each case is answered with exactly what a set of cases expects, whether the set comes whole or as a list', () => {
  const expected = vectors.individual.map((one) => one.expected);
  const { out, error, code } = run(vectors);
  expect([code, error]).toEqual([0, '']);
  expect(JSON.parse(out)).toEqual(expected);
  expect(JSON.parse(run(vectors.individual.slice(0, 3)).out)).toEqual(expected.slice(0, 3));
});

test('a case that cannot be scored is named by its number, with exit code 1 and nothing answered', () =>
  expect(run([{ rows: [[2, 1, 0, 0]] }, { rows: [[2, 1, 0]] }])).toEqual({
    out: '',
    error: 'cases.json: case 1 row 0 needs four answers',
    code: 1
  }));

test('a file of answers gives each position with what it rests on: an essential that is open, and one that decides alone', () => {
  const information = readRubrics().find(({ id }) => id === 'information')!;
  const answered = (essential: 1 | null) => {
    const rows = information.criteria.map((criterion): Row => [criterion.essential.includes(1) ? essential : 2, 0, 0, 0]);
    return { head: newHead({ rubrics: [information] }, essential === null ? 'open' : 'partly', 1), entries: entries(information, rows) };
  };
  const assessments = [answered(null), answered(1)].map(({ head, entries }) => ({
    head,
    entries: Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, { ...entry, assessment: head.id }]))
  }));
  const { out, error } = run(JSON.parse(writeAssessments(assessments)));
  expect(error).toBe('');
  const [open, partly] = (JSON.parse(out) as { positions: unknown[] }[]).map(({ positions }) => positions[0]);
  expect(open).toMatchObject({ level: null, reason: 'open', band: [0, 0], decisive: [], levels: [{ essentialOpen: [1] }, {}, {}, {}] });
  expect(partly).toMatchObject({ level: 1, band: [0, 1], decisive: [{ criterion: 1, level: 1 }] });
});
