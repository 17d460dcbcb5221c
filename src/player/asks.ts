import type { Ask } from '#lib/domain/course/course.ts';
import { m } from '#lib/i18n/messages.ts';

const NAMES: Readonly<Record<Ask, () => string>> = {
  levels: () => m.player_ask_levels(),
  answers: () => m.player_ask_answers(),
  plan: () => m.player_ask_plan()
};

export const askNamed = (ask: Ask): string => NAMES[ask]();

/** What a course asks to see, in words. */
export const asksNamed = (asks: readonly Ask[]): string[] => asks.map(askNamed);
