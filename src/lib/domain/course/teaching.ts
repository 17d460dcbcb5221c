/** Which module of a course teaches which criterion, as an educator ticks it. */
import type { CriterionKey } from '../assessment/assessment.ts';

export const TEACHING = { modules: 12, name: 60 } as const;

export interface Teaching {
  /** Names of the modules, in their order; each once. */
  readonly modules: readonly string[];
  /** Hashes of the rubrics that stand in the table. */
  readonly topics: readonly string[];
  /** By criterion, the modules that teach it. */
  readonly taught: Readonly<Record<CriterionKey, readonly string[]>>;
}

/** @param kept as a device has it; whatever else lies there is passed over */
export function teachingFrom(kept: unknown): Teaching {
  const { modules, topics, taught } = (kept ?? {}) as Partial<Record<keyof Teaching, unknown>>;
  const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);
  const names = modulesIn(texts(modules).join('\n'));
  return {
    modules: names,
    topics: texts(topics),
    taught: Object.fromEntries(
      Object.entries((taught ?? {}) as Record<string, unknown>).map(([key, all]) => [
        key,
        names.filter((name) => texts(all).includes(name))
      ])
    )
  };
}

/** @param text a name a line @returns the names, as many and as long as there may be */
export const modulesIn = (text: string): readonly string[] =>
  [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim().slice(0, TEACHING.name).trim())
        .filter(Boolean)
    )
  ].slice(0, TEACHING.modules);

/** @returns the table with other modules; one whose name alone was changed in its place keeps what it teaches */
export function renamed(teaching: Teaching, modules: readonly string[]): Teaching {
  const isRename = modules.length === teaching.modules.length;
  const now = (name: string): string | undefined => {
    if (modules.includes(name)) return name;
    const other = isRename ? modules[teaching.modules.indexOf(name)] : undefined;
    return other !== undefined && !teaching.modules.includes(other) ? other : undefined;
  };
  const taught = Object.fromEntries(
    Object.entries(teaching.taught).map(([key, all]) => {
      const names = all.map(now);
      return [key, modules.filter((name) => names.includes(name))];
    })
  );
  return { ...teaching, modules, taught };
}

/** @returns the table with a module that teaches a criterion, or does not */
export function taughtIn(teaching: Teaching, criterion: CriterionKey, module: string, on: boolean): Teaching {
  const now = teaching.taught[criterion] ?? [];
  const names = teaching.modules.filter((name) => (name === module ? on : now.includes(name)));
  return { ...teaching, taught: { ...teaching.taught, [criterion]: names } };
}

export const modulesOf = ({ taught }: Pick<Teaching, 'taught'>, criterion: CriterionKey): readonly string[] => taught[criterion] ?? [];
