import { describe, expect, test } from 'vitest';
import { DataError, fault, FAULTS, type FaultCode } from '#lib/domain/faults.ts';
import { faultText, placeText, whatText, type Naming } from '#lib/ui/parts/faults.ts';

const naming: Naming = {
  rubric: {
    facts: {
      source: 'fi',
      criteria: [
        { id: 'A1', essential: [] },
        { id: 'A2', essential: [3] }
      ]
    },
    words: { fi: { language: 'fi', criteria: { A1: { title: 'Tarkistaminen' }, A2: {} } } }
  },
  settings: { school: 'School' }
};

describe('every fault has a sentence', () => {
  const values = {
    most: 3,
    words: 9,
    language: 'fi',
    keys: 'a, b',
    choices: '1, 2',
    line: 3,
    character: 4,
    other: '2',
    least: 2,
    place: 'A2.3',
    count: 4,
    id: 'Z9'
  };
  const others = { word: 'various', version: 2, known: 1, size: '9 MB', columns: 'id', column: 'level 2', value: '7' };

  test.each(Object.keys(FAULTS) as FaultCode[])('%s', (code) => {
    const said = whatText(fault(code, '', { ...values, ...others }), naming);
    expect(said).toMatch(/^[\p{Lu}\d].*\.$/u);
    expect(said).not.toMatch(/[{}]|undefined|NaN/);
    expect(said).not.toMatch(/^Something is not/);
  });

  test('values come into it: how many words, how many at most', () =>
    expect(whatText(fault('many-words', 'A2.3', { words: 31, most: 25 }))).toBe('The text has 31 words. Up to 25 are easy to read.'));

  test('a language is named, not coded', () =>
    expect(whatText(fault('untranslated', 'A2.3', { language: 'fi' }))).toBe('There is no translation into Finnish yet.'));

  test('another place in a sentence is said in words too', () =>
    expect(whatText(fault('same-text', 'A2.3', { place: 'A1.1' }), naming)).toBe(
      'This is the same text as question 1, “Tarkistaminen”, level 1.'
    ));

  test('a fault that has no code is not said in a command’s words', () =>
    expect(whatText(new DataError('x.json', '', null, {}, 'is odd'))).toBe('Something is wrong here.'));
});

describe('places are said in words', () => {
  test.each([
    ['', ''],
    ['title', 'the title'],
    ['practice.2', 'what people do at level 2'],
    ['A1', 'question 1, “Tarkistaminen”'],
    ['A2.3', 'question 2, level 3'],
    ['A2.title', 'question 2, its title'],
    ['A1.help.about', 'question 1, “Tarkistaminen”, what it means'],
    ['A1.help.school', 'question 1, “Tarkistaminen”, the example for School'],
    ['A2.evidence.1', 'question 2, idea 1 of what to show'],
    ['A2.next.4', 'question 2, the next step to level 4'],
    ['A2.notApplicable.3', 'question 2, when level 3 is not part of the job'],
    ['words.sv.A2.3', 'question 2, level 3, in Swedish'],
    ['words.sv', 'Swedish'],
    ['words.fi.criteria.A2.descriptors.3', 'question 2, level 3, in Finnish'],
    ['words.fi.criteria.A2.evidence.0', 'question 2, idea 1 of what to show, in Finnish'],
    ['words.fi.criteria.A2.help.examples.school', 'question 2, the example for School, in Finnish'],
    ['facts.criteria', ''],
    ['facts.criteria.1', 'question 2'],
    ['facts.criteria.1.essential.0', 'question 2, the safety points'],
    ['facts.criteria.1.digcomp.0', 'question 2, the DigComp competences'],
    ['facts.version', 'the version'],
    ['facts.changes.0.from', 'the notes on versions'],
    ['facts.thresholds.hold', 'what a level needs'],
    ['facts.origin.author', 'who made it'],
    ['facts.keyLevel', 'at “facts.keyLevel”'],
    ['Z9.3', 'at “Z9.3”'],
    ['constructor.1', 'at “constructor.1”']
  ])('%s is “%s”', (place, said) => expect(placeText(place, naming)).toBe(said));

  test('a cell of a table is named by row and column', () => {
    expect(faultText(new DataError('x.csv', { row: 5, column: 'level 2' }, 'no-text'))).toBe(
      'Row 5, column “level 2”: There is no text yet.'
    );
    expect(faultText(new DataError('x.xlsx', { row: 2, sheet: 'fi' }, 'bad-level'))).toBe(
      'Sheet “fi”, row 2: This is not a level. Levels are 1, 2, 3 and 4.'
    );
  });

  test('what is wrong with a text names its language; where the sentence does, it is not said twice', () => {
    expect(faultText(fault('no-text', 'A2.3', { language: 'de' }), naming)).toBe('Question 2, level 3, in German: There is no text yet.');
    expect(faultText(fault('untranslated', 'A2.3', { language: 'fi' }), naming)).toBe(
      'Question 2, level 3: There is no translation into Finnish yet.'
    );
  });

  test('a question is called as the reader knows it, else as its author does', () => {
    const rubric = {
      ...naming.rubric!,
      words: { ...naming.rubric!.words, en: { language: 'en', criteria: { A1: { title: 'Checking' } } } }
    };
    expect(placeText('A1', { rubric })).toBe('question 1, “Checking”');
  });

  test('what is wrong with the whole stands alone', () =>
    expect(faultText(new DataError('x.json', '', 'not-a-rubric'))).toBe('This is not a file of a Waymark rubric.'));
});
