/** What a page and the worker that keeps its journal say to each other. */
import type { Touched } from '../tables/changes.ts';
import type { Standing } from './database.ts';
import type { Recovery } from './journal.ts';

export type ToWorker =
  /** Rows were written or deleted; `null`: whatever the journal lacks is to be found out. */
  | { readonly kind: 'follow'; readonly database: string; readonly touched: readonly Touched[] | null }
  | { readonly kind: 'recover'; readonly database: string };

export type FromWorker =
  /** After it was at work for a database, be it in vain. */
  | { readonly kind: 'standing'; readonly database: string; readonly standing: Standing | null; readonly recovery: Recovery }
  | { readonly kind: 'recovered'; readonly database: string; readonly recovery: Recovery };
