// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import LookBack from '#lib/ui/history/LookBack.svelte';
import { rubric } from '../domain/examples.ts';

afterEach(cleanup);

const head = { ...newHead({ rubrics: [rubric('privacy', 2)] }, 'a', Date.UTC(2025, 2, 4, 10)), name: '' };
const show = (found: object | null) => render(LookBack, { of: 'a', store: Promise.resolve({ load: async () => found as never }) });

test('the result of a look back says which date it is about, and asks for no answer', async () => {
  show({ head, entries: {}, damage: [] });
  await screen.findByText(m.history_back_of({ name: formatDate(head.createdAt) }));
  expect(screen.getByText(m.history_back_result())).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/\b(Tap|Answer)\b/);
});

test('it says so too where the assessment of that date is not here any more', async () => {
  show(null);
  await screen.findByText(m.history_back_of_gone());
});
