/** Devices of trainers: a round with codes in it, and all that one of them shows and hands out. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { button, downloadBy, expect, heading, link, open, openStore, putRows } from './app.ts';
import { printed } from './pdf.ts';
import { wordsOf, type Device } from './phones.ts';
import { counted } from './workshop.ts';

interface Led {
  readonly room: Page;
  readonly wall: Page;
}

/** A workshop on a trainer's device, with codes that are pasted there. */
export async function led({ context }: Device, site: string, workshop: Workshop, codes: readonly string[]): Promise<Led> {
  const room = await context.newPage();
  await openStore(room, site);
  await putRows(room, 'workshops', [workshop]);
  await open(room, `${site}workshop/room/?id=${workshop.id}`);
  await room.getByText('Paste a column, or open files').click();
  await room.getByLabel('Column of codes').fill(codes.join('\n'));
  await button(room, 'Take them in').click();
  await expect(counted(room)).toHaveText(String(codes.length));
  const wall = await context.newPage();
  await open(wall, `${site}workshop/wall/?id=${workshop.id}`);
  await expect(wall.locator('.total b')).toHaveText(String(codes.length));
  return { room, wall };
}

export const stage = (wall: Page) => wall.locator('[data-scene]');
/** The picture on the wall, by what it says. */
export const picture = (wall: Page, name: string) => wall.getByRole('img', { name, exact: true });

/**
 * Shows the first topic's picture on the wall, takes everything away, and closes the round.
 *
 * @param expected what the picture says, and how many have handed in
 * @returns all that is to be read on the way, by where it stands
 */
export async function allOf(
  { room, wall }: Led,
  site: string,
  { name, handedIn }: { readonly name: string; readonly handedIn: number }
): Promise<Readonly<Record<string, string>>> {
  const all: Record<string, string> = {};
  await expect(wall.locator('.total')).toHaveAccessibleName(`${handedIn} handed in`);
  all['the room, before'] = await wordsOf(room);
  all['the wall, before'] = await wordsOf(wall);
  await wall.keyboard.press('1');
  await expect(stage(wall)).toHaveAttribute('data-scene', 'guess');
  all['the guess'] = await wordsOf(wall);
  await wall.keyboard.press('Enter');
  await expect(heading(wall)).toHaveText(`${handedIn} have handed in. After this nothing more is counted. Show?`);
  all['the question'] = await wordsOf(wall);
  await wall.keyboard.press('Enter');
  await expect(picture(wall, name)).toBeVisible();
  all['the wall'] = await wordsOf(wall);
  await expect(room.getByRole('heading', { name: 'The picture has been shown' })).toBeVisible();
  all['the room'] = await wordsOf(room);
  for (const file of ['Table (CSV)', 'What the columns mean (CSV)', 'Data (JSON)', 'Save as a drawing (SVG)'])
    all[file] = readFileSync(await (await downloadBy(room, button(room, file))).path(), 'utf8');
  await room.locator('#close').click();
  await room.getByRole('dialog').getByRole('button', { name: 'Close the round', exact: true }).click();
  await expect(room.getByRole('heading', { name: 'The round is closed' })).toBeVisible();
  all['the closed room'] = await wordsOf(room);
  await link(room, 'Report to print').click();
  await expect(room.getByText('It says nothing of people who handed nothing in')).toBeVisible();
  all['the report'] = await wordsOf(room);
  all['the report on paper'] = (await printed(room)).texts.join('\n');
  await open(room, `${site}workshop/`);
  await expect(room.getByText(`Closed · ${handedIn} handed in`)).toBeVisible();
  all['the list'] = await wordsOf(room);
  return all;
}
