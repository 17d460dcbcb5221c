import { expect, test } from 'vitest';
import { oneAtATime } from '#lib/state/turns.ts';

test('what is asked for during a step comes after it, in order, and after the steps that come in between', async () => {
  const { begin, inTurn } = oneAtATime();
  const happened: string[] = [];
  const step = (name: string) => async () => {
    happened.push(`${name} begins`);
    await new Promise((done) => setTimeout(done, 1));
    happened.push(`${name} ends`);
  };
  inTurn(() => happened.push('at once'));
  const first = begin(step('first'));
  expect(begin(step('asked for twice'))).toBe(first);
  inTurn(() => happened.push('between'));
  inTurn(() => begin(step('second')));
  inTurn(() => happened.push('last'));
  await new Promise<void>((done) => inTurn(() => inTurn(done)));
  expect(happened).toEqual(['at once', 'first begins', 'first ends', 'between', 'second begins', 'second ends', 'last']);
});

test('after the end, what waited for a step is dropped, and the step knows that it came too late', async () => {
  const { begin, inTurn, end } = oneAtATime();
  const happened: string[] = [];
  const step = begin(async (over) => {
    await new Promise((done) => setTimeout(done, 1));
    happened.push(over() ? 'too late' : 'in time');
  });
  inTurn(() => happened.push('waited'));
  end();
  await step;
  await new Promise((done) => setTimeout(done, 1));
  inTurn(() => happened.push('afterwards'));
  expect(happened).toEqual(['too late']);
});
