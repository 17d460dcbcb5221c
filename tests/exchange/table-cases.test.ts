// @vitest-environment happy-dom
/** Tables as people leave them: each case is one of a kind, and its siblings must be read as well. */
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { leftText, type TableAnswers } from '#lib/exchange/rubrics/table-asks.ts';
import { openPasted, openRubricBytes } from '../support/door.ts';
import { times } from '../support/scale.ts';
import { odsOf, xlsxOf, type Sheet } from '../support/spreadsheets.ts';

/** The same three criteria in most cases, the narrowest level first. */
const RUBRIC: readonly (readonly string[])[] = [
  ['Being found', 'I publish our opening hours.', 'I say who answers.', 'I say who guides the group.', 'I write as a member.'],
  ['Answering', 'I answer under each post.', 'I answer within two days.', 'I let members answer first.', 'I answer where I ask.'],
  ['Sources', 'I name where it comes from.', 'I check it with the person.', 'We compare sources together.', 'We keep a list together.']
];
const RISING = RUBRIC.map((row) => [...row]);
const FALLING = RUBRIC.map(([title, ...levels]) => [title!, ...levels.reverse()]);
const bytesOf = (name: string) => new Uint8Array(readFileSync(`tests/exchange/cases/${name}`));
const csv = (rows: readonly (readonly (string | number)[])[], separator = ',') =>
  new TextEncoder().encode(rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(separator)).join('\r\n'));
const bare = (rows: readonly (readonly string[])[], separator: string) =>
  new TextEncoder().encode(rows.map((row) => row.join(separator)).join('\n'));

async function read(bytes: Uint8Array, answers: TableAnswers = {}, name = 'table') {
  const { draft, table, faults } = await openRubricBytes(name, bytes, 'en', answers);
  const words = Object.values(draft.words)[0]!;
  return {
    rubric: draft.facts.criteria.map(({ id }) => {
      const { title = '', descriptors } = words.criteria[id]!;
      return [title, ...([1, 2, 3, 4] as const).map((level) => descriptors?.[level] ?? '')];
    }),
    asks: (table?.asks ?? []).map(({ kind }) => kind),
    left: (table?.left ?? []).map(leftText),
    title: words.title,
    table,
    words: draft.words,
    faults
  };
}

describe('files that were once read wrongly or refused', () => {
  test.each([
    ['02-value-capstone-to-benchmark.csv', [], []],
    ['03b-1-beginning.csv', [], []],
    ['04-title-row.csv', [], []],
    ['11-canvas.csv', [], []],
    ['18b-4-3-2-1.csv', [], []],
    ['20-case-position1-best.json', [], []],
    ['28-case-stringnumbers.json', [], []],
    ['30-xlsx-plain.ods', [], []],
    ['32-xlsx-hidden-row.xlsx', ['hidden'], ['row 3: is hidden (“Old idea (do not use)”)']],
    ['33-xlsx-two-sheets-results.xlsx', [], ['sheet “Results”: has marks or numbers where statements belong']],
    ['35-xlsx-vertical-merge.xlsx', [], ['column “Area”: is no column of a rubric']],
    ['41-xlsx-empty-row-1048576.xlsx', [], []]
  ])('%s', async (name, asks, left) => {
    const found = await read(bytesOf(name), {}, name);
    expect(found.rubric).toEqual(RUBRIC);
    expect(found.asks).toEqual(asks);
    expect(found.left).toEqual(left);
  });

  test('09-semicolon-commas-in-first-row.csv', async () => {
    const found = await read(bytesOf('09-semicolon-commas-in-first-row.csv'));
    expect(found.rubric).toEqual([
      [
        'Löydettävyys',
        'Julkaisen ajat, osoitteen, puhelimen, sähköpostin, kartan ja kuvan.',
        'Kerron, kuka vastaa, milloin, missä ja miten.',
        'Kerron, kuka ohjaa.',
        'Kirjoitan jäsenenä.'
      ],
      ['Lähteet', 'Kerron lähteen.', 'Tarkistan sen.', 'Vertaamme.', 'Pidämme listaa.']
    ]);
    expect(found.asks).toEqual(['headings', 'order']);
  });

  test('16-zwsp.csv', async () => {
    const found = await read(bytesOf('16-zwsp.csv'));
    expect(found.rubric).toEqual([
      ['Being found', 'I publish our opening hours.', 'I say who answers.', 'I say who guides.', 'I write as a member.'],
      ['Antworten', 'I answer.', 'I answer soon.', 'We answer.', 'We answer where we ask.']
    ]);
  });
});

