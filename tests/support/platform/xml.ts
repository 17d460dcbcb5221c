/** XML as a tree of elements with namespaces. Whatever is not well formed is an error: a lenient reader would find a way round it. */
import { SaxesParser } from 'saxes';

export interface Element {
  /** Where its name belongs, `''` for nowhere. */
  readonly space: string;
  readonly name: string;
  /** Attributes without a namespace by name, others as `{namespace}name`; what only declares namespaces is left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** Its own text, without that of its children. */
  readonly text: string;
  readonly line: number;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** @throws {Error} what is not well formed, with its line; also for a document type, which a platform may follow or not */
export function readXml(bytes: Uint8Array): Element {
  const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  type Open = { -readonly [key in keyof Element]: Element[key] } & { attributes: Map<string, string>; children: Element[] };
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Open[] = [];
  let root: Element | undefined;
  const stop = (why: string) => {
    throw new Error(why);
  };
  parser.on('error', (error) => stop(error.message));
  parser.on('doctype', () => stop(`${parser.line}: a document type`));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && !/^utf-8$/i.test(encoding)) stop(`${parser.line}: says it is ${encoding}, and not UTF-8`);
  });
  parser.on('opentag', (tag) => {
    const attributes = new Map<string, string>();
    for (const { uri, local, value } of Object.values(tag.attributes)) {
      if (uri !== XMLNS) attributes.set(uri ? `{${uri}}${local}` : local, value);
    }
    const element: Open = { space: tag.uri, name: tag.local, attributes, children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const text = (more: string) => {
    const at = open.at(-1);
    if (at) at.text += more;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => void open.pop());
  parser.write(source).close();
  return root ?? stop('no element');
}

/** @returns an element and all below it */
export const all = (element: Element): Element[] => [element, ...element.children.flatMap(all)];

/** @returns the children of a name, whatever their namespace, which {@link checkForm} has looked at */
export const childrenOf = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** What an element may look like. Children stand in the order given; names begin with a short name of their namespace: `cp:item`. */
export interface Form {
  readonly must?: readonly string[];
  readonly may?: readonly string[];
  /** Name, form, how many at least and at most. */
  readonly children?: readonly (readonly [string, () => Form, number, number])[];
  /** What its text has to be; without it, no text but blanks. */
  readonly text?: RegExp;
}

/**
 * Holds an element and all below it against a form.
 * @param spaces the namespaces by their short names
 * @returns what is wrong, each with its line
 */
export function checkForm(element: Element, form: Form, spaces: Readonly<Record<string, string>>): string[] {
  const short = (space: string, name: string) => {
    const found = Object.entries(spaces).find(([, address]) => address === space);
    return found ? `${found[0]}:${name}` : space ? `{${space}}${name}` : name;
  };
  const own = `line ${element.line}: <${element.name}>`;
  const faults: string[] = [];
  const attributes = [...element.attributes.keys()].map((key) => {
    const [, space, name] = /^\{(.*)\}(.*)$/.exec(key) ?? [];
    return space === undefined ? key : short(space, name!);
  });
  for (const name of form.must ?? []) if (!attributes.includes(name)) faults.push(`${own} lacks the attribute ${name}`);
  for (const name of attributes) {
    if (!form.must?.includes(name) && !form.may?.includes(name)) faults.push(`${own} may not have the attribute ${name}`);
  }
  if (!(form.text ?? /^\s*$/).test(element.text)) faults.push(`${own} has the text “${element.text.trim()}”`);
  const rules = form.children ?? [];
  let last = 0;
  const counts = rules.map(() => 0);
  for (const child of element.children) {
    const name = short(child.space, child.name);
    const at = rules.findIndex(([one]) => one === name);
    if (at < 0) faults.push(`line ${child.line}: <${name}> may not stand in <${element.name}>`);
    else {
      if (at < last) faults.push(`line ${child.line}: <${name}> stands after <${rules[last]![0]}>, and has to come before it`);
      last = Math.max(last, at);
      counts[at]!++;
      faults.push(...checkForm(child, rules[at]![1](), spaces));
    }
  }
  rules.forEach(([name, , least, most], i) => {
    if (counts[i]! < least) faults.push(`${own} lacks <${name}>`);
    if (counts[i]! > most) faults.push(`${own} has ${counts[i]} of <${name}>, and may have ${most}`);
  });
  return faults;
}
