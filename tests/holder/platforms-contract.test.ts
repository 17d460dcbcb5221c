/** Platforms hold answers as the own device does: no notes, and no other tab. */
import { afterAll, beforeAll } from 'vitest';
import { scormAround } from '#lib/holder/scorm.ts';
import { aTab, launched, openPlatform } from '../support/course/cmi5.ts';
import { holderOver } from '../support/course/kept.ts';
import { scormInMemory } from '../support/course/scorm.ts';
import type { Cmi5Platform } from '../support/platform/cmi5.ts';
import { keepsTheContract } from './contract.ts';

const SAYS = { keeps: 'host', notes: 'none' } as const;

for (const edition of ['scorm12', 'scorm2004'] as const)
  keepsTheContract(edition, () => ({ holder: holderOver(scormAround(edition, scormInMemory(edition).window())!), elsewhere: null }), SAYS);

let platform: Cmi5Platform;
beforeAll(async () => void (platform = await openPlatform()));
afterAll(() => platform.close());
keepsTheContract(
  'cmi5',
  () => ({ holder: holderOver(launched(platform.launch('learner-1', { registration: 'new' }), aTab())), elsewhere: null }),
  SAYS
);
