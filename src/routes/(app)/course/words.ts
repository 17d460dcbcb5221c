import type { Choice } from '#lib/app/workshops.ts';
import type { WishFault } from '#lib/domain/course/wishes.ts';
import { m } from '#lib/i18n/messages.ts';

/** Why a course cannot be made as it was wished for. */
export function faultText({ wish, code, values }: WishFault, choices: readonly Choice[]): string {
  if (wish === 'languages') return m.course_fault_languages();
  if (code === 'too-many') return m.course_fault_many({ count: values.count! });
  if (code === 'twice') return m.course_fault_twice({ topic: choices.find(({ id }) => id === values.topic)?.title ?? values.topic! });
  if (code === 'alike') return m.course_fault_alike({ one: values.one!, other: values.other! });
  if (code === 'too-long') return m.course_fault_long({ count: values.count! });
  if (code === 'too-large') return m.course_fault_large({ count: values.count!, most: values.most! });
  return m.course_fault_none();
}
