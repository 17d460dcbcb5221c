/**
 * An invitation as what follows “#” in a link: no server is told of it. Where all topics are built in, it is the six symbols that can also be
 * typed; else their ids and hashes, and the rubrics themselves as a rubric's link carries them.
 */
import {
  INVITATION_LENGTH,
  isCodeFault,
  readInvitation,
  writeInvitation,
  type CodeFault,
  type Invitation
} from '#lib/domain/workshop/invitation.ts';
import { LIMITS } from '#lib/domain/workshop/limits.ts';
import { readSymbols, writeSymbols } from '#lib/domain/workshop/symbols.ts';
import { inCodeOrder, invitationOf, WORKSHOP_TEXT, type Workshop } from '#lib/domain/workshop/workshop.ts';

/** Characters of a fragment: a title, and some rubrics that each may fill a link. */
const MOST = 40_000;
/** Characters of a text in which an invitation is looked for. */
const MOST_TEXT = 200_000;
/** Six symbols with whatever is put between them. */
const LONGEST_CODE = 20;

/** An invitation as a phone gets it. */
export interface Invited extends Invitation {
  readonly title: string;
  /** The hash of each topic that is not built in, by its id. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Rubrics that come along, each as its own link carries it. */
  readonly carried: readonly string[];
}

/**
 * @param known ids of the built-in rubrics in the model's order
 * @param carried rubrics that go along, each as its own link carries it
 * @returns what follows “#”
 */
export function invitationFragment(
  workshop: Pick<Workshop, 'number' | 'round' | 'topics' | 'title'>,
  known: readonly string[],
  carried: readonly string[] = []
): string {
  const code = writeInvitation(invitationOf(workshop), known);
  const parts = code
    ? [['w', code]]
    : [
        ['n', String(workshop.number)],
        ['round', String(workshop.round)],
        ...workshop.topics.map(({ id, hash }) => ['topic', known.includes(id) ? id : `${id}.${hash}`])
      ];
  const all = [...parts, ...(workshop.title ? [['title', workshop.title]] : []), ...carried.map((one) => ['r', one])];
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
  const code = query.get('w');
  if (code !== null) {
    const read = readInvitation(code, known);
    return isCodeFault(read) ? read : { ...read, title, hashes: {}, carried };
  }
  if (!query.has('n')) return null;
  const [number, round] = [query.get('n')!, query.get('round') ?? ''];
  const topics = query.getAll('topic').map((one) => /^([A-Za-z][A-Za-z0-9-]{0,39})(?:\.([0-9a-f]{32}))?$/.exec(one));
  const ids = topics.map((one) => one?.[1]);
  if (!/^\d{1,4}$/.test(number) || Number(number) > 8191 || !/^[1-4]$/.test(round)) return broken;
  if (topics.length === 0 || topics.length > LIMITS.topics || new Set(ids).size < ids.length) return broken;
  if (topics.some((one) => !one || (one[2] === undefined) !== known.includes(one[1]!))) return broken;
  const hashes = Object.fromEntries(topics.flatMap((one) => (one![2] ? [[one![1]!, one![2]]] : [])));
  const inOrder = inCodeOrder(
    ids.map((id) => ({ id: id! })),
    known
  ).map(({ id }) => id);
  return { number: Number(number), round: Number(round), topics: inOrder, title, hashes, carried };
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
  return symbols?.length === INVITATION_LENGTH ? `w=${writeSymbols(symbols)}` : null;
}
