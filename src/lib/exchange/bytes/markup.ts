/**
 * Walks through markup (XML), in workers too, which have nothing that parses it. Names go without their prefix. Entities of a file's own
 * are not read, since a few of them can stand for gigabytes.
 */

/** What somebody does who walks through markup. */
export interface Walker {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  /** A piece of text; one text may come in several pieces. */
  text(text: string): void;
}

/** Deeper than spreadsheets nest. */
const DEEPEST = 200;
const NAME = /[^\s/>=]+/y;
const ATTRIBUTE = /\s+([^\s/>=]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;

/** @throws SyntaxError where it is no markup, or has a part that is not closed */
export function walk(markup: string, walker: Walker): void {
  const open: string[] = [];
  let at = 0;
  while (at < markup.length) {
    const next = markup.indexOf('<', at);
    const until = next < 0 ? markup.length : next;
    if (until > at && open.length > 0) walker.text(plain(markup.slice(at, until)));
    if (next < 0) break;
    if (markup.startsWith('<!--', next)) at = after(markup, '-->', next + 4);
    else if (markup.startsWith('<?', next)) at = after(markup, '?>', next + 2);
    else if (markup.startsWith('<![CDATA[', next)) {
      at = after(markup, ']]>', next + 9);
      if (open.length > 0) walker.text(markup.slice(next + 9, at - 3));
    } else if (markup.startsWith('<!', next)) throw new SyntaxError('a type of its own');
    else if (markup.startsWith('</', next)) {
      at = after(markup, '>', next);
      const name = local(markup.slice(next + 2, at - 1).trim());
      if (open.pop() !== name) throw new SyntaxError(`“${name}” is closed where it is not open`);
      walker.close(name);
    } else at = element(markup, next + 1, open, walker);
  }
  if (open.length > 0) throw new SyntaxError(`“${open.at(-1)}” is not closed`);
}

/** @returns where it ends */
function element(markup: string, at: number, open: string[], walker: Walker): number {
  NAME.lastIndex = at;
  const name = NAME.exec(markup)?.[0];
  if (!name) throw new SyntaxError('a name is missing');
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  let end = at + name.length;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const found = ATTRIBUTE.exec(markup);
    if (!found) break;
    const own = found[1]!;
    if (!own.startsWith('xmlns')) attributes[local(own)] ??= plain(found[2] ?? found[3] ?? '');
    end = ATTRIBUTE.lastIndex;
  }
  END.lastIndex = end;
  const closing = END.exec(markup);
  if (!closing) throw new SyntaxError(`“${name}” has no end`);
  walker.open(local(name), attributes);
  if (closing[1]) walker.close(local(name));
  else if (open.push(local(name)) > DEEPEST) throw new SyntaxError('nested too deep');
  return END.lastIndex;
}

function after(markup: string, what: string, from: number): number {
  const found = markup.indexOf(what, from);
  if (found < 0) throw new SyntaxError(`“${what}” is missing`);
  return found + what.length;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return NAMED[name.toLowerCase()]!;
      const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
  );
}
