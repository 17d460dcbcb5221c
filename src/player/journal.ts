/** What a learner wrote to the questions of a course, by question. It is kept on the device alone. */
export type Journal = Readonly<Record<string, string>>;

/** Under it a journal lies among what the device remembers: each round has its own. */
export const JOURNAL = (round: number): string => `journal.${round}`;

/** @param kept as the device has it; whatever is no text is passed over */
export const written = (kept: unknown): Journal =>
  Object.fromEntries(Object.entries(kept ?? {}).filter((one): one is [string, string] => typeof one[1] === 'string'));
