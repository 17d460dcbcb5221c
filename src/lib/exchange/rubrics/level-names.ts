/**
 * What the headings of levels say about their order: numbers, points, and the names that rubrics of schools and courses give them, in the
 * languages of the app. Nothing here is shown to anybody.
 */
import { withoutUnseen } from './table-cells.ts';

/** What a heading says of where its level stands. Higher is wider. */
export interface Standing {
  /** A number in it. */
  readonly number?: number;
  /** By a name that is known: from 0 to 100. */
  readonly name?: number;
  /** Whether it says that it is a level, “Level 2”, or says nothing but a number. */
  readonly called?: 'level' | 'number';
  /** Whether the number is a grade of which 1 is the best, in most schools that call it so. */
  readonly grade?: true;
  /** A grade: A is 1. It says nothing for sure. */
  readonly letter?: number;
}

/** Names by where they stand. Only their order counts; names of one scale have to stand in its order. */
const NAMES: Readonly<Record<number, string>> = {
  2: 'none, missing, absent, no evidence, not evident, not demonstrated, not shown, fail, failing, failed, unacceptable, hylätty, underkänd, icke godkänd, ungenügend, nicht bestanden, nicht erfüllt, fehlt, puuttuu, saknas, ei näyttöä, ej uppfyllt, inte uppfyllt, ei toteudu, not at all, not present, no attempt, strongly disagree, ei lainkaan, ei ollenkaan, täysin eri mieltä, inte alls, instämmer inte alls, gar nicht, überhaupt nicht, stimme gar nicht zu, stimme überhaupt nicht zu, trifft gar nicht zu, trifft nicht zu, not observed, not attempted, not started, not applied',
  6: 'unsatisfactory, inadequate, very poor, insufficient, below basic, far below, does not meet, did not meet, not met, not yet met, never, mangelhaft, unzureichend, nie, otillräcklig, mycket svag, riittämätön, ei koskaan, aldrig, erittäin heikko, sehr schwach, disagree, eri mieltä, instämmer inte, stimme nicht zu, not yet meeting, not meeting, ad hoc, ei osaa, en osaa, kan inte, kan ej, otillräckligt, cannot, kann ich noch nicht, kann ich nicht, mycket svagt',
  10: 'poor, weak, not yet, not yet there, not there yet, not yet competent, below, below standard, below expectations, falls below, no, benchmark, low, heikko, matala, ei vielä, huono, välttävä, svag, dålig, inte ännu, inte än, låg, nej, bristfällig, bristande, bristfälliga, schwach, schwache, schlecht, noch nicht, niedrig, nein, unter den erwartungen, alle odotusten, under förväntan, ännu inte, newcomer, uncertain, lowest, red, minor, poorly, weakly, tulokas, punainen, röd, rot, aldrig än, ei vielä osaa, noch nicht erreicht, not yet achieved, not achieved, ei saavutettu, inte uppnått, ej godkänd, nicht erreicht, needs much improvement, lägst, below target, below expected, en osaa vielä, ei osaa vielä, kan inte än, kan ännu inte, bristfälligt, svagt, lågt, there is work to do',
  14: 'beginning, beginner, novice, starting, starter, entry, entry level, initial, rudimentary, early, awareness, aware, unaware, minimal, little, rarely, bronze, seed, level a, learner, aloittelija, aloittava, alkeet, alku, alkava, alkuvaihe, noviisi, pronssi, harvoin, vähäinen, tietoisuus, nybörjare, novis, begynnande, början, startnivå, brons, sällan, medvetenhet, anfänger, anfängerin, anfänger/in, anfänger:in, anfänger*in, einsteiger, einsteigerin, einsteiger/in, einsteiger:in, einsteiger*in, beginn, beginnend, am anfang, neuling, novize, selten, gering, grundkenntnisse, basis, einstieg, pre-emerging, sprouting, basics, getting started, just beginning, novice level, basic awareness, in den anfängen, ensiaskeleet, lähtötaso, utgångsläge, unskilled, dependent, lapp',
  18: 'emerging, emergent, attempted, incomplete, limited, needs improvement, needs work, needs attention, improvement needed, needs development, needs support, needs revision, unclear, foundation, foundational, foundations, remembering, orastava, itävä, kaipaa kehittämistä, kehitettävää, kehitettävä, vaatii kehittämistä, parannettavaa, puutteellinen, rajallinen, perusteet, perustaso, framväxande, gryende, behöver utvecklas, behöver förbättras, begränsad, ofullständig, grund, grundläggande, grundnivå, ansatzweise, im ansatz, ausbaufähig, verbesserungsbedürftig, verbesserungswürdig, lückenhaft, eingeschränkt, unvollständig, grundlagen, grundstufe, grundlegend, elementar, einfach, mindeststandard, ausreichend, ausreichende, genügend, somewhat disagree, rather disagree, tend to disagree, explorer, exploring, exploration, starting out, slightly, jokseenkin eri mieltä, osin eri mieltä, instämmer delvis inte, tar delvis avstånd, stimme eher nicht zu, trifft eher nicht zu, tutkija, kokeileva, utforskare, utforskande, entdecker, entdeckerin, in ansätzen, remember, muistaa, limited evidence, hieman, lite, kaum, wenig, hardly, below average, unter durchschnitt, perusosaaja, basic user, below proficient, begränsat, ofullständigt, ich übe noch, übe noch, knappt godkänd, niukka, knapp, en aning',
  26: 'basic, elementary, marginal, passable, some, sometimes, occasionally, partial, partially, partly, partially met, partially meets, somewhat, apprentice, assistant, perus, perustiedot, joskus, osittain, osittainen, jonkin verran, toisinaan, harjoittelija, oppilas, ibland, delvis, lärling, något, viss, vissa, teilweise, teils, teilweise erfüllt, manchmal, gelegentlich, lehrling, auszubildende, toteutuu osittain, delvis uppfyllt, a little, neutral, supported, with help, with support, with guidance, autettuna, tuettuna, med stöd, mit hilfe, mit unterstützung, understand, partially achieved, partly achieved, teilweise erreicht, osittain saavutettu, delvis uppnått, some evidence, partly met, partial evidence, emerging practice, practising with help, osaa hieman, osaa vähän, osaa osittain, osaan hieman, osaan vähän, osaan osittain, harjoittelen, kan lite, kan delvis, kann ich teilweise, ich kann es teilweise, with some help, can with help, semi-skilled',
  32: 'fair, developing, in development, in progress, progressing, approaching, approaches, nearing, nearly there, almost, approaching standard, approaching expectations, approaches standard, approaches expectations, working towards, towards, growing, improving, silver, kehittyvä, kehittymässä, kohtalainen, edistyy, etenevä, matkalla, hopea, lähellä, utvecklande, under utveckling, på väg, växande, någorlunda, på gång, silver, silber, entwickelnd, in entwicklung, sich entwickelnd, auf dem weg, fortschreitend, annähernd, nähert sich, im aufbau, amber, yellow, keltainen, gul, gelb, nearly, almost there, developing user, kehittyvä osaaja, i utveckling, nearly meets, almost meets, approaching target, approaching proficiency, approaching proficient, near target, near standard, getting there, repeatable, godtagbar, godtagbart, på god väg',
  40: 'adequate, acceptable, satisfactory, sufficient, average, pass, passed, passing, medium, moderate, mid, considerable, often, yes, intermediate, tyydyttävä, hyväksytty, riittävä, keskitaso, keskitasoinen, keskiverto, kohtuullinen, usein, kyllä, tillräcklig, tillfredsställande, godkänd, godkänt, medel, medelgod, medelnivå, måttlig, ofta, ja, befriedigend, befriedigende, zufriedenstellend, hinreichend, akzeptabel, bestanden, mittel, mittelstufe, mäßig, durchschnittlich, oft, häufig, regelstandard, fortgeschrittene anfänger, fortgeschrittener anfänger, somewhat agree, rather agree, tend to agree, jokseenkin samaa mieltä, osin samaa mieltä, instämmer delvis, stimme eher zu, trifft eher zu, integrator, integrating, integration, integroija, soveltaja, soveltava, tillämpande, anwender, anwenderin, apply, applying, adopting, adopter, normal, expected, as expected, odotettu, förväntad, erwartet, independent user, moderately, acceptably, tillräckligt, måttligt, defined, kohtalaisesti, riittävästi',
  48: 'competent, capable, functional, working, user, meets, met, meeting, meets standard, meets standards, meets expectations, meeting expectations, met expectations, met standard, at standard, on track, on target, meets criteria, merit, usually, mostly, regelmäßig, osaava, pätevä, toimiva, täyttää odotukset, vastaa odotuksia, toteutuu, enimmäkseen, kompetent, duglig, uppfyllt, uppfyller, uppfyller förväntan, uppfyller förväntningarna, oftast, kompetente, kompetenter, erfüllt, erfüllt die erwartungen, meistens, vollständig erfüllt, clear, to a large extent, largely, for the most part, mostly met, largely met, pääosin, suurimmaksi osaksi, pitkälti, till stor del, i stort, till största delen, överwiegend, überwiegend, größtenteils, weitgehend, weitgehend erfüllt, independent, independently, itsenäinen, itsenäisesti, självständig, självständigt, selbstständig, selbständig, at target, meets target, proficient level, on level, at level, at expectations, uppnått, erreicht, clear evidence, there, got it, can, can do, managed, osaa, osaan, kan, ich kann es, kann ich, uppfylld',
  56: 'good, solid, effective, hyvä, god, goda, bra, gut, gute, guter, gold, kulta, guld, väl godkänd, väl godkänt, vg, green, vihreä, grön, grün, well, hyvin, väl, gott',
  62: 'proficient, skilled, skillful, skilful, practitioner, practicing, practising, fluent, accomplished, consolidating, achieved, secure, confident, consistently, mastering, taitava, sujuva, osaaja, harjaantunut, varma, saavutettu, ammattilainen, skicklig, kunnig, säker, utövare, yrkeskunnig, flytande, gewandt, sicher, versiert, geübt, erfahren, praktiker, praktikerin, könner, könnerin, kundig, fähig, agree, samaa mieltä, instämmer, stimme zu, trifft zu, taitava osaaja, established, embedding, vakiintunut, etablerad, etabliert, implementing, mature, kypsä, mogen, reif, adept, versed, proficient user, fullgod',
  70: 'very good, strong, above average, above, above standard, high, thorough, erittäin hyvä, vahva, korkea, kiitettävä, mycket bra, mycket god, mycket goda, stark, hög, sehr gute, sehr guter, mycket väl godkänd, mycket väl godkänt, mvg, sehr gut, stark, hoch, fortgeschritten, fortgeschrittene, fortgeschrittener, fortgeschrittene*r, fortgeschrittene/r, fortgeschrittene:r, compelling, considerable evidence, strong evidence, substantial, extensive, comprehensive, in depth, laaja, omfattande, umfassend, fully, fully met, completely, entirely, complete, completed, full, täysin, kokonaan, toteutuu täysin, helt, fullt, fullt ut, helt och hållet, völlig, vollständig, vollkommen, ganz, embedded, integrated, sustained, osaa hyvin, osaan hyvin, kan väl, kan bra, ich kann es gut, ich kann es sehr gut, kann ich gut, kann ich sehr gut, mycket gott, högt, can do well, toteutuu hyvin',
  78: 'advanced, extending, extended, exceeds, exceeded, exceeding, exceeds standard, exceeds standards, exceeds expectations, exceeding expectations, exceeded expectations, exceeds criteria, exceeding standard, above expectations, edistynyt, ylittää odotukset, ylittää, syventävä, avancerad, avancerat, överträffar, överträffar förväntan, överträffar förväntningarna, över förväntan, fördjupad, übertrifft, übertroffen, übertrifft die erwartungen, über den erwartungen, vertieft, weit fortgeschritten, strongly agree, täysin samaa mieltä, instämmer helt, stimme voll zu, stimme völlig zu, stimme voll und ganz zu, trifft voll zu, trifft völlig zu, trifft voll und ganz zu, optimising, optimizing, optimised, optimized, exceeds target, above target, expertise level, strategic, beyond, goes beyond, highly skilled, toteutuu erinomaisesti, osaa erinomaisesti, well above standard, osaan opettaa muita',
  86: 'distinction, distinguished, superior, sophisticated, highly effective, highly proficient, highly specialised, highly specialized, always, platinum, professional, profi, erinomainen, loistava, ansiokas, aina, platina, utmärkt, utmärkta, förträfflig, alltid, framstående, hervorragend, hervorragende, ausgezeichnet, ausgezeichnete, exzellent, vorzüglich, immer, platin, herausragend, blue, highest, very strong, kiitettävästi, diamond, timantti, diamant',
  92: 'excellent, outstanding, exemplary, exceptional, leading, leader, innovating, innovator, transforming, esimerkillinen, esikuvallinen, poikkeuksellinen, johtava, exemplarisk, föredömlig, enastående, exceptionell, ledande, vorbildlich, beispielhaft, außergewöhnlich, führend, expertenstandard, optimalstandard, pioneer, pioneering, innovation, innovative, edelläkävijä, suunnannäyttäjä, uudistaja, banbrytare, nyskapande, pionier, pionierin, vorreiter, vorreiterin, leadership, huippu, spitze, toppen, creating, role model, inspiring, inspirerande, inspirierend, innostava, leads, influencer',
  97: 'expert, master, mastery, mastered, mentor, asiantuntija, mestari, huippuosaaja, taitaja, ekspertti, mästare, expertnivå, mästarlig, experte, expertin, expert*in, expert:in, expert/in, meister, meisterin, meisterhaft, expertise, specialist, teach others, teaches others, can teach others, champion, guru, ässä, virtuoso',
  100: 'capstone'
};
/** Two of AAC&U’s four levels bear this name, and numbers besides. */
const BETWEEN = 'milestone, milestones';

