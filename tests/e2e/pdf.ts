/** What a PDF says about itself: read by the library that browsers show PDFs with, so that no program has to be installed. */
import type { Page } from '@playwright/test';
import { getDocumentProxy } from 'unpdf';

export interface Heading {
  readonly level: number;
  readonly text: string;
}

export interface Pdf {
  readonly title: string;
  readonly language: string;
  /** Whether it has a structure that a screen reader can follow. */
  readonly tagged: boolean;
  /** Width and height of each page in millimetres. */
  readonly sizes: readonly (readonly [number, number])[];
  /** Text of each page. */
  readonly texts: readonly string[];
  readonly headings: readonly Heading[];
  /** The texts that stand for pictures. */
  readonly alternatives: readonly string[];
  /** Titles of the outline, in order. */
  readonly outline: readonly string[];
}

interface Node {
  readonly role?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
}

/** Prints the page as the browser's own “Save as PDF” does, and reads what came out. */
export async function printed(page: Page): Promise<Pdf> {
  const bytes = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true });
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { info } = (await pdf.getMetadata()) as unknown as { info: Record<string, unknown> };
  const [sizes, texts, headings, alternatives]: [[number, number][], string[], Heading[], string[]] = [[], [], [], []];
  for (let n = 1; n <= pdf.numPages; n++) {
    const sheet = await pdf.getPage(n);
    const [left, bottom, right, top] = sheet.view as [number, number, number, number];
    sizes.push([mm(right - left), mm(top - bottom)]);
    const { items } = await sheet.getTextContent({ includeMarkedContent: true });
    const marked = new Map<string, string>();
    const open: (string | undefined)[] = [];
    let text = '';
    for (const item of items as unknown as { type?: string; id?: string; str?: string; hasEOL?: boolean }[]) {
      if (item.type?.startsWith('beginMarkedContent')) open.push(item.id);
      else if (item.type === 'endMarkedContent') open.pop();
      else {
        const said = (item.str ?? '') + (item.hasEOL ? ' ' : '');
        text += said;
        const id = open.findLast(Boolean);
        if (id) marked.set(id, (marked.get(id) ?? '') + said);
      }
    }
    texts.push(plain(text));
    walk((await sheet.getStructTree()) as Node | null, (node) => {
      if (node.alt) alternatives.push(node.alt);
      const level = /^H(\d)$/.exec(node.role ?? '')?.[1];
      if (level) headings.push({ level: Number(level), text: plain(contentOf(node, marked)) });
    });
  }
  const outline: string[] = [];
  const collect = (items: readonly { title: string; items: readonly unknown[] }[]) => {
    for (const { title, items: below } of items) {
      outline.push(title);
      collect(below as typeof items);
    }
  };
  collect((await pdf.getOutline()) ?? []);
  const { Marked: tagged } = ((await pdf.getMarkInfo()) ?? {}) as { Marked?: boolean };
  return {
    title: String(info.Title ?? ''),
    language: String(info.Language ?? ''),
    tagged: tagged === true,
    sizes,
    texts,
    headings,
    alternatives,
    outline
  };
}

const mm = (points: number) => Math.round((points / 72) * 25.4);
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

function walk(node: Node | null, each: (node: Node) => void): void {
  if (!node) return;
  each(node);
  node.children?.forEach((child) => walk(child, each));
}

function contentOf(node: Node, marked: ReadonlyMap<string, string>): string {
  if (node.type === 'content') return marked.get(node.id ?? '') ?? '';
  return (node.children ?? []).map((child) => contentOf(child, marked)).join('');
}
