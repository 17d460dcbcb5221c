import { expect, test, vi } from 'vitest';
import { inventedCodes } from '#lib/domain/workshop/invented.ts';
import { openRehearsal } from '#lib/storage/stores/rehearsal.ts';
import { aWorkshop } from '../support/workshops.ts';
import { freshName } from './places.ts';

const workshop = aWorkshop({ id: 'rehearsal', number: 0 });

test('a rehearsal is one in all windows: lines, picture, close and end; another person’s is another', async () => {
  const place = freshName();
  const one = await openRehearsal(place);
  await one.save(workshop);
  await one.take('rehearsal', inventedCodes(workshop));
  const two = await openRehearsal(place);
  expect(await two.read('rehearsal')).toEqual({ workshop, handedIn: 22 });
  expect(await (await openRehearsal(freshName())).read('rehearsal')).toBeNull();

  const heard = vi.fn();
  one.watch(heard);
  await two.reveal('rehearsal');
  await vi.waitFor(() => expect(heard).toHaveBeenCalled());
  expect(await one.read('rehearsal')).toMatchObject({ handedIn: 22, workshop: { state: 'shown' } });
  await one.save({ ...workshop, lines: ['A shared account'] });
  await vi.waitFor(async () => expect((await two.read('rehearsal'))?.workshop.lines).toEqual(['A shared account']));
  // Whoever comes late finds all of it, whichever window answers first.
  const three = await openRehearsal(place);
  expect(await three.read('rehearsal')).toEqual(await two.read('rehearsal'));
  await two.close('rehearsal');
  await vi.waitFor(async () => expect((await one.read('rehearsal'))?.workshop.state).toBe('closed'));
  await one.remove('rehearsal');
  await vi.waitFor(async () => expect(await two.read('rehearsal')).toBeNull());
  await vi.waitFor(async () => expect(await three.read('rehearsal')).toBeNull());
});

test('windows that write at the same time end with the same', async () => {
  const place = freshName();
  const one = await openRehearsal(place);
  await one.save(workshop);
  const two = await openRehearsal(place);
  await Promise.all([one.save({ ...workshop, title: 'one' }), two.save({ ...workshop, title: 'two' })]);
  await vi.waitFor(async () => expect(await one.read('rehearsal')).toEqual(await two.read('rehearsal')));
});
