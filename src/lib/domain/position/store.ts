/** Where positions that were worked out once are kept. Each adapter passes the same tests. */
import type { Assessment } from '../assessment/assessment.ts';
import type { Digest } from './digest.ts';

/** What was worked out from assessments. It is taken away by whatever changes their answers, and believed for its key only. */
export interface DigestStore {
  /**
   * @param keys what each assessment's digest must have been made for, by id
   * @returns those that are here, by id: none that is torn or was made for anything else
   */
  read(keys: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Digest>>;
  /**
   * Works digests out from the answers as they are, and keeps them where the device takes them.
   *
   * @param make works one out, or `null` where it cannot; called while nothing can change the answers, so it must not wait for anything
   * @returns digests by id, those of assessments that are gone or cannot be read left out; and how many rows of which assessment cannot be
   *   read, whose digests are not kept
   */
  compute(
    ids: readonly string[],
    make: (assessment: Assessment) => Digest | null
  ): Promise<{ readonly digests: ReadonlyMap<string, Digest>; readonly torn: ReadonlyMap<string, number> }>;
}
