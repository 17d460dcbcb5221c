/**
 * How much there may be of what a person has. Nobody reaches it: an assessment every week for twenty years makes 1,040. All pages bear it;
 * what comes from outside and holds more is declined, and so is a row that does. How much is read of a file: exchange/bytes/ceilings.ts.
 */
export const LIMITS = {
  assessments: 2_000,
  /** In one assessment. */
  rubricsAnswered: 50,
  /** In one rubric. */
  criteria: 50,
  /** In one assessment: as many as its rubrics can have. */
  criteriaAnswered: 2_500,
  /** Situations that something was said of, in one assessment: as many as its rubrics can have. */
  situations: 200,
  steps: 5_000,
  /** Kept ones, with the copies beside answers. */
  rubrics: 500,
  drafts: 500,
  /** Rounds that somebody has led. */
  workshops: 500,
  /** Requests for a second view, and what somebody answered about others. */
  asked: 500,
  given: 500,
  /** Characters of the id of an assessment, a step or a draft. */
  id: 64,
  /** A step's place in the order, above and below 0. */
  order: 1e9,
  /** Examples of one criterion, one a setting. */
  settings: 100
} as const;

/** Parts of a person's data that are lists, and how long each may be. */
export const LIST_LIMITS = {
  assessments: LIMITS.assessments,
  plan: LIMITS.steps,
  rubrics: LIMITS.rubrics,
  drafts: LIMITS.drafts,
  workshops: LIMITS.workshops,
  participations: LIMITS.assessments,
  asked: LIMITS.asked,
  given: LIMITS.given
} as const;