describe('headings of levels that are known turn the levels the right way', () => {
  const heads = (text: string) => text.split('|');
  test.each([
    'Criteria|Beginning|Developing|Proficient|Exemplary',
    'Skill|Poor|Fair|Good|Excellent',
    '|Benchmark 1|Milestone 2|Milestone 3|Capstone 4',
    'Dimension|Novice|Intermediate|Advanced|Expert',
    'Component|Unsatisfactory|Basic|Proficient|Distinguished',
    'Criteria|Below basic|Basic|Proficient|Advanced',
    'Criteria|Does not meet expectations|Approaching expectations|Meets expectations|Exceeds expectations',
    'Criteria|Beginning (1 pt)|Developing (2 pts)|Proficient (3 pts)|Exemplary (4 pts)',
    'Criteria|Level 1 – Beginning|Level 2 – Growing|Level 3 – Leading|Level 4 – Sharing',
    'Criteria|0|1|2|3',
    'Criteria|25%|50%|75%|100%',
    'Criteria|I|II|III|IV',
    'Criteria|One|Two|Three|Four',
    'Criterion|Never|Sometimes|Often|Always',
    'Criteria|Poor (0–4)|Fair (5–6)|Good (7–8)|Excellent (9–10)',
    'Criterion|Foundation|Intermediate|Advanced|Highly specialised',
    'Kriteeri|Taso 1: heikko|Taso 2: tyydyttävä|Taso 3: hyvä|Taso 4: erinomainen',
    'Arviointikohde|Välttävä|Tyydyttävä|Hyvä|Erinomainen',
    'Osa-alue|Aloittelija|Kehittyvä|Osaaja|Asiantuntija',
    'Arviointikriteeri|1 Alkava|2 Kehittyvä|3 Osaava|4 Edistynyt',
    'Kriterium|Nivå 1|Nivå 2|Nivå 3|Nivå 4',
    'Förmåga|Underkänd|Godkänd|Väl godkänd|Mycket väl godkänd',
    'Område|Nybörjare|På väg|Skicklig|Expert',
    'Aspekt|Otillräcklig|Tillräcklig|God|Utmärkt',
    'Kriterium|Stufe 1|Stufe 2|Stufe 3|Stufe 4',
    'Kompetenz|Anfänger|Fortgeschritten|Könner|Experte',
    'Bereich|Nicht erfüllt|Teilweise erfüllt|Erfüllt|Übertroffen',
    'Kriterien|Ausreichend|Befriedigend|Gut|Sehr gut',
    'Critère|Niveau 1|Niveau 2|Niveau 3|Niveau 4',
    'Criteria|1 pts.|2 pts.|3 pts.|4 pts.',
    'Criteria|I.|II.|III.|IV.',
    'Criteria|Seed I|Sprout II|Tree III|Forest IV',
    '|1/4|2/4|3/4|4/4',
    '|#1|#2|#3|#4',
    '|--|-|+|++',
    '|A1|A2|B1|B2',
    '|<50%|50-69%|70-89%|>=90%',
    '|Less than 50 %|50 to 69 %|70 to 89 %|90 % and above',
    '|１|２|３|４',
    '|٤٠|٥٠|٦٠|٧٠',
    '|①|②|③|④',
    '|Ⅰ|Ⅱ|Ⅲ|Ⅳ',
    '|⭐️|⭐️⭐️|⭐️⭐️⭐️|⭐️⭐️⭐️⭐️',
    'Criteria|Level 1|Level 2|Level 3|Level 4 (best)',
    'Criteria|No|Partly|Mostly|Yes',
    'Criteria|No evidence|Some evidence|Clear evidence|Strong evidence',
    '|Newcomer|Explorer|Integrator|Expert',
    '|Awareness|Exploration|Integration|Expertise',
    '|Disagree|Somewhat disagree|Somewhat agree|Agree',
    'Learning goal|Not there yet|Nearly there|There|Beyond',
    '|Perusosaaja|Kehittyvä osaaja|Taitava osaaja|Huippuosaaja',
    '|En osaa vielä|Harjoittelen|Osaan|Osaan hyvin',
    '|alle 50 %|50–69 %|70–89 %|vähintään 90 %',
    '|Ännu inte|Delvis|Till stor del|Helt',
    '|Otillräckligt|Tillräckligt|Gott|Utmärkt',
    '|mindre än 50 %|50–69 %|70–89 %|minst 90 %',
    '|1 Pkt.|2 Pkt.|3 Pkt.|4 Pkt.',
    '|nicht erreicht|teilweise erreicht|erreicht|übertroffen',
    '|unter 50 %|50–69 %|70–89 %|ab 90 %',
    ['', 'Vältta\u0308va\u0308', 'Tyydytta\u0308va\u0308', 'Hyva\u0308', 'Erinomainen'].join('|'),
    ['', 'Begin\u00ADning', 'Develop\u200Bing', '\u202AProficient\u202C', 'Exem\u200Cplary'].join('|')
  ])('%s', async (line) => {
    const [title, ...levels] = heads(line);
    for (const separator of [',', ';', '\t']) {
      const rising = await read(bare([[title!, ...levels], ...RISING], separator));
      expect(rising.rubric, `${line} rising`).toEqual(RUBRIC);
      expect(rising.asks).toEqual([]);
    }
    const falling = await read(csv([[title!, ...levels.reverse()], ...FALLING], ';'));
    expect(falling.rubric, `${line} falling`).toEqual(RUBRIC);
    expect(falling.asks).toEqual([]);
    expect(falling.left).toEqual([]);
  });

  test('where names and numbers disagree, as with grades of which 1 is the best, the order is asked', async () => {
    const found = await read(csv([['Kriterium', '1 (sehr gut)', '2 (gut)', '3 (befriedigend)', '4 (ausreichend)'], ...FALLING]));
    expect(found.rubric).toEqual(RUBRIC);
    expect(found.asks).toEqual(['order']);
    expect(found.table?.order).toEqual({ narrowest: '4 (ausreichend)', turned: true, sure: false });
    const turned = await read(csv([['Förmåga', 'A', 'C', 'E', 'F'], ...FALLING]));
    expect([turned.rubric, turned.asks]).toEqual([RUBRIC, ['order']]);
  });

  test('German grades: 1 is the best, and it is asked', async () => {
    const found = await read(csv([['Kriterium', 'Note 1', 'Note 2', 'Note 3', 'Note 4'], ...FALLING]));
    expect([found.rubric, found.asks]).toEqual([RUBRIC, ['order']]);
  });

  test('points in a row of their own decide, where names say nothing', async () => {
    const found = await read(csv([['', 'Wow', 'Fine', 'So-so', 'Hm'], ['Points', '4', '3', '2', '1'], ...FALLING]));
    expect(found.rubric).toEqual(RUBRIC);
    expect(found.left).toEqual(['row 1: says points or further names of the levels']);
  });
});

describe('where nothing is known, it is asked, and the answers hold', () => {
  test('headings that nobody knows, and their order', async () => {
    const table = csv([['Ours', 'Blossom', 'Bud', 'Sprout', 'Root'], ...FALLING]);
    const first = await read(table);
    expect(first.asks).toEqual(['headings', 'order']);
    expect(first.table!.asks[0]).toEqual({ kind: 'headings', row: 1, cells: ['Ours', 'Blossom', 'Bud', 'Sprout', 'Root'], answer: true });
    expect((await read(table, { turned: true })).rubric).toEqual(RUBRIC);
    const all = await read(table, { turned: true, headings: false });
    expect(all.rubric).toEqual([['Ours', 'Root', 'Sprout', 'Bud', 'Blossom'], ...RUBRIC]);
    expect(all.table!.order!.narrowest).toBe('E');
  });

  test('no headings at all', async () => {
    const found = await read(bare(RISING, ';'));
    expect([found.rubric, found.asks]).toEqual([RUBRIC, ['headings', 'order']]);
    expect(found.table!.asks[0]).toMatchObject({ answer: false });
    expect((await read(bare(FALLING, ';'), { turned: true })).rubric).toEqual(RUBRIC);
  });

  test('a heading for the titles that is known leaves only the order to ask', async () => {
    expect((await read(csv([['Aspect', 'Root', 'Sprout', 'Bud', 'Blossom'], ...RISING]))).asks).toEqual(['order']);
  });
});