/** Capitals, signs and spaces do not matter. */
const plain = (text: string) =>
  withoutUnseen(text)
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .toLowerCase()
    .replace(/[<≤]\s*(?=\d)/g, 'under ')
    .replace(/[^\p{L}\p{N}%.,/*:&+–—-]+/gu, ' ')
    .trim();

const BY_NAME = new Map([
  ...Object.entries(NAMES).flatMap(([standing, names]) => names.split(', ').map((name) => [name, Number(standing)] as const)),
  ...BETWEEN.split(', ').map((name) => [name, 50] as const)
]);

/** Words that say nothing of where a level stands. */
const FILLER =
  /(?<![\p{L}\p{N}])(?:levels?|stages?|steps?|bands?|grades?|scores?|ratings?|marks?|points?|pts?|p|pkt|credits?|category|performance|achievement|work|quality|understanding|ability|competency|osaaminen|osaamista|suoritus|taito|hallinta|evidence|performer|learner|user|skills?|knowledge|practice|osaaja|käyttäjä|användare|kunskaper|nutzer|kenntnisse|förmåga|kvalitet|prestation|leistung|leistungen|kompetenz|qualität|tasot?|taso|vaihe|pisteet|pistettä|piste|arvosana|nivåer|nivå|steg|poäng|betyg|stufen?|niveau|punkte?|pkte|kategorie|nivel|nível|niveau|livello|étape|etape|palier|poziom|уровень|tase|the|a|an|of|or|and|to|tai|ja|eller|och|oder|und|bis)(?![\p{L}\p{N}])/gu;
/** How a level is called, before its number. */
const LEVEL = /(?<![\p{L}\p{N}])(?:levels?|stage|step|taso|vaihe|nivå|steg|stufe|niveau)\s*[-:.]?\s*(\d{1,3})(?![\d.,%])/u;
const NUMBER = /(?<![\p{L}\d.,])\d{1,4}(?:[.,]\d{1,2})?(?![\d.,]*\p{L}{4,})/u;
/** Numbers as words, and the places that they give. */
const SPELT = [
  'one first ett första eins erste yksi ensimmäinen',
  'two second två andra zwei zweite kaksi toinen',
  'three third tre tredje drei dritte kolme kolmas',
  'four fourth fyra fjärde vier vierte neljä neljäs',
  'five fifth fem femte fünf fünfte viisi viides'
].map((words) => words.split(' '));
/** “***”, “++”. */
const SIGNS = /^([*★☆⭐+✓✔])\1*$/u;
const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, v: 5, vi: 6 };

/** “L1”, and “II” or “II: Growing”. */
const SHORT = /^\p{L}{1,2}(\d)$/u;
const ALONE = /^(i{1,3}|iv|v|vi)(?:$|\s*[.:)–—-])/;

