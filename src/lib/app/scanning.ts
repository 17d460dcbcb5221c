/** The device as a scanner of codes. */
import { scanningDevice } from '#lib/platform/camera.ts';

/** One code at a time. Where the browser has no reader of codes, ours comes with the first picture. */
export const codeScanner = () => scanningDevice(async () => (await import('#lib/exchange/bytes/qr-apart.ts')).readQrApart);

/** All codes in view, each with its place. @param reader where the browser has none: `tableReader`, which only pages of trainers may name */
export const tableScanner = (reader: Parameters<typeof scanningDevice>[0]) => scanningDevice(reader, 'table');
