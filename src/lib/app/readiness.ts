/** This device as a workshop needs it. */
import { backupAge, type BackupAge } from '#lib/domain/person/backup-age.ts';
import { BACKUP_SETTING, backupMemory } from '#lib/domain/person/reminder.ts';
import { batteryNow } from '#lib/platform/power.ts';
import { cameraAllowed, tryCamera } from '#lib/platform/camera.ts';
import { bytesKept } from '#lib/platform/kept.ts';
import { hearSizes, screenHere } from '#lib/platform/screens.ts';
import { codeScanner } from './scanning.ts';
import type { App } from '#lib/state/app.svelte.ts';
import type { DeviceAtHand } from '#lib/state/readiness.svelte.ts';

/** Assessments that are looked at: the newest change is among the newest. */
const LOOKED_AT = 200;

/** @returns whether the last backup is younger than the last change of what somebody has here */
async function backupOf(app: Pick<App, 'assessments' | 'shelf' | 'workshops' | 'settings'>): Promise<BackupAge> {
  const [{ heads }, { items }, { workshops }, memory] = await Promise.all([
    app.assessments.then((list) => list.list(LOOKED_AT)),
    app.shelf.then((shelf) => shelf.list()),
    app.workshops.then((store) => store.list()),
    app.settings.then((settings) => settings.read(BACKUP_SETTING)).then(backupMemory)
  ]);
  const own = items.filter(({ origin }) => origin === 'own').map(({ at }) => at);
  return backupAge(memory, heads, [...own, ...workshops.map(({ openedAt }) => openedAt)]);
}

/** What is drawn and read again: as long as what people hand in. */
const SAMPLE = '7KQ4M2D8RXP3VHT0';
/** Pixels of a module, so that the picture is about as large as one on a phone. */
const MODULE = 6;

async function readsCodes(): Promise<boolean> {
  const { addressRows } = await import('#lib/exchange/bytes/qr.ts');
  const rows = addressRows(SAMPLE)!;
  const side = rows.length * MODULE;
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#000';
  rows.forEach((row, y) => row.forEach((dark, x) => dark && context.fillRect(x * MODULE, y * MODULE, MODULE, MODULE)));
  const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done));
  const found = picture ? await codeScanner().read(picture) : [];
  return found.includes(SAMPLE);
}

/** @param root address of the folder that the app lies in, with a closing slash */
export const deviceAtHand = (app: App, root: string): DeviceAtHand => ({
  cameraAllowed,
  tryCamera,
  readsCodes,
  isKept: async (copy) => (await bytesKept(root, copy)) !== null,
  battery: batteryNow,
  screen: screenHere,
  wall: hearSizes,
  backup: () => backupOf(app),
  online: () => navigator.onLine,
  wait: (time) => new Promise((after) => setTimeout(after, time))
});
