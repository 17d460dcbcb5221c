/** What a page and the worker that reads QR codes say to each other. */

export interface PictureToRead {
  readonly number: number;
  /** It goes over, and is gone where it came from. */
  readonly picture: ImageBitmap;
}

export interface TextRead {
  /** Of the picture. */
  readonly number: number;
  /** `null` where no code was found. */
  readonly text: string | null;
}
