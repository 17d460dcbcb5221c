/** What a person chooses to take out of all that is theirs. */
import type { Assessment, Entry } from '#lib/domain/assessment/assessment.ts';
import { NOTHING, withoutSecond, type PersonalData } from '#lib/domain/person/personal-data.ts';

export interface Choice {
  /** One assessment's id; `null` for everything. */
  readonly only: string | null;
  /** Whether the person's own words go along: notes, and the plan, which is made of them. */
  readonly notes: boolean;
  /** Whether second views go along: what others say of the person, and what the person says of others. */
  readonly second: boolean;
}

/** @returns the chosen part, whole enough to be brought in again: one assessment takes along the rubrics that it was answered with */
export function chosenData(data: PersonalData, { only, notes, second }: Choice): PersonalData {
  const own = second ? data : withoutSecond(data);
  const part = only === null ? own : oneOf(own, only);
  return notes ? part : { ...part, assessments: part.assessments.map(withoutNotes), plan: [] };
}

function oneOf(data: PersonalData, id: string): PersonalData {
  const assessments = data.assessments.filter(({ head }) => head.id === id);
  const hashes = new Set(assessments.flatMap(({ head }) => head.rubrics.map(({ hash }) => hash)));
  const asked = data.asked.filter(({ assessment }) => assessment === id);
  return { ...NOTHING, assessments, asked, rubrics: data.rubrics.filter(({ hash }) => hashes.has(hash)) };
}

/** As if no note had ever been written: where the file is joined to others later, their notes stay. */
function withoutNotes({ head, entries }: Assessment): Assessment {
  const bare = ({ noteAt: _, ...entry }: Entry): Entry => ({ ...entry, note: '' });
  return { head, entries: Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, bare(entry)])) };
}
