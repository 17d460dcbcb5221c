/** What was shown of a group, as files in the language of the page. */
import {
  codebookCsv,
  GROUP_COLUMNS,
  groupCsv,
  groupJson,
  type Codebook,
  type GroupColumn,
  type ShownGroup
} from '#lib/exchange/workshop/group-file.ts';
import { withoutPoints } from '#lib/domain/workshop/round.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';
import { download, fileName } from '#lib/platform/download.ts';
import type { CalledTopic } from './workshop-topics.ts';

export type TakeAwayKind = 'csv' | 'codebook' | 'json';

/** @returns the name of a file of this workshop, of the day on which it was opened: never of when the file was made */
export const takeAwayName = ({ title, openedAt }: Pick<Workshop, 'title' | 'openedAt'>, invented: boolean, ending: string): string =>
  fileName(`${invented ? m.group_file_invented() : m.group_file()} ${title}`, openedAt, ending);

function codebook(): Codebook {
  const meanings: Record<GroupColumn, string> = {
    workshop: m.group_column_workshop(),
    round: m.group_column_round(),
    results: m.group_column_results(),
    invented: m.group_column_invented(),
    topic: m.group_column_topic(),
    topic_title: m.group_column_topic_title(),
    rubric_hash: m.group_column_rubric_hash(),
    measure: m.group_column_measure(),
    from_level: m.group_column_from_level(),
    to_level: m.group_column_to_level(),
    count: m.group_column_count(),
    of: m.group_column_of(),
    text: m.group_column_text()
  };
  return GROUP_COLUMNS.map((column) => [column, meanings[column]] as const);
}

/** Hands out a file of what was shown. Nothing but the picture and the lines goes in. */
export async function takeAway(
  kind: TakeAwayKind,
  workshop: Workshop,
  called: readonly Pick<CalledTopic, 'id' | 'title' | 'points'>[],
  invented: boolean
): Promise<void> {
  if (!workshop.picture) return;
  const picture = withoutPoints(workshop.picture, called);
  const titles = Object.fromEntries(called.map(({ id, title }) => [id, title]));
  const group: ShownGroup = { ...workshop, picture, titles, invented };
  const language = pageLanguage();
  if (kind === 'json') return download(takeAwayName(workshop, invented, 'json'), groupJson(group, codebook(), language));
  const { separatorIn } = await import('#lib/exchange/rubrics/csv.ts');
  const separator = separatorIn(language);
  const text = kind === 'csv' ? groupCsv(group, separator) : codebookCsv(codebook(), separator);
  const ending = kind === 'csv' ? 'csv' : 'codebook.csv';
  download(takeAwayName(workshop, invented, ending), text, 'text/csv');
}
