/** What the windows of one browser share, without a browser. */
import type { Channel } from '#lib/holder/windows.ts';

export function channels(): (name: string, hear: (news: unknown) => void) => Channel {
  const open = new Set<{ readonly name: string; readonly hear: (news: unknown) => void }>();
  return (name, hear) => {
    const own = { name, hear };
    open.add(own);
    return {
      tell(news) {
        for (const one of open) if (one !== own && one.name === name) one.hear(structuredClone(news));
      },
      end: () => void open.delete(own)
    };
  };
}
