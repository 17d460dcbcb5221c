/** What a page and the worker that reads QR codes say to each other. */

export interface PictureToRead {
  readonly number: number;
  /** Its pixels go over: they are gone where it came from. */
  readonly picture: { readonly data: Uint8ClampedArray<ArrayBuffer>; readonly width: number; readonly height: number };
}

export interface TextRead {
  /** Of the picture. */
  readonly number: number;
  /** `null` where no code was found. */
  readonly text: string | null;
}
