/** The mail that gets phones ready before a workshop, in the languages that are kept on this device: nothing is fetched for it. */
import { messageIn } from '#lib/i18n/messages-in.ts';
import { m } from '#lib/i18n/messages.ts';
import { language } from '#lib/i18n/texts.ts';

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** Characters of an address from which on some mail programs cut it off. */
const LONGEST_MAILTO = 2_000;
/** Between two languages. */
const BREAK = '\n\n———\n\n';

/**
 * @param languages whose texts are wanted, in this order
 * @param address what people open
 * @throws Error where the texts of one cannot be had
 */
export async function mailIn(languages: readonly string[], address: string): Promise<Mail> {
  const all = await Promise.all(languages.map((one) => oneMail(one, address)));
  return { subject: all.map(({ subject }) => subject).join(' / '), text: all.map(({ text }) => text).join(BREAK) };
}

async function oneMail(of: string, address: string): Promise<Mail> {
  const say = async (area: string, key: string, own: () => string, values = {}) => {
    const text = of === language ? own() : await messageIn(of, area, key, values);
    if (text === null) throw new Error(`the texts of “${of}” are not here`);
    return text;
  };
  const ready = await say('shell', 'footer_offline_ready', m.footer_offline_ready);
  const [subject, hello, open, wait, iphone, isPrivate] = await Promise.all([
    say('mail', 'mail_subject', m.mail_subject),
    say('mail', 'mail_hello', m.mail_hello),
    say('mail', 'mail_open', m.mail_open),
    say('mail', 'mail_wait', () => m.mail_wait({ ready }), { ready }),
    say('mail', 'mail_iphone', m.mail_iphone),
    say('mail', 'mail_private', m.mail_private)
  ]);
  return { subject, text: [hello, `${open}\n${address}`, wait, iphone, isPrivate].join('\n\n') };
}

/** @returns what opens somebody's mail program with the text in it, to nobody yet; `null` where programs may cut it off */
export function mailto({ subject, text }: Mail): string | null {
  const address = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`;
  return address.length > LONGEST_MAILTO ? null : address;
}
