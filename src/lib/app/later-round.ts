/** Taking part in a later round: what is here of the earlier one, and looking back at it. */
import { newHead, type Head } from '#lib/domain/assessment/assessment.ts';
import { dateOf } from '#lib/domain/assessment/entries.ts';
import { isReceiptFault, readReceipt, type ReceiptFault, type ReceiptTopic } from '#lib/domain/workshop/receipt.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { m } from '#lib/i18n/messages.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { earlierOf, timeLookedBackAt } from './before.ts';
import { retrospectsOf } from './comparison.ts';
import { outlinesOf } from './rubrics.ts';

/** As much of a part as says what is compared; also before it is joined. */
export type Compared = Pick<Participation, 'topics' | 'before' | 'receipt'>;

/** What is here of the earlier round. `at`: when it was answered, in milliseconds since 1970. */
export type Here =
  | { readonly kind: 'own'; readonly at: number }
  | { readonly kind: 'receipt'; readonly topics: readonly ReceiptTopic[] }
  | { readonly kind: 'none' };

export async function hereOf(part: Compared, app: Pick<App, 'participations' | 'store'>): Promise<Here> {
  const earlier = await earlierOf(part, app);
  if (earlier.kind !== 'own') return earlier;
  const found = await (await app.store).load(earlier.part.assessment).catch(() => null);
  return { kind: 'own', at: found ? dateOf(found) : earlier.part.joinedAt };
}

/** @returns what a receipt says of then, or what is wrong with it */
export function receiptFor(part: Compared): (text: string) => readonly ReceiptTopic[] | ReceiptFault {
  return (text) => readReceipt(text, part);
}

/** @returns whether a text that the camera sees is a receipt for this round, sound or mistyped: nothing else is waited for */
export const isReceiptLike = (part: Compared, text: string): boolean => {
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
export async function lookBackOf(part: Participation, app: Pick<App, 'participations' | 'assessments'>): Promise<LookBack | null> {
  const [newest] = await retrospectsOf(await timeLookedBackAt(part, app), app);
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
  app: Pick<App, 'participations' | 'assessments' | 'shelf' | 'world'>
): Promise<string> {
  const choice = {
    rubrics: await outlinesOf(rubrics, app),
    role,
    setting,
    name: m.then_name(),
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
export async function askedIn(look: string, app: Pick<App, 'participations' | 'store'>): Promise<string | null> {
  const found = await (await app.store).load(look);
  const parts = (await (await app.participations).list()).filter(({ before }) => before?.back);
  for (const part of [...parts].sort((a, b) => b.joinedAt - a.joinedAt))
    if ((await timeLookedBackAt(part, app)) === found?.head.retrospectOf) return part.assessment;
  return null;
}
