/** What is wrong with a rubric or its file, and where, in the reader's words. */
import { DataError, type Fault, type FaultCode, type FaultValues, type TablePlace } from '#lib/domain/faults.ts';
import { partsOf, sourceOf, textAt, type SITUATION_PARTS } from '#lib/domain/rubric/places.ts';
import type { RubricFacts, Translation } from '#lib/domain/rubric/rubric.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { writtenName } from '#lib/i18n/written.ts';
import { m } from '#lib/i18n/messages.ts';

/** What places are named by: a rubric, a draft, or as much of one as there is. */
export interface Named {
  readonly facts: Pick<RubricFacts, 'criteria' | 'source'>;
  readonly words: Readonly<Record<string, Translation>>;
}

export interface Naming {
  readonly rubric?: Named;
  /** The model's settings by id, as the reader knows them: "school" is "School". */
  readonly settings?: Readonly<Record<string, string>>;
}

type Say = (values: FaultValues, naming: Naming) => string;
const text = (value: string | number | undefined) => String(value ?? '');

/** One sentence per code; a code without one does not compile. */
const SENTENCES: Readonly<Record<FaultCode, Say>> = {
  'no-text': () => m.fault_no_text(),
  'long-text': ({ most }) => m.fault_long_text({ most: text(most) }),
  'unseen-character': () => m.fault_unseen_character(),
  'bad-id': () => m.fault_bad_id(),
  'bad-record-id': () => m.fault_bad_record_id(),
  'bad-hash': () => m.fault_bad_hash(),
  'bad-criterion-key': () => m.fault_bad_criterion_key(),
  'bad-time': () => m.fault_bad_time(),
  'bad-day': () => m.fault_bad_day(),
  'bad-version': () => m.fault_bad_version(),
  'bad-language': () => m.fault_bad_language(),
  'bad-competence': () => m.fault_bad_competence(),
  'bad-shape': () => m.fault_bad_shape(),
  'needs-text': () => m.fault_needs_text(),
  'needs-number': () => m.fault_needs_number(),
  'needs-whole-number': () => m.fault_needs_whole_number(),
  'bad-number': () => m.fault_bad_number(),
  'needs-list': () => m.fault_needs_list(),
  'short-list': ({ least }) => m.fault_short_list({ least: text(least) }),
  'long-list': ({ most }) => m.fault_long_list({ most: text(most) }),
  'needs-parts': () => m.fault_needs_parts(),
  'needs-choice': ({ choices }) => m.fault_needs_choice({ choices: text(choices) }),
  'unknown-key': ({ keys }) => m.fault_unknown_key({ keys: text(keys) }),
  'no-criteria': () => m.fault_no_criteria(),
  'many-criteria': ({ most }) => m.fault_many_criteria({ most: text(most) }),
  'many-languages': ({ most }) => m.fault_many_languages({ most: text(most) }),
  'criterion-twice': () => m.fault_criterion_twice(),
  'no-words': () => m.fault_no_words(),
  'no-criterion': () => m.fault_no_criterion(),
  'no-source-words': ({ language }) => m.fault_no_source_words({ language: writtenName(text(language)) }),
  'essential-unsaid': () => m.fault_essential_unsaid(),
  'not-essential': () => m.fault_not_essential(),
  'no-situation': () => m.fault_no_situation(),
  'first-situation': m.fault_first_situation,
  'situation-twice': ({ level }) => m.fault_situation_twice({ level: text(level) }),
  'stray-situation': () => m.fault_stray_situation(),
  'beyond-not-essential': () => m.fault_beyond_not_essential(),
  'beyond-no-situation': () => m.fault_beyond_no_situation(),
  'source-unnamed': ({ author, licence }) => m.fault_source_unnamed({ author: text(author), licence: text(licence) }),
  'no-evidence': () => m.fault_no_evidence(),
  'many-ideas': ({ most }) => m.fault_many_ideas({ most: text(most) }),
  'unknown-change': ({ id }) => m.fault_unknown_change({ id: text(id) }),
  'change-from-itself': () => m.fault_change_from_itself(),
  'change-from-later': ({ version }) => m.fault_change_from_later({ version: text(version) }),
  'change-twice': ({ place }, naming) =>
    m.fault_change_twice({ place: /^\d+\.\d+\.\d+$/.test(text(place)) ? text(place) : placeText(text(place), naming) }),
  'change-one': ({ from, to }) => m.fault_change_one({ from: text(from), to: text(to) }),
  'change-split': ({ from, to }) => m.fault_change_split({ from: text(from), to: text(to) }),
  'change-merged': ({ from, to }) => m.fault_change_merged({ from: text(from), to: text(to) }),
  'no-levels': () => m.fault_no_levels(),
  'threshold-order': () => m.fault_threshold_order(),
  'many-words': ({ words, most }) => m.fault_many_words({ words: text(words), most: Number(most) }),
  'few-words': ({ words, least }) => m.fault_few_words({ words: text(words), least: text(least) }),
  'stray-spaces': () => m.fault_stray_spaces(),
  markup: () => m.fault_markup(),
  'says-word': ({ word }) => m.fault_says_word({ word: text(word) }),
  'not-first-person': () => m.fault_not_first_person(),
  'no-full-stop': () => m.fault_no_full_stop(),
  'same-text': ({ place }, naming) => m.fault_same_text({ place: placeText(text(place), naming) }),
  'near-text': ({ place }, naming) => m.fault_near_text({ place: placeText(text(place), naming) }),
  untranslated: ({ language }) => m.fault_untranslated({ language: writtenName(text(language)) }),
  stale: () => m.fault_stale(),
  'few-criteria': ({ count }) => m.fault_few_criteria({ count: Number(count) }),
  'many-for-a-sitting': () => m.fault_many_for_a_sitting(),
  missing: () => m.fault_missing(),
  'not-json': () => m.fault_not_json(),
  'not-json-at': ({ line, character }) => m.fault_not_json_at({ line: text(line), character: text(character) }),
  'not-a-rubric': () => m.fault_not_a_rubric(),
  'bad-format': ({ known }) => m.fault_bad_format({ known: text(known) }),
  'newer-format': ({ version, known }) => m.fault_newer_format({ version: text(version), known: text(known) }),
  'too-large': ({ size, most }) => m.fault_too_large({ size: text(size), most: text(most) }),
  'too-deep': () => m.fault_too_deep(),
  'not-text': () => m.fault_not_text(),
  empty: () => m.fault_empty(),
  'damaged-file': () => m.fault_damaged_file(),
  'not-course': () => m.fault_not_course(),
  'course-file': () => m.fault_course_file(),
  'not-data': () => m.fault_not_data(),
  'rubric-file': () => m.fault_rubric_file(),
  'backup-file': () => m.fault_backup_file(),
  'answers-table': () => m.fault_answers_table(),
  'spreadsheet-file': () => m.fault_spreadsheet_file(),
  'calendar-file': () => m.fault_calendar_file(),
  'picture-file': () => m.fault_picture_file(),
  'raw-file': () => m.fault_raw_file(),
  'second-view-file': () => m.fault_second_view_file(),
  'not-second-view': () => m.fault_not_second_view(),
  'not-age': () => m.fault_not_age(),
  'other-key': () => m.fault_other_key(),
  'too-much-work': () => m.fault_too_much_work(),
  'wrong-passphrase': () => m.fault_wrong_passphrase(),
  'other-assessment': () => m.fault_other_assessment(),
  'not-answered': () => m.fault_not_answered(),
  'id-twice': () => m.fault_id_twice(),
  'rubric-twice': () => m.fault_rubric_twice(),
  'too-many-here': ({ count, most }) => m.fault_too_many_here({ count: text(count), most: text(most) }),
  'no-header': ({ columns }) => m.fault_no_header({ columns: text(columns) }),
  'unknown-column': () => m.fault_unknown_column(),
  'column-twice': () => m.fault_column_twice(),
  'missing-column': ({ column }) => m.fault_missing_column({ column: text(column), name: columnName(text(column)) }),
  'bad-level': () => m.fault_bad_level(),
  'not-text-cell': ({ value }) => m.fault_not_text_cell({ value: text(value) }),
  'not-empty': ({ value }) => m.fault_not_empty({ value: text(value) }),
  'not-same': ({ value, other }) => m.fault_not_same({ value: text(value), other: text(other) }),
  'bad-stamp': ({ value }) => m.fault_bad_stamp({ value: text(value) }),
  'many-rows': ({ most }) => m.fault_many_rows({ most: text(most) }),
  'table-levels': ({ count }) => m.fault_table_levels({ count: Number(count) }),
  'table-of-marks': () => m.fault_table_of_marks(),
  'points-of-levels': () => m.fault_points_of_levels(),
  'no-text-joined': () => m.fault_no_text_joined(),
  'save-as-xlsx': ({ kind }) => m.fault_save_as_xlsx({ kind: text(kind) }),
  'copy-table': ({ kind }) => m.fault_copy_table({ kind: text(kind) }),
  'image-file': () => m.fault_image_file(),
  'locked-file': () => m.fault_locked_file(),
  'packed-file': () => m.fault_packed_file(),
  'other-system': ({ system }) => m.fault_other_system({ system: text(system) }),
  'broken-link': () => m.fault_broken_link(),
  'hidden-link': () => m.fault_hidden_link(),
  'other-base': ({ title, version }) => m.fault_other_base({ title: text(title), version: text(version) }),
  'words-away': ({ language }) => m.fault_words_away({ language: writtenName(text(language)) }),
  'long-link': ({ size, most }) => m.fault_long_link({ size: text(size), most: text(most) }),
  'not-case': () => m.fault_not_case(),
  'no-case-rubric': () => m.fault_no_case_rubric(),
  'many-case-rubrics': ({ count }) => m.fault_many_case_rubrics({ count: text(count) }),
  'case-levels': ({ count }) => m.fault_case_levels({ count: Number(count) })
};

