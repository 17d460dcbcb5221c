/** What a page asks about data from elsewhere; the code of that comes when it is asked. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import type { App } from '#lib/state/app.svelte.ts';

export const looking = (data: PersonalData, app: Pick<App, 'shelf'>) => ({
  look: async (one: Assessment) => (await import('./coming-in.ts')).lookAt(one, data, app),
  withoutRubric: async () => (await import('./along.ts')).withoutRubric(data, app)
});
