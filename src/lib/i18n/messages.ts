/** The texts of the app: `m.key(values)`. */
import { written, type CompiledMessage, type Values } from './compiled.ts';
import type { Messages } from './keys.d.ts';
import { language, messageOf } from './texts.ts';

function write(key: string, values?: object): string {
  const message = messageOf(key);
  // Pages are not made without it. In a browser the key stands for itself: rather a strange word on the screen than no page.
  if (message === undefined && import.meta.env.SSR) throw new Error(`the text “${key}” has not come`);
  return written((message ?? key) as CompiledMessage, language, values as Values);
}

/** One function for each text, made when it is asked for the first time. */
export const m = new Proxy({} as Record<string, (values?: object) => string>, {
  get: (made, key: string) => (made[key] ??= (values) => write(key, values))
}) as unknown as Messages;