/** A column that a table has to have, as this page's language calls it. @param column in English: “title”, “level 2” */
const columnName = (column: string): string =>
  /^level \d$/.test(column) ? m.fault_place_level({ level: column.slice(-1) }) : m.fault_column_title();

/**
 * Says what is wrong, without where. What has no code is a matter of commands, which say it in English; pages do not.
 *
 * @returns one or two sentences
 */
export function whatText(fault: Fault | DataError, naming: Naming = {}): string {
  const { code, values } = fault;
  return code && Object.hasOwn(SENTENCES, code) ? SENTENCES[code](values, naming) : m.fault_unknown();
}

/** Faults whose sentence names the language itself. */
const SAYS_LANGUAGE: ReadonlySet<unknown> = new Set<FaultCode>(['untranslated', 'no-source-words']);

/**
 * Says where something is wrong, in which language, and what.
 *
 * @returns for example "Criterion 4, “Choosing services”, level 3, in German: There is no text yet."
 */
export function faultText(fault: Fault | DataError, naming: Naming = {}): string {
  const { language } = fault.values;
  const whole = fault instanceof DataError && fault.cell ? cellText(fault.cell) : placeText(fault.place, naming);
  const named = whole && language && !SAYS_LANGUAGE.has(fault.code);
  const place = named ? m.fault_place_in_language({ place: whole, language: writtenName(text(language)) }) : whole;
  const what = whatText(fault, naming);
  return place ? m.fault_at({ place: sentenceCase(place), what }) : what;
}

