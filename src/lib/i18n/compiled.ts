/** A message as the build compiled it, written out. It holds values and plural forms, and nothing else: `scripts/messages.ts` sees to that. */

/** What stands between texts: the number of the plural around it (0), a value, or a choice by a value's plural form. */
type Part = string | 0 | readonly [name: string, kind?: 2, choices?: Readonly<Record<string, CompiledMessage>>];
export type CompiledMessage = string | 0 | readonly Part[];
export type Values = Readonly<Record<string, unknown>>;

const rules = new Map<string, Intl.PluralRules>();

/** @param count the number of the plural around it */
export function written(message: CompiledMessage, language: string, values: Values = {}, count = 0): string {
  if (message === 0) return new Intl.NumberFormat(language).format(count);
  if (typeof message === 'string') return message;
  return message
    .map((part) => {
      if (typeof part !== 'object') return written(part, language, values, count);
      const [name, , choices] = part;
      if (!choices) return String(values[name]);
      const number = values[name] as number;
      if (!rules.has(language)) rules.set(language, new Intl.PluralRules(language));
      return written(choices[`=${number}`] ?? choices[rules.get(language)!.select(number)] ?? choices.other!, language, values, number);
    })
    .join('');
}
