/**
 * The built-in rubrics as they would be with situations: the same criteria, essentials and conditions, in four languages. Those that are
 * built in declare none yet.
 */
import type { Level } from '#lib/domain/model.ts';
import { readRubric, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { rubricFile, rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { Rubric, RubricFacts, RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';
import { stampsOf } from '#lib/domain/rubric/translation.ts';
import { openRubricFiles } from '../../scripts/rubrics-plugin.ts';

type Situations = NonNullable<RubricFacts['situations']>;
type Words = NonNullable<Translation['situations']>;

/** Groups and communities may be said not to be part of one's role. */
export const SITUATIONS: Situations = {
  1: { id: 'public' },
  2: { id: 'one' },
  3: { id: 'group', outOfRole: true },
  4: { id: 'community', outOfRole: true }
};

/** By language. */
export const SITUATION_WORDS: Readonly<Record<string, Words>> = {
  en: {
    1: {
      label: 'When I publish for many',
      definition: 'You post, repost, link to or comment on something that anybody who comes across it can read.',
      exclusions: 'Messages to one person, and what you write within a group.'
    },
    2: {
      label: 'With one person, online',
      definition: 'You and one person you support exchange messages, comments or calls online, also when that person begins.',
      exclusions: 'Talks in the same room.'
    },
    3: {
      label: 'In an online group that I guide',
      definition:
        'You set up or guide an online space, even for a single chat or video session, in which people can see, hear or read each other.',
      exclusions: 'Groups that meet in person only, and groups that somebody else guides.',
      outOfRole: 'I guide no groups online'
    },
    4: {
      label: 'In an online community that I belong to',
      definition: 'You take part in a lasting online community, as one member among others.',
      exclusions: 'Groups that you guide, and communities in which you only read.',
      outOfRole: 'I belong to no online community'
    }
  },
  fi: {
    1: {
      label: 'Kun julkaisen monille',
      definition: 'Julkaiset, jaat, linkität tai kommentoit jotain, minkä kuka tahansa vastaan tuleva voi lukea.',
      exclusions: 'Viestit yhdelle ihmiselle ja se, mitä kirjoitat ryhmän sisällä.'
    },
    2: {
      label: 'Kahden kesken verkossa',
      definition: 'Sinä ja yksi ohjattavasi vaihdatte verkossa viestejä tai kommentteja tai soitatte, myös ohjattavan aloitteesta.',
      exclusions: 'Keskustelut samassa huoneessa.'
    },
    3: {
      label: 'Ryhmässä, jota ohjaan verkossa',
      definition:
        'Perustat verkkoon tilan tai ohjaat sellaista, vaikka vain yhden chatin tai videotapaamisen ajan, ja ihmiset voivat siinä nähdä, kuulla tai lukea toisiaan.',
      exclusions: 'Ryhmät, jotka tapaavat vain kasvokkain, ja ryhmät, joita ohjaa joku muu.',
      outOfRole: 'En ohjaa ryhmiä verkossa'
    },
    4: {
      label: 'Verkkoyhteisössä, johon kuulun',
      definition: 'Olet mukana pysyvässä verkkoyhteisössä jäsenenä muiden joukossa.',
      exclusions: 'Ryhmät, joita ohjaat, ja yhteisöt, joissa vain luet.',
      outOfRole: 'En kuulu verkkoyhteisöihin'
    }
  },
  sv: {
    1: {
      label: 'När jag publicerar för många',
      definition: 'Du publicerar, delar, länkar till eller kommenterar något som vem som helst kan råka läsa.',
      exclusions: 'Meddelanden till en enda person och det du skriver inom en grupp.'
    },
    2: {
      label: 'Med en person på nätet',
      definition:
        'Du och en person som du vägleder utbyter meddelanden, kommentarer eller samtal på nätet, också när personen tar kontakt.',
      exclusions: 'Samtal i samma rum.'
    },
    3: {
      label: 'I en grupp som jag vägleder på nätet',
      definition:
        'Du öppnar eller vägleder ett rum på nätet, om så bara för en enda chatt eller videoträff, där människor kan se, höra eller läsa varandra.',
      exclusions: 'Grupper som bara träffas på plats och grupper som någon annan vägleder.',
      outOfRole: 'Jag vägleder inga grupper på nätet'
    },
    4: {
      label: 'I en nätgemenskap som jag hör till',
      definition: 'Du deltar i en bestående nätgemenskap som en medlem bland andra.',
      exclusions: 'Grupper som du vägleder och gemenskaper där du bara läser.',
      outOfRole: 'Jag hör inte till någon nätgemenskap'
    }
  },
  de: {
    1: {
      label: 'Wenn ich für viele veröffentliche',
      definition: 'Sie veröffentlichen, teilen, verlinken oder kommentieren etwas, das alle lesen können, die darauf stoßen.',
      exclusions: 'Nachrichten an eine einzelne Person und was Sie innerhalb einer Gruppe schreiben.'
    },
    2: {
      label: 'Online mit einer Person',
      definition:
        'Sie und eine Person, die Sie begleiten, schreiben, kommentieren oder sprechen online, auch wenn die Person damit beginnt.',
      exclusions: 'Gespräche im selben Raum.'
    },
    3: {
      label: 'In einer Gruppe, die ich online leite',
      definition:
        'Sie richten einen Online-Raum ein oder leiten ihn, und sei es für einen einzigen Chat oder ein Videotreffen, und die Menschen darin können einander sehen, hören oder lesen.',
      exclusions: 'Gruppen, die sich nur vor Ort treffen, und Gruppen, die jemand anderes leitet.',
      outOfRole: 'Ich leite online keine Gruppen'
    },
    4: {
      label: 'In einer Online-Community, der ich angehöre',
      definition: 'Sie beteiligen sich an einer dauerhaften Online-Community als ein Mitglied unter anderen.',
      exclusions: 'Gruppen, die Sie leiten, und Communitys, in denen Sie nur lesen.',
      outOfRole: 'Ich gehöre keiner Online-Community an'
    }
  }
};

/** Essential levels whose condition is taken to be wider than their situation, by criterion: `{ C3: [3] }`. */
export type Beyond = Readonly<Record<string, readonly Level[]>>;

/**
 * @param beyond none when left out: the conditions of the essentials at level 3 say no more than that one guides no groups online, and at
 *   level 4 nothing is essential
 * @returns a rubric with situations, in the languages that it has
 */
export function withSituations({ facts, words, translated }: RubricFile, beyond: Beyond = {}): SoundRubric {
  const criteria = facts.criteria.map((one) => (beyond[one.id] ? { ...one, beyond: [...beyond[one.id]!] } : one));
  const situated = Object.fromEntries(
    Object.entries(words).map(([language, own]) => [language, { ...own, situations: SITUATION_WORDS[language] }])
  );
  const file = rubricFile({ ...facts, situations: SITUATIONS, criteria }, situated);
  const stamps = Object.keys(translated ?? {}).map((language) => [language, stampsOf(file, language)] as const);
  return readRubric({ ...file, translated: Object.fromEntries(stamps) }, facts.id);
}

/** The five built-in rubrics with situations, in the model's order. */
export const situatedFiles = (beyond: Beyond = {}): SoundRubric[] => openRubricFiles().map((file) => withSituations(file, beyond));

/** The same, in one language. */
export const situatedRubrics = (language = 'en', beyond: Beyond = {}): Rubric[] =>
  situatedFiles(beyond).map(({ file }) => rubricIn(file, language));
