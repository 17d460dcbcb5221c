/** What the stores in memory have between them: the rows, as a database would have them. */
import type { Damage } from '#lib/domain/assessment/store.ts';
import { answeredWith } from './rows.ts';

export class MemoryRows {
  heads = new Map<string, unknown>();
  /** By assessment, then by criterion. */
  entries = new Map<string, Map<string, unknown>>();
  aside: Damage[] = [];
  items = new Map<string, unknown>();
  contents = new Map<string, unknown>();
  plan = new Map<string, unknown>();
  digests = new Map<string, unknown>();

  /** Whether an assessment was answered with the rubric of this hash. */
  answeredWith = (hash: string): boolean => [...this.heads.values()].some((head) => answeredWith(head, hash));

  putEntry(row: { readonly assessment: string; readonly criterion: string }) {
    const rows = this.entries.get(row.assessment) ?? new Map<string, unknown>();
    this.entries.set(row.assessment, rows.set(row.criterion, row));
  }

  /** Whether there is anything at all. */
  isAny = (): boolean => [this.heads, this.entries, this.items, this.plan].some((table) => table.size > 0);

  clear() {
    for (const table of [this.heads, this.entries, this.items, this.contents, this.plan, this.digests]) table.clear();
    this.aside = [];
  }

  /** @returns what brings everything back to how it is now; rows are never changed in place */
  mark(): () => void {
    const { heads, aside, items, contents, plan, digests } = this;
    const copy = {
      ...{ heads: new Map(heads), aside: [...aside], items: new Map(items), contents: new Map(contents), plan: new Map(plan) },
      digests: new Map(digests)
    };
    const entries = new Map([...this.entries].map(([id, rows]) => [id, new Map(rows)]));
    return () => void Object.assign(this, copy, { entries });
  }
}