/** “A1” to “C2” of languages. */
const CEFR = /^[a-c][12]$/;
/** “Schulnote 2”. */
const GRADE = /^(?:schul)?noten?\s*(?=\d)/;
/** What says where a range begins or ends, beside its number. */
const UP_TO = 'under|below|less than|up to|at most|alle|enintään|unter|weniger als|höchstens|bis zu|mindre än|högst|upp till';
const FROM = 'over|above|more than|at least|from|yli|vähintään|über|mehr als|mindestens|ab|mer än|minst|över|från';
const BEFORE = new RegExp(`^(?:(${UP_TO})|${FROM})\\s+(?=\\d)`, 'u');
const AFTER =
  /(?<=\d\s*%?)\s+(?:(?:and|or|ja|tai|och|eller|und|oder)\s+)?(?:(below|less|under|fewer|vähemmän|alle|mindre|weniger|darunter)|above|more|over|up|higher|enemmän|yli|mer|över|mehr|darüber)$/u;

/** “Growing II”: in capitals, since “i” is a word as well. */
const LAST_ROMAN = /(?<=\p{L}\s*[\s(–-]\s*)(?:I{1,3}|IV|VI?)(?=\)?\s*$)/u;

/** Headings are no sentences. */
const LONGEST = 60;
const MOST_WORDS = 8;

