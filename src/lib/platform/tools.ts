/** A tool that not everybody needs. */
export type Tool = 'authors' | 'trainers' | 'educators';

/**
 * The pages of tools, by their paths within a language. For use without a connection each tool is a copy of its own (see `Copy` in
 * src/service-worker/policy.ts), of what its pages load and pages for everybody do not: it is kept when one of them is opened.
 */
export const TOOLS: Readonly<Record<string, Tool>> = {
  '/rubrics/edit/': 'authors',
  '/workshop/': 'trainers',
  '/workshop/room/': 'trainers',
  '/workshop/collect/': 'trainers',
  '/workshop/laptop/': 'trainers',
  '/workshop/prepare/': 'trainers',
  '/workshop/steps/': 'trainers',
  '/workshop/practice/': 'trainers',
  '/workshop/cohort/': 'trainers',
  '/workshop/wall/': 'trainers',
  '/workshop/report/': 'trainers',
  '/course/': 'educators',
  '/course/embed/': 'educators',
  '/course/table/': 'educators'
};
