/** What is known of the earlier round, in words. */
import type { ReceiptTopic } from '#lib/domain/workshop/receipt.ts';
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns such as "Information 2 and Writing 1 (safety point open)" */
export const thenWords = (
  topics: readonly (Pick<ReceiptTopic, 'id' | 'level'> & { readonly open?: boolean })[],
  nameOf: (topic: string) => string
) =>
  formatList(
    topics.map(({ id, level, open }) => {
      const said = level === null ? m.receipt_topic_none({ topic: nameOf(id) }) : m.receipt_topic({ topic: nameOf(id), level });
      return open ? m.receipt_topic_open({ said }) : said;
    })
  );
