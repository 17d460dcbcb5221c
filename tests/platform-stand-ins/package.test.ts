import { describe, expect, test } from 'vitest';
import { strToU8, zipSync } from 'fflate';
import { BROKEN_COURSES, BROKEN_PACKAGES, goodFiles, goodPackage, pack, PROFILES } from '../support/platform/broken.ts';
import { judge } from '../support/platform/package.ts';

/** Changes that break more than one rule, and have to: what is nowhere or there twice has no good form either. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'a wrong namespace': ['form'],
  'the namespace of 2004': ['scorm-type'],
  'two courses in one': ['form'],
  'two units': ['form'],
  'a start that is in its own address': ['unlisted'],
  'files of a second resource': ['form'],
  'no word on who sets objectives': ['form'],
  'no way to go on': ['form'],
  'a start that is not there': ['unlisted']
};

describe.each(PROFILES)('a package for %s', (profile) => {
  test('that is good is taken, with what the platform starts', () => {
    const { faults, manifest } = judge(goodPackage(profile), profile);
    expect(faults).toEqual([]);
    expect(manifest!.launch).toBe(profile === 'cmi5' ? 'index.html?theme=light#/r/small' : 'index.html');
    expect(manifest!.title).toBe('Small course');
    expect(manifest!.objectives).toEqual(
      { scorm12: [], scorm2004: ['course', 'information'], cmi5: ['https://waymark.example/course/small/information'] }[profile]
    );
  });

  test.each(BROKEN_PACKAGES.filter((broken) => broken.profile === profile))(
    'is refused with $name: $rule',
    ({ name, rule, file, make }) => {
      const { faults } = judge(make(), profile);
      expect(faults).toContainEqual({ rule, file, reason: expect.stringMatching(/\S/) });
      const others = [...new Set(faults.map((fault) => fault.rule))].filter((one) => one !== rule);
      expect(others).toEqual(ALSO[name] ?? []);
    }
  );

  test.each(PROFILES.filter((other) => other !== profile))('is none for %s', (other) => {
    expect(judge(goodPackage(profile), other).faults.map(({ rule }) => rule)).not.toEqual([]);
  });
});

test.each(BROKEN_COURSES)('a course for $profile that does wrong only while it runs looks good before: $name', ({ profile, make }) => {
  expect(judge(make(), profile).faults).toEqual([]);
});

test('folders in a zip are no files', () => {
  const zip = zipSync({
    ...Object.fromEntries(Object.entries(goodFiles('scorm12')).map(([path, text]) => [path, strToU8(text as string)])),
    'assets/': new Uint8Array()
  });
  expect(judge(zip, 'scorm12').faults).toEqual([]);
});

test('a zip that was cut off is refused', () => {
  const zip = goodPackage('scorm12');
  expect(judge(zip.subarray(0, zip.length - 30), 'scorm12').faults).toMatchObject([{ rule: 'zip', file: '(zip)' }]);
  expect(judge(zip.subarray(40), 'scorm12').faults[0]).toMatchObject({ rule: 'zip' });
});

test('a link to a page elsewhere is none that is loaded, nor is a name that looks like an address', () => {
  const files = goodFiles('scorm12');
  const page = (files['index.html'] as string).replace(
    '</body>',
    '<svg xmlns="http://www.w3.org/2000/svg"></svg><a href="https://waymark.example/more">More</a></body>'
  );
  const script = `${files['assets/course.js'] as string}\nconst licence = 'https://creativecommons.org/licenses/by/4.0/';`;
  expect(judge(pack({ ...files, 'index.html': page, 'assets/course.js': script }), 'scorm12').faults).toEqual([]);
});
