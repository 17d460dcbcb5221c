/** All QR codes of a picture, read by ZXing, compiled to WebAssembly. */
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import type { CodeInPicture } from './reading-apart.ts';

/** A table of phones, and some that lie beside it. */
const MOST = 24;

const OPTIONS: ReaderOptions = { formats: ['QRCode'], maxNumberOfSymbols: MOST, tryHarder: true, tryInvert: false, tryRotate: false };

/** @param reader where the compiled reader lies, or the bytes of it: the package itself would fetch it from elsewhere */
export const prepareMany = (reader: string | ArrayBuffer): Promise<unknown> =>
  prepareZXingModule({
    overrides: typeof reader === 'string' ? { locateFile: () => reader } : { wasmBinary: reader },
    fireImmediately: true
  });

/** @returns the codes that can be read, each with its place */
export async function readMany(picture: ImageData): Promise<CodeInPicture[]> {
  const { width, height } = picture;
  return (await readBarcodes(picture, OPTIONS)).map(({ text, position }) => {
    const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
    const middle = (of: 'x' | 'y') => corners.reduce((sum, corner) => sum + corner[of], 0) / corners.length;
    return { text, at: { x: middle('x') / width, y: middle('y') / height } };
  });
}
