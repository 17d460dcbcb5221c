import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { RubricFacts, Translation } from '#lib/domain/rubric/rubric.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { rubricDesk } from '../../scripts/rubric-desk.ts';
import { readModel } from '../../scripts/rubrics-plugin.ts';
import { languageFindings, wordingFindings, type Texts } from '../../scripts/wording/built-in.ts';
import { exampleFaults, type ExampleLevels } from '../../scripts/wording/examples.ts';
import { formulasFor } from '../../scripts/wording/ease.ts';
import { paceOf } from '../../scripts/wording/pace.ts';
import { PHRASES } from '../../scripts/wording/phrases.ts';
import { readTerms } from '../../scripts/wording/terms.ts';

/** Statements that break no rule, in each language. */
const SOUND: Readonly<Record<string, Readonly<Record<Level, string>>>> = {
  en: {
    1: 'I check a claim before I post it.',
    2: 'I ask which words I can drop.',
    3: 'I set a task that needs two people.',
    4: 'I tell members what I changed at work.'
  },
  fi: {
    1: 'Tarkistan väitteen ennen julkaisemista.',
    2: 'Kysyn, mitkä sanat voin jättää pois.',
    3: 'Annan tehtävän, johon tarvitaan kaksi.',
    4: 'Kerron jäsenille, mitä muutin työssäni.'
  },
  sv: {
    1: 'Jag kontrollerar ett påstående innan jag publicerar.',
    2: 'Jag frågar vilka ord jag kan stryka.',
    3: 'Jag ger en uppgift som kräver två.',
    4: 'Jag berättar för medlemmar vad jag har ändrat.'
  },
  de: {
    1: 'Ich prüfe eine Behauptung vor dem Posten.',
    2: 'Ich frage, welche Wörter ich streichen kann.',
    3: 'Ich stelle eine Aufgabe für zwei Menschen.',
    4: 'Ich sage den Mitgliedern, was ich anders mache.'
  }
};

