/** Why something could not be opened as a request for a second view, or as one. */
import type { DataError } from '#lib/domain/faults.ts';
import { m } from '#lib/i18n/messages.ts';

export function faultWords({ code }: DataError): string {
  if (code === 'not-second-view') return m.second_wrong_none();
  if (code === 'newer-format') return m.second_wrong_newer();
  return m.second_wrong_damaged();
}
