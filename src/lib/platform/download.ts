import { dayOf } from './day.ts';

/** Hands a file to the browser's own download. */
export function download(name: string, content: string | Blob, type = 'application/json'): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the address only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @returns a file name that every system accepts, with the day on the person's calendar, such as "waymark-2026-11-23.json" */
export function fileName(what: string, at: number, ending: string): string {
  const plain = what
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
  return `waymark-${plain ? `${plain}-` : ''}${dayOf(at)}.${ending}`;
}

/** The raw data of a row that could not be read. */
export function downloadDamage(damage: { readonly raw: unknown }): void {
  download('waymark-unreadable.json', JSON.stringify(damage.raw, null, 2));
}