describe('what stands around a table', () => {
  const HEAD = ['Criterion', 'Level 1', 'Level 2', 'Level 3', 'Level 4'];
  test.each<[string, (string | number)[][], string[]]>([
    [
      'a title and lines above it',
      [['Our rubric', '', '', '', ''], [], ['Name:', '', 'Date:', '', ''], HEAD, ...RISING],
      ['row 3: stands above the table (“Name: | Date:”)']
    ],
    ['a row of headings above the headings', [['Criteria', 'Levels of performance', '', '', ''], ['', '4', '3', '2', '1'], ...FALLING], []],
    [
      'a column of points',
      [['Criteria', '1', '2', '3', '4', 'Points'], ...RISING.map((row) => [...row, 4]), ['Total', '', '', '', '', 12]],
      ['column “Points”: is no column of a rubric', 'row 5: has numbers where statements belong (“Total | 12”)']
    ],
    [
      'a column of weights before the levels',
      [['Criteria', 'Weight', ...HEAD.slice(1)], ...RISING.map(([title, ...levels]) => [title!, '20%', ...levels])],
      ['column “Weight”: is no column of a rubric']
    ],
    [
      'numbers before the titles',
      [['No.', ...HEAD], ...RISING.map((row, i) => [i + 1, ...row])],
      ['column “No.”: is no column of a rubric']
    ],
    ['ids before the titles', [['ID', 'Criteria', ...HEAD.slice(1)], ...RISING.map((row, i) => [`C${i + 1}`, ...row])], []],
    [
      'headings between the rows, and a note below',
      [HEAD, ['Part A', '', '', '', ''], ...RISING, [], ['Adapted from ours', '', '', '', '']],
      ['row 2: stands alone in its row (“Part A”)', 'row 7: stands alone in its row (“Adapted from ours”)']
    ],
    [
      'notes beside it',
      [[...HEAD, 'Comments'], ...RISING.map((row) => [...row, 'Well done'])],
      ['column “Comments”: is no column of a rubric']
    ]
  ])('%s is left out and said', async (_, rows, left) => {
    for (const bytes of [csv(rows), xlsxOf([{ name: 'A', rows }]), odsOf([{ name: 'A', rows }])]) {
      const found = await read(bytes);
      expect(found.rubric).toEqual(RUBRIC);
      expect(found.asks).toEqual([]);
      expect(found.left).toEqual(left);
    }
  });

  test.each<[string, (string | number)[][], string[]]>([
    ['a line of hyphens', [HEAD, ['---', '---', '---', '---', '---'], ...RISING], []],
    [
      'a sum in words',
      [
        ['Criteria', '4 points', '3 points', '2 points', '1 point'],
        ...FALLING,
        ['Overall Score', 'Level 4', 'Level 3', 'Level 2', 'Level 1']
      ],
      ['row 5: has numbers where statements belong (“Overall Score | Level 4 | Level 3 | Level 2 | Level 1”)']
    ],
    ['numbers of columns', [[1, 2, 3, 4, 5], HEAD, ...RISING], ['row 1: says points or further names of the levels']],
    [
      'points of each level, called so',
      [
        ['Criterion', ...[0, 1, 2, 3].flatMap((n) => [`Level ${n} description`, `Level ${n} score`])],
        ...RISING.map(([title, ...levels]) => [title!, ...levels.flatMap((text, n) => [text, n])])
      ],
      [0, 1, 2, 3].map((n) => `column “Level ${n} score”: is no column of a rubric`)
    ],
    [
      'a wider heading of several rows',
      [['Dimension', 'Indicator', '4', '3', '2', '1'], ...FALLING.map((row, i) => [i < 2 ? 'Being' : 'Truth', ...row])],
      ['column “Dimension”: is no column of a rubric']
    ],
    [
      'a strand without a heading',
      [['', '', '4', '3', '2', '1'], ...FALLING.map((row, i) => [i < 2 ? 'S1' : 'S2', ...row])],
      ['column “A”: is no column of a rubric']
    ]
  ])('%s does not disturb', async (_, rows, left) => {
    const found = await read(csv(rows));
    expect([found.rubric, found.asks, found.left]).toEqual([RUBRIC, [], left]);
  });

  test.each([
    ['Posts', '1 post', '2 posts', '3 posts', '4 posts'],
    ['Posts', '1 goal is named.', '2 goals are named.', '3 goals are named.', '4 goals are named.']
  ])('rows of numbers with words are no headings of one another: %s, %s', async (...row) => {
    const rows = [row, ['Pictures', ...row.slice(1)]];
    expect(await read(csv(rows))).toMatchObject({ rubric: rows, asks: ['headings', 'order'] });
    expect(await read(csv([['Criterion', '1', '2', '3', '4'], ...rows]))).toMatchObject({ rubric: rows, asks: [] });
  });

  test('a title above it names the rubric', async () => {
    expect((await read(csv([['Our rubric', '', '', '', ''], HEAD, ...RISING]))).title).toBe('Our rubric');
  });

  test('a description beside the title says what is meant', async () => {
    const found = await read(
      csv([['Criteria', 'Description', ...HEAD.slice(1)], ...RISING.map(([title, ...levels]) => [title!, `About ${title}`, ...levels])])
    );
    expect(found.words.en!.criteria.c1!.help).toEqual({ about: 'About Being found' });
  });

  test('titles with numbers are no levels', async () => {
    const rows = [1, 2, 3, 4].map((n) => [`Question ${n}`, 'I name it.', 'I say it.', 'We do it.', 'They do it.']);
    for (const head of [[], [['Ours', 'Root', 'Sprout', 'Bud', 'Blossom']], [['No', 'Root', 'Sprout', 'Bud', 'Blossom']]])
      expect((await read(csv([...head, ...rows]))).rubric).toEqual(rows);
    const numbered = rows.map((row, i) => [i + 1, ...row]);
    expect((await read(csv(numbered))).rubric).toEqual(rows);
    expect((await read(csv([['No.', 'Skill', 'Root', 'Sprout', 'Bud', 'Blossom'], ...numbered]))).rubric).toEqual(rows);
  });

  test('a table on its side is read, and its cells are named as they stand', async () => {
    const turned = ['', ...RUBRIC.map(([title]) => title!)];
    const side = [4, 3, 2, 1].map((level) => [`Level ${level}`, ...RUBRIC.map((row) => row[level]!)]);
    expect((await read(csv([turned, ...side]))).rubric).toEqual(RUBRIC);
    side[0]![2] = 'x'.repeat(2_001);
    await expect(read(csv([turned, ...side]))).rejects.toMatchObject({ code: 'long-text', cell: { row: 2, column: 'C' } });
  });

  test.each([
    ['five', [['Criteria', '5', '4', '3', '2', '1'], ...FALLING.map((row) => [...row, 'I begin.'])], 'table-levels'],
    [
      'five with names',
      [['Criteria', 'Excellent', 'Good', 'Fair', 'Poor', 'Missing'], ...FALLING.map((row) => [...row, 'Nothing yet.'])],
      'table-levels'
    ],
    ['five of ours', [[...HEAD, 'Level 5'], ...RISING.map((row) => [...row, 'I lead.'])], 'table-levels'],
    ['three', [['Criteria', 'Good', 'Fair', 'Poor'], ...RISING.map((row) => row.slice(0, 4))], 'table-levels'],
    [
      'marks of pupils',
      [
        ['Pupil', 'Q1', 'Q2', 'Q3', 'Q4'],
        ['Person A', 1, 2, 3, 1],
        ['Person B', 2, 2, 3, 4]
      ],
      'table-of-marks'
    ],
    [
      'marks without headings',
      [
        ['Person A', 'x', '', 'x', ''],
        ['Person B', 'x', 'x', '', 'x'],
        ['Person C', 'x', 'x', 'x', 'x']
      ],
      'table-of-marks'
    ]
  ] as [string, (string | number)[][], string][])('a table of %s is declined with what to do', async (_, rows, code) => {
    await expect(read(csv(rows))).rejects.toMatchObject({ code });
  });
});

