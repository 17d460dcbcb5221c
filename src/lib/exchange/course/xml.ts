/** Writing markup that platforms read. */

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** What no markup can hold, whatever stands for it. */
const isNever = (one: string): boolean => {
  const code = one.codePointAt(0)!;
  return (code < 0x20 && !/\s/.test(one)) || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
};

/** @returns a text, in which nothing is markup */
export const plainIn = (text: string): string =>
  [...text]
    .filter((one) => !isNever(one))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[&<>"']/g, (one) => ESCAPES[one]!);

/** @param children lines of elements, or a text that is plain already */
export function element(name: string, attributes: Readonly<Record<string, string>>, children: readonly string[] | string = []): string {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${plainIn(value)}"`)].join(' ');
  if (typeof children === 'string') return `<${start}>${children}</${name}>`;
  if (!children.length) return `<${start}/>`;
  return `<${start}>\n${children.map((one) => one.replace(/^/gm, '  ')).join('\n')}\n</${name}>`;
}

export const document = (root: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
