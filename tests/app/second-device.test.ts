// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { groupCodeOf, groupOf, keepGroup } from '#lib/app/group-code.ts';
import { collectFor, endHandOver, handOverOf } from '#lib/app/second-device.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Participation, Workshop } from '#lib/domain/workshop/workshop.ts';
import { invitationFragment, readInvitationFragment, type Invited } from '#lib/exchange/workshop/invitation-link.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { Participations } from '#lib/storage/stores/participations.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { aWorkshop, codeOf, roundAfter } from '../support/workshops.ts';

const KNOWN = outlines.map(({ id }) => id);
const first = aWorkshop({ topics: KNOWN.map((id) => ({ id, hash: hashOfBuiltIn(id)! })) });
const second = roundAfter(first, {
  // One rubric was another one then.
  before: { tag: 4_711, back: true, topics: first.topics.map((topic, i) => (i ? topic : { ...topic, hash: 'a'.repeat(32) })) }
});
const invitedTo = (workshop: Workshop) => readInvitationFragment(invitationFragment(workshop, KNOWN), KNOWN) as Invited;

function device() {
  const tables = new MemoryTables();
  let ids = 0;
  const world = { now: () => 5_000, newId: () => `id${++ids}` } as unknown as App['world'];
  return { workshops: Promise.resolve(new Workshops(tables)), participations: Promise.resolve(new Participations(tables)), world };
}
const codes = (workshop: Workshop, count: number) =>
  Array.from({ length: count }, (_, id) =>
    codeOf(
      workshop,
      id,
      workshop.topics.map((_, i) => ({
        level: ((id + i) % 5) as 0,
        open: id % 2 === 0,
        ...(workshop.before && { from: i ? ((id % 3) as 0) : ('up' as const), then: (id % 4) as 0 })
      }))
    )
  );

const changed = (workshop: Workshop) =>
  workshop.topics.map((_, i) => ({
    level: null,
    open: false,
    ...(workshop.before && { from: i ? (1 as const) : ('same' as const), then: null })
  }));

describe.each([first, second])('the second device of round $round', (workshop) => {
  test('collects for the same workshop, and after the laptop said the same number, keeps nothing', async () => {
    const [laptop, phone] = [device(), device()];
    await (await laptop.workshops).save(workshop);
    const id = (await collectFor(invitedTo(workshop), phone))!;
    const store = await phone.workshops;
    const here = (await store.read(id))!.workshop;
    expect(tagOf(here)).toBe(tagOf(workshop));
    expect(here.collector).toBe(true);
    expect(await collectFor(invitedTo(workshop), phone)).toBe(id);
    const { verdicts } = await store.take(id, codes(workshop, 22));
    expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(['new']));
    const handOver = await handOverOf(id, phone);
    expect(handOver).toMatchObject({ count: 22, codes: { paths: [expect.any(String)] } });
    expect(await (await laptop.workshops).takeHandOver(workshop.id, handOver.text)).toEqual({
      verdict: { kind: 'handed-over', of: 22, added: 22, kept: 0 },
      handedIn: 22
    });
    // While the code was shown one more came, and one was changed: both stay, and 21 are gone.
    await store.take(id, [codes(workshop, 23)[22]!, codeOf(workshop, 4, changed(workshop))]);
    expect(await endHandOver(id, handOver, phone)).toEqual({ gone: 21, left: 2 });
    await (await laptop.workshops).takeHandOver(workshop.id, (await handOverOf(id, phone)).text);
    expect(await endHandOver(id, await handOverOf(id, phone), phone)).toEqual({ gone: 2, left: 0 });
    expect((await (await laptop.workshops).reveal(workshop.id)).workshop.picture!.topics).toHaveLength(5);
  });

  test('what was revealed comes back to the phones of those who took part, and to no others', async () => {
    const [laptop, phone] = [device(), device()];
    const store = await laptop.workshops;
    await store.save(workshop);
    expect(await groupCodeOf(workshop, '/')).toBeNull();
    await store.take(workshop.id, codes(workshop, 22));
    const shown = (await store.reveal(workshop.id)).workshop;
    const code = (await groupCodeOf(shown, '/'))!;
    expect(code.address).toContain('/handin/#g=G');
    expect(code.opensAnywhere).toBe(workshop === first);
    expect(await keepGroup(code.address, phone)).toEqual({ kind: 'foreign' });
    const { number, round, topics, title, before } = workshop;
    const part: Participation = { assessment: 'a', number, round, topics, title, ...(before && { before }), result: 1, joinedAt: 1 };
    const other: Participation = { ...part, assessment: 'b', number: 8 };
    const parts = await phone.participations;
    await parts.save(other);
    await parts.save(part);
    expect(groupOf(part)).toBeNull();
    // Joined twice, and the older one is in front.
    await parts.save({ ...part, assessment: 'a-again', result: 2, joinedAt: 2 });
    expect(await keepGroup(code.address, phone, 'a')).toMatchObject({ assessment: 'a' });
    for (const own of ['a', 'a-again']) expect(groupOf((await parts.read(own))!)).toEqual(shown.picture);
    expect(await parts.read('b')).toEqual(other);
    expect(await keepGroup(code.address.slice(0, -1), phone)).toEqual({ kind: 'cut' });
    expect(await keepGroup('https://example.org/', phone)).toEqual({ kind: 'other' });
  });
});

test('a typed invitation of a later round does not say what its results hold, where a rubric was changed', async () => {
  const { then: _, ...typed } = invitedTo(second);
  expect(await collectFor(typed, device())).toBeNull();
});