describe('sheets as trainers lay them out', () => {
  const F = ['Criterion', 'Level 1', 'Level 2', 'Level 3', 'Level 4'];
  const head = (line: string) => line.split('|');
  const people = [
    head('Student|Criterion 1|Criterion 2|Criterion 3|Criterion 4'),
    ['Anna Example', 'Well done here.', 'Could be more.', 'Very nice work.', 'See me please.']
  ];
  test.each<[string, Sheet[]]>([
    [
      'AAC&U’s, with all that stands above',
      [
        {
          name: 'A',
          rows: [
            ['Teamwork'],
            ['Definition: it is what people do in a team.'],
            ['', 'Capstone', 'Milestones', '', 'Benchmark'],
            ['', '4', '3', '2', '1'],
            ...FALLING
          ],
          joined: ['A1:E1', 'C3:D3']
        }
      ]
    ],
    [
      'names and numbers in lines of a cell',
      [{ name: 'A', rows: [['Criteria', 'Capstone\n4', 'Milestone\n3', 'Milestone\n2', 'Benchmark\n1'], ...FALLING] }]
    ],
    [
      'names that go on',
      [
        {
          name: 'A',
          rows: [
            [
              'Criteria',
              'Exemplary: does more than is expected of anybody at this stage',
              'Proficient: does what is expected of anybody at this stage, mostly',
              'Developing: comes near to what is expected of anybody here',
              'Beginning: does not come near to what is expected of anybody yet'
            ],
            ...FALLING
          ]
        }
      ]
    ],
    ['levels from 0', [{ name: 'A', rows: [head('Criteria|Level 3|Level 2|Level 1|Level 0'), ...FALLING] }]],
    ['numbers', [{ name: 'A', rows: [['Criteria', 4, 3, 2, 1], ...FALLING] }]],
    [
      'points beside each level',
      [
        {
          name: 'A',
          rows: [
            head('Criteria|Excellent|Pts|Good|Pts|Fair|Pts|Poor|Pts'),
            ...FALLING.map(([title, ...levels]) => [title!, ...levels.flatMap((text, i) => [text, 4 - i])])
          ]
        }
      ]
    ],
    ['headings once more', [{ name: 'A', rows: [F, RISING[0]!, F, ...RISING.slice(1)] }]],
    ['away from the corner', [{ name: 'A', rows: [[], [], ['', '', ...F], ...RISING.map((row) => ['', '', ...row])] }]],
    [
      'words to others first',
      [
        { name: 'Read me', rows: [['How to use this', 'Please read', '', '', '']] },
        { name: 'B', rows: [head('|4|3|2|1'), ...FALLING] }
      ]
    ],
    [
      'what people were told beside it',
      [
        { name: 'Rubric', rows: [F, ...RISING] },
        { name: 'Feedback', rows: people }
      ]
    ],
    [
      'what people were told before it',
      [
        { name: 'Feedback', rows: people },
        { name: 'Rubric', rows: [head('Criteria|Good|Fair|Poor|Missing'), ...FALLING] }
      ]
    ],
    [
      'the rubric hidden behind results',
      [
        { name: 'Rubric', rows: [F, ...RISING], hidden: true },
        { name: 'Results', rows: [head('Pupil|Q1|Q2|Q3|Q4'), ['Person A', 1, 2, 3, 1]] }
      ]
    ],
    [
      'names with a word behind them',
      [
        {
          name: 'A',
          rows: [['Bedömningsmatris'], head('Aspekter|Mycket god förmåga|God förmåga|Viss förmåga|Bristande förmåga'), ...FALLING]
        }
      ]
    ],
    ['spaces far below', [{ name: 'A', rows: [F, ...RISING, ...Array.from({ length: 2_100 }, () => [' '])] }]]
  ])('%s', async (_, sheets) => {
    for (const bytes of [xlsxOf(sheets), odsOf(sheets)]) expect((await read(bytes)).rubric).toEqual(RUBRIC);
  });
});

describe('a sheet of people beside a rubric without headings', () => {
  test.each([
    [['Elev|Poäng 1|Poäng 2|Poäng 3|Poäng 4', 'Person A|IG|G|VG|MVG', 'Person B|G|G|VG|MVG']],
    [['Name|Level 1|Level 2|Level 3|Level 4', 'Person A|She does it.|She says it.|She tries it.|She is away.']],
    [['Criterion|Person A|Person B|Person C|Person D', 'Being found|Level 1|Level 2|Level 2|Level 4']]
  ])('%s', async (lines) => {
    for (const bytes of [xlsxOf, odsOf].map((write) =>
      write([
        { name: 'A', rows: RISING },
        { name: 'B', rows: lines.map((line) => line.split('|')) }
      ])
    )) {
      const found = await read(bytes);
      expect([found.rubric, found.asks]).toEqual([RUBRIC, ['headings', 'order']]);
      expect(found.left).toEqual(['sheet “B”: has marks or numbers where statements belong']);
    }
  });
});