/**
 * @param heading such as “4 – Exemplary”, “Capstone 4”, “Hyvä (3 p.)”
 * @returns `null` where it is no heading of a level that could be told
 */
export function standingOf(heading: string): Standing | null {
  if (heading.length > LONGEST || heading.split(/\s+/).length > MOST_WORDS || isSentence(heading)) return null;
  const minus = /^\s*([-–−])\s*(?:\1\s*)*$/u.test(heading);
  if (minus) return { number: -heading.replace(/\s/g, '').length };
  const signs = heading.replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '');
  if (SIGNS.test(signs)) return { number: [...signs].length };
  const [text, less] = withoutBounds(plain(heading.replace(LAST_ROMAN, (roman) => String(ROMAN[roman.toLowerCase()]))));
  if (text === '') return null;
  const letter = /^[a-f]$/.exec(text.replace(FILLER, ' ').trim())?.[0] ?? /^[a-f]$/.exec(text)?.[0];
  if (letter) return { letter: letter.charCodeAt(0) - 96 };
  const found = numberIn(text);
  const number = found !== undefined && less ? found - 0.5 : found;
  const name = nameIn(text);
  if (name !== undefined) return { name, ...(number === undefined ? {} : { number }) };
  if (number === undefined || !numberLeads(text)) return null;
  if (GRADE.test(text)) return { number, called: 'number', grade: true };
  if (LEVEL.test(text)) return { number, called: 'level' };
  return /\p{L}/u.test(text.replace(FILLER, ' ')) ? { number } : { number, called: 'number' };
}

