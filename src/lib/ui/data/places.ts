/** What is wrong with a file of a person's data, and where, in the reader's words. */
import type { DataError } from '#lib/domain/faults.ts';
import { m } from '#lib/i18n/messages.ts';
import { placeText, whatText } from '../parts/faults.ts';

/** @returns for example "Assessment 3, criterion 14, cells.1.value: Something else belongs here." */
export function dataFaultText(error: DataError): string {
  const place = dataPlace(error.place);
  const what = whatText(error);
  return place ? m.fault_at({ place, what }) : what;
}

/** Parts of a file that are lists. */
const WHOLES: Readonly<Record<string, () => string>> = {
  assessments: m.data_place_assessments,
  plan: m.data_place_plan,
  rubrics: m.data_place_rubrics,
  drafts: m.data_place_drafts,
  workshops: m.data_place_workshops,
  participations: m.data_place_participations,
  asked: m.data_place_asked,
  given: m.data_place_given
};

/** @param place as the check of a file names it, such as "assessments.2.entries.13.cells.1"; lists are counted from 0 there, from 1 here */
export function dataPlace(place: string): string {
  const [, part = '', index = '', rest = ''] =
    /^(assessments|plan|rubrics|drafts|workshops|participations|asked|given)(?:\.(\d+)\.?(.*))?$/s.exec(place) ?? [];
  if (index === '') return Object.hasOwn(WHOLES, part) ? WHOLES[part]!() : place;
  const number = Number(index) + 1;
  switch (part) {
    case 'assessments': {
      const entry = /^entries\.(\d+)\.?(.*)$/s.exec(rest);
      const whole = m.data_place_assessment({ number });
      if (!entry) return joined(whole, rest);
      return joined(m.fault_place_part({ whole, part: m.data_place_criterion({ number: Number(entry[1]) + 1 }) }), entry[2]!);
    }
    case 'plan':
      return joined(m.data_place_step({ number }), rest);
    case 'rubrics':
      return joined(m.data_place_rubric({ number }), rest.startsWith('file.words') ? placeText(rest.slice(5)) : rest);
    case 'drafts':
      return joined(m.data_place_draft({ number }), rest);
    case 'asked':
      return joined(m.data_place_asked_one({ number }), rest);
    case 'given':
      return joined(m.data_place_given_one({ number }), rest);
    default:
      return joined(part === 'workshops' ? m.data_place_workshop({ number }) : m.data_place_participation({ number }), rest);
  }
}

const joined = (whole: string, part: string) => (part ? m.fault_place_part({ whole, part }) : whole);