describe('separators, line breaks and quotation marks of other programs', () => {
  const HEAD = ['Criterion', 'Level 1', 'Level 2', 'Level 3', 'Level 4'];
  const text = (value: string) => new TextEncoder().encode(value);
  const quoted = (join: string, around = '') =>
    [HEAD, ...RISING].map((row) => row.map((cell) => `${around}"${cell}"${around}`).join(join)).join('\n');

  test.each([
    ['commas and spaces between quotation marks', quoted(', ')],
    ['semicolons and spaces', quoted(' ; ')],
    ['marks without width around quotation marks', quoted(',', '\u200B')],
    ['marks of direction around quotation marks', quoted(';', '\u202A')],
    ['line breaks of two kinds', quoted(',').replace('\n', '\r\n')],
    ['line breaks of the third kind, and the separator named', `sep=;\r${quoted(';').replaceAll('\n', '\r')}`]
  ])('%s', async (_, value) => {
    expect(await read(text(value))).toMatchObject({ rubric: RUBRIC, asks: [] });
  });

  test('lists in sentences do not look like headings', async () => {
    for (const list of ['a, b, c, d, e', '1, 2, 3, 4 and 5', '1,2,3,4 and 5', 'yes, no, good, fair, poor']) {
      const rows = [1, 2].map((n) => [`Point ${n}`, `I say ${list}.`, `I do ${list}.`, `We say ${list}.`, `We do ${list}.`]);
      for (const separator of [';', '\t', '|'])
        for (const some of [rows, rows.slice(1)])
          expect(await read(bare(some, separator)), list + separator).toMatchObject({ rubric: some, asks: ['headings', 'order'] });
    }
  });

  test('rows of nothing but marks that nobody sees are empty', async () => {
    for (const mark of ['\u200B', '\u202A', '\u2066', '\u061C', '\uFE0F', '\u3164'])
      expect((await read(csv([HEAD, ...RISING, HEAD.map(() => mark)]))).rubric).toEqual(RUBRIC);
  });

  test('what joins letters of other scripts is taken off Latin ones, and stays where it means something', async () => {
    const [, ...rest] = RISING[0]!;
    const rows = [HEAD, ['Be\u200Cing \uFE0Ffound\u200C', ...rest], ['می\u200Cخواهم ❤\uFE0F', ...rest]];
    expect((await read(csv(rows))).rubric.map(([title]) => title)).toEqual(['Being found', 'می\u200Cخواهم ❤\uFE0F']);
  });
});

describe('points of others', () => {
  test('Canvas with “4 pts”', async () => {
    const part = (level: number, text: string) => [`N${level}`, text, `${level} pts`];
    const head = [
      'Rubric Name',
      'Criteria Name',
      'Criteria Description',
      ...[1, 2, 3, 4].flatMap(() => ['Rating Name', 'Rating Description', 'Rating Points'])
    ];
    const rows = FALLING.map(([title, ...levels]) => ['Ours', title!, '', ...levels.flatMap((text, i) => part(4 - i, text))]);
    expect((await read(csv([head, ...rows]))).rubric).toEqual(RUBRIC);
  });

  test('CASE with “1/4”, and with one rubric that is in no list', async () => {
    const pack = JSON.parse(new TextDecoder().decode(bytesOf('20-case-position1-best.json'))) as { CFRubrics: unknown[] };
    const text = JSON.stringify({ ...pack, CFRubrics: pack.CFRubrics[0] }).replace(/"score":\s*(\d)/g, '"score":"$1/4"');
    expect((await read(new TextEncoder().encode(text), {}, 'a.json')).rubric).toEqual(RUBRIC);
  });
});

