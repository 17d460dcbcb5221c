/** Reads a QR code where the browser cannot: small, and one code of a picture. */
import { readingApart } from './reading-apart.ts';

/** At most one code of a picture, and not where it is. */
export const readQrApart = readingApart(() => new Worker(new URL('./qr-worker.ts', import.meta.url), { type: 'module' }));
