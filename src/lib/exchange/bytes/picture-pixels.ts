/** The pixels of a picture, in a worker that reads codes. */

let canvas: OffscreenCanvas | undefined;

/**
 * @param picture is gone afterwards
 * @param most pixels of its longer side: a larger one is made smaller
 */
export function pixelsOf(picture: ImageBitmap, most: number): ImageData {
  canvas ??= new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const scale = Math.min(1, most / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
