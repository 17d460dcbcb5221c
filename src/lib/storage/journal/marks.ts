/**
 * In localStorage: that there was something in a database, and when that was last changed. It says no more than a count and a day, and is
 * there to tell a loss from a first visit, where the database and its journal are both gone.
 */
import { MARKS } from './names.ts';

export interface Mark {
  /** Of the database: see tables/changes.ts. */
  readonly life: string;
  readonly assessments: number;
  /** On the person's calendar, such as 2026-03-09. */
  readonly day: string;
}

/** @returns marks by the names of their databases; none where the browser keeps nothing, or keeps what is none */
function marks(): Record<string, Mark> {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(localStorage.getItem(MARKS) ?? '{}') as object).filter(([, one]) => isMark(one)));
  } catch {
    return {};
  }
}

const isMark = (value: Partial<Mark> | null): boolean =>
  typeof value?.life === 'string' && Number.isSafeInteger(value.assessments) && /^\d{4}-\d\d-\d\d$/.test(value.day ?? '');

export const markOf = (database: string): Mark | null => {
  const all = marks();
  return Object.hasOwn(all, database) ? all[database]! : null;
};

/** @param mark `null`: none from now on */
export function setMark(database: string, mark: Mark | null): void {
  const before = markOf(database);
  if (JSON.stringify(before) === JSON.stringify(mark)) return;
  const { [database]: _, ...others } = marks();
  const all = mark ? { ...others, [database]: mark } : others;
  try {
    if (Object.keys(all).length) localStorage.setItem(MARKS, JSON.stringify(all));
    else localStorage.removeItem(MARKS);
  } catch {
    // No room, or no store: the loss of a database would not be noticed, and nothing else.
  }
}
