/** What built-in statements must not say, language by language. Words are compared as written small, without punctuation. */

export interface Phrases {
  /** The situation of a level stands over the statement: nowhere in it again. */
  readonly situation: readonly RegExp[];
  /** The same, but only where a statement begins. */
  readonly opening: readonly RegExp[];
  /** Joins two acts, which could be answered differently. */
  readonly joins: readonly RegExp[];
  /** Several people are who acts: the answer would hang on the others. */
  readonly together: readonly RegExp[];
  /** Of all times or of nobody: what no one can know of themselves. Anywhere. */
  readonly universal: readonly RegExp[];
  /** The same, where a statement begins. */
  readonly denial: readonly RegExp[];
  /** Says how well something is done, not what is done. */
  readonly manner: readonly RegExp[];
}

/** Any of these as a whole word; a star stands for any ending. */
const words = (...list: string[]): RegExp[] =>
  list.map((word) => new RegExp(`(?<![\\p{L}])${word.replaceAll('*', '[\\p{L}]*')}(?![\\p{L}])`, 'u'));

/** How many words count as the beginning of a statement. */
export const BEGINNING = 6;
/** How many, where what is denied is looked for. */
export const DENIAL = 4;

export const PHRASES: Readonly<Record<string, Phrases>> = {
  en: {
    situation: words(
      'communit* (that |which |where )?i belong',
      'groups? (that |which |whom )?i guide',
      'other members and i',
      'as a member of'
    ),
    opening: words('(a|any|each|every|the) person (whom |that )?i support'),
    joins: [...words('and', 'as well as', 'then', 'plus'), /;|, i /u],
    together: [...words('members and i', 'i and (the )?(other )?members', 'and we'), /^we /u],
    universal: words('never', 'always'),
    denial: words('nothing', 'nobody', 'no one', 'none', 'no'),
    manner: words(
      'effectively',
      'appropriately',
      'properly',
      'adequately',
      'actively',
      'regularly',
      'systematically',
      'carefully',
      'consistently',
      'professionally',
      'sensitively',
      'responsibly',
      'successfully',
      'confidently',
      'where appropriate'
    )
  },
  fi: {
    situation: words('verkkoyhteisö*,? johon kuulun', 'ohjaama* ryhmä*', 'muut jäsenet ja minä', 'me jäsenet'),
    opening: words('(ihmi*|henkilö*),? jota (ohjaan|tuen)'),
    joins: [...words('ja', 'sekä', 'sitten'), /;/u],
    together: [...words('me jäsenet', '(muut )?jäsenet ja minä', 'minä ja muut'), /^(me |\p{L}+mme )/u],
    universal: words('koskaan', 'milloinkaan', 'aina'),
    // “Ennen kuin kukaan liittyy” denies nothing: it needs its verb.
    denial: [/^(kukaan|mikään|mitään|missään|mistään|yksikään) /u, /(^| )(en|ei) .*(kukaan|mikään|mitään|missään|mistään)/u, /kukaan ei/u],
    manner: words(
      'tehokkaasti',
      'asianmukaisesti',
      'riittävästi',
      'aktiivisesti',
      'säännöllisesti',
      'järjestelmällisesti',
      'huolellisesti',
      'johdonmukaisesti',
      'ammattimaisesti',
      'vastuullisesti',
      'sensitiivisesti',
      'tarvittaessa'
    )
  },
  sv: {
    situation: words('nätgemenskap* (som |där )?jag (hör|tillhör|är)', 'grupp* (som )?jag (väg)?leder', 'jag och andra medlemmar'),
    opening: words('person* (som )?jag vägleder'),
    joins: [...words('och', 'samt', 'sedan'), /;/u],
    together: [...words('medlemmar(na)? och jag', 'jag och (andra|de andra|övriga)? ?medlemmar(na)?', 'och vi'), /^vi /u],
    universal: words('aldrig', 'alltid'),
    denial: words('ingenting', 'ingen', 'inget', 'inga'),
    manner: words(
      'effektivt',
      'lämpligt',
      'tillräckligt',
      'aktivt',
      'regelbundet',
      'systematiskt',
      'noggrant',
      'konsekvent',
      'professionellt',
      'ansvarsfullt',
      'vid behov'
    )
  },
  de: {
    situation: words(
      '(online-)?community,? (der|in der|zu der) ich',
      'gruppen?,? (die|welche) ich leite',
      'andere mitglieder und ich',
      'als mitglied einer'
    ),
    opening: words('person,? die ich'),
    joins: [...words('und', 'sowie', 'dann', 'sowohl'), /;|, ich /u],
    together: [...words('mitglieder[n]? und ich', 'ich und (die )?(andere[n]?)? ?mitglieder', 'und wir'), /^wir /u],
    universal: words('nie', 'niemals', 'immer', 'stets'),
    denial: words('nichts', 'niemand*', 'kein*'),
    manner: words(
      'effektiv',
      'angemessen',
      'ausreichend',
      'aktiv',
      'regelmäßig',
      'systematisch',
      'sorgfältig',
      'konsequent',
      'professionell',
      'verantwortungsvoll',
      'gezielt',
      'bei bedarf'
    )
  }
};
