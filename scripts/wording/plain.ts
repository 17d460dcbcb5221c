/** Whether an English text of the app, or a page that goes with it, is plain: short sentences, usual words, one word for one thing. */
import { syllable } from 'syllable';
import { written } from '../../src/lib/i18n/compiled.ts';
import { compiled, valuesOf, type Catalogue } from '../messages.ts';
import { sentencesIn, wordsIn } from './ease.ts';

/** The longest sentence, in words. */
const SENTENCE = 20;
/** The hardest text, in school years by the formula of Flesch and Kincaid. */
const GRADE = 8;
/** From this many words the grade of a single text says something. */
const ENOUGH = 10;

/** Words and phrases that no text says, each with what to say. */
const NEVER: readonly (readonly [pattern: RegExp, say: string])[] = [
  // One word for one thing: docs/glossary.md.
  [/\bcompetenc(y|ies)\b/i, 'topic'],
  [/\bdescriptors?\b/i, 'statement'],
  [/\bdescriptions?\b/i, 'statement'],
  [/\b(criterion|criteria)\b/i, 'question'],
  [/\bessentials?\b/i, 'safety point'],
  [/\bsafeguards?\b/i, 'safety point'],
  [/\bpositions?\b/i, 'level, result'],
  [/\breadings?\b/i, 'level, result, meaning'],
  [/\bheld\b/i, 'reached'],
  [/\bpurposes?\b/i, 'level'],
  [/\b(two|both|the|these|other|earlier|later) times\b/i, 'assessments'],
  [/\b(earlier|later|one|other) time\b/i, 'assessment'],
  [/\b(this|that|each|every|the|which|a) lines?\b/i, 'statement'],
  [/\bpart of (my|your|their|the|a) roles?\b/i, 'part of my job'],
  [/\byardstick\b/i, 'how strictly you judge'],
  [/\btypical\b/i, 'mostly'],
  [/\bhollow\b/i, 'a level further up'],
  [/\b(higher|better) levels?\b/i, 'broader'],
  // What officials and computers say.
  [/\bin order to\b/i, 'to'],
  [/\bplease note\b/i, ''],
  [/\bsimply\b/i, ''],
  [/\butili[sz]/i, 'use'],
  [/\bensur(e|es|ed|ing)\b/i, 'make sure'],
  [/\b(regarding|concerning|pertaining|with regard to|in respect of)\b/i, 'about'],
  [/\bprior to\b/i, 'before'],
  [/\bsubsequent/i, 'later'],
  [/\bthe ones? (that|which|who)\b/i, 'name it'],
  [/\bis held\b/i, 'has been reached'],
  [/\b(whoever|whosoever|thereof|thereby|hereby|henceforth|hence|thus|whilst|upon|shall|moreover)\b/i, 'a usual word'],
  [
    /\b(commence|terminate|endeavour|obtain|purchase|facilitate|leverage|aforementioned|numerous|sufficient|approximately)[sd]?\b/i,
    'a usual word'
  ],
  [/\bcongratulations?\b/i, ''],
  [/\bachiev/i, 'reach'],
  [/\bin the event (that|of)\b/i, 'if'],
  [/\bdue to the fact\b/i, 'because'],
  [/\bfor the sake of\b/i, 'for'],
  [/!/, 'a full stop'],
  // What two practitioners stumbled over in earlier versions.
  // A table of answers has this code, which the app explains.
  [/\bassumed\b(?! =)/i, 'counted as'],
  [/\bworth a look\b/i, 'worth checking'],
  [/\bif you go on\b/i, 'will count as'],
  [/\bone step different\b/i, 'slightly different'],
  [/\bwhat (you leave|is meant|would move)\b/i, 'a full phrase'],
  [/\b(none in mind|open and look|once more)\b/i, 'a usual phrase'],
  [/\b(take|takes|took|taken) (it|them) (out|away)\b/i, 'export, delete'],
  [/\bbring (it|them) in\b/i, 'import'],
  [/\b(is|are|been) (gone then|met in|said of)\b/i, 'a usual phrase'],
  [/\b(holds|hold) at once\b/i, 'is saved straight away'],
  [/\bby chance\b/i, 'at random'],
  [/\bas the device\b/i, 'same as device'],
  [/\bcomes? about\b/i, 'is worked out'],
  [/\bcome with waymark\b/i, 'included with Waymark']
];