const sentenceCase = (words: string) => words.charAt(0).toLocaleUpperCase(pageLanguage()) + words.slice(1);

/** @returns for example "row 5, column “level 2”" */
function cellText({ sheet, row, column }: TablePlace): string {
  const parts = [m.fault_place_row({ row })];
  if (sheet) parts.unshift(m.fault_place_sheet({ sheet }));
  if (column) parts.push(m.fault_place_column({ column }));
  return parts.reduce((whole, part) => m.fault_place_part({ whole, part }));
}

/**
 * @param place as `places.ts` names places ("A2.3"), or as the check of a file does ("words.fi.criteria.A2.descriptors.3")
 * @returns for example "criterion 4, “Choosing services”, level 3"; an empty text for the whole
 */
export function placeText(place: string, naming: Naming = {}): string {
  const inWords = /^words\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.?(.*)$/.exec(place);
  if (inWords) {
    const [, language = '', rest = ''] = inWords;
    const within = placeText(shortPlace(rest), naming);
    return within ? m.fault_place_in_language({ place: within, language: writtenName(language) }) : writtenName(language);
  }
  const inFacts = /^facts\.?(.*)$/.exec(place);
  if (inFacts) return factsText(inFacts[1]!, place, naming);
  return wordsPlace(place, naming);
}

