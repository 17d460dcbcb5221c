/** The lines that an educator puts into a page of their own, and what the server of that page has to allow. */
import { writeEmbedAddress, type EmbedWishes } from '#lib/exchange/course/embed-address.ts';

/** Who keeps the answers: the page, in each learner's browser; the page's own server; or nobody but the frame. */
export const KEEPERS = ['browser', 'server', 'frame'] as const;
export type Keeper = (typeof KEEPERS)[number];

export interface SnippetWishes extends Omit<EmbedWishes, 'origin'> {
  /** The name of the file of choices that lies beside the page, where the page hands a course over; `course` is the same, packed. */
  readonly file: string | null;
}

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const attributes = (all: Readonly<Record<string, string | null>>) =>
  Object.entries(all)
    .flatMap(([name, value]) => (value ? [` ${name}="${attribute(value)}"`] : []))
    .join('');

/** @param root address of the app's root, with a slash at the end @param title what the frame is called, for those who hear the page */
export function snippetFor(
  { topics, language, theme, asks, course, file }: SnippetWishes,
  keeper: Keeper,
  root: string,
  title: string
): string {
  if (keeper === 'frame') {
    const address = writeEmbedAddress({ topics, language, theme, asks: [], origin: null, course });
    return `<iframe${attributes({ src: `${root}embed/#${address}`, title })} style="width: 100%; height: 900px; border: 0"></iframe>\n`;
  }
  const script = `<script${attributes({ src: `${root}embed.js` })}`;
  const wishes = { course: file, topics: file ? null : topics.join(','), lang: language, theme, send: file ? null : asks.join(',') };
  if (keeper === 'browser') {
    const data = Object.entries(wishes).map(([name, value]) => [`data-${name}`, value]);
    return `<div data-waymark${attributes({ ...(Object.fromEntries(data) as Record<string, string>), 'data-title': title })}></div>\n${script} defer></script>\n`;
  }
  const given = Object.entries({ ...wishes, title })
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name}: ${JSON.stringify(value).replaceAll('<', '\\u003c')},\n`);
  return `<div id="waymark"></div>
${script}></script>
<script>
async function ask(method, body) {
  const answer = await fetch('/waymark-answers', { method, body });
  if (!answer.ok) throw new Error(answer.status);
  return answer;
}
Waymark.embed(document.getElementById('waymark'), {
${given.join('')}  load: async () => (await ask('GET')).text(),
  save: (state) => ask('PUT', state),
  complete: (report) => ask('POST', JSON.stringify(report))
});
</script>
`;
}

/** @returns what the security policy of the page has to allow, where it has one */
export function policyFor(keeper: Keeper, root: string): string {
  const { origin } = new URL(root);
  const allowed = keeper === 'frame' ? `frame-src ${origin}` : `frame-src ${origin}; script-src 'self' ${origin}`;
  return `Content-Security-Policy: ${allowed}`;
}
