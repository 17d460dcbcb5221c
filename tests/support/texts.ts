/** Gives tests the texts of the app as a page in English has them, all at once; and, where a test asks for it, in another language. */
import { provide, type Brought } from '#lib/i18n/texts.ts';
import english from 'virtual:texts/en';

provide(english);

/** From here on the page is in this language. */
export async function readIn(language: string): Promise<void> {
  const { default: texts } = (await import(/* @vite-ignore */ `virtual:texts/${language}`)) as { default: Brought };
  provide(texts);
}
