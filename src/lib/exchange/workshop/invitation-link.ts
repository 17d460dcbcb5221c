/**
 * An invitation as what follows “#” in a link: no server is told of it. Where all topics are built in, it is the six symbols that can also be
 * typed; else their ids and hashes, and the rubrics themselves as a rubric's link carries them.
 */
import {
  INVITATION_LENGTHS,
  isCodeFault,
  readInvitation,
  writeInvitation,
  type CodeFault,
  type Invitation
} from '#lib/domain/workshop/invitation.ts';
import { LIMITS } from '#lib/domain/workshop/limits.ts';
import { readSymbols, writeSymbols } from '#lib/domain/workshop/symbols.ts';
import { inCodeOrder, invitationOf, WORKSHOP_TEXT, type RoundOf, type Workshop } from '#lib/domain/workshop/workshop.ts';

/** Characters of a fragment: a title, and some rubrics that each may fill a link. */
const MOST = 40_000;
/** Characters of a text in which an invitation is looked for. */
const MOST_TEXT = 200_000;
/** Ten symbols with whatever is put between them. */
const LONGEST_CODE = 30;
const HASH = '[0-9a-f]{32}';

/** An invitation as a phone gets it. */
export interface Invited extends Invitation {
  readonly title: string;
  /** The hash of each topic that is not built in, by its id. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Of the round that this one is compared with: the hash of each topic whose content was another one then. Absent where that was not said. */
  readonly then?: Readonly<Record<string, string>>;
  /** Rubrics that come along, each as its own link carries it. */
  readonly carried: readonly string[];
}

/**
 * @param known ids of the built-in rubrics in the model's order
 * @param carried rubrics that go along, each as its own link carries it
 * @returns what follows “#”
 */
export function invitationFragment(
  workshop: RoundOf & Pick<Workshop, 'title'>,
  known: readonly string[],
  carried: readonly string[] = []
): string {
  const { before } = workshop;
  const code = writeInvitation(invitationOf(workshop), known);
  const then = before?.topics?.filter(({ hash }, i) => hash !== workshop.topics[i]!.hash).map(({ id, hash }) => `${id}.${hash}`);
  const parts = code
    ? [['w', code]]
    : [
        ['n', String(workshop.number)],
        ['round', String(workshop.round)],
        ...(before ? [['before', `${before.tag}${before.back ? '.back' : ''}`]] : []),
        ...workshop.topics.map(({ id, hash }) => ['topic', known.includes(id) ? id : `${id}.${hash}`])
      ];
  const all = [
    ...parts,
    ...(then ? [['then', then.join('_')]] : []),
    ...(workshop.title ? [['title', workshop.title]] : []),
    ...carried.map((one) => ['r', one])
  ];
  return all.map(([key, value]) => `${key}=${encodeURIComponent(value!)}`).join('&');
}

/** What is wrong with an invitation. `broken`: it is none, or something was cut off. */
export type InvitationFault = CodeFault | { readonly kind: 'broken' };

export const isInvitationFault = (one: Invited | InvitationFault): one is InvitationFault => 'kind' in one;

/**
 * @param fragment with or without “#”
 * @returns the invitation, its topics in the order of the codes; what is wrong with it; `null` where there is none
 */
export function readInvitationFragment(fragment: string, known: readonly string[]): Invited | InvitationFault | null {
  const broken = { kind: 'broken' } as const;
  if (fragment.length > MOST) return broken;
  const query = new URLSearchParams(fragment.replace(/^#/, '').replaceAll('+', '%2B'));
  const title = (query.get('title') ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').slice(0, WORKSHOP_TEXT.title);
  const carried = query.getAll('r');
  const then = thenIn(query.get('then'));
  if (then === null) return broken;
  const code = query.get('w');
  if (code !== null) {
    const read = readInvitation(code, known);
    return isCodeFault(read) ? read : { ...read, title, hashes: {}, ...(read.before && then && { then }), carried };
  }
  if (!query.has('n')) return null;
  const [number, round] = [query.get('n')!, query.get('round') ?? ''];
  const before = beforeIn(query.get('before'));
  if (before === null || (before && round === '1')) return broken;
  const topics = query.getAll('topic').map((one) => TOPIC.exec(one));
  const ids = topics.map((one) => one?.[1]);
  if (!/^\d{1,4}$/.test(number) || Number(number) > 8191 || !/^[1-4]$/.test(round)) return broken;
  if (topics.length === 0 || topics.length > LIMITS.topics || new Set(ids).size < ids.length) return broken;
  if (topics.some((one) => !one || (one[2] === undefined) !== known.includes(one[1]!))) return broken;
  const hashes = Object.fromEntries(topics.flatMap((one) => (one![2] ? [[one![1]!, one![2]]] : [])));
  const inOrder = inCodeOrder(
    ids.map((id) => ({ id: id! })),
    known
  ).map(({ id }) => id);
  const earlier = before && { before, ...(then && { then }) };
  return { number: Number(number), round: Number(round), topics: inOrder, ...earlier, title, hashes, carried };
}

const TOPIC = new RegExp(`^([A-Za-z][A-Za-z0-9-]{0,39})(?:\\.(${HASH}))?$`);

/** @returns the earlier round that is named; `null` where what stands there is none */
function beforeIn(text: string | null): Invitation['before'] | null {
  if (text === null) return undefined;
  const [, tag, back] = /^(\d{1,5})(\.back)?$/.exec(text) ?? [];
  return tag === undefined || Number(tag) >= 2 ** 16 ? null : { tag: Number(tag), back: back !== undefined };
}

/** @returns hashes of then by their topics; `null` where what stands there is none */
function thenIn(text: string | null): Readonly<Record<string, string>> | null | undefined {
  if (text === null) return undefined;
  const all = text === '' ? [] : text.split('_').map((one) => TOPIC.exec(one));
  if (all.length > LIMITS.topics || all.some((one) => !one?.[2])) return null;
  return Object.fromEntries(all.map((one) => [one![1]!, one![2]!]));
}

/**
 * Finds an invitation in whatever holds one: a link, a mail, a file that somebody saved, or a code alone.
 *
 * @returns what follows “#”; `null` where there is none
 */
export function invitationIn(text: string): string | null {
  const start = text.slice(0, MOST_TEXT);
  const [, fragment] = /#((?:w=[0-9A-Za-z]|n=\d)[^\s"'<>]*)/.exec(start.replaceAll('&amp;', '&')) ?? [];
  if (fragment) return fragment.replace(/[).,;]+$/, '');
  const symbols = readSymbols(start.trim().slice(0, LONGEST_CODE));
  return symbols && Object.values<number>(INVITATION_LENGTHS).includes(symbols.length) ? `w=${writeSymbols(symbols)}` : null;
}
