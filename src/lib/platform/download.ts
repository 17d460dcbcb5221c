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

/** @returns a file name that every system accepts, such as "waymark-2026-11-23.json": letters of any script, and not too many of them */
export function fileName(what: string, at: number, ending: string): string {
  const plain = what
    .normalize('NFKD')
    // Only Latin letters are the same word without their marks.
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_]+/gu, '-')
    // Names have up to 255 bytes, and a letter up to four.
    .replace(/^-?(.{0,50}).*/su, '$1')
    .replace(/-$/, '');
  return `waymark-${plain ? `${plain}-` : ''}${dayOf(at)}.${ending}`;
}
