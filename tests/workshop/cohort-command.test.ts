import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupAnswers } from '../../scripts/group-answers.ts';
import vectors from '../vectors.json' with { type: 'json' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohort-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (content: unknown) =>
  writeFileSync(join(folder, 'group.json'), typeof content === 'string' ? content : JSON.stringify(content));

/** `npm run cohort -- group.json`, from a folder of its own. */
function run(content: unknown) {
  write(content);
  const { stdout, stderr, status } = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/cohort.ts', 'group.json'], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder }
  });
  return { out: stdout, error: stderr.trim(), code: status };
}

test('each case of a group is answered by what may be shown of it', () => {
  const { histograms, change, changeShown, changeOf, yesNo } = vectors.group;
  const { out, code, error } = run([...histograms, ...change, ...changeShown, ...changeOf, ...yesNo]);
  expect([code, error]).toEqual([0, '']);
  expect(JSON.parse(out)).toEqual([
    ...histograms.map(({ bins, shares, q25, median, q75 }) => ({ bins, shares, q25, median, q75 })),
    ...[...change, ...changeShown, ...changeOf, ...yesNo].map(({ shown }) => shown)
  ]);
});

describe('bad input is named by its place, and nothing is answered', () => {
  const good = { counts: [0, 0, 1, 4, 6, 1] };
  test('on the error stream, with exit code 1', () =>
    expect(run([good, 7])).toEqual({ out: '', error: 'group.json: case 1 has to be an object', code: 1 }));

  test.each([
    ['{', 'is not JSON'],
    [{ group: [] }, 'has to be an array of cases'],
    [[good, 7], 'case 1 has to be an object'],
    [[good, { levels: [] }], 'case 1 has to hold one of these: counts; before and after; up and same and down; count and of'],
    [[good, good, { counts: [0, 0, 1, 4, 6, '1'] }], 'case 2 counts[5]: "1" is not a whole number from 0 to 100000'],
    [[{ before: [1, 2] }], 'case 0 “after” has to be a list'],
    [[{ ...good, before: [1], after: [1] }], 'case 0 has to hold one of these'],
    [[{ before: [1, 2, 0, 0, 0], after: [1, 2, 0, 0, 5] }], 'case 0 after[4]: 5 is not a level from 0 to 4 or null']
  ])('%j', (content, message) => {
    write(content);
    expect(() => groupAnswers(join(folder, 'group.json'))).toThrow(
      new RegExp(`group\\.json: ${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[^\n]*$`)
    );
  });
});
