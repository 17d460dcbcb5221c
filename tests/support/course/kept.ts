/** Answers as a platform holds them, without a page around: adapters are the real ones. */
import type { AnswerStore } from '#lib/domain/assessment/store.ts';
import type { Platform } from '#lib/domain/course/platform.ts';
import { writeState } from '#lib/domain/course/state.ts';
import { heldByPlatform, type Keeping, type PlatformHolder } from '#lib/holder/platform.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import type { PlatformError } from '#lib/domain/course/platform.ts';

export function holderOver(
  platform: Platform,
  { room = 64_000, told }: { readonly room?: number; readonly told?: (keeping: Keeping, error?: PlatformError) => void } = {}
): PlatformHolder {
  const answers: AnswerStore = new Answers(new MemoryTables());
  const state = async (id: string | null) =>
    writeState({ assessment: id ? await answers.load(id) : null, steps: [], elsewhere: false, done: false });
  const holder = heldByPlatform(platform, answers, state, () => room, told);
  return { ...holder, open: async () => (await platform.open(), holder.open()) };
}