interface Given {
  readonly language?: string;
  /** Statements in the place of sound ones, by criterion and level: A1.2. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly essential?: readonly Level[];
  readonly criteria?: number;
  readonly labels?: readonly string[];
  readonly about?: string;
  readonly model?: string;
}

/** A language with one rubric; criteria after the first say the same, each word with its number. */
function given({ language = 'en', texts = {}, essential = [], criteria = 1, labels = [], about = 'x', model = 'x' }: Given): Texts {
  const ids = Array.from({ length: criteria }, (_, i) => `A${i + 1}`);
  const own = (id: string, level: Level) => {
    const text = SOUND[language]![level];
    return texts[`${id}.${level}`] ?? (id === 'A1' ? text : text.replace(/^(\S+) (\S+)/, `$1 $2${id.slice(1)}`));
  };
  const words: Translation = {
    language,
    about,
    criteria: Object.fromEntries(ids.map((id) => [id, { descriptors: { 1: own(id, 1), 2: own(id, 2), 3: own(id, 3), 4: own(id, 4) } }]))
  };
  const facts: RubricFacts = { id: 'own', version: '0.20.0', keyLevel: 1, criteria: ids.map((id) => ({ id, essential: [...essential] })) };
  return { language, rubrics: [{ facts, words }], labels, model: [{ place: 'levels.1.purpose', text: model }] };
}

const all = (what: Given, reviewed: Parameters<typeof languageFindings>[2] = []) =>
  languageFindings(given(what), readTerms()[what.language ?? 'en']!, reviewed).map(({ place, reason }) => `${place}: ${reason}`);
/** How hard levels are is a matter of many statements; of one or two it says little. */
const isEase = (one: string) => one.startsWith('level 4: ');
const found = (...of: Parameters<typeof all>) => all(...of).filter((one) => !isEase(one));
const harder = (...of: Parameters<typeof all>) => all(...of).filter(isEase);

test.each(LANGUAGES)('%s: sound statements break no rule', (language) =>
  expect(found({ language, criteria: 3, essential: [1, 2] })).toEqual([])
);

describe('length', () => {
  test.each([
    ['en', 16, 48],
    ['fi', 11, 34],
    ['sv', 14, 42],
    ['de', 13, 38]
  ])('%s: %i words a statement and %i a criterion take the same time', (language, statement, criterion) => {
    const pace = paceOf(language);
    expect([pace.statement, pace.criterion]).toEqual([statement, criterion]);
    // To the nearest word: a word is a third of a second at most.
    expect(Math.abs(pace.seconds(statement) - 4.21)).toBeLessThan(0.2);
    expect(Math.abs(pace.seconds(criterion) - 12.63)).toBeLessThan(0.2);
  });

  test('a language whose pace nobody wrote down is declined', () => expect(() => paceOf('se')).toThrow('“se”'));

  test('a statement and a criterion may be as long as that, and no longer', () => {
    const of = (words: number) => `I${' do'.repeat(words - 1)}.`;
    const longest = { 'A1.1': of(16), 'A1.2': of(16), 'A1.3': `I check${' it'.repeat(6)}.`, 'A1.4': `I write${' it'.repeat(6)}.` };
    expect(found({ texts: longest })).toEqual([]);
    expect(found({ texts: { ...longest, 'A1.1': of(17) } })).toEqual([
      'A1.1: has 17 words, at most 16 when built in',
      'A1: has 49 words in its four statements, at most 48'
    ]);
  });
});

describe('openings', () => {
  test('three statements may begin alike, four are a stock phrase', () => {
    const alike = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`A${i + 1}.1`, `I check a claim of kind ${'abcd'[i]}.`]));
    expect(found({ criteria: 4, texts: alike(3) })).toEqual([]);
    expect(found({ criteria: 4, texts: alike(4) })).toEqual(
      [1, 2, 3, 4].map((i) => `A${i}.1: begins with “i check a”, as 4 statements do, at most 3`)
    );
  });

  test.each([
    ['en', 4, 'In an online community I belong to, I ask members for help.', 'community i belong'],
    ['en', 3, 'I ask members of a group I guide for help.', 'group i guide'],
    ['en', 2, 'I ask a person I support what they need.', 'a person i support'],
    ['fi', 4, 'Pyydän verkkoyhteisössä, johon kuulun, jäseniltä apua.', 'verkkoyhteisössä, johon kuulun'],
    ['fi', 3, 'Pyydän ohjaamassani ryhmässä apua.', 'ohjaamassani ryhmässä'],
    ['sv', 4, 'I en nätgemenskap jag hör till ber jag om hjälp.', 'nätgemenskap jag hör'],
    ['sv', 2, 'Jag frågar en person jag vägleder vad hen behöver.', 'person jag vägleder'],
    ['de', 4, 'In einer Online-Community, der ich angehöre, bitte ich um Hilfe.', 'online-community, der ich'],
    ['de', 3, 'Ich bitte in einer Gruppe, die ich leite, um Hilfe.', 'gruppe, die ich leite'],
    ['de', 2, 'Ich frage eine Person, die ich begleite, nach Hilfe.', 'person die ich']
  ])('%s: a statement does not say its situation again (level %i)', (language, level, text, says) =>
    expect(found({ language, texts: { [`A1.${level}`]: text } })).toContain(`A1.${level}: says its situation: “${says}”`)
  );

  test('what supports whom may be said further on', () =>
    expect(found({ texts: { 'A1.2': 'I write down which links I sent to a person I support.' } })).toEqual([]));

  test('three words of the label in a row repeat it, two do not', () => {
    const labels = ['In a group I guide online'];
    expect(found({ labels, texts: { 'A1.3': 'I ask what I guide online for.' } })).toEqual(['A1.3: says its situation: “i guide online”']);
    expect(found({ labels, texts: { 'A1.3': 'I ask a group what it needs.' } })).toEqual([]);
  });

  test('in English the first word is “I”, also with something behind it', () => {
    expect(found({ texts: { 'A1.1': 'Before I post, I check a claim.' } })).toEqual(['A1.1: does not begin with “I”']);
    expect(found({ texts: { 'A1.1': 'If asked, I check a claim there.' } })).toEqual(['A1.1: does not begin with “I”']);
    expect(found({ texts: { 'A1.1': 'I’ve checked a claim before posting.' } })).toEqual([]);
  });
});

