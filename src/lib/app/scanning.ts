/** The device as a scanner of codes. */
import { scanningDevice } from '#lib/platform/camera.ts';

/** Where the browser has no reader of codes, ours comes with the first picture. */
export const codeScanner = () => scanningDevice(async () => (await import('#lib/exchange/bytes/qr-apart.ts')).readQrApart);
