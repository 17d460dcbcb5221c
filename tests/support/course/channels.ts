/** What the windows of one browser share, without a browser. */
import type { Channel } from '#lib/holder/windows.ts';

export function channels(): (name: string) => Channel {
  const open = new Map<object, { readonly name: string; readonly heard: ((message: unknown) => void)[] }>();
  return (name) => {
    const own = { name, heard: [] as ((message: unknown) => void)[] };
    open.set(own, own);
    return {
      say(message) {
        for (const one of open.values()) if (one !== own && one.name === name) for (const heard of one.heard) heard(structuredClone(message));
      },
      hear: (heard) => void own.heard.push(heard),
      close: () => void open.delete(own)
    };
  };
}
