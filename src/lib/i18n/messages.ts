/** The texts of the app: `m.key(values)`. */
import format from 'icu-minify/format';
import type { Messages } from './keys.d.ts';
import { language, messageOf } from './texts.ts';

const rules = new Map<string, Intl.PluralRules>();
const options = {
  formatters: {
    getPluralRules(locale: string) {
      let own = rules.get(locale);
      if (!own) rules.set(locale, (own = new Intl.PluralRules(locale)));
      return own;
    },
    getNumberFormat: (locale: string) => new Intl.NumberFormat(locale),
    getDateTimeFormat: (locale: string) => new Intl.DateTimeFormat(locale)
  }
};

function write(key: string, values?: object): string {
  const message = messageOf(key);
  // Pages are not made without it. In a browser the key stands for itself: rather a strange word on the screen than no page.
  if (message === undefined && import.meta.env.SSR) throw new Error(`the text “${key}” has not come`);
  return format(
    (message ?? key) as Parameters<typeof format>[0],
    language,
    values as Parameters<typeof format>[2],
    options as never
  ) as string;
}

/** One function for each text, made when it is asked for the first time. */
export const m = new Proxy({} as Record<string, (values?: object) => string>, {
  get: (made, key: string) => (made[key] ??= (values) => write(key, values))
}) as unknown as Messages;
