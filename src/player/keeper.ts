/** Whoever keeps the answers, in words: a learning platform, or the page around, by its name. */
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import type { Run } from './run.svelte.ts';

const PLATFORM = {
  name: () => m.player_where_platform(),
  where: () => m.player_where_platform_text(),
  device: () => m.player_where_device_text(),
  asks: (list: readonly string[]) => (list.length ? m.player_asks({ list: formatList([...list]) }) : m.player_asks_nothing()),
  agree: () => m.player_agree(),
  agreeNone: () => m.player_agree_none(),
  stored: () => m.player_stored(),
  waiting: () => m.player_waiting(),
  failed: () => m.player_not_stored(),
  choiceFailed: () => m.player_choice_failed(),
  notStored: () => m.player_failed_title(),
  broken: () => m.player_broken_title(),
  finishing: () => m.player_finishing(),
  finishFailed: () => m.player_finish_failed(),
  done: () => m.player_done(),
  told: (list: readonly string[]) => m.player_done_told({ list: formatList([...list]) }),
  /** Of the number in a code, and of what is written in a journal, whoever keeps the answers learns nothing. */
  code: () => m.player_code_platform(),
  journal: () => m.player_journal_where()
};
export type Keeper = typeof PLATFORM;

const page = (host: string, inBrowser: boolean): Keeper => ({
  name: () => m.frame_where_host({ host }),
  where: () => (inBrowser ? m.frame_where_browser_text({ host }) : m.frame_where_host_text({ host })),
  device: () => m.frame_where_device_text({ host }),
  asks: (list) => (list.length ? m.frame_asks({ host, list: formatList([...list]) }) : m.frame_asks_nothing({ host })),
  agree: () => m.frame_agree({ host }),
  agreeNone: () => m.frame_agree_none({ host }),
  stored: () => m.frame_stored({ host }),
  waiting: () => m.frame_waiting({ host }),
  failed: () => m.frame_not_stored_short({ host }),
  choiceFailed: () => m.frame_choice_failed({ host }),
  notStored: () => m.frame_not_stored({ host }),
  broken: () => m.frame_broken_title({ host }),
  finishing: () => m.frame_finishing({ host }),
  finishFailed: () => m.frame_finish_failed({ host }),
  done: () => m.frame_done({ host }),
  told: (list) => m.frame_done_told({ host, list: formatList([...list]) }),
  code: () => m.frame_code({ host }),
  journal: () => m.frame_journal({ host })
});

export function keeperOf({ frame, session }: Pick<Run, 'frame' | 'session'>): Keeper {
  if (!frame) return PLATFORM;
  if (!session) return { ...PLATFORM, broken: () => m.frame_taken_broken() };
  return page(frame.host, frame.platform?.init?.keeps === 'browser');
}
