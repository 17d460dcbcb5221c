/** The rubrics of a course, as whatever compares rounds looks them up: those of today, and in a later round the versions of before. */
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { wordsOf } from '#lib/domain/rubric/rubric-join.ts';
import type { VersionFacts } from '#lib/domain/rubric/versions.ts';
import type { RubricStore, ShelfItem } from '#lib/domain/rubric/store.ts';
import { language } from '#lib/i18n/texts.ts';
import type { CourseData } from './data.ts';

type Shelved = Pick<RubricFile, 'facts' | 'words'>;

const absent = () => Promise.reject(new Error('rubrics of a course only lie there'));

/** @returns a shelf that nothing is put on, with words in the language of the page */
export function shelfOf(data: CourseData): RubricStore {
  const { topics } = data.course;
  const item = ({ facts }: { readonly facts: VersionFacts & Pick<Partial<RubricFile['facts']>, 'source'> }, key: string): ShelfItem => ({
    key,
    kind: 'published',
    id: facts.id,
    version: facts.version,
    titles: {},
    source: facts.source ?? language,
    criteria: facts.criteria.length,
    origin: 'received',
    at: 0
  });

  async function today(hash: string): Promise<Shelved | null> {
    const topic = topics.find((one) => one.hash === hash);
    if (!topic) return null;
    const rubric = await data.rubric(topic.id, language);
    const { hash: _, own: __, origin: ___, ...facts } = topic;
    return {
      facts: { ...facts, source: language, ...(rubric.thresholds && { thresholds: rubric.thresholds }) } as RubricFile['facts'],
      words: { [language]: wordsOf(rubric) }
    };
  }

  return {
    async list() {
      const earlier = await data.earlier();
      const now = topics.map((topic) => item({ facts: topic }, topic.hash));
      return { items: [...now, ...earlier.map((one) => item(one, one.hash))], damage: [] };
    },
    read: async (hash) => ((await today(hash)) ?? (await data.earlier()).find((one) => one.hash === hash) ?? null) as RubricFile | null,
    readDraft: absent,
    save: absent,
    saveDraft: absent,
    leaveDraft: () => {},
    remove: absent,
    restore: absent,
    watch: () => () => {}
  };
}