/**
 * The text as somebody reads it, with one short word for each value. A name of ours is one short word too: a reader takes it as a whole, and
 * its author cannot choose another one.
 *
 * @param count which plural form is read
 */
function read(message: string, names: readonly string[], count: number): string {
  const text = compiled(message, message);
  const values = [...valuesOf(text)].map(([name, type]) => [name, type === 'number' ? count : 'name']);
  const said = written(text as never, 'en', Object.fromEntries(values));
  return [...names].sort((a, b) => b.length - a.length).reduce((all, name) => all.replaceAll(name, 'name'), said);
}

export const sentences = (text: string): string[] => text.split(/(?<=[.!?…]["”’)]*)\s+/).filter((one) => wordsIn(one).length > 0);

/** @returns school years that the formula of Flesch and Kincaid asks for; fewer are easier */
export function grade(texts: readonly string[]): number {
  const words = texts.flatMap(wordsIn);
  const count = texts.reduce((sum, text) => sum + sentencesIn(text), 0);
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return (0.39 * words.length) / count + (11.8 * syllables) / words.length - 15.59;
}

/**
 * @param names that count as one short word
 * @param most school years
 * @returns what is not plain in an area's texts: the key, what is wrong, the text
 */
export function notPlain(texts: Catalogue, names: readonly string[], most = GRADE): string[] {
  const all = Object.entries(texts).map(([key, message]) => [key, read(message, names, 3), read(message, names, 1)] as const);
  const found = all.flatMap(([key, text, single]) => {
    const wrong = [
      ...sentences(text)
        .map((sentence) => wordsIn(sentence).length)
        .filter((count) => count > SENTENCE)
        .map((count) => `a sentence of ${count} words`),
      ...NEVER.flatMap(([pattern, say]) => {
        const said = text.match(pattern) ?? single.match(pattern);
        return said ? [`“${said[0]}”${say ? ` (${say})` : ''}`] : [];
      }),
      ...(wordsIn(text).length >= ENOUGH && grade([text]) > most ? [`grade ${grade([text]).toFixed(1)}`] : [])
    ];
    return wrong.length ? [`${key}: ${wrong.join(', ')}: ${text}`] : [];
  });
  const whole = grade(all.map(([, text]) => text).filter((text) => wordsIn(text).length > 0));
  return whole > most ? [...found, `all texts together: grade ${whole.toFixed(1)}`] : found;
}

/**
 * What is read as sentences in a page of Markdown. Code, tables, headings and pictures are looked at rather than read, and are left out. What
 * stands as code within a sentence is one word, as names are.
 *
 * @returns the paragraphs, each item of a list for itself, without marks
 */
export function paragraphsIn(markdown: string): string[] {
  const blocks = markdown
    .replace(/^ *```[^]*?^ *```$/gm, '\n')
    .replace(/^(#+ .*| *\|.*|!\[.*|-{3,})$/gm, '\n')
    .replace(/^> ?/gm, '')
    .split(/\n\s*\n|\n(?= *(?:[-*]|\d+\.) )/);
  return blocks
    .map((block) =>
      block
        .replace(/^\s*(?:[-*]|\d+\.) /, '')
        .replace(/`[^`]*`/g, 'code')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/\*\*|(?<!\w)[_*]|[_*](?!\w)/g, '')
        .replace(/\s+/g, ' ')
        .trim()
    )
    .filter((block) => wordsIn(block).length > 0);
}
