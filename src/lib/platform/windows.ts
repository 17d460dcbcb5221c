/** Windows of one browser that show the same thing tell each other where they are. */

interface Windows<T> {
  tell(news: T): void;
  end(): void;
}

/**
 * @param name of what they show
 * @param hear called with what another window tells
 */
export function windowsOf<T>(name: string, hear: (news: T) => void): Windows<T> {
  const channel = new BroadcastChannel(`waymark-window-${name}`);
  channel.onmessage = ({ data }: MessageEvent<T>) => hear(data);
  return { tell: (news) => channel.postMessage(news), end: () => channel.close() };
}