/** Whether it ends as a sentence does; “3 pts.” and “III.” do not. */
export const isSentence = (text: string): boolean =>
  /\p{L}{3,}[.!?]\s*$/u.test(text.trim()) && !/\d\s*(?:pts|pkte?|pist|poä|proz|pros)\.\s*$/iu.test(text) && !/^\s*[IVX]+\.\s*$/.test(text);

/** @returns “50 %” for “under 50 %”, and whether less than that is meant */
function withoutBounds(text: string): [text: string, less: boolean] {
  const less = Boolean(BEFORE.exec(text)?.[1] ?? AFTER.exec(text)?.[1]);
  return [text.replace(BEFORE, '').replace(AFTER, ''), less];
}

function numberIn(text: string): number | undefined {
  const found = LEVEL.exec(text)?.[1] ?? NUMBER.exec(text)?.[0];
  if (found !== undefined) return Number(found.replace(',', '.'));
  const bare = text.replace(FILLER, ' ').trim();
  const short = SHORT.exec(text)?.[1];
  if (short) return Number(short) + (CEFR.test(text) ? 2 * (text.charCodeAt(0) - 97) : 0);
  const roman = ALONE.exec(bare)?.[1] ?? '';
  if (Object.hasOwn(ROMAN, roman)) return ROMAN[roman];
  const spelt = SPELT.findIndex((words) => words.includes(bare));
  return spelt < 0 ? undefined : spelt + 1;
}