/** The check of a file names keys, and counts a list from 0. @returns "A2.3" for "criteria.A2.descriptors.3" */
function shortPlace(path: string): string {
  return path
    .replace(/^criteria\.?/, '')
    .replace(/\.descriptors(?=\.|$)/, '')
    .replace(/\.examples(?=\.|$)/, '')
    .replace(/\.evidence\.(\d+)$/, (_, i: string) => `.evidence.${Number(i) + 1}`);
}

function factsText(path: string, place: string, naming: Naming): string {
  const [first = '', second = '', third = ''] = path.split('.');
  switch (first) {
    case '':
      return '';
    case 'version':
      return m.fault_place_version();
    case 'changes':
      return m.fault_place_changes();
    case 'thresholds':
      return m.fault_place_thresholds();
    case 'origin':
      return m.fault_place_origin();
    case 'situations':
      return /^[1-4]$/.test(second) ? m.fault_place_situation({ level: second }) : m.fault_place_situations();
    case 'criteria': {
      if (!/^\d+$/.test(second)) return '';
      const whole = criterionText(Number(second), naming);
      if (third === 'essential') return m.fault_place_part({ whole, part: m.fault_place_essential() });
      if (third === 'beyond') return m.fault_place_part({ whole, part: m.fault_place_beyond() });
      if (third === 'examples') return m.fault_place_part({ whole, part: m.fault_place_examples() });
      return third === 'digcomp' ? m.fault_place_part({ whole, part: m.fault_place_digcomp() }) : whole;
    }
    default:
      return m.fault_place_other({ place });
  }
}

/** @param index counted from 0 */
function criterionText(index: number, { rubric }: Naming): string {
  const id = rubric?.facts.criteria[index]?.id;
  // As the reader knows it, where it has a title in their language.
  const all = rubric ? [pageLanguage(), sourceOf(rubric.facts)].map((language) => rubric.words[language]) : [];
  const title = id ? all.map((words) => words && textAt(words, `${id}.title`)).find(Boolean) : undefined;
  return title ? m.fault_place_criterion_titled({ number: index + 1, title }) : m.fault_place_criterion({ number: index + 1 });
}

function wordsPlace(place: string, naming: Naming): string {
  if (!place) return '';
  const { criterion, part, level } = partsOf(place);
  if (criterion === null)
    return {
      title: m.fault_place_title,
      short: m.fault_place_short,
      about: m.fault_place_about,
      practice: () => m.fault_place_practice({ level: level ?? '' }),
      'situations.label': () => m.fault_place_situation({ level: level ?? '' }),
      'situations.definition': () => m.fault_place_situation_definition({ level: level ?? '' }),
      'situations.exclusions': () => m.fault_place_situation_exclusions({ level: level ?? '' }),
      'situations.wayIn': () => m.fault_place_situation_way_in({ level: level ?? '' }),
      'situations.outOfRole': () => m.fault_place_situation_role({ level: level ?? '' })
    }[part as 'title' | 'short' | 'about' | 'practice' | `situations.${(typeof SITUATION_PARTS)[number]}`]();
  const index = naming.rubric?.facts.criteria.findIndex(({ id }) => id === criterion) ?? -1;
  if (index < 0) return m.fault_place_other({ place });
  const whole = criterionText(index, naming);
  const last = criterionPart(place, part, level, naming);
  return last ? m.fault_place_part({ whole, part: last }) : whole;
}

/** @returns what of a criterion; an empty text for all of it */
function criterionPart(place: string, part: string, level: number | null, { settings = {} }: Naming): string {
  const last = place.split('.')[2] ?? '';
  switch (part) {
    case '':
      return '';
    case 'descriptor':
      return m.fault_place_level({ level: level ?? '' });
    case 'title':
      return m.fault_place_criterion_title();
    case 'help.':
    case 'help.about':
      return m.fault_place_help();
    case 'evidence':
      return last ? m.fault_place_evidence({ number: last }) : m.fault_place_evidence_all();
    case 'next':
      return m.fault_place_next({ level: level ?? '' });
    case 'notApplicable':
      return m.fault_place_na({ level: level ?? '' });
    case 'essential':
      return m.fault_place_essential();
    case 'digcomp':
      return m.fault_place_digcomp();
    default:
      if (part.startsWith('help.')) return m.fault_place_example({ setting: Object.hasOwn(settings, last) ? settings[last]! : last });
      return m.fault_place_other({ place: part });
  }
}
