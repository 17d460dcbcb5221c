/** One version of a rubric has one content on a device, whichever way rubrics come there. */
import { PLACES } from './places.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrive } from '#lib/app/arrival.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { draftIdOf } from '#lib/domain/draft-id.ts';
import { nextDraft } from '#lib/domain/authoring/drafting.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { TwinRubric, type RemovedRubric } from '#lib/domain/rubric/store.ts';
import type { RemovedData } from '#lib/domain/person/store.ts';
import { readData, writeData } from '#lib/exchange/personal/file.ts';
import { lossesOf, writeRubricAs, type Format } from '#lib/exchange/rubrics/formats.ts';
import { withKept, type OpenedRubric } from '#lib/exchange/rubrics/opened.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import type { Tables } from '#lib/storage/tables/tables.ts';
import { aFile, someWords } from '../domain/rubric-files.ts';
import { linkTo, openLink, openRubricBytes } from '../support/door.ts';
import { times } from '../support/scale.ts';

const IDS = ['A1', 'A2'];
/** Six rubrics of one id: two versions, three contents of each. */
const RUBRICS: readonly SoundRubric[] = ['0.1.0', '0.2.0'].flatMap((version) =>
  ['one', 'two', 'three'].map((words) => soundOf(aFile(IDS, { id: 'own-same', version }, [], { en: someWords('en', IDS, words) }), words))
);

class Device {
  readonly shelf: Shelf;
  readonly personal: Personal;
  readonly list: Assessments;
  clock = 1_000;
  removed: RemovedRubric | null = null;
  erased: RemovedData | null = null;
  constructor(tables: Tables) {
    [this.shelf, this.personal, this.list] = [new Shelf(tables), new Personal(tables), new Assessments(tables)];
  }

  async offered() {
    return (await this.shelf.list()).items.filter(({ kind, origin }) => kind === 'published' && origin !== 'cited');
  }

  /** What comes in a file, a table or a link is looked at, and kept if that may be; else as a draft. */
  async takeIn(opened: OpenedRubric): Promise<void> {
    const here = {
      items: (await this.shelf.list()).items,
      builtIn: {},
      original: async (hash: string) => this.shelf.read(hash)
    };
    const arrival = await arrive(opened, here, { withKept, lossesOf }, `new${this.clock}abcdefgh`);
    const { rubric, draft } = arrival.opened;
    if (arrival.same) return;
    try {
      await this.shelf.save(rubric!, 'received', ++this.clock, 'file');
      expect(arrival.clash).toBeNull();
    } catch (error) {
      expect(error).toBeInstanceOf(TwinRubric);
      expect(arrival.clash).not.toBeNull();
      const next = nextDraft({ ...rubric!.file, ...draft } as never, rubric!.hash, { id: draftIdOf(`${this.clock}`), now: ++this.clock });
      await this.shelf.saveDraft(next, null).catch(() => {});
    }
  }

  async expectNoTwins() {
    const names = (await this.offered()).map(({ id, version }) => `${id} ${version}`);
    expect(names).toEqual([...new Set(names)]);
  }
}

type Action = { readonly what: string; readonly on: number; readonly rubric: number };
const anyAction: fc.Arbitrary<Action> = fc.record({
  what: fc.constantFrom(
    'publish',
    'answer',
    'json',
    'xlsx',
    'csv',
    'case',
    'link',
    'copy',
    'person',
    'remove',
    'put back',
    'erase',
    'unerase'
  ),
  on: fc.constantFrom(0, 1),
  rubric: fc.nat(RUBRICS.length - 1)
});