/** Whether a number stands first or last, or beside a word for level: elsewhere it is a part of what is said. */
function numberLeads(text: string): boolean {
  const bare = text.replace(FILLER, ' ').trim();
  return (
    SPELT.flat().includes(bare) ||
    LEVEL.test(text) ||
    SHORT.test(text) ||
    ALONE.test(bare) ||
    /^\D{0,2}\d/.test(text) ||
    /\d[\s%).]*$/.test(bare)
  );
}

function nameIn(text: string): number | undefined {
  const words = text
    .replace(/\d+(?:[.,]\d+)?/g, ' ')
    .replace(/%/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const edged = (one: string) => one.replace(/^[\s.,:&+–—/-]+|[\s.,:&+–—/-]+$/g, '');
  for (const one of [words, words.replace(FILLER, ' ').replace(/\s+/g, ' ')]) {
    const known = BY_NAME.get(edged(one));
    if (known !== undefined) return known;
  }
  // “Proficient – meets the standard”, “Hyvä / god”: the first part that is known.
  for (const part of words.split(/\s[–—-]\s|[:/]|\s-|,/)) {
    const known = BY_NAME.get(edged(part.replace(FILLER, ' ').replace(/\s+/g, ' ')));
    if (known !== undefined) return known;
  }
  return undefined;
}

/** Which way levels go. `sure`: by numbers or names that agree. */
export interface Direction {
  /** Whether the widest comes first. */
  readonly falling: boolean;
  readonly sure: boolean;
}

/** @param standings of the levels from the first to the last; of points beneath them, too */
export function directionOf(standings: readonly (Standing | null)[], points: readonly (number | null)[] = []): Direction {
  const named = signOf(standings.map((one) => one?.name ?? null));
  const counted = [signOf(standings.map((one) => one?.number ?? null)), signOf(points)].find((sign) => sign !== 0) ?? 0;
  // In some countries 1 is the best grade: where name and number disagree, the names say it, and it is asked.
  if (named !== 0 && counted !== 0 && named !== counted) return { falling: named < 0, sure: false };
  const sign = named || counted;
  if (named === 0 && sign !== 0 && standings.every((one) => one?.grade)) return { falling: sign > 0, sure: false };
  if (sign !== 0) return { falling: sign < 0, sure: true };
  const lettered = signOf(standings.map((one) => one?.letter ?? null));
  if (lettered !== 0) return { falling: lettered > 0, sure: false };
  const [first, last] = [standings[0]?.name, standings.at(-1)?.name];
  return { falling: (first ?? 50) > (last ?? 50), sure: false };
}

/** @returns 1 where more pairs rise, -1 where more fall, 0 where there are no two that differ */
function signOf(values: readonly (number | null)[]): number {
  let sum = 0;
  for (const [i, one] of values.entries())
    for (const other of values.slice(i + 1)) if (one !== null && other !== null) sum += Math.sign(other - one);
  return Math.sign(sum);
}