describe('what a spreadsheet hides, joins and repeats', () => {
  const HEAD = ['Criterion', 'Level 1', 'Level 2', 'Level 3', 'Level 4'];
  const both = (...sheets: Sheet[]): [string, Uint8Array][] => [
    ['XLSX', xlsxOf(sheets)],
    ['ODS', odsOf(sheets)]
  ];

  test('hidden rows, columns and sheets are left out and said; the answer reads them', async () => {
    const rows = [
      [...HEAD.slice(0, 2), 'Old', ...HEAD.slice(2)],
      ['Gone', 'a', 'b', 'c', 'd', 'e'],
      ...RISING.map(([title, one, ...rest]) => [title!, one!, 'old', ...rest])
    ];
    for (const [kind, bytes] of both(
      { name: 'A', rows, hiddenRows: [1], hiddenColumns: [2] },
      { name: 'B', rows: [HEAD, ['Secret', 'a b', 'b c', 'c d', 'd e']], hidden: true }
    )) {
      const found = await read(bytes);
      expect(found.rubric, kind).toEqual(RUBRIC);
      expect(found.asks, kind).toEqual(['hidden']);
      expect(found.left, kind).toEqual([
        'sheet “A”, row 2: is hidden (“Gone”)',
        'sheet “A”, column “C”: is hidden (“Old”)',
        'sheet “B”: is hidden'
      ]);
      expect((await read(bytes, { hidden: true, sheets: ['A'] })).rubric.map(([title]) => title)).toEqual([
        'Gone',
        ...RUBRIC.map(([title]) => title)
      ]);
    }
  });

  test('a hidden column that says where the table came from is read all the same', async () => {
    const rows = [['language', ...HEAD], ...RISING.map((row) => ['sv', ...row])];
    for (const [kind, bytes] of both({ name: 'A', rows, hiddenColumns: [0] })) {
      const found = await read(bytes);
      expect(Object.keys(found.words), kind).toEqual(['sv']);
      expect(found.left, kind).toEqual([]);
    }
  });

  test('titles and languages that are joined downwards hold for all their rows; a statement that is joined is named', async () => {
    const rows = [
      ['Language', ...HEAD],
      ['English', ...RISING[0]!],
      ['', ...RISING[1]!],
      ['', 'Sources', 'I name it.', '', 'We compare.', 'We keep a list.'],
      ['suomi', 'Näkyä', 'a a.', 'b b.', 'c c.', 'd d.']
    ];
    for (const [kind, bytes] of both({ name: 'A', rows, joined: ['A2:A4', 'C4:D4'] })) {
      const found = await read(bytes);
      expect(Object.keys(found.words), kind).toEqual(['en', 'fi']);
      expect(
        found.faults.map(({ code, place }) => `${place} ${code}`),
        kind
      ).toContain('c3.2 no-text-joined');
    }
    const parts = [HEAD, ['Being found', 'a a.', 'b b.', 'c c.', 'd d.'], ['', 'e e.', 'f f.', 'g g.', 'h h.']];
    for (const [kind, bytes] of both({ name: 'A', rows: parts, joined: ['A2:A3'] }))
      expect(
        (await read(bytes)).rubric.map(([title]) => title),
        kind
      ).toEqual(['Being found', 'Being found']);
  });

  test('people’s names never become criteria: a second sheet without statements is left aside', async () => {
    const first = { name: 'Rubric', rows: [HEAD, ...RISING] };
    for (const rows of [
      [
        ['Pupil', 'Q1', 'Q2', 'Q3', 'Q4'],
        ['Person A', 1, 2, 3, 1],
        ['Person B', 1, 2, 3, 1]
      ],
      [
        ['Person A', 'yes', 'no', 'yes', 'no'],
        ['Person B', 'yes', 'no', 'yes', 'no']
      ],
      [
        ['Name', 'Level 1', 'Level 2', 'Level 3', 'Level 4'],
        ['Person A', 'x', '', '', ''],
        ['Person B', '', 'x', '', '']
      ],
      [
        ['Name', 'Level 1', 'Level 2', 'Level 3', 'Level 4'],
        ['Person A', 'Anna', 'Ben', 'Cem', 'Dana']
      ],
      [
        ['Name', 'Mail', 'Group', 'Phone', 'Note'],
        ['Person A', 'a@example.org', 'Group one here', '123', 'Is often late for it.']
      ]
    ])
      for (const [kind, bytes] of both(first, { name: 'Results', rows })) {
        const found = await read(bytes);
        expect(found.rubric, kind).toEqual(RUBRIC);
        expect(found.left.join(), kind).toContain('sheet “Results”');
      }
  });

  test('a copy of the table on another sheet is left aside, and asked about; parts of it are put together', async () => {
    for (const [kind, bytes] of both(
      { name: 'New', rows: [HEAD, ...RISING] },
      { name: 'Old', rows: [HEAD, ['Sources', 'I said it.', 'b b.', 'c c.', 'd d.']] }
    )) {
      const found = await read(bytes);
      expect([found.rubric, found.asks, found.left], kind).toEqual([
        RUBRIC,
        ['sheets'],
        ['sheet “Old”: is another table, and was not chosen']
      ]);
      expect((await read(bytes, { sheets: ['Old'] })).rubric, kind).toEqual([['Sources', 'I said it.', 'b b.', 'c c.', 'd d.']]);
    }
    for (const [kind, bytes] of both(
      { name: 'Part 1', rows: [HEAD, ...RISING.slice(0, 1)] },
      { name: 'Part 2', rows: [HEAD, ...RISING.slice(1)] }
    )) {
      const found = await read(bytes);
      expect([found.rubric, found.asks], kind).toEqual([RUBRIC, ['sheets']]);
    }
  });

  test('sheets named by their languages are translations of each other', async () => {
    for (const [kind, bytes] of both({ name: 'Deutsch', rows: [HEAD, ...RISING] }, { name: 'Suomi', rows: [HEAD, ...RISING] })) {
      const found = await read(bytes);
      expect(Object.keys(found.words), kind).toEqual(['de', 'fi']);
      expect(found.asks, kind).toEqual([]);
    }
  });

  test('empty cells and rows take no place, however far out they are', async () => {
    const rows = [HEAD, ...RISING];
    const found = await read(
      xlsxOf([{ name: 'A', rows, more: '<row r="1048576" ht="15"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>' }])
    );
    expect(found.rubric).toEqual(RUBRIC);
    const empty =
      '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
    expect((await read(odsOf([{ name: 'A', rows, more: empty }]))).rubric).toEqual(RUBRIC);
  });
});

describe('hostile spreadsheets', () => {
  const rows = [['Criterion', 'Level 1', 'Level 2', 'Level 3', 'Level 4'], ...RISING];
  const content = (more: string) => odsOf([{ name: 'A', rows, more }]);
  const full = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>';
  test.each([
    ['a row a million times', content(`<table:table-row table:number-rows-repeated="1048576">${full}</table:table-row>`), 'many-rows'],
    [
      'a cell a million times',
      content(
        `<table:table-row><table:table-cell table:number-columns-repeated="1000000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`
      ),
      'unknown-column'
    ],
    ['more times than there are rows', content('<table:table-row table:number-rows-repeated="999999999"/>'), 'damaged-file'],
    ['minus one times', content('<table:table-row table:number-rows-repeated="-1"/>'), 'damaged-file'],
    ['a part that is not closed', content('<table:table-row>'), 'damaged-file'],
    ['nested without end', content('<text:p>'.repeat(5_000)), 'damaged-file'],
    [
      'entities of its own',
      zipSync({ 'content.xml': strToU8('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">]><a>&a;</a>') }),
      'damaged-file'
    ],
    ['no sheet', zipSync({ 'content.xml': strToU8('<office:document-content xmlns:office="o"/>') }), 'damaged-file'],
    [
      'a cell in the millionth row',
      xlsxOf([{ name: 'A', rows, more: '<row r="1048576"><c r="A1048576"><v>1</v></c></row>' }]),
      'many-rows'
    ],
    ['a cell that is nowhere', xlsxOf([{ name: 'A', rows, more: '<row r="9"><c r="1e9"><v>1</v></c></row>' }]), 'damaged-file'],
    [
      'one long text in very many cells',
      odsOf([
        {
          name: 'A',
          rows: [['Criterion', 'Level 1', 'Level 2', 'Level 3', 'Level 4']],
          more: `<table:table-row table:number-rows-repeated="1900"><table:table-cell table:number-columns-repeated="5" office:value-type="string"><text:p>${'ab '.repeat(5_000)}</text:p></table:table-cell></table:table-row>`
        }
      ]),
      'too-large'
    ],
    ['a text that is not there', xlsxOf([{ name: 'A', rows, more: '<row r="9"><c r="A9" t="s"><v>7</v></c></row>' }]), 'damaged-file']
  ])('%s', async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ code });
  });
});

