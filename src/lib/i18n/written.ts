/** The languages that a rubric may be written in, and what they are called. */
import { languageName, LANGUAGES } from './locale.ts';
import { m } from './messages.ts';

/** Codes of ISO 639-1, as letters in a row; a language without one can be given by its code. */
const CODES = (
  'aaabafakamanarasavayazbabebgbhbibmbnbobrbscachcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiik' +
  'ioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurw' +
  'sascsdsgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu'
).match(/../g)!;

/** Languages of the countries that the app comes from, which browsers have no names for. */
const OURS: Readonly<Record<string, () => string>> = {
  se: () => m.rubrics_language_se(),
  sma: () => m.rubrics_language_sma(),
  smj: () => m.rubrics_language_smj(),
  smn: () => m.rubrics_language_smn(),
  sms: () => m.rubrics_language_sms()
};

/** @returns a language's name in the language of the page; its code where nobody has one */
export const writtenName = (code: string): string => (Object.hasOwn(OURS, code) ? OURS[code]!() : languageName(code));

export interface WrittenLanguage {
  readonly code: string;
  readonly name: string;
}

/** @returns those of the app first, then all others that have a name, in its order; of several codes with one name, the first */
export function writtenLanguages(): WrittenLanguage[] {
  const own = (code: string) => LANGUAGES.includes(code);
  const named = [...CODES, ...Object.keys(OURS)].map((code) => ({ code, name: writtenName(code) }));
  return named
    .filter(({ code, name }, i) => name !== code && named.findIndex((one) => one.name === name) === i)
    .sort((a, b) => Number(own(b.code)) - Number(own(a.code)) || a.name.localeCompare(b.name));
}
