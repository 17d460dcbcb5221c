/** Languages to choose from: two-letter codes that the browser has a name for. */
import { LANGUAGES } from '#lib/i18n/locale.ts';

/** Codes of ISO 639-1, as letters in a row; a language without one can be given by its code. */
const CODES = (
  'aaabafakamanarasavayazbabebgbhbibmbnbobrbscachcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiik' +
  'ioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurw' +
  'sascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu'
).match(/../g)!;

/**
 * @param nameOf a language's name in the language of the page; its code where there is none
 * @returns codes in the order of their names, without the app's own
 */
export function offered(nameOf: (code: string) => string): string[] {
  const named = CODES.filter((code) => !LANGUAGES.includes(code))
    .map((code) => [code, nameOf(code)] as const)
    .filter(([code, name]) => name !== code);
  return named.sort(([, a], [, b]) => a.localeCompare(b)).map(([code]) => code);
}