describe('files of other kinds are named, with what to do', () => {
  const ole = (stream: string) =>
    new Uint8Array([
      0xd0,
      0xcf,
      0x11,
      0xe0,
      0xa1,
      0xb1,
      ...new Array<number>(40).fill(0),
      ...[...stream].flatMap((one) => [one.charCodeAt(0), 0])
    ]);
  const packed = (...paths: string[]) => zipSync(Object.fromEntries(paths.map((path) => [path, strToU8('x')])));
  test.each([
    ['a.xls', ole('Workbook'), 'save-as-xlsx', { kind: 'XLS' }],
    ['a.doc', ole('WordDocument'), 'copy-table', { kind: 'DOC' }],
    ['a.xlsx', ole('EncryptedPackage'), 'locked-file', {}],
    ['a.xlsb', packed('xl/workbook.bin'), 'save-as-xlsx', { kind: 'XLSB' }],
    ['a.docx', packed('word/document.xml'), 'copy-table', { kind: 'DOCX' }],
    [
      'a.odt',
      zipSync({ mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }], 'content.xml': strToU8('<a/>') }),
      'copy-table',
      { kind: 'ODT' }
    ],
    ['a.numbers', packed('Index/Document.iwa'), 'save-as-xlsx', { kind: 'Numbers' }],
    ['a.pages', packed('Index/Document.iwa'), 'copy-table', { kind: 'Pages' }],
    ['a.pdf', strToU8('%PDF-1.7'), 'copy-table', { kind: 'PDF' }],
    ['a.rtf', strToU8('{\\rtf1\\ansi'), 'copy-table', { kind: 'RTF' }],
    ['a.xls', strToU8('<html><body><table><tr><td>x</td></tr></table>'), 'copy-table', { kind: 'HTML' }],
    ['a.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1]), 'image-file', {}],
    ['a.zip', packed('rubric.csv'), 'packed-file', {}],
    ['a.mbz', packed('moodle_backup.xml'), 'other-system', { system: 'Moodle' }],
    ['a.csv', strToU8('"Parent ID number","ID number","Short name"'), 'other-system', { system: 'Moodle' }],
    ['a.zip', packed('imsmanifest.xml', 'rubrics_d2l.xml'), 'other-system', { system: 'Brightspace' }],
    ['a.zip', packed('imsmanifest.xml', '.bb-package-info'), 'other-system', { system: 'Blackboard' }],
    ['a.rbc', strToU8('{"RubricScale":[],"RubricCriterion":[]}'), 'other-system', { system: 'Turnitin' }],
    ['a.csv', strToU8('"assessment_id","assessment"'), 'answers-table', {}]
  ])('%s: %#', async (name, bytes, code, values) => {
    await expect(read(bytes as Uint8Array, {}, name)).rejects.toMatchObject({ code, values });
  });
});

describe('Canvas', () => {
  const head = (ratings: number, numbered = false) => [
    'Rubric Name',
    'Criteria Name',
    'Criteria Description',
    'Criteria Enable Range',
    ...Array.from({ length: ratings }, (_, i) =>
      ['Rating Name', 'Rating Description', 'Rating Points'].map((one) => (numbered ? `${one} ${i + 1}` : one))
    ).flat()
  ];
  const row = (rubric: string, [title, ...levels]: readonly string[], points: readonly (number | string)[]) => [
    rubric,
    title!,
    'About it',
    'false',
    ...levels.flatMap((text, i) => [`Name ${i}`, text, points[i]!])
  ];

  test('points decide, not the place, for each criterion; a decimal comma is one', async () => {
    const rows = [
      head(4, true),
      row('Online', RISING[0]!, [0, '2,5', 3, 4]),
      row('Online', FALLING[1]!, [10, 7, 4, 1]),
      row('', FALLING[2]!, ['4.5', 3, 2, 1])
    ];
    const found = await read(csv(rows));
    expect(found.rubric).toEqual(RUBRIC);
    expect([found.title, found.asks]).toEqual(['Online', []]);
    expect(found.words.en!.criteria.c1!.help).toEqual({ about: 'About it' });
  });

  test('a template with headings for fewer ratings than its rows have', async () => {
    expect((await read(csv([head(3), ...FALLING.map((one) => row('Online', one, [4, 3, 2, 1]))]))).rubric).toEqual(RUBRIC);
  });

  test('of several rubrics one is read, and the others can be chosen', async () => {
    const rows = [
      head(4),
      ...FALLING.map((one) => row('First', one, [4, 3, 2, 1])),
      ...FALLING.map((one) => row('Second', one, [4, 3, 2, 1]))
    ];
    const found = await read(csv(rows));
    expect([found.rubric, found.title, found.asks]).toEqual([RUBRIC, 'First', ['sheets']]);
    expect((await read(csv(rows), { sheets: ['Second'] })).title).toBe('Second');
  });

  test('five ratings, and two with the same points, are named by their row', async () => {
    await expect(read(csv([head(5), row('A', [...FALLING[0]!, 'Nothing.'], [4, 3, 2, 1, 0])]))).rejects.toMatchObject({
      code: 'table-levels',
      values: { count: 5 },
      cell: { row: 2 }
    });
    await expect(read(csv([head(4), row('A', FALLING[0]!, [4, 4, 2, 1])]))).rejects.toMatchObject({
      code: 'points-of-levels',
      cell: { row: 2 }
    });
  });
});

