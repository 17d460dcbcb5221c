/** What a check has found, and how it is told. */
export interface Finding {
  readonly file: string;
  readonly place: string;
  readonly reason: string;
  readonly cure: string;
  /** Worth a thought; nothing is broken by it. */
  readonly advice?: true;
}

/** What a command has to say, and the exit code that it ends with. */
export interface Said {
  readonly out: string;
  readonly error: string;
  readonly code: 0 | 1;
}

/** Says it on the two streams of the program. */
export function say({ out, error, code }: Said): void {
  if (error) console.error(error);
  if (out) console.log(out);
  process.exitCode = code;
}

/**
 * Findings with their number; the exit code is 1 where there are any.
 *
 * @param fine what is said where there are none
 */
export function verdict(findings: readonly Finding[], fine: string): Said {
  const faults = findings.filter(({ advice }) => !advice);
  const advice = findings.filter((one) => one.advice);
  const advised = advice.length ? `${faults.length ? '\n' : ''}Worth a thought:\n${told(advice)}\n` : '';
  const files = new Set(faults.map(({ file }) => file)).size;
  const count = `${faults.length} ${faults.length === 1 ? 'finding' : 'findings'} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return { out: `${advised}${faults.length ? `\n${count}` : fine}`, error: told(faults), code: faults.length ? 1 : 0 };
}

/** Findings as text, file by file; what is wrong with many places in the same way is said once. */
export function told(findings: readonly Finding[]): string {
  const files = grouped(findings, ({ file }) => file);
  return [...files]
    .map(([file, own]) => {
      const alike = grouped(own, ({ reason, cure }) => `${reason}\n      → ${cure}`);
      const lines = [...alike].map(([words, all]) => {
        const places = all.map(({ place }) => place).filter(Boolean);
        return `  ${places.length ? `${places.join(', ')}: ` : ''}${words}`;
      });
      return `${file}\n${lines.join('\n')}`;
    })
    .join('\n\n');
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
