declare module 'virtual:texts/en' {
  import type { Brought } from '#lib/i18n/texts.ts';
  const texts: Brought;
  export default texts;
}
