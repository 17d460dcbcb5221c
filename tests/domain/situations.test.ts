import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ownFacts } from '#lib/domain/authoring/adopting.ts';
import { newChecker } from '#lib/domain/authoring/draft-checks.ts';
import {
  appendCriteria,
  dropSituations,
  duplicateCriterion,
  isOwnSituation,
  ownSituations,
  setBeyond,
  setEssential,
  setOutOfRole,
  takeSituations,
  textState,
  writeText
} from '#lib/domain/authoring/draft-changes.ts';
import { copyDraft, emptyDraft, nextDraft } from '#lib/domain/authoring/drafting.ts';
import { publish, sameAs } from '#lib/domain/authoring/publishing.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { textAt, withText } from '#lib/domain/rubric/places.ts';
import { rubricFile, rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { faceOf, type Draft, type RubricFile } from '#lib/domain/rubric/rubric.ts';
import { sideBySide } from '#lib/domain/rubric/side-by-side.ts';
import { readRubric, rubricFaults } from '#lib/domain/rubric/sound.ts';
import { missingPlaces, stalePlaces } from '#lib/domain/rubric/translation.ts';
import { proposeChange } from '#lib/domain/rubric/versions.ts';
import { checkWording } from '#lib/domain/rubric/wording.ts';
import { openRubric, openRubricFiles, readModel } from '../../scripts/rubrics-plugin.ts';
import { whole } from './drafts.ts';
import { aFile } from './rubric-files.ts';

const saved = (version: number) => JSON.parse(readFileSync(`tests/upgrades/rubric-${version}.json`, 'utf8')) as RubricFile;
const { file } = readRubric(saved(2), 'rubric-2.json');
const withFacts = (facts: Partial<RubricFile['facts']>): RubricFile => ({ ...file, facts: { ...file.facts, ...facts } });
const withEn = (place: string, text: string): RubricFile => ({
  ...file,
  words: { ...file.words, en: withText(file.words.en!, place, text) }
});

test('the five built-in rubrics are whole in four languages with the model’s situations in them', () => {
  const files = openRubricFiles();
  for (const file of files)
    for (const language of ['fi', 'sv', 'de']) {
      expect(missingPlaces(file, language)).toEqual([]);
      expect(stalePlaces(file, language)).toEqual([]);
    }
  for (const language of ['en', 'fi', 'sv', 'de'])
    for (const { facts } of files) {
      const rubric = openRubric(facts.id, '.', language);
      const own = readModel('.', language).words.situations;
      expect(rubric.borrowed).toBeUndefined();
      expect(checkWording(rubric)).toEqual([]);
      for (const level of LEVELS) expect(rubric.situations?.[level]).toEqual({ id: readModel().model.situations[level].id, ...own[level] });
      expect(LEVELS.map((level) => Boolean(rubric.situations?.[level].outOfRole))).toEqual([false, true, true, true]);
    }
});

describe('the format', () => {
  test('a file of version 1 opens with the hash that it had, and goes on bearing 1', () => {
    const read = readRubric(saved(1), 'rubric-1.json');
    expect(read.hash).toBe('43c1f4695dd009664560c6d1b8619977');
    expect(read.file).toEqual(saved(1));
  });

  test('the number is no part of the content: the same bearing 2 has the same hash', () =>
    expect(readRubric({ ...saved(1), formatVersion: 2 }, 'f')).toEqual(readRubric(saved(1), 'f')));

  test('one with situations bears 2, and they are part of its content', () => {
    expect(file).toEqual(saved(2));
    expect(contentHash(file)).not.toBe(contentHash(dropSituations({ ...file, id: 'd', at: 1 })));
    expect(contentHash(file)).not.toBe(contentHash(withEn('situations.3.definition', 'You guide something else.')));
  });

  test('one that says at which level its examples stand bears 2 as well; a saying of nothing is none', () => {
    const plain = aFile(['A1', 'A2']);
    const saying = (examples: Record<string, Level>) =>
      rubricFile({ ...plain.facts, criteria: plain.facts.criteria.map((one) => ({ ...one, examples })) }, plain.words);
    const said = saying({ school: 2, alone: 1 });
    expect(said.formatVersion).toBe(2);
    expect(readRubric(said, 'f').file).toEqual(said);
    expect(rubricIn(said, 'en').criteria[1]!.exampleLevels).toEqual({ school: 2, alone: 1 });
    expect(contentHash(said)).not.toBe(contentHash(plain));
    expect(saying({})).toEqual(plain);
    expect(rubricFaults(saying({ school: 5 as Level })).map(({ place }) => place)).toEqual([
      'facts.criteria.0.examples.school',
      'facts.criteria.1.examples.school'
    ]);
  });

  test('an app that knows only 1 says that it is newer', () =>
    expect(versionFault(file.formatVersion, 1, 'formatVersion')).toMatchObject({ code: 'newer-format', values: { version: 2, known: 1 } }));

  test('a criterion that was called “situations” before there were any is one still', () => {
    const plain = aFile(['situations', 'A2']);
    const odd = { ...plain, words: { en: withText(plain.words.en!, 'situations.help.label', 'x') } };
    const read = readRubric(odd, 'f').file;
    expect(rubricIn(read, 'en').criteria[0]).toMatchObject({
      title: 'en situations',
      descriptors: { 3: 'en situations at 3.' },
      help: { examples: { label: 'x' } }
    });
    expect(rubricFaults({ ...odd, facts: { ...odd.facts, situations: readModel().model.situations } }).map(({ code }) => code)).toContain(
      'bad-id'
    );
  });
});

describe('what is wrong with situations', () => {
  const { 4: _, ...three } = file.facts.situations!;
  const [A1, A2] = file.facts.criteria as [RubricFile['facts']['criteria'][number], RubricFile['facts']['criteria'][number]];
  const none = { ...dropSituations({ ...file, id: 'd', at: 1 }), format: file.format, formatVersion: 2 };
  const plain = rubricFile(none.facts, none.words);
  test.each<[string, RubricFile, [string, string][]]>([
    [
      'one level without a situation',
      withFacts({ situations: three }),
      [
        ['no-situation', 'facts.situations.4'],
        ['stray-situation', 'words.en.situations.4.label'],
        ['stray-situation', 'words.en.situations.4.definition'],
        ['stray-situation', 'words.en.situations.4.outOfRole']
      ]
    ],
    [
      'two with one id',
      withFacts({ situations: { ...file.facts.situations, 4: { id: 'group', outOfRole: true } } }),
      [['situation-twice', 'facts.situations.4.id']]
    ],
    [
      'the first level’s left out of somebody’s role',
      {
        ...withEn('situations.1.outOfRole', 'I publish nothing'),
        facts: { ...file.facts, situations: { ...file.facts.situations, 1: { id: 'public', outOfRole: true } } }
      },
      [['first-situation', 'facts.situations.1.outOfRole']]
    ],
    ['no label', withEn('situations.1.label', ''), [['no-text', 'words.en.situations.1.label']]],
    ['no definition', withEn('situations.4.definition', ''), [['no-text', 'words.en.situations.4.definition']]],
    ['no words for leaving it out', withEn('situations.3.outOfRole', ''), [['no-text', 'words.en.situations.3.outOfRole']]],
    [
      'words for leaving out what cannot be left out',
      withEn('situations.1.outOfRole', 'I publish nothing'),
      [['stray-situation', 'words.en.situations.1.outOfRole']]
    ],
    [
      'words, but no situations',
      { ...plain, words: { ...plain.words, sv: file.words.sv! } },
      [['stray-situation', 'words.sv.situations.3.label']]
    ],
    [
      'a wider condition where nothing is essential',
      withFacts({ criteria: [{ ...A1, beyond: [3] }, A2] }),
      [['beyond-not-essential', 'A1.3']]
    ],
    [
      'a wider condition without situations',
      { ...plain, facts: { ...plain.facts, criteria: [A1, A2] } },
      [['beyond-no-situation', 'A2.2']]
    ],
    ['a wider condition that nobody wrote', withEn('A2.notApplicable.2', ''), [['no-text', 'words.en.A2.notApplicable.2']]]
  ])('%s', (_what, wrong, faults) => {
    expect(rubricFaults(wrong).map(({ code, place }) => [code, place])).toEqual(faults);
    const { facts, words, translated } = wrong;
    const must = newChecker().check({ id: 'd', at: 1, facts, words, translated }).must;
    expect(must.map(({ code, place }) => [code, place])).toEqual(faults.map(([code, place]) => [code, place.replace(/^words\.\w+\./, '')]));
  });

  test.each([
    ['a level that there is none of', { ...file.facts.situations, 5: { id: 'x' } }],
    ['an id that is none', { ...file.facts.situations, 1: { id: 'a b' } }],
    ['“false” where nothing would say the same', { ...file.facts.situations, 1: { id: 'public', outOfRole: false } }]
  ])('%s is of another shape', (_what, situations) => expect(rubricFaults(withFacts({ situations: situations as never }))).toHaveLength(1));

  test('a long label is worth a second look', () =>
    expect(checkWording(rubricIn(withEn('situations.2.label', 'one two three four five six seven eight nine'), 'en'))).toContainEqual(
      expect.objectContaining({ code: 'many-words', place: 'situations.2.label' })
    ));
});

describe('a rubric with situations', () => {
  test('is answered with labels and with what says that it is not one’s role; what they mean comes with the whole', () => {
    const rubric = rubricIn(file, 'en');
    const face = faceOf(rubric);
    expect(face.situations?.[2]).toEqual({
      id: 'one',
      label: 'With one person, online',
      outOfRole: 'I advise nobody one to one online'
    });
    expect(face.situations?.[1]).toEqual({ id: 'public', label: 'When I publish for many' });
    expect(face.criteria.map(({ beyond }) => beyond)).toEqual([undefined, [2]]);
    expect(rubric.situations?.[2]).toMatchObject({
      definition: 'You and one person write to each other or speak online.',
      exclusions: 'Talks in the same room.'
    });
  });

  test('one without has a face as it always was', () => {
    const face = faceOf(rubricIn(saved(1), 'en'));
    expect(Object.keys(face)).toEqual(['id', 'language', 'criteria']);
    expect(new Set(face.criteria.flatMap((one) => Object.keys(one)))).toEqual(
      new Set(['id', 'essential', 'title', 'descriptors', 'notApplicable'])
    );
  });

  test('borrows the texts of situations that a translation lacks, and says so', () => {
    const rubric = rubricIn(file, 'sv');
    expect(rubric.situations?.[3]).toMatchObject({ label: 'I en grupp som jag vägleder på nätet', outOfRole: 'I guide no groups online' });
    expect(Object.keys(rubric.borrowed!).filter((place) => place.startsWith('situations.3'))).toEqual([
      'situations.3.definition',
      'situations.3.exclusions',
      'situations.3.outOfRole'
    ]);
  });

  test('has them side by side, and counts them among what a translation lacks', () => {
    const rows = sideBySide(file, 'sv').filter(({ place }) => place.startsWith('situations.3'));
    expect(rows.map(({ place, state }) => [place, state])).toEqual([
      ['situations.3.label', 'there'],
      ['situations.3.definition', 'missing'],
      ['situations.3.exclusions', 'missing'],
      ['situations.3.outOfRole', 'missing']
    ]);
  });

  test('asks the same when only words of a situation change, but is another version', () => {
    const changed = withEn('situations.3.label', 'In a group that I lead online');
    expect(proposeChange(file, changed).criteria).toEqual([]);
    expect(sameAs(file, { ...changed, id: 'd', at: 1 })).toBe(false);
  });
});

describe('the draft of a rubric with situations', () => {
  const making = { id: 'd1', now: 1 };
  const next = nextDraft(file, contentHash(file), making);
  const words = (draft: Draft) => draft.words.en!.situations;

  test.each<[string, Draft]>([
    ['the next version', next],
    [
      'a copy',
      copyDraft(file, contentHash(file), making, 'own-copy', {
        language: 'en',
        keep: ['fi', 'sv', 'de'],
        origin: {},
        titled: (title) => title
      })
    ],
    [
      'one with another id',
      { ...next, facts: ownFacts(next.facts, [file.facts.id], 'abcdefgh', { author: 'after Waymark', licence: 'CC BY 4.0' }) }
    ]
  ])('%s has them too, published as well', (_what, draft) => {
    expect(draft.facts.situations).toEqual(file.facts.situations);
    const { file: published } = publish(draft, '2.0.0', []);
    expect(published.formatVersion).toBe(2);
    expect(published.words).toEqual(file.words);
    expect(published.facts).toMatchObject({ situations: file.facts.situations, criteria: file.facts.criteria });
  });

  test('a rubric of one’s own may have its own, whose words its author writes, and which can be left out', () => {
    let draft = ownSituations(whole(1));
    expect(LEVELS.map((level) => isOwnSituation(draft, level))).toEqual([true, true, true, true]);
    expect(LEVELS.map((level) => isOwnSituation(next, level))).toEqual([false, false, false, false]);
    expect(newChecker().check(draft).must).toHaveLength(4 * 2 + 3);
    draft = setOutOfRole(draft, 3, false);
    for (const level of LEVELS) {
      draft = writeText(draft, 'en', `situations.${level}.label`, `In place ${level}`);
      draft = writeText(draft, 'en', `situations.${level}.definition`, `You work in place ${level}.`);
    }
    for (const level of [2, 4] as const) draft = writeText(draft, 'en', `situations.${level}.outOfRole`, `Not in place ${level}`);
    expect(newChecker().check(draft).must).toEqual([]);
    const { file: published } = publish(draft, '0.1.0', []);
    expect(published.formatVersion).toBe(2);
    expect(published.facts.situations![3]).toEqual({ id: 'own-abcdefgh-s3' });
    // What cannot be left out any more has no words for it.
    const gone = setOutOfRole(draft, 2, false);
    expect([gone.facts.situations![2], textAt(gone.words.en!, 'situations.2.outOfRole')]).toEqual([{ id: 'own-abcdefgh-s2' }, undefined]);
    expect(setOutOfRole(gone, 2, true).facts.situations).toEqual(draft.facts.situations);
  });

  test('its texts are written like any other, and their translations become stale', () => {
    const changed = writeText(next, 'en', 'situations.3.label', 'In a group that I lead online');
    expect(textAt(changed.words.en!, 'situations.3.label')).toBe('In a group that I lead online');
    expect(textState(changed, 'sv', 'situations.3.label')).toBe('stale');
    expect(newChecker().gaps(changed, 'sv')).toMatchObject({
      stale: ['situations.3.label'],
      missing: expect.arrayContaining(['situations.1.label']) as unknown
    });
    // Each is counted once, however many criteria there are.
    const { missing } = newChecker().gaps(changed, 'sv');
    expect(new Set(missing).size).toBe(missing.length);
  });

  test('a condition is wider only as long as its level is essential', () => {
    const of = (draft: Draft) => draft.facts.criteria.map(({ beyond }) => beyond);
    expect(of(setEssential(next, 'A2', 2, false))).toEqual([undefined, undefined]);
    expect(of(setBeyond(next, 'A2', 2, false))).toEqual([undefined, undefined]);
    expect(of(setBeyond(setEssential(next, 'A2', 1, true), 'A2', 1, true))).toEqual([undefined, [1, 2]]);
    expect(of(duplicateCriterion(next, 'A2', 'c9'))).toEqual([undefined, [2], [2]]);
  });

  test('all of them go at once, with their texts, their stamps, and what was said because of them', () => {
    const stamped = writeText(next, 'sv', 'situations.3.label', 'I en grupp som jag leder');
    const without = dropSituations(stamped);
    expect(without.facts).toEqual({ ...saved(1).facts, version: next.facts.version });
    expect([without.words.en!.situations, without.words.sv!.situations]).toEqual([undefined, undefined]);
    expect(without.translated).toEqual({ sv: {} });
    expect(newChecker().check(without).must).toEqual([]);
  });

  test('takes the model’s over, with their words in each of its languages that has some; what is changed afterwards is stale', () => {
    const bare = dropSituations(nextDraft(file, contentHash(file), making));
    const { situations } = readModel().model;
    const words = {
      en: readModel('.', 'en').words.situations,
      sv: readModel('.', 'sv').words.situations,
      de: readModel('.', 'de').words.situations
    };
    const taken = takeSituations(bare, situations, words);
    expect(taken.facts.situations).toEqual(situations);
    expect([taken.words.en!.situations, taken.words.sv!.situations]).toEqual([words.en, words.sv]);
    expect(Object.keys(taken.words)).toEqual(Object.keys(bare.words));
    expect(newChecker().check(taken).must).toEqual([]);
    expect(newChecker().gaps(taken, 'sv').stale).toEqual([]);
    expect(textState(writeText(taken, 'en', 'situations.1.label', 'When I share'), 'sv', 'situations.1.label')).toBe('stale');
    expect(dropSituations(taken)).toEqual({ ...bare, translated: { sv: {} } });
  });

  test('in a language that has no words for them, these are to be written', () => {
    const taken = takeSituations(emptyDraft({ id: 'd3', now: 1 }, 'own-new', 'et'), readModel().model.situations, {});
    expect(
      newChecker()
        .check(taken)
        .must.map(({ place }) => place)
    ).toContain('situations.2.outOfRole');
  });

  test('what is pasted brings them to a draft in which nothing stands yet, and leaves others as they are', () => {
    const empty = emptyDraft({ id: 'd2', now: 1 }, 'own-new', 'en');
    const first = appendCriteria(empty, file, [], 50).draft;
    expect([first.facts.situations, words(first)]).toEqual([file.facts.situations, file.words.en!.situations]);
    expect(first.facts.criteria.map(({ beyond }) => beyond)).toEqual([undefined, [2]]);
    expect(newChecker().check(first).must).toEqual([]);
    const second = appendCriteria(appendCriteria(empty, saved(1), [], 50).draft, file, [], 50).draft;
    expect([second.facts.situations, second.words.en!.situations]).toEqual([undefined, undefined]);
    expect(newChecker().check(second).must).toEqual([]);
  });
});