describe('CASE', () => {
  const text = () => readFileSync('tests/exchange/cases/20-case-position1-best.json', 'utf8');
  type Level = { score?: unknown; position?: unknown; quality?: unknown };
  type Package = { CFRubrics: { CFRubricCriteria: { CFRubricCriterionLevels: Level[] }[] }[] };
  const changed = (change: (level: Level) => void): Package => {
    const pack = JSON.parse(text()) as Package;
    for (const { CFRubricCriteria } of pack.CFRubrics)
      for (const { CFRubricCriterionLevels: levels } of CFRubricCriteria) levels.forEach(change);
    return pack;
  };
  const opened = async (value: unknown) => (await read(new TextEncoder().encode(JSON.stringify(value)), {}, 'a.json')).rubric;

  test.each<[string, (level: Level) => void]>([
    ['decimal scores in quotes', (level) => (level.score = `${Number(level.score) / 2}`)],
    ['scores without positions', (level) => delete level.position],
    [
      'equal scores, and names that are known',
      (level) =>
        Object.assign(level, { score: 1, quality: ['', 'Beginning', 'Developing', 'Proficient', 'Exemplary'][Number(level.score)] })
    ],
    ['positions that rise with the levels, and no scores', (level) => Object.assign(level, { position: String(level.score), score: null })]
  ])('%s', async (_, change) => {
    expect(await opened(changed(change))).toEqual(RUBRIC);
  });

  test.each<[string, (pack: unknown) => unknown]>([
    ['a package in a wrapper', (pack) => ({ CFPackage: pack })],
    ['a package in two', (pack) => ({ status: 'ok', data: { CFPackage: pack } })],
    ['a list of one', (pack) => [pack]],
    ['rubrics without a document', (pack) => ({ CFRubrics: (pack as Package).CFRubrics })],
    ['a rubric alone', (pack) => (pack as Package).CFRubrics[0]],
    ['a rubric in a wrapper', (pack) => ({ CFRubric: (pack as Package).CFRubrics[0] })]
  ])('%s', async (_, wrap) => {
    expect(await opened(wrap(JSON.parse(text())))).toEqual(RUBRIC);
  });
});

describe('text of other makes', () => {
  const HEAD = ['Criterion', 'Level 1', 'Level 2', 'Level 3', 'Level 4'];
  test('UTF-16 with its mark, as spreadsheets save “Unicode text”', async () => {
    const text = [HEAD, ...RISING].map((row) => row.join('\t')).join('\r\n');
    const little = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((one) => [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8])]);
    const big = new Uint8Array([0xfe, 0xff, ...[...text].flatMap((one) => [one.charCodeAt(0) >> 8, one.charCodeAt(0) & 255])]);
    for (const bytes of [little, big]) expect((await read(bytes)).rubric).toEqual(RUBRIC);
  });

  test('a table in plain words, and spaces before quotation marks', async () => {
    const bars = [HEAD, HEAD.map(() => '---'), ...RISING].map((row) => `| ${row.join(' | ')} |`).join('\n');
    expect((await read(strToU8(bars))).rubric).toEqual(RUBRIC);
    const spaced = [HEAD, ...RISING].map(([title, ...levels]) => [title, ...levels.map((one) => ` "${one}"`)].join(',')).join('\n');
    expect((await read(strToU8(spaced))).rubric).toEqual(RUBRIC);
  });

  test('invisible characters of web pages go, those that letters need stay', async () => {
    const found = await read(
      csv([HEAD.map((one) => `\u200B${one}\u00A0`), ['A\u00ADb', '\u2060I\u200B go\uFEFF.', 'I\u202Fgo\u202E.', '\u200Ea b.', 'ب\u200Fا']])
    );
    expect(found.rubric).toEqual([['Ab', 'I go.', 'I go.', 'a b.', 'ب\u200Fا']]);
  });

  test('a table from a web page, with joined cells', async () => {
    const html = `<table><tr><th colspan=5>Our rubric</th></tr><tr><th>Criteria</th><th>Exemplary</th><th>Proficient</th><th>Developing</th><th>Beginning</th></tr>${FALLING.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
    const { draft, table } = await openPasted(html, '', 'en');
    expect(draft.words.en!.title).toBe('Our rubric');
    expect(draft.words.en!.criteria.c1!.descriptors![1]).toBe('I publish our opening hours.');
    expect(table!.asks).toEqual([]);
  });
});

test('any layout of the same rubric is the same rubric', async () => {
  const SCALES = [
    '1|2|3|4',
    'Level 1|Level 2|Level 3|Level 4',
    'Beginning|Developing|Proficient|Exemplary',
    'Heikko|Tyydyttävä|Hyvä|Erinomainen',
    'Nivå 1: svag|Nivå 2: god|Nivå 3: bra|Nivå 4: utmärkt',
    'Stufe 1|Stufe 2|Stufe 3|Stufe 4',
    '1 pt|2 pts|3 pts|4 pts'
  ].map((one) => one.split('|'));
  const word = fc.constantFrom(
    'I write',
    'Kerron, kuka vastaa',
    'Jag skriver; du svarar',
    'Ich „sage“ es',
    'We keep a "list"',
    'I name\nit'
  );
  const statement = fc
    .tuple(word, fc.constantFrom('often.', 'together.', 'to one person.', 'hier – und dort.', 'äöå!'))
    .map((parts) => parts.join(' '));
  const layout = fc.record({
    rows: fc.array(fc.tuple(statement, statement, statement, statement), { minLength: 1, maxLength: 6 }),
    scale: fc.constantFrom(...SCALES),
    name: fc.constantFrom('', 'Criteria', 'Kriteeri', 'Kriterium', 'Bereich', 'Skill'),
    falling: fc.boolean(),
    above: fc.array(fc.constantFrom<string[]>(['Our rubric'], [], ['Autumn', '', '2026']), { maxLength: 3 }),
    points: fc.boolean(),
    side: fc.boolean(),
    write: fc.constantFrom('csv,', 'csv;', 'csv\t', 'xlsx', 'ods')
  });
  await fc.assert(
    fc.asyncProperty(layout, async ({ rows, scale, name, falling, above, points, side, write }) => {
      const ordered = <T>(list: readonly T[]) => (falling ? [...list].reverse() : [...list]);
      let table: string[][] = [[name, ...ordered(scale)], ...rows.map((levels, i) => [`Topic number ${i + 1}`, ...ordered(levels)])];
      if (side) table = table[0]!.map((_, i) => table.map((row) => row[i]!));
      else {
        if (points) table = table.map((row, i) => [...row, i === 0 ? 'Weight' : '10']);
        table = [...above, ...table];
      }
      const bytes = write.startsWith('csv')
        ? csv(table, write.slice(3))
        : write === 'ods'
          ? odsOf([{ name: 'A', rows: table }])
          : xlsxOf([{ name: 'A', rows: table }]);
      const found = await read(bytes);
      expect(found.asks).toEqual([]);
      expect(found.rubric).toEqual(
        rows.map((levels, i) => [`Topic number ${i + 1}`, ...levels.map((text) => text.replace(/\s*\n\s*/g, ' '))])
      );
    }),
    times(150)
  );
});
