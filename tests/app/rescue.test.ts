// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { rescue, saveWhole } from '#lib/app/rescue.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { writeText } from '#lib/domain/authoring/draft-changes.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { textAt } from '#lib/domain/rubric/places.ts';
import { readData } from '#lib/exchange/personal/file.ts';
import { App } from '#lib/state/app.svelte.ts';
import { openEditing, type Editing } from '#lib/state/editing.svelte.ts';
import { planOf } from '#lib/state/plan.svelte.ts';
import { storesOver } from '#lib/storage/device.ts';
import { Plan } from '#lib/storage/stores/plan.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { whole } from '../domain/drafts.ts';
import { aFile } from '../domain/rubric-files.ts';

afterEach(() => vi.restoreAllMocks());

let serial = 0;
/** One tab on the device; `full` says whether the device takes anything. */
function tab(name = `rescue-${serial++}`) {
  const tables = new IndexedDbTables(name);
  const stores = storesOver(tables);
  const [plan, shelf] = [new Plan(tables), new Shelf(tables)];
  const device = { full: false };
  const { save } = plan;
  const { saveDraft } = shelf;
  const refuse = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
  plan.save = (...steps) => (device.full ? refuse() : save.apply(plan, steps));
  shelf.saveDraft = (...draft) => (device.full ? refuse() : saveDraft.apply(shelf, draft));
  let clock = 10_000;
  const app = new App({
    open: async () => ({ ...stores, plan: async () => plan, shelf: async () => shelf, state: 'kept' }),
    people: () => Promise.reject(new Error('nobody')),
    askToPersist: async () => true,
    isPersisted: async () => true,
    now: () => clock++,
    newId: () => `id-${serial++}`,
    settled: () => {}
  });
  return { name, app, shelf, device };
}

/** @returns what the saved file holds */
async function saved(app: App): Promise<PersonalData> {
  const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:nothing');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  expect((await saveWhole(app)).kind).toBe('whole');
  const blob = made.mock.calls[0]![0] as Blob;
  return readData(JSON.parse(await blob.text()), 'saved.json');
}

const write = (editing: Editing, text: string) => editing.change(writeText(editing.draft, 'en', 'title', text), 'title');
const titles = ({ drafts }: PersonalData) => drafts.map(({ words }) => textAt(words.en!, 'title')).sort();

test('steps and drafts that the device has refused are in the file, as they are in this tab', async () => {
  const { app, shelf, device } = tab();
  await shelf.saveDraft(whole(2), null);
  const plan = planOf(app);
  const id = await plan.addOwn('Ask Maija');
  const editing = (await openEditing(app, 'd1'))!;
  device.full = true;
  await plan.change(id, { note: 'She said yes' });
  await plan.addOwn('Thank her');
  write(editing, 'Kept here');
  await editing.flush();
  expect([plan.saving, editing.saving]).toEqual(['failed', 'failed']);

  const data = await saved(app);
  expect(data.plan.map(({ what, note }) => [what, note]).sort()).toEqual([
    ['Ask Maija', 'She said yes'],
    ['Thank her', '']
  ]);
  expect(titles(data)).toEqual(['Kept here']);
  expect(app.wouldLose).toBe(true);

  device.full = false;
  await plan.retry();
  await editing.flush();
  expect(app.wouldLose).toBe(false);
  await editing.end();
});

test('the file bears the id that one’s own files bear, also where only this tab has anything of them; drafts alone bear none', async () => {
  const { app, shelf, device } = tab();
  await shelf.saveDraft(whole(2), null);
  expect((await saved(app)).owner).toBeUndefined();
  vi.restoreAllMocks();
  device.full = true;
  await planOf(app).addOwn('Ask Maija');
  const file = await saved(app);
  expect(file.plan).toHaveLength(1);
  expect(file.owner).toBeDefined();
  expect(await (await app.personal).isOwn(file)).toBe(true);
});

test('the file leaves also where the device does not say whose it is', async () => {
  const { app } = tab();
  await planOf(app).addOwn('Ask Maija');
  (await app.personal).owner = () => Promise.reject(new DOMException('', 'UnknownError'));
  const file = await saved(app);
  expect([file.plan.length, file.owner]).toEqual([1, undefined]);
});

test('a draft that another tab has changed too is there twice, once as each has it', async () => {
  const here = tab();
  await here.shelf.saveDraft(whole(2), null);
  const there = tab(here.name);
  const [mine, theirs] = [(await openEditing(here.app, 'd1'))!, (await openEditing(there.app, 'd1'))!];
  write(mine, 'From here');
  write(theirs, 'From there');
  await theirs.flush();
  await mine.flush();
  expect(mine.saving).toBe('conflict');
  expect(titles(await saved(here.app))).toEqual(['From here', 'From there']);
  await Promise.all([mine.end(), theirs.end()]);
  expect(here.app.wouldLose).toBe(false);
});

test('one assessment is handed out with the rubric that it was answered with, and with no other', async () => {
  const { app, shelf } = tab();
  const [own, other] = ['own-b', 'own-c'].map((id) => soundOf(aFile(['C1'], { id }), id));
  for (const one of [own!, other!]) await shelf.save(one, 'own', 1);
  const head = newHead({ rubrics: [{ ...own!.file.facts, hash: own!.hash }] }, 'a', 1);
  const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:nothing');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  await rescue({ head, entries: {} }, app);
  const file = readData(JSON.parse(await (made.mock.calls[0]![0] as Blob).text()), 'one.json');
  expect(file.rubrics.map(({ hash }) => hash)).toEqual([own!.hash]);
  expect(file.owner).toBeUndefined();
});
