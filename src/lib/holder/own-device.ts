/** The device's own database holds the answers; where the browser keeps nothing, this tab does. */
import type { AnswerStore } from '#lib/domain/assessment/store.ts';
import type { Holder } from '#lib/domain/course/holder.ts';

/** @param device as the app opens it: `store` on first use, then `storage` says whether anything is kept */
export const ownDevice = (device: { readonly store: Promise<AnswerStore>; readonly storage: string }): Holder => ({
  async open() {
    const answers = await device.store;
    return { answers, keeps: device.storage === 'blocked' ? 'tab' : 'device', notes: 'kept' };
  }
});