describe('one act', () => {
  test.each([
    ['en', 'I check claims and correct my posts.', 'and'],
    ['en', 'I check claims; errors go.', ';'],
    ['en', 'I check claims, I correct my posts.', ', i'],
    ['fi', 'Tarkistan väitteet ja korjaan julkaisut.', 'ja'],
    ['sv', 'Jag kontrollerar påståenden och rättar inlägg.', 'och'],
    ['de', 'Ich prüfe Behauptungen und berichtige Beiträge.', 'und']
  ])('%s: “%s” is two, which an essential may not be', (language, text, join) => {
    const texts = { 'A1.1': text };
    expect(found({ language, texts, essential: [1] })).toEqual([`A1.1: is essential and joins two things by “${join}”`]);
    expect(found({ language, texts })).toEqual([]);
  });

  const list = { texts: { 'A1.1': 'I check facts and dates before posting.' }, essential: [1 as Level] };
  const reviewed = { language: 'en', place: 'A1.1', words: 'facts and dates' };

  test('a list of things that somebody has read is one act, at that place, in that language', () => {
    expect(found(list, [reviewed])).toEqual([]);
    expect(found(list, [{ ...reviewed, language: 'fi' }])).toHaveLength(1);
    expect(found(list, [{ ...reviewed, place: 'A1.2' }])).toContain('A1.1: is essential and joins two things by “and”');
  });

  test('a reviewed list does not excuse what else is joined', () =>
    expect(found({ ...list, texts: { 'A1.1': 'I check facts and dates and names there.' } }, [reviewed])).toEqual([
      'A1.1: is essential and joins two things by “and”'
    ]));

  test('a reviewed list that the statement no longer has is named', () =>
    expect(found({ essential: [1] }, [reviewed])).toEqual(['A1.1: no longer says “facts and dates”, which rubrics/reviewed.json names']));
});

describe('what the person does', () => {
  test.each([
    ['en', 'Other members and I check claims there.', 'members and i'],
    ['en', 'We check claims with the members there.', 'we'],
    ['fi', 'Me jäsenet tarkistamme väitteitä yhdessä.', 'me jäsenet'],
    ['fi', 'Tarkistamme väitteitä muiden jäsenten kanssa.', 'tarkistamme'],
    ['sv', 'Där kontrollerar jag och andra medlemmar påståenden.', 'jag och andra medlemmar'],
    ['de', 'Dort prüfen andere Mitglieder und ich Behauptungen.', 'mitglieder und ich']
  ])('%s: at level 4 “%s” is what others do', (language, text, who) => {
    expect(found({ language, texts: { 'A1.4': text } })).toContain(`A1.4: says what others do: “${who}”`);
    expect(found({ language, texts: { 'A1.2': text } }).join()).not.toContain('says what others do');
  });

  test.each([
    ['en', 'I discuss nothing personal before we agree.', 'nothing'],
    ['en', 'I never post a picture of a minor.', 'never'],
    ['fi', 'En keskustele mistään henkilökohtaisesta ilman lupaa.', 'en keskustele mistään'],
    ['fi', 'Kukaan ei voi tunnistaa ohjattavaani.', 'kukaan'],
    ['sv', 'Jag diskuterar inget personligt utan lov.', 'inget'],
    ['de', 'Ich bespreche nichts Persönliches ohne Zustimmung.', 'nichts'],
    ['de', 'Ich nenne niemanden ohne Zustimmung beim Namen.', 'niemanden']
  ])('%s: “%s” cannot be known', (language, text, all) =>
    expect(found({ language, texts: { 'A1.1': text } })).toEqual([`A1.1: says something of all times or of nobody: “${all}”`])
  );

  test('a question that nobody can answer, and what comes before anybody joins, deny nothing', () => {
    expect(found({ texts: { 'A1.4': 'I raise questions to which nobody has an answer.' } })).toEqual([]);
    expect(found({ language: 'fi', texts: { 'A1.3': 'Ennen kuin kukaan liittyy, kysyn luvan.' } })).toEqual([]);
  });

  test.each([
    ['en', 'I regularly check the claims that I post.', 'regularly'],
    ['fi', 'Tarkistan väitteet säännöllisesti ennen julkaisua.', 'säännöllisesti'],
    ['sv', 'Jag kontrollerar regelbundet påståenden där.', 'regelbundet'],
    ['de', 'Ich prüfe regelmäßig Behauptungen im Netz.', 'regelmäßig']
  ])('%s: “%s” says how', (language, text, how) =>
    expect(found({ language, texts: { 'A1.1': text } })).toEqual([`A1.1: says “${how}”: how, not what`])
  );
});

