import { describe, expect, test } from 'vitest';
import { newGiven, withSeen } from '#lib/domain/second/second.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { chosenData } from '#lib/exchange/personal/answers-choice.ts';
import { writeAssessments, writeData } from '#lib/exchange/personal/file.ts';
import { partOf } from '#lib/exchange/personal/pictures.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Second } from '#lib/storage/stores/second.ts';
import { PLACES } from '../storage/places.ts';
import { anAsked, anAssessment, aRequest, aView } from '../support/second.ts';

const request = aRequest();
const asked = anAsked(request);
const view = aView(request, { A1: [2, 1, 0, 'unknown'] }, 'bb', 'Bo');
const given = newGiven(aRequest({ number: '00000000000000cc', name: 'Cleo' }), '00000000000000dd', 1);

describe.each(PLACES)('%s', (_name, place) => {
  const open = () => {
    const tables = place();
    return { tables, second: new Second(tables), list: new Assessments(tables), personal: new Personal(tables) };
  };

  test('a request is there with what was kept, until it is taken out', async () => {
    const { second } = open();
    await second.ask(asked);
    await second.keep(asked, view, 5);
    const [kept] = await second.asked('a');
    expect(kept!.views).toEqual([{ id: view.id, name: 'Bo', answers: view.answers, keptAt: 5 }]);
    expect(await second.asked('another')).toEqual([]);
    await second.drop(asked, kept!.views[0]!);
    expect((await second.asked('a'))[0]!.views).toEqual([]);
    await second.forget(asked);
    expect(await second.asked()).toEqual([]);
  });

  test('what was withdrawn meanwhile, in another tab, takes nothing more; what was kept stays', async () => {
    const { second } = open();
    await second.ask(asked);
    await second.keep(asked, view, 5);
    await second.withdraw(asked, 6);
    await expect(second.keep(asked, aView(request, { A1: [0, 0, 0, 0] }, 'ee'), 7)).rejects.toThrow();
    expect(await second.asked('a')).toMatchObject([{ withdrawnAt: 6, views: [{ keptAt: 5 }] }]);
  });

  test('a view of another request is never written, whoever calls', async () => {
    const { second } = open();
    await second.ask(asked);
    const other = aRequest({ number: '00000000000000ff' });
    await expect(second.keep(asked, aView(other, { A1: [2, 2, 2, 2] }), 5)).rejects.toThrow();
    expect((await second.asked('a'))[0]!.views).toEqual([]);
  });

  test('answers about others are changed upon what is there, and do not come back once deleted', async () => {
    const { tables, second } = open();
    await second.saveGiven(given);
    const say = (level: 1 | 2) =>
      second.changeGiven(given.number, (one) => ({ ...one, answers: withSeen(one.answers, 'own-one.A1', level, 2) }));
    await Promise.all([say(1), say(2)]);
    expect((await second.readGiven(given.number))!.answers).toEqual({ 'own-one.A1': '22--' });
    await second.forgetGiven(given.number);
    expect(await say(1)).toBeNull();
    expect(await tables.page('given')).toEqual([]);
  });

  test('they are no assessment, and in no list of any', async () => {
    const { second, list, personal } = open();
    await second.saveGiven({ ...given, answers: { 'own-one.A1': '2222' } });
    expect(await list.list(10)).toMatchObject({ heads: [], total: 0 });
    const { data } = await personal.read();
    expect({ ...data, given: [] }).toEqual(NOTHING);
    expect(await personal.counts()).toMatchObject({ assessments: 0, answers: 0, views: 1 });
  });

  test('deleting the assessment deletes what was asked and kept of it, and putting it back brings it again', async () => {
    const { second, list } = open();
    await list.save(anAssessment({ A1: [2, 2, 2, 2] }));
    await second.ask(asked);
    await second.keep(asked, view, 5);
    await second.ask(anAsked(aRequest({ number: '00000000000000ff' }), { assessment: 'b' }));
    const before = await second.asked('a');
    const removed = await list.remove('a');
    expect((await second.asked()).map(({ assessment }) => assessment)).toEqual(['b']);
    await list.restore(removed!);
    expect(await second.asked('a')).toEqual(before);
  });

  test('a backup brings all of it to another device; joined once more nothing changes', async () => {
    const { second, list, personal } = open();
    await list.save(anAssessment({ A1: [2, 2, 2, 2] }));
    await second.ask(asked);
    await second.keep(asked, view, 5);
    await second.saveGiven(given);
    const { data } = await personal.read();
    const there = open();
    expect(await there.personal.preview(data, null)).toMatchObject({ views: 2, changes: true });
    await there.personal.join(data, null);
    expect((await there.personal.read()).data).toEqual(data);
    expect(await there.personal.preview(data, null)).toMatchObject({ views: 0, changes: false });
    await there.personal.remove();
    expect([await there.second.asked(), await there.second.given()]).toEqual([[], []]);
  });

  test('a row that cannot be read is named as damage, and nothing else falls with it', async () => {
    const { tables, second, personal } = open();
    await second.ask(asked);
    await tables.put('asked', [{ assessment: 'a', number: '00000000000000ff', views: 'torn' }]);
    await tables.put('given', [{ number: '00000000000000cc', answers: { 'own-one.A1': '9999' } }]);
    expect(await second.asked('a')).toEqual([asked]);
    expect((await personal.read()).damage.map(({ table }) => table).sort()).toEqual(['asked', 'given']);
  });
});

describe('what leaves the device', () => {
  const kept = { ...asked, views: [{ id: view.id, name: 'Bo', answers: view.answers, keptAt: 5 }] };
  const mine = anAssessment({ A1: [2, 2, 2, 2] });
  const data = { ...NOTHING, assessments: [mine], asked: [kept], given: [given] };
  const holds = (text: string) => /"Bo"|"Cleo"|00000000000000(aa|cc)/.test(text);

  test('an export of results, one assessment alone, and pictures hold nothing of second views', () => {
    expect(holds(writeData(chosenData(data, { only: null, notes: true, second: false })))).toBe(false);
    expect(holds(writeData(chosenData(data, { only: 'a', notes: true, second: false })))).toBe(false);
    expect(holds(writeAssessments([mine]))).toBe(false);
    expect(holds(writeData(partOf(data, { assessment: null, withoutNotes: false }, new Set())))).toBe(false);
  });

  test('they go along where that was chosen: of one assessment, those about it', () => {
    expect(chosenData(data, { only: null, notes: true, second: true })).toEqual(data);
    expect(chosenData(data, { only: 'a', notes: true, second: true })).toMatchObject({ asked: [kept], given: [] });
    expect(holds(writeData(data, true))).toBe(true);
  });
});
