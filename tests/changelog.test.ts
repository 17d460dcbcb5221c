import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { released } from '../scripts/changelog.mjs';

const text = readFileSync('CHANGELOG.md', 'utf8');
const small = '# What has changed\n\n## Next\n\n- This.\n\n## 0.2.0 – 28 November 2026\n\n- That.\n';
const day = new Date(2027, 0, 3);

describe('the changelog', () => {
  test('has a part for what comes next, and its newest version is the app’s', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const parts = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading!);
    expect(parts[0]).toBe('Next');
    expect(parts[1]).toMatch(new RegExp(`^${version.replaceAll('.', '\\.')} – \\d{1,2} [A-Z][a-z]+ 20\\d\\d$`));
  });

  test('gives what comes next its number and its day when it is released', () =>
    expect(released(small, '0.3.0', day)).toBe(small.replace('## Next\n', '## Next\n\n## 0.3.0 – 3 January 2027\n')));

  test.each([
    ['nothing', small.replace('- This.\n\n', ''), '0.3.0', 'says nothing'],
    ['a version that is there', small, '0.2.0', 'has a part for 0.2.0'],
    ['two parts for what comes next', `${small}\n## Next\n\n- More.\n`, '0.3.0', 'one part'],
    ['no part for what comes next', small.replace('Next', 'Soon'), '0.3.0', 'one part']
  ])('is not released with %s', (_, before, version, fault) => expect(() => released(before, version, day)).toThrow(fault));
});