describe('words', () => {
  test('one term for an idea, in every text of a rubric and of the model', () => {
    expect(found({ language: 'fi', about: 'Kun verkkokeskustelut alkavat.' })).toEqual([
      'about: says “verkkokeskustelu*” for a conversation with one person online'
    ]);
    expect(found({ language: 'de', model: 'Ihre Antworten tragen auf dieser Stufe noch nicht.' })).toEqual([
      'levels.1.purpose: says “tragen … noch nicht” for a level that is held'
    ]);
    expect(found({ language: 'de', about: 'Wir tragen Verantwortung. Das gilt an jedem Ort und heute noch nicht.' })).toEqual([]);
  });

  test('a longer word with the same letters is another word', () =>
    expect(found({ language: 'fi', about: 'Kaikki somessa.' })).toHaveLength(1));
  test('a word that only holds one is none', () => expect(found({ language: 'fi', about: 'Somewhere, somerset.' })).toEqual([]));

  test.each(LANGUAGES)('%s: every term says one thing and bans another', (language) => {
    const terms = readTerms()[language]!;
    expect(new Set(terms.map(({ idea }) => idea)).size).toBe(terms.length);
    for (const { idea, say, not } of terms) {
      expect(not.length, idea).toBeGreaterThan(0);
      expect(found({ language, about: say }), idea).toEqual([]);
    }
  });

  test('there are phrases for each language of the app', () => expect(Object.keys(PHRASES).sort()).toEqual([...LANGUAGES].sort()));

  test.each(['\u00AD', '\u200B', '\u2060'])('a sign that nobody sees (%j) is found', (sign) =>
    expect(found({ about: `Wri${sign}ting` })).toEqual(['about: holds a sign that nobody sees, such as a soft hyphen'])
  );
  test('a no-break space is seen', () => expect(found({ about: '5\u00A0%' })).toEqual([]));
});

describe('ease of reading', () => {
  const [lix, flesch] = formulasFor('en');
  test('LIX is words a sentence and long words in a hundred', () => {
    expect(lix!.points('I check it now.')).toBe(4);
    expect(lix!.points('I check. Understanding helps.')).toBe(2 + 25);
    // Six letters are not long, seven are.
    expect(lix!.points('letter letters')).toBe(2 + 50);
  });
  test('Flesch is made for English, Amstad for German', () => {
    expect(flesch!.points('I check it now.')).toBeCloseTo(206.835 - 1.015 * 4 - 84.6);
    const [, amstad] = formulasFor('de');
    expect(amstad!.points('Ich prüfe das jetzt.')).toBeCloseTo(180 - 4 - (58.5 * 5) / 4);
    expect(formulasFor('fi').map(({ name }) => name)).toEqual(['LIX']);
  });

  test.each([
    ['en', 'I operationalise organisational communication requirements.', 'Flesch'],
    ['fi', 'Operationalisoin organisaatioviestinnän vaatimusmäärittelyjä.', 'LIX'],
    ['sv', 'Jag operationaliserar organisationskommunikationens kravspecifikationer.', 'LIX'],
    ['de', 'Ich operationalisiere organisationskommunikative Anforderungsspezifikationen.', 'Amstad']
  ])('%s: level 4 is not much harder than level 1', (language, text, formula) =>
    expect(harder({ language, texts: { 'A1.4': text } }).join()).toContain(`points of ${formula} harder`)
  );

  test('level 1 may be harder than level 4', () =>
    expect(harder({ texts: { 'A1.1': 'I operationalise organisational communication requirements.' } })).toEqual([]));
});

