/**
 * The writing rules for rubrics that a machine can hold (the others are in rubrics/README.md).
 * Rules about particular words are English ones; lengths and completeness hold in every language.
 */
import { fault, type Fault } from '../faults.ts';
import { LEVELS, type Level } from '../model.ts';
import { SITUATION_PARTS } from './places.ts';
import type { Rubric } from './rubric.ts';

/** Most words a text may have, by its part. */
const LIMITS = {
  descriptor: 25,
  title: 6,
  about: 45,
  example: 35,
  evidence: 16,
  next: 40,
  notApplicable: 30,
  label: 8,
  definition: 45,
  exclusions: 30,
  wayIn: 60,
  outOfRole: 12
} as const;
/** Fewest words of a descriptor. */
const LEAST = 6;

const VAGUE = [
  'effectively',
  'appropriately',
  'properly',
  'adequately',
  'simply',
  'actively',
  'relevant',
  'various',
  'leverage',
  'utilise',
  'utilize'
];
const PEOPLE = [
  'client',
  'clients',
  'student',
  'students',
  'jobseeker',
  'jobseekers',
  'pupil',
  'pupils',
  'customer',
  'customers',
  'user',
  'users'
];
const TOOLS = [
  'facebook',
  'whatsapp',
  'linkedin',
  'instagram',
  'tiktok',
  'youtube',
  'twitter',
  'snapchat',
  'discord',
  'telegram',
  'reddit',
  'signal',
  'slack',
  'zoom',
  'skype',
  'chatgpt',
  'copilot',
  'gemini',
  'padlet',
  'moodle',
  'mastodon',
  'bluesky',
  'messenger',
  'wilma'
];
const FIRST_PERSON = ['i', 'my', 'me', 'we', 'our', 'us', 'mine', 'ours'];

/** In statements and titles, and in the texts around them. */
const NO_BRANDS = [...VAGUE, ...TOOLS];
const UNWANTED = [...NO_BRANDS, ...PEOPLE];

/** A soft hyphen only says where a long word may be parted. */
export const wordsOf = (text: string) =>
  text
    .replaceAll('\u00AD', '')
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];

/**
 * Reads a rubric as an editor would and lists what breaks a writing rule. Texts that stand in from another language, and
 * texts that nobody wrote, are not looked at.
 *
 * @returns findings in reading order; an empty list means that all machine-checkable rules hold
 */
export function checkWording(rubric: Rubric): Fault[] {
  const found: Fault[] = [];
  const english = rubric.language === 'en';
  const { borrowed = {} } = rubric;

  const look = (place: string, text: string | undefined, limit: number, banned: readonly string[]) => {
    if (!text || borrowed[place]) return;
    const words = wordsOf(text);
    const said = new Set(words);
    if (words.length > limit) found.push(fault('many-words', place, { words: words.length, most: limit }));
    if (text.trim() !== text || /\s{2,}/.test(text)) found.push(fault('stray-spaces', place));
    if (/[!<>]/.test(text)) found.push(fault('markup', place));
    if (english) for (const word of banned) if (said.has(word)) found.push(fault('says-word', place, { word }));
  };

  for (const level of LEVELS)
    for (const part of SITUATION_PARTS)
      look(`situations.${level}.${part}`, rubric.situations?.[level][part], LIMITS[part], part === 'label' ? UNWANTED : NO_BRANDS);

  const openings = new Map<string, string>();
  for (const criterion of rubric.criteria) {
    const at = (part: string | Level) => `${criterion.id}.${part}`;
    look(at('title'), criterion.title, LIMITS.title, UNWANTED);
    for (const level of LEVELS) {
      const text = criterion.descriptors[level];
      const words = wordsOf(text);
      look(at(level), text, LIMITS.descriptor, UNWANTED);
      if (!borrowed[at(level)]) {
        if (words.length < LEAST) found.push(fault('few-words', at(level), { words: words.length, least: LEAST }));
        if (english && !words.some((word) => FIRST_PERSON.includes(word.split(/['’]/)[0]!)))
          found.push(fault('not-first-person', at(level)));
        if (!text.endsWith('.')) found.push(fault('no-full-stop', at(level)));
      }
      const twin = openings.get(text.toLowerCase());
      if (twin) found.push(fault('same-text', at(level), { place: twin }));
      openings.set(text.toLowerCase(), at(level));
      look(at(`next.${level}`), criterion.next[level], LIMITS.next, NO_BRANDS);
      look(at(`notApplicable.${level}`), criterion.notApplicable?.[level], LIMITS.notApplicable, NO_BRANDS);
    }
    look(at('help.about'), criterion.help.about, LIMITS.about, NO_BRANDS);
    for (const [setting, example] of Object.entries(criterion.help.examples))
      look(at(`help.${setting}`), example, LIMITS.example, NO_BRANDS);
    criterion.evidence.forEach((idea, i) => look(at(`evidence.${i + 1}`), idea, LIMITS.evidence, NO_BRANDS));
  }
  return found;
}
