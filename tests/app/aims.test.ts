import { expect, test } from 'vitest';
import { aimsOf } from '#lib/app/aims.ts';
import { changeEntry, emptyEntry, newHead } from '#lib/domain/assessment/assessment.ts';
import type { StepAim } from '#lib/domain/plan/plan.ts';
import { newStep } from '#lib/domain/plan/plan-changes.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { aFile } from '../domain/rubric-files.ts';

/** Two versions of one rubric: another statement stands at level 2 of C1; all else is the same. */
function version(version: string, statement: string): SoundRubric {
  const file = aFile(['C1'], { id: 'own-b', version });
  const c1 = file.words.en!.criteria.C1!;
  const criteria = { ...file.words.en!.criteria, C1: { ...c1, descriptors: { ...c1.descriptors, 2: statement } } };
  return soundOf({ ...file, words: { en: { ...file.words.en!, criteria } } }, version);
}
const [older, newer] = [version('1.0.0', 'I ask first.'), version('2.0.0', 'I write it down.')];

function device() {
  const tables = new MemoryTables();
  const [list, shelf] = [new Assessments(tables), new Shelf(tables)];
  const app = { store: Promise.resolve(new Answers(tables)), assessments: Promise.resolve(list), shelf: Promise.resolve(shelf) };
  async function answer(id: string, { file, hash }: SoundRubric, at: number) {
    await shelf.save(soundOf(file, id), 'own', at);
    const cells = { 2: { value: 1, origin: 'given', at }, 3: { value: 2, origin: 'given', at } } as const;
    const head = newHead({ rubrics: [{ ...file.facts, hash }] }, id, at);
    await list.save({ head, entries: { 'own-b.C1': changeEntry(emptyEntry(id, 'own-b.C1'), { cells }, at) } });
  }
  const aim = async (own: Partial<StepAim> = {}) => {
    const step = newStep(
      [],
      { what: 'Try', aim: { criterion: 'own-b.C1', level: 2, assessment: 'first', version: '1.0.0', ...own } },
      's',
      1
    );
    return (await aimsOf([step], app)).s ?? null;
  };
  return { answer, aim, list, shelf };
}

test('an answer stands beside the statement that it was given to', async () => {
  const { answer, aim } = device();
  await answer('first', older, 10);
  expect(await aim()).toMatchObject({ descriptor: 'I ask first.', newest: { id: 'first', value: 1, at: 10 } });
});

test('beside the statement of an earlier version no answer to a later one is shown, but where it is the same statement', async () => {
  const { answer, aim, list } = device();
  await answer('first', older, 10);
  await answer('second', newer, 20);
  for (let gone = 0; gone < 2; gone++) {
    expect(await aim()).toMatchObject({ descriptor: 'I ask first.', newest: null });
    expect(await aim({ level: 3 })).toMatchObject({ newest: { id: 'second', value: 2, at: 20 } });
    await list.remove('first');
  }
  expect(await aim({ version: '2.0.0' })).toMatchObject({ descriptor: 'I write it down.', newest: { id: 'second', value: 1 } });
});

test('a step of one’s own rubric keeps its statement when its assessment is deleted: other answers name the rubric, or the shelf has it', async () => {
  const { answer, aim, list, shelf } = device();
  await answer('first', older, 10);
  await answer('second', older, 20);
  await list.remove('first');
  expect(await aim()).toMatchObject({ descriptor: 'I ask first.', newest: { id: 'second' } });
  await list.remove('second');
  expect(await aim()).toMatchObject({ descriptor: 'I ask first.', newest: null });
  await shelf.remove(older.hash);
  expect(await aim()).toBeNull();
});
