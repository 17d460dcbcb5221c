import { expect, test } from 'vitest';
import { backupAge } from '#lib/domain/person/backup-age.ts';

const assessment = (updatedAt: number) => ({ id: 'one', updatedAt });

test.each([
  ['nothing was made, and nothing backed up', { madeAt: null, held: {} }, [], [], { kind: 'nothing' }],
  ['something was made, and never backed up', { madeAt: null, held: {} }, [], [5], { kind: 'never' }],
  ['what came out of a backup lies in it', { madeAt: null, held: { one: 7 } }, [assessment(7)], [], { kind: 'nothing' }],
  ['and was answered again since', { madeAt: null, held: { one: 7 } }, [assessment(8)], [], { kind: 'never' }],
  ['the backup is younger', { madeAt: 9, held: {} }, [assessment(8)], [5, 3], { kind: 'fresh', madeAt: 9 }],
  ['an answer is younger', { madeAt: 9, held: {} }, [assessment(10)], [5], { kind: 'old', madeAt: 9 }],
  ['a workshop is younger', { madeAt: 9, held: {} }, [assessment(3)], [11], { kind: 'old', madeAt: 9 }],
  ['all was erased since', { madeAt: 9, held: {} }, [], [], { kind: 'fresh', madeAt: 9 }]
] as const)('%s', (_, memory, assessments, others, age) => expect(backupAge(memory, assessments, others)).toEqual(age));
