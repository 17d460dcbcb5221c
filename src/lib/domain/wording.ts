/**
 * The writing rules for rubrics that a machine can hold (the others are in rubrics/README.md).
 * Rules about particular words are English ones; lengths and completeness hold in every language.
 */
import { LEVELS, type Level } from './model.ts';
import type { Rubric } from './rubric.ts';

export interface Finding {
  /** Where, for example "A2.3" (criterion A2, level 3) or "A2.next.1". */
  readonly place: string;
  readonly reason: string;
}

const LIMITS = { descriptor: 25, title: 6, about: 45, example: 35, evidence: 16, next: 40, notApplicable: 30, practice: 16 } as const;

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

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];

/**
 * Reads a rubric as an editor would and lists what breaks a writing rule.
 *
 * @returns findings in reading order; an empty list means that all machine-checkable rules hold
 */
export function checkWording(rubric: Rubric): Finding[] {
  const found: Finding[] = [];
  const english = rubric.language === 'en';

  const look = (place: string, text: string, limit: number, banned: readonly string[]) => {
    const words = wordsOf(text);
    if (words.length > limit) found.push({ place, reason: `has ${words.length} words, at most ${limit}` });
    if (text.trim() !== text || /\s{2,}/.test(text)) found.push({ place, reason: 'has stray spaces' });
    if (/[!<>]/.test(text)) found.push({ place, reason: 'has an exclamation mark or markup' });
    if (english) for (const word of banned) if (words.some((w) => w === word)) found.push({ place, reason: `says “${word}”` });
  };

  for (const level of LEVELS) look(`practice.${level}`, rubric.practice[level], LIMITS.practice, [...VAGUE, ...TOOLS, ...PEOPLE]);

  const openings = new Map<string, string>();
  for (const criterion of rubric.criteria) {
    const at = (part: string | Level) => `${criterion.id}.${part}`;
    look(at('title'), criterion.title, LIMITS.title, [...VAGUE, ...TOOLS, ...PEOPLE]);
    for (const level of LEVELS) {
      const text = criterion.descriptors[level];
      const words = wordsOf(text);
      look(at(level), text, LIMITS.descriptor, [...VAGUE, ...TOOLS, ...PEOPLE]);
      if (words.length < 6) found.push({ place: at(level), reason: `has ${words.length} words, at least 6` });
      if (english && !words.some((word) => FIRST_PERSON.includes(word.split(/['’]/)[0]!)))
        found.push({ place: at(level), reason: 'is not in the first person' });
      if (!text.endsWith('.')) found.push({ place: at(level), reason: 'does not end with a full stop' });
      const twin = openings.get(text.toLowerCase());
      if (twin) found.push({ place: at(level), reason: `is the same text as ${twin}` });
      openings.set(text.toLowerCase(), at(level));
      look(at(`next.${level}`), criterion.next[level], LIMITS.next, [...VAGUE, ...TOOLS]);
      const condition = criterion.notApplicable?.[level];
      if (condition) look(at(`notApplicable.${level}`), condition, LIMITS.notApplicable, [...VAGUE, ...TOOLS]);
    }
    look(at('help.about'), criterion.help.about, LIMITS.about, [...VAGUE, ...TOOLS]);
    for (const [setting, example] of Object.entries(criterion.help.examples))
      look(at(`help.${setting}`), example, LIMITS.example, [...VAGUE, ...TOOLS]);
    criterion.evidence.forEach((idea, i) => look(at(`evidence.${i + 1}`), idea, LIMITS.evidence, [...VAGUE, ...TOOLS]));
  }
  return found;
}
