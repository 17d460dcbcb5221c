import papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { dropSituations } from '#lib/domain/authoring/draft-changes.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { rubricFile } from '#lib/domain/rubric/rubric-join.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { lossesOf, writeRubricAs } from '#lib/exchange/rubrics/formats.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';

const file = openRubricFile('presence');
const rows = async (rubric = file, language?: string) => {
  const { content } = await writeRubricAs(rubric, 'moodle', language, {
    levelNames: { 1: 'Telling, showing', 2: 'Two', 3: 'Three', 4: 'Four' },
    competentFrom: 3,
    maker: { author: 'Waymark', licence: 'CC BY 4.0' }
  });
  return papa.parse<string[]>(content as string, { skipEmptyLines: true }).data;
};

describe('Moodle’s competency framework', () => {
  test('has 14 columns, the framework first, and a competency a criterion', async () => {
    const table = await rows();
    expect(table.every((row) => row.length === 14)).toBe(true);
    expect(table[0]![0]).toBe('Parent ID number');
    expect(table.map((row) => row[1]).slice(1, 4)).toEqual(['', '-E1', '-E2'].map((part) => `presence-${file.facts.version}${part}`));
    expect(table.map((row) => row[12]).slice(1)).toEqual(['1', '', '', '', '', '', '']);
    expect(table).toHaveLength(2 + file.facts.criteria.length);
  });

  test('has a scale of four values without commas in them, proficient from the level on that was said', async () => {
    const framework = (await rows())[1]!;
    expect(framework[5]!.split(',')).toEqual(['Telling showing', 'Two', 'Three', 'Four']);
    expect(JSON.parse(framework[6]!)).toEqual([
      { scaleid: '1' },
      { id: 1, scaledefault: 1, proficient: 0 },
      { id: 2, scaledefault: 0, proficient: 0 },
      { id: 3, scaledefault: 0, proficient: 1 },
      { id: 4, scaledefault: 0, proficient: 1 }
    ]);
  });

  test('is not written before somebody has said what counts as competent: Moodle takes none without', async () => {
    await expect(writeRubricAs(file, 'moodle')).rejects.toThrow(RangeError);
  });

  test('says in the description of the framework who made it, and the licence: of the rubric itself, else as it is told', async () => {
    expect((await rows())[1]![3]).toMatch(/<p>Waymark, CC BY 4\.0<\/p>$/);
    const copy = { ...file, facts: { ...file.facts, origin: { author: 'Jo <i>, after Waymark', licence: 'CC BY 4.0' } } };
    expect((await rows(copy))[1]![3]).toMatch(/<p>Jo &lt;i&gt;, after Waymark, CC BY 4\.0<\/p>$/);
  });

  test('has the statements of the levels as a list, each after its situation, in the language wanted', async () => {
    const [, , first] = await rows(file, 'fi');
    const { criteria, situations } = file.words.fi!;
    const own = criteria.E1!;
    const items = LEVELS.map((level) => `<li>${situations![level]!.label}: ${own.descriptors![level]}</li>`);
    expect(first![3]).toContain(`<ol>${items.join('')}</ol>`);
    expect(first![2]).toBe(own.title);
  });

  test('has the statements alone where a rubric has no situations', async () => {
    const { facts, words } = dropSituations({ ...file, id: 'd', at: 1 });
    const [, , first] = await rows(rubricFile(facts, words), 'fi');
    for (const text of Object.values(file.words.fi!.criteria.E1!.descriptors!)) expect(first![3]).toContain(`<li>${text}</li>`);
  });

  test('has markup in texts as text, and nothing that a spreadsheet would work out', async () => {
    const hostile = structuredClone(file);
    Object.assign(hostile.words.en!.criteria.E1!, {
      title: '=1+1',
      descriptors: { ...hostile.words.en!.criteria.E1!.descriptors, 1: '<script>"x"</script>' }
    });
    hostile.words.en!.situations![2]!.label = '<i>online</i>';
    const [, , first] = await rows(hostile);
    expect(first![2]).toBe(' =1+1');
    expect(first![3]).toContain(': &lt;script&gt;&quot;x&quot;&lt;/script&gt;</li>');
    expect(first![3]).toContain('<li>&lt;i&gt;online&lt;/i&gt;: ');
    expect(first![3]).not.toMatch(/<(script|i)>/);
  });

  test('lists before it is written what it cannot carry, and nothing that the rubric has not', () => {
    const lost = (from: RubricFile) => Object.fromEntries(lossesOf(from, 'moodle').map(({ part, count }) => [part, count]));
    const losses = lost(file);
    expect(losses).toMatchObject({ languages: 3, situations: 4, changes: 2, next: 4 * 6 * 4, keyLevel: 1 });
    for (const none of ['thresholds', 'essential']) expect(Object.keys(losses)).not.toContain(none);
    expect(lost(openRubricFile('privacy'))).toMatchObject({ essential: 5 });
    expect(losses.digcomp).toBe(file.facts.criteria.flatMap(({ digcomp = [] }) => digcomp).length);
  });
});
