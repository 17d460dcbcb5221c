/** A table of how long and how hard built-in statements are, for whoever writes them. */
import { LEVELS } from '../../src/lib/domain/model.ts';
import { wordsOf } from '../../src/lib/domain/rubric/wording.ts';
import { told } from '../findings.ts';
import { statementsOf, exampleFindings, exampleLevelsOf, findingsInWork, readTexts } from './built-in.ts';
import { formulasFor, meanPoints } from './ease.ts';
import { countsOf } from './examples.ts';
import { paceOf } from './pace.ts';

const line = (cells: readonly (string | number)[]) =>
  cells.map((cell, i) => (i ? String(cell).padStart(8) : String(cell).padEnd(12))).join('');
const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;

/** @returns a language's statements by level and by criterion, and all that breaks a rule for built-in wording */
export function reportOf(root: string, language: string, ids: readonly string[], settings: readonly string[]): string {
  const texts = readTexts(root, language, ids);
  const statements = statementsOf(texts);
  const pace = paceOf(language);
  const formulas = formulasFor(language);
  const byLevel = LEVELS.map((level) => {
    const own = statements.filter((one) => one.level === level).map(({ text }) => text);
    const counts = own.map((text) => wordsOf(text).length);
    const points = formulas.map((formula) => meanPoints(formula, own).toFixed(1));
    return line([`level ${level}`, mean(counts).toFixed(1), Math.max(...counts), pace.seconds(mean(counts)).toFixed(1), ...points]);
  });
  const criteria = [...new Set(statements.map(({ criterion }) => criterion))].map((criterion) => {
    const own = statements.filter((one) => one.criterion === criterion);
    const counts = own.map(({ text }) => wordsOf(text).length);
    const sum = counts.reduce((all, one) => all + one, 0);
    const over = sum > pace.criterion || counts.some((count) => count > pace.statement);
    return line([criterion, ...counts, sum, pace.seconds(sum).toFixed(1), over ? 'long' : '']);
  });
  const counts = countsOf(exampleLevelsOf(texts.rubrics), settings);
  const examples = settings.map((setting) => line([setting, ...LEVELS.map((level) => counts[setting]![level])]));
  const findings = [...findingsInWork(root, texts), ...exampleFindings(texts.rubrics, settings)];
  return [
    `${language}: at most ${pace.statement} words a statement, ${pace.criterion} a criterion (${pace.seconds(pace.criterion).toFixed(1)} s)`,
    line(['', 'words', 'most', 'seconds', ...formulas.map(({ name }) => name)]),
    ...byLevel,
    '',
    line(['words', 1, 2, 3, 4, 'all', 'seconds']),
    ...criteria,
    '',
    line(['examples', ...LEVELS]),
    ...examples,
    '',
    findings.length ? `${told(findings)}\n\n${findings.length} findings` : 'no findings'
  ].join('\n');
}