async function act({ what, on, rubric: at }: Action, devices: readonly Device[], open: () => Device): Promise<void> {
  const [here, there] = [devices[on]!, devices[1 - on]!];
  const rubric = RUBRICS[at]!;
  switch (what) {
    case 'publish':
      return void (await here.shelf.save(rubric, 'own', ++here.clock).catch((error) => expect(error).toBeInstanceOf(TwinRubric)));
    case 'answer': {
      const [item] = await here.offered();
      if (!item) return;
      const { facts } = (await here.shelf.read(item.key))!;
      const head = newHead({ rubrics: [{ ...facts, hash: item.key }] }, `a${++here.clock}x${on}`, here.clock);
      return here.list.save({ head, entries: {} });
    }
    case 'link':
      return there.takeIn(await openLink((await linkTo(rubric.file)).fragment));
    case 'copy':
      return void (await there.personal.join(readData(JSON.parse(writeData((await here.personal.read()).data)), 'copy'), null));
    case 'person': {
      // Whoever takes over all of it has it as it was.
      const other = open();
      await other.personal.join((await here.personal.read()).data, null);
      await other.expectNoTwins();
      const keys = async (one: Device) => (await one.offered()).map(({ key }) => key).sort();
      return expect(await keys(other)).toEqual(await keys(here));
    }
    case 'remove': {
      const [item] = await here.offered();
      if (item) here.removed = await here.shelf.remove(item.key);
      return;
    }
    case 'put back':
      if (here.removed) await here.shelf.restore(here.removed);
      return void (here.removed = null);
    case 'erase':
      return void (here.erased = await here.personal.remove());
    case 'unerase':
      if (here.erased) await here.personal.restore(here.erased);
      return void (here.erased = null);
    default: {
      const { content, ending } = await writeRubricAs(rubric.file, what as Format);
      const bytes = new Uint8Array(typeof content === 'string' ? new TextEncoder().encode(content) : content);
      return there.takeIn(await openRubricBytes(`rubric${ending}`, bytes));
    }
  }
}

describe.each(PLACES)('one version, one content, in %s', (_, place) => {
  const open = () => new Device(place());

  test('whatever is published, sent, joined, removed and put back on two devices, none offers twins, and answers find their rubric', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyAction, { minLength: 3, maxLength: 14 }), async (actions) => {
        const devices = [open(), open()];
        for (const action of actions) {
          await act(action, devices, open);
          for (const device of devices) await device.expectNoTwins();
        }
        for (const { personal, shelf } of devices) {
          const { data, damage } = await personal.read();
          expect(damage).toEqual([]);
          for (const { hash } of data.assessments.flatMap(({ head }) => head.rubrics)) expect(await shelf.read(hash!)).not.toBeNull();
        }
      }),
      times(25)
    ));

  test('a copy that brings a twin leaves what is here, and its text becomes a draft of the next version, once', async () => {
    const [here, there] = [open(), open()];
    const [one, two] = RUBRICS as [SoundRubric, SoundRubric];
    await here.shelf.save(one, 'own', 5);
    await there.shelf.save(two, 'own', 3);
    await act({ what: 'answer', on: 1, rubric: 0 }, [here, there], open);
    const { data } = await there.personal.read();
    const foreseen = await here.personal.preview(data, null);
    expect(foreseen).toMatchObject({ twins: 1, rubrics: 0, drafts: { added: 1 } });
    expect(await here.personal.join(data, null)).toEqual(foreseen);
    expect((await here.offered()).map(({ key }) => key)).toEqual([one.hash]);
    const { data: now } = await here.personal.read();
    expect(now.drafts.map(({ facts, words, basedOn }) => [facts.version, words, basedOn])).toEqual([['0.1.1', two.file.words, two.hash]]);
    expect(now.rubrics.find(({ hash }) => hash === two.hash)?.origin).toBe('cited');
    // The other way round it is the same, and again it changes nothing.
    await there.personal.join((await here.personal.read()).data, null);
    expect((await there.offered()).map(({ key }) => key)).toEqual([two.hash]);
    expect(await here.personal.join(data, null)).toMatchObject({ changes: false, drafts: { added: 0, replaced: 0 } });
  });

  test('a twin that nobody has answered is not kept besides its draft', async () => {
    const [here, there] = [open(), open()];
    await here.shelf.save(RUBRICS[0]!, 'received', 5);
    await there.shelf.save(RUBRICS[1]!, 'received', 5);
    await here.personal.join((await there.personal.read()).data, null);
    expect(await here.shelf.read(RUBRICS[1]!.hash)).toBeNull();
    expect((await here.personal.read()).data.drafts).toHaveLength(1);
  });

  test('what was removed comes back as a draft where its twin has taken its place', async () => {
    const here = open();
    await here.shelf.save(RUBRICS[0]!, 'own', 5);
    const removed = await here.shelf.remove(RUBRICS[0]!.hash);
    await here.shelf.save(RUBRICS[1]!, 'received', 6);
    await here.shelf.restore(removed!);
    expect((await here.offered()).map(({ key }) => key)).toEqual([RUBRICS[1]!.hash]);
    expect((await here.personal.read()).data.drafts.map(({ words }) => words)).toEqual([RUBRICS[0]!.file.words]);
  });
});
