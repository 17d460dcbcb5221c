/** Taking part in a later round: what is here of the earlier one, and looking back at it. */
import { newHead, type Head } from '#lib/domain/assessment/assessment.ts';
import { isReceiptFault, readReceipt, roundBefore, type ReceiptFor } from '#lib/domain/workshop/receipt.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { m } from '#lib/i18n/messages.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { asksFor, looksBack, timeLookedBackAt } from './before.ts';
import { outlinesOf } from './rubrics.ts';

/** @returns whether a text that the camera sees is a receipt for this round, sound or mistyped: nothing else is waited for */
export const isReceiptLike = (part: ReceiptFor, text: string): boolean => {
  const read = readReceipt(text, part);
  return !isReceiptFault(read) || (read.kind !== 'sign' && read.kind !== 'length');
};

/** A look back at the time of the earlier round. */
export interface LookBack {
  readonly id: string;
  /** Whether nothing of it is open. */
  readonly done: boolean;
}

/** @returns the newest look back that belongs to a part; `null` where none was begun */
export async function lookBackOf(
  part: Participation,
  app: Pick<App, 'participations' | 'store' | 'shelf' | 'assessments'>
): Promise<LookBack | null> {
  const [newest] = await looksBack(part, app);
  if (!newest) return null;
  const { done } = (await (await app.assessments).progressOf([newest]))[newest.id]!;
  return { id: newest.id, done: done >= newest.size };
}

/**
 * Begins an assessment of the topics of today, in which somebody rates the time of the earlier round again.
 *
 * @param head of the assessment of today
 * @returns its id @throws where the device does not take it
 */
export async function beginLookBack(
  part: Participation,
  { rubrics, role, setting }: Pick<Head, 'rubrics' | 'role' | 'setting'>,
  app: Pick<App, 'participations' | 'assessments' | 'store' | 'shelf' | 'world'>
): Promise<string> {
  const choice = {
    rubrics: await outlinesOf(rubrics, app),
    role,
    setting,
    name: m.then_name({ round: roundBefore(part) }),
    retrospectOf: await timeLookedBackAt(part, app)
  };
  const head = newHead(choice, app.world.newId(), app.world.now());
  await (await app.assessments).save({ head, entries: {} });
  return head.id;
}

/**
 * @param look id of a look back
 * @returns the assessment of the later round that asked for it; `null` where it was no workshop that asked
 */
export async function askedIn(look: string, app: Pick<App, 'participations' | 'store' | 'shelf'>): Promise<string | null> {
  const time = (await (await app.store).load(look))?.head.retrospectOf;
  if (time === undefined) return null;
  const parts = (await (await app.participations).list()).filter(({ before }) => before?.back);
  for (const part of [...parts].sort((a, b) => b.joinedAt - a.joinedAt)) if (await asksFor(part, time, app)) return part.assessment;
  return null;
}
