/** Platforms hold answers as the own device does: no notes, and no other tab. */
import { afterAll, beforeAll } from 'vitest';
import { framePlatform } from '#lib/holder/frame.ts';
import { scormAround } from '#lib/holder/scorm.ts';
import { amongWindows } from '#lib/holder/windows.ts';
import { ORIGIN, pageAround } from '../support/course/around.ts';
import { channels } from '../support/course/channels.ts';
import { aTab, launched, openPlatform } from '../support/course/cmi5.ts';
import { holderOver } from '../support/course/kept.ts';
import { scormInMemory } from '../support/course/scorm.ts';
import type { Cmi5Platform } from '../support/platform/cmi5.ts';
import { keepsOneText, keepsTheContract, type TextPlace } from './contract.ts';

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

/** Each window loads what is there once, as most platforms do; or all see the same, where it is read where it is written. */
function scorm(edition: 'scorm12' | 'scorm2004', reads: 'once' | 'each time'): TextPlace {
  const platform = scormInMemory(edition);
  const share = channels();
  const name = edition === 'scorm12' ? 'API' : 'API_1484_11';
  const [get, error] = edition === 'scorm12' ? ['LMSGetValue', 'LMSGetLastError'] : ['GetValue', 'GetLastError'];
  let gives: ((api: Record<string, (...given: unknown[]) => unknown>) => void) | null = null;
  const read = (what: unknown, code: string) => (api: Record<string, (...given: unknown[]) => unknown>) => {
    const [value, last] = [api[get!]!, api[error!]!];
    let asked = '';
    api[get!] = (element) => ((asked = String(element)) === 'cmi.suspend_data' ? what : value(element));
    api[error!] = () => (asked === 'cmi.suspend_data' ? code : last());
  };
  const shared = platform.window();
  return {
    window() {
      const around = reads === 'once' ? platform.window() : shared;
      const api = { ...(around as unknown as Record<string, Record<string, (...given: unknown[]) => unknown>>)[name]! };
      gives?.(api);
      const window = { [name]: api } as unknown as Window;
      const found = scormAround(edition, Object.assign(window, { parent: window }))!;
      return amongWindows(found, (_learner, hear) => (reads === 'once' ? share('', hear) : null));
    },
    kept: () => platform.stored['cmi.suspend_data'] ?? null,
    gives: (what) => (gives = read(what, '0')),
    breaks: () => (gives = read('', '101'))
  };
}
keepsOneText('scorm12', () => scorm('scorm12', 'once'));
keepsOneText('scorm2004', () => scorm('scorm2004', 'once'));

function cmi5(on: Cmi5Platform): TextPlace {
  const launch = on.launch('learner-1', { registration: 'new' });
  const tab = aTab();
  let gives: (() => Response) | null = null;
  return {
    // A tab that is doubled has what the first one has.
    window: () =>
      amongWindows(
        launched(launch, tab, {
          fetch: async (...given) => {
            const isState = String(given[0]).includes('stateId=waymark') && (given[1]?.method ?? 'GET') === 'GET';
            return (isState && gives?.()) || fetch(...given);
          }
        }),
        () => null
      ),
    kept: () => on.states('learner-1').get('waymark')?.content.toString() ?? null,
    gives: (what) => (gives = what === undefined ? null : () => new Response(String(what))),
    breaks: () => (gives = () => new Response('', { status: 403 }))
  };
}
let tagless: Cmi5Platform;
beforeAll(async () => void (tagless = await openPlatform({ tags: false })));
afterAll(() => tagless.close());
keepsOneText('cmi5', () => cmi5(platform));
keepsOneText('cmi5 without tags', () => cmi5(tagless));

keepsOneText('a page around', () => {
  let kept: unknown = null;
  const share = channels();
  return {
    window() {
      let now = 0;
      const page = pageAround(
        {
          ready: () => ({ type: 'init', state: kept }),
          state: ({ state }) => ((kept = state), { type: 'stored' }),
          complete: () => ({ type: 'stored' })
        },
        () => (now += 1_000)
      );
      return amongWindows(framePlatform(page.around, ORIGIN, 'en'), share);
    },
    kept: () => kept as string | null,
    gives: (what) => (kept = what === 'null' || what === 'undefined' ? `${what}\n` : what),
    // A page that cannot read what it kept says nothing, and the frame that it does not answer.
    breaks: null
  };
});