describe('levels of examples', () => {
  const { settings } = readModel().model;
  /** Each criterion has one example at each level, and each setting comes to each level in turn. */
  const coded = (count = 31): Record<string, Record<string, Level>> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `A${i + 1}`,
        Object.fromEntries(settings.map((setting, s) => [setting, LEVELS[(i + s) % 4]!]))
      ])
    );
  const faults = (levels: ExampleLevels) => exampleFaults(levels, settings).map(({ place, reason }) => `${place}: ${reason}`);

  test('the model has as many settings as levels, so that each level can have one', () =>
    expect(settings).toEqual(['school', 'employment', 'higher', 'alone']));

  test('a balanced set has no fault', () => expect(faults(coded())).toEqual([]));

  test('one without a level, one in an unknown setting, and two at one level are named', () => {
    const { A1: own, ...rest } = coded();
    const { alone, ...three } = own!;
    expect(faults({ ...rest, A1: three })).toEqual(['A1.examples.alone: has no level: read the example and say at which it stands']);
    expect(faults({ ...rest, A1: {} })).toHaveLength(4);
    expect(faults({ ...rest, A1: { ...own, elsewhere: alone! } })).toEqual([
      'A1.examples.elsewhere: is no setting of the model',
      'A1.examples: has two examples at one level'
    ]);
    expect(faults({ ...rest, A1: { ...own, alone: own!.school! } })).toEqual(['A1.examples: has two examples at one level']);
  });

  test('a setting that goes short of a level is counted', () => {
    expect(faults(coded(16))).toEqual([]);
    expect(faults(coded(15))).toContain(': 3 examples stand at level 2 in “higher”, at least 4');
  });

  test('working in a community is no matter of higher education', () => {
    const swapped = (most: number) => {
      let done = 0;
      const all = coded();
      for (const own of Object.values(all)) if (own.school === 4 && done++ < most) [own.school, own.higher] = [own.higher!, 4];
      return faults(all);
    };
    expect(swapped(0)).toEqual([]);
    expect(swapped(2)).toEqual([
      ': 5 examples stand at level 4 in “school”, 10 in “higher”',
      ': 8 examples stand at level 4 in “employment”, 10 in “higher”',
      ': 8 examples stand at level 4 in “alone”, 10 in “higher”'
    ]);
  });
});

describe('the built-in rubrics', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'wording-'));
    cpSync('rubrics', join(root, 'rubrics'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const { competencies, settings } = readModel().model;
  const edit = (file: string, change: (json: Record<string, never>) => void) => {
    const json = JSON.parse(readFileSync(join(root, 'rubrics', file), 'utf8')) as Record<string, never>;
    change(json);
    writeFileSync(join(root, 'rubrics', file), JSON.stringify(json));
  };
  const version = (of: string) => {
    for (const id of competencies) edit(`${id}/rubric.json`, (facts) => Object.assign(facts, { version: of }));
  };
  const spoil = () =>
    edit('information/en.json', ({ criteria }: Record<string, { A2: { descriptors: Record<string, string> } }>) => {
      criteria!.A2.descriptors['2'] = 'I never check what other members post.';
    });

  test('are held to these rules from the version on that was written to them', () => {
    const places = () => wordingFindings(root, competencies, settings).map(({ file, place }) => `${file} ${place}`);
    expect(places()).toEqual([]);
    spoil();
    edit('information/rubric.json', ({ criteria }: Record<string, { examples: Record<string, number> }[]>) => {
      delete criteria![0]!.examples.school;
    });
    expect(new Set(places())).toEqual(
      new Set([`${join('rubrics', 'information', 'en.json')} A2.2`, `${join('rubrics', 'information', 'rubric.json')} A1.examples.school`])
    );
    version('0.19.9');
    expect(places()).toEqual([]);
  });

  test('are reported on while they are written, in another copy of the project too', async () => {
    spoil();
    const { out, error, code } = await rubricDesk(['report', 'en', '--in', root], '.');
    expect([error, code]).toEqual(['', 0]);
    expect(out).toMatch(/^en: at most 16 words a statement, 48 a criterion \(12\.6 s\)\n.*\nlevel 1 /);
    expect(out).toContain('says something of all times or of nobody: “never”');
    expect((await rubricDesk(['report', 'se'], '.')).error).toBe('se is not one of en, fi, sv, de');
  });
});
