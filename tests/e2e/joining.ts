/** Workshops as phones meet them: invitations, and what is in the codes that they show. */
import type { Page } from '@playwright/test';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS, type Reached } from '#lib/domain/model.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { writeInvitation } from '#lib/domain/workshop/invitation.ts';
import { roundOf, type Round } from '#lib/domain/workshop/round.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import { inCodeOrder, invitationOf, type Workshop, type WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { invitationFragment } from '#lib/exchange/workshop/invitation-link.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { topics as all } from './app.ts';

export const KNOWN = all.map(({ id }) => id);

/** A workshop, its ways in, and its round without results. @param own topics that are not built in, and each as its link carries it */
export function workshop(
  ids: readonly string[],
  { number = 1234, title = '', own = [] as readonly WorkshopTopic[], carried = [] as readonly string[] } = {}
) {
  const topics = inCodeOrder([...ids.map(builtIn), ...own], KNOWN);
  const called = { number, round: 1, topics, title };
  return {
    code: writeInvitation(invitationOf(called), KNOWN),
    fragment: invitationFragment(called, KNOWN, carried),
    round: {
      ...roundOf(called),
      rows: [],
      picture: null
    } satisfies Round
  };
}

type Called = Pick<Workshop, 'number' | 'round' | 'topics' | 'title' | 'before'>;

/** A workshop in two rounds, each with its ways in and without results. @param then topics of the first one, where they are not those of the second */
export function twoRounds(
  topics: readonly WorkshopTopic[],
  { number = 1234, title = '', back = false, then = topics, carried = [] as readonly string[] } = {}
) {
  const first: Called = { number, round: 1, topics: inCodeOrder(then, KNOWN), title };
  const second: Called = {
    ...first,
    round: 2,
    topics: inCodeOrder(topics, KNOWN),
    before: { tag: tagOf(first), back, topics: first.topics }
  };
  const made = (called: Called) => ({
    called,
    code: writeInvitation(invitationOf(called), KNOWN),
    fragment: invitationFragment(called, KNOWN, carried),
    round: { ...roundOf(called), rows: [], picture: null } satisfies Round
  });
  return { first: made(first), second: made(second) };
}

export const builtIn = (id: string): WorkshopTopic => ({ id, hash: contentHash(openRubricFile(id)) });

/** Answers of somebody as they lie in the store. @param levels of each criterion, by its id in the rubric */
export function answered(id: string, file: RubricFile, levels: Readonly<Record<string, Reached>>, at: number) {
  const { facts } = file;
  const ref = { id: facts.id, version: facts.version, hash: contentHash(file) };
  const head = newHead({ rubrics: [{ ...ref, criteria: facts.criteria }] }, id, at);
  const entries = facts.criteria.map(({ id: criterion }) => ({
    assessment: id,
    criterion: `${facts.id}.${criterion}`,
    cells: Object.fromEntries(LEVELS.map((level) => [level, { value: level <= levels[criterion]! ? 2 : 0, origin: 'given', at }])),
    note: '',
    evidence: 'none',
    at
  }));
  return { head, entries };
}

/** Pixels of a module. */
const SCALE = 8;

/** @returns what a camera reads in the code on the page; `null` where there is nothing to read */
export async function seen(page: Page): Promise<string | null> {
  const svg = page.getByRole('main').locator('svg[role=img]');
  const side = Number((await svg.getAttribute('viewBox'))!.split(' ')[2]);
  const width = side * SCALE;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of (await svg.locator('path').getAttribute('d'))!.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let row = 0; row < SCALE; row++) {
      const from = (Number(y) * SCALE + row) * width + Number(x) * SCALE;
      for (let at = from; at < from + Number(run) * SCALE; at++) data.fill(0, at * 4, at * 4 + 3);
    }
  return readQr({ data, width, height: width });
}
