/** A request for a second view and what came of it, small enough to read. */
import { criterionKey, newHead, type Assessment, type Head } from '#lib/domain/assessment/assessment.ts';
import type { Value } from '#lib/domain/assessment/answer.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { newGiven, viewOf, withSeen, type Asked, type SecondRequest, type SecondView, type Seen } from '#lib/domain/second/second.ts';
import { aFile } from '../domain/rubric-files.ts';

export const own = soundOf(aFile(['A1', 'A2', 'A3'], { id: 'own-one' }), 'own-one');
export const rubric = rubricIn(own.file, 'en');
const topic = { id: 'own-one', version: '1.0.0', hash: own.hash, criteria: ['A1', 'A2', 'A3'] };

export const aRequest = (more: Partial<SecondRequest> = {}): SecondRequest => ({
  number: '00000000000000aa',
  topics: [topic],
  name: '',
  rubrics: [own.file],
  ...more
});

export const anAsked = ({ number, topics, name }: SecondRequest, more: Partial<Asked> = {}): Asked => ({
  number,
  topics,
  name,
  assessment: 'a',
  askedAt: 1,
  views: [],
  ...more
});

/** @param said of each criterion, four answers from level 1 on; `null`: none */
export function aView(request: SecondRequest, said: Readonly<Record<string, readonly (Seen | null)[]>>, id = 'bb', name = ''): SecondView {
  let answers = newGiven(request, id, 1).answers;
  for (const [criterion, seen] of Object.entries(said))
    LEVELS.forEach((level, i) => (answers = withSeen(answers, criterionKey('own-one', criterion), level, seen[i]!)));
  return viewOf({ ...newGiven(request, id.padStart(16, '0'), 1), by: name, answers });
}

/** @param said of each criterion, four answers from level 1 on; `null`: open */
export function anAssessment(said: Readonly<Record<string, readonly (Value | null)[]>>): Assessment {
  const head: Head = newHead({ rubrics: [{ ...rubric, hash: own.hash }] }, 'a', 1);
  const entries = Object.entries(said).map(([criterion, values]) => {
    const cells = LEVELS.flatMap((level, i) => (values[i] === null ? [] : [[level, { value: values[i]!, origin: 'given', at: 1 }]]));
    const key = criterionKey('own-one', criterion);
    return [
      key,
      { assessment: 'a', criterion: key, cells: Object.fromEntries(cells) as object, note: 'secret note', evidence: 'none', at: 1 }
    ] as const;
  });
  return { head, entries: Object.fromEntries(entries) };
}
