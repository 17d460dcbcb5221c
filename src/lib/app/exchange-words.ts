/** Words for files: the formats, and what they cannot carry. */
import type { Format, Loss } from '#lib/exchange/rubrics/formats.ts';
import { m } from '#lib/i18n/messages.ts';

const NAMES: Readonly<Record<Format, () => string>> = {
  json: () => m.rubrics_format_json(),
  xlsx: () => m.rubrics_format_xlsx(),
  csv: () => m.rubrics_format_csv(),
  case: () => m.rubrics_format_case(),
  moodle: () => m.rubrics_format_moodle()
};
const USES: Readonly<Record<Format, () => string>> = {
  json: () => m.rubrics_use_json(),
  xlsx: () => m.rubrics_use_xlsx(),
  csv: () => m.rubrics_use_csv(),
  case: () => m.rubrics_use_case(),
  moodle: () => m.rubrics_use_moodle()
};

export const formatName = (format: Format): string => NAMES[format]();
/** What a format is good for. */
export const formatUse = (format: Format): string => USES[format]();

const LOSSES: Readonly<Record<Loss['part'], (values: { count: number }) => string>> = {
  situations: () => m.rubrics_loss_situations(),
  thresholds: () => m.rubrics_loss_thresholds(),
  changes: () => m.rubrics_loss_changes(),
  origin: () => m.rubrics_loss_origin(),
  translated: () => m.rubrics_loss_translated(),
  languages: (values) => m.rubrics_loss_languages(values),
  digcomp: (values) => m.rubrics_loss_digcomp(values),
  essential: (values) => m.rubrics_loss_essential(values),
  notApplicable: (values) => m.rubrics_loss_not_applicable(values),
  help: (values) => m.rubrics_loss_help(values),
  examples: (values) => m.rubrics_loss_examples(values),
  evidence: (values) => m.rubrics_loss_evidence(values),
  next: (values) => m.rubrics_loss_next(values),
  about: () => m.rubrics_loss_about(),
  keyLevel: () => m.rubrics_loss_key_level(),
  short: () => m.rubrics_loss_short(),
  ids: () => m.rubrics_loss_ids()
};

/** @returns for example "28 texts of help" */
export const lossText = ({ part, count }: Loss): string => LOSSES[part]({ count });
