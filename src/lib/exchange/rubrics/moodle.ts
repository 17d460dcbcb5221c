/**
 * A rubric as Moodle’s competency framework, in the 14 columns of its importer. Levels have no field there: they stand in the description
 * as a list, and as the values of the scale.
 */
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { sourceOf, textAt } from '#lib/domain/rubric/places.ts';
import type { Maker } from './case-write.ts';

const HEADINGS = [
  'Parent ID number',
  'ID number',
  'Short name',
  'Description',
  'Description format',
  'Scale values',
  'Scale configuration',
  'Rule type',
  'Rule outcome',
  'Rule config',
  'Cross-referenced competency ID numbers',
  'Exported ID',
  'Is framework',
  'Taxonomy'
] as const;

/** Moodle cuts ids and names here. */
const LONGEST = 100;
const cut = (text: string) => ([...text].length > LONGEST ? `${[...text].slice(0, LONGEST - 1).join('')}…` : text);
/** Nothing that a spreadsheet would take for a formula, should somebody look at the file in one. */
const inert = (text: string) => (/^[\s'"]*[=+\-@＝＋－＠]/.test(text) ? ` ${text}` : text);
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const html = (text: string) => text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
const paragraph = (text: string | undefined) => (text ? `<p>${html(text)}</p>` : '');

export interface MoodleOptions {
  /** Texts that it lacks stand in the source's. */
  readonly language: string;
  /** Names of the four levels, for the scale. */
  readonly levelNames: Readonly<Record<Level, string>>;
  /** From which level on Moodle shows people as competent; it takes no framework in which none is. */
  readonly competentFrom: Level;
  /** Whom it names where the rubric itself names nobody. */
  readonly maker: Maker;
}

/** @returns rows of cells, the headings first */
export function moodleRows({ facts, words }: RubricFile, { language, levelNames, competentFrom, maker }: MoodleOptions): string[][] {
  const source = words[sourceOf(facts)]!;
  const text = (place: string) => (words[language] && textAt(words[language], place)) ?? textAt(source, place);
  // The act alone would not say where it happens.
  const statement = (criterion: string, level: Level) =>
    [text(`situations.${level}.label`), text(`${criterion}.${level}`)!].filter(Boolean).join(': ');
  const { author, licence } = { ...maker, ...facts.origin };
  // The same id twice is refused, so each version is a framework of its own.
  const id = `${facts.id}-${facts.version}`;
  const row = (cells: Partial<Record<(typeof HEADINGS)[number], string>>) => HEADINGS.map((heading) => cells[heading] ?? '');
  const scale = [
    { scaleid: '1' },
    ...LEVELS.map((level) => ({ id: level, scaledefault: level === 1 ? 1 : 0, proficient: level >= competentFrom ? 1 : 0 }))
  ];
  const framework = row({
    'ID number': cut(id),
    'Short name': cut(inert(text('title')!)),
    Description: paragraph(text('about')) + paragraph([author, licence].filter(Boolean).join(', ')),
    'Description format': '1',
    // Values are parted by commas, so they may hold none.
    'Scale values': LEVELS.map((level) => levelNames[level].replace(/\s*,\s*/g, ' ')).join(','),
    'Scale configuration': JSON.stringify(scale),
    'Is framework': '1',
    Taxonomy: 'competency,competency,competency,competency'
  });
  const criteria = facts.criteria.map(({ id: criterion }) =>
    row({
      'ID number': cut(`${id}-${criterion}`),
      'Short name': cut(inert(text(`${criterion}.title`)!)),
      Description: `${paragraph(text(`${criterion}.help.about`))}<ol>${LEVELS.map((level) => `<li>${html(statement(criterion, level))}</li>`).join('')}</ol>`,
      'Description format': '1'
    })
  );
  return [[...HEADINGS], framework, ...criteria];
}
