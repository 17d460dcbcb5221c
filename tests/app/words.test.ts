import { expect, test, vi } from 'vitest';
import { ownSources } from '#lib/app/sources.ts';
import { Words } from '#lib/app/words.svelte.ts';
import { faceOf } from '#lib/domain/rubric/rubric.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { loadRubrics } from '#lib/library/rubrics.ts';
import { openRubric } from '../../scripts/rubrics-plugin.ts';
import { situationWords } from '../support/situations.ts';

vi.mock('#lib/library/rubrics.ts', () => ({ loadRubrics: vi.fn<() => Promise<unknown[]>>() }));

const rubric = openRubric('information');
const stop = { competency: rubric.id, criterion: rubric.criteria[0]!.id, key: 'information.A1', essential: [] } as const;

test('what a situation is comes with the help; its name and that it can be left out are there before', async () => {
  vi.mocked(loadRubrics).mockResolvedValue([rubric]);
  const words = new Words(ownSources(null as unknown as App, faceOf(rubric), async () => 'help'));
  expect(words.situations(stop)?.[3]).toMatchObject({ id: 'guided-group', outOfRole: situationWords('en')[3].outOfRole });
  expect(words.situations(stop)?.[3].definition).toBeUndefined();
  await words.loadHelp(rubric.id);
  expect(words.situations(stop)).toEqual(rubric.situations);
  expect(words.situations(stop)?.[3].definition).toBeTruthy();
});

test('help that could not be fetched is said to have failed, and can be asked for again', async () => {
  vi.mocked(loadRubrics).mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue([rubric]);
  const words = new Words(ownSources(null as unknown as App, faceOf(rubric), async () => 'help'));
  await words.loadHelp(rubric.id);
  expect([words.helpFailed(rubric.id), words.hasHelp(rubric.id), words.face(stop)?.id]).toEqual([true, false, stop.criterion]);
  await words.loadHelp(rubric.id);
  expect([words.helpFailed(rubric.id), words.hasHelp(rubric.id), words.More]).toEqual([false, true, 'help']);
});
