/** The camera, and what is to be read in its pictures. Nothing is recorded, and nothing leaves the page. */

/**
 * `insecure`: the page did not come over https. `none`: no camera, or a browser without. `refused`: by the person, the device or the page
 * around this one. `busy`: another program has it.
 */
type CameraFault = 'insecure' | 'none' | 'refused' | 'busy';

class CameraError extends Error {
  override name = 'CameraError';
  constructor(readonly fault: CameraFault) {
    super(fault);
  }
}

const FAULTS: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotSupportedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy'
};

/** Pixels that a camera is asked for. `table`: several codes in one picture, each of them small. */
const SIZES = { one: { width: 1_280, height: 720 }, table: { width: 1_920, height: 1_080 } } as const;
type Size = keyof typeof SIZES;

/** @returns the picture of the camera that looks away from the person, where there are two @throws CameraError */
async function openStream(size: Size = 'one'): Promise<MediaStream> {
  if (!isSecureContext) throw new CameraError('insecure');
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError('none');
  const { width, height } = SIZES[size];
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: 'environment', width: { ideal: width }, height: { ideal: height } }
    });
  } catch (error) {
    throw new CameraError(FAULTS[(error as Error).name] ?? 'busy');
  }
}

/** A code in a picture. */
interface Seen {
  readonly text: string;
  /** Its middle, as parts of the picture’s width and height; `null` where the reader does not tell. */
  readonly at: { readonly x: number; readonly y: number } | null;
}

/** Not in TypeScript's library, since not every browser has it. */
interface Detector {
  detect(source: CanvasImageSource): Promise<{ readonly rawValue: string; readonly boundingBox: DOMRectReadOnly }[]>;
}
type Detectors = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };

/** Reads one picture. @returns the codes in it */
type CodeReader = (source: HTMLVideoElement | ImageBitmap) => Promise<readonly Seen[]>;

/** @returns the codes in a picture, which is its own to keep */
type ReadPicture = (picture: ImageBitmap) => Promise<readonly Seen[]>;

/**
 * The browser's own reader of QR codes where it has one, which is quick and forgiving; else the one that is handed in.
 *
 * @param fallback is loaded only when it is needed
 */
async function codeReader(fallback: () => Promise<ReadPicture>): Promise<CodeReader> {
  const Own = (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector;
  const formats: string[] = (await Own?.getSupportedFormats().catch(() => [])) ?? [];
  if (Own && formats.includes('qr_code')) {
    const detector = new Own({ formats: ['qr_code'] });
    return async (source) => {
      const [width, height] = 'videoWidth' in source ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
      return (await detector.detect(source)).map(({ rawValue, boundingBox: box }) => ({
        text: rawValue,
        at: { x: (box.x + box.width / 2) / width, y: (box.y + box.height / 2) / height }
      }));
    };
  }
  const read = await fallback();
  return async (source) => read(await createImageBitmap(source));
}

/** Asks the device not to go dark; where it cannot be asked, nothing happens. @returns what lets it */
export function keepAwake(): () => void {
  const lock = navigator.wakeLock?.request('screen').catch(() => null);
  return () => void lock?.then((held) => held?.release());
}

/**
 * The device as a scanner needs it.
 *
 * @param fallback reads pictures where the browser has no reader of codes; it is loaded only when it is needed
 * @param size of the camera's pictures
 */
export function scanningDevice(fallback: () => Promise<ReadPicture>, size: Size = 'one') {
  let reader: Promise<CodeReader> | null = null;
  const read: CodeReader = async (source) => {
    reader ??= codeReader(fallback);
    try {
      return await (
        await reader
      )(source);
    } catch (error) {
      // What could not be loaded is tried anew.
      reader = null;
      throw error;
    }
  };
  return {
    keepAwake,
    wait: (time: number) => new Promise<void>((after) => setTimeout(after, time)),
    async open() {
      const stream = await openStream(size);
      let shown: HTMLVideoElement | null = null;
      return {
        async show(video: HTMLVideoElement) {
          video.srcObject = stream;
          shown = video;
          await video.play();
        },
        async look() {
          // A camera that was unplugged or taken away ends its track.
          if (stream.getVideoTracks().every(({ readyState }) => readyState === 'ended')) throw new CameraError('busy');
          return shown && shown.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? read(shown) : [];
        },
        close() {
          for (const track of stream.getTracks()) track.stop();
        }
      };
    },
    async read(photo: Blob) {
      let picture: ImageBitmap;
      try {
        picture = await createImageBitmap(photo);
      } catch {
        return [];
      }
      try {
        return (await read(picture)).map(({ text }) => text);
      } finally {
        picture.close();
      }
    },
    whenHidden(hidden: () => void) {
      const look = () => document.hidden && hidden();
      document.addEventListener('visibilitychange', look);
      return () => document.removeEventListener('visibilitychange', look);
    }
  };
}

/** How long a camera may take until its picture is there, and between two looks at it, in milliseconds. */
const FIRST_PICTURE = { patience: 5_000, look: 100 };
/** A picture this small tells light from dark. */
const SMALL = 32;
/** The brightest spot of a covered lens, of 255. */
const DARK = 24;

/** @returns whether the person has allowed the camera before, so that trying it asks nothing; `null` where the browser does not tell */
export async function cameraAllowed(): Promise<boolean | null> {
  try {
    return (await navigator.permissions.query({ name: 'camera' as PermissionName })).state === 'granted';
  } catch {
    return null;
  }
}

/**
 * Turns the camera on until its picture is there, and off again. The browser may ask the person first.
 *
 * @returns `picture`; `dark` where something is before the lens; else why there is none
 */
export async function tryCamera(): Promise<'picture' | 'dark' | CameraFault> {
  let stream: MediaStream;
  try {
    stream = await openStream();
  } catch (error) {
    return (error as CameraError).fault;
  }
  const video = document.createElement('video');
  [video.muted, video.playsInline, video.srcObject] = [true, true, stream];
  const context = Object.assign(document.createElement('canvas'), { width: SMALL, height: SMALL }).getContext('2d', {
    willReadFrequently: true
  })!;
  try {
    await video.play();
    let seen = false;
    for (let waited = 0; waited < FIRST_PICTURE.patience; waited += FIRST_PICTURE.look) {
      if (video.videoWidth > 0) {
        seen = true;
        context.drawImage(video, 0, 0, SMALL, SMALL);
        const { data } = context.getImageData(0, 0, SMALL, SMALL);
        // The opaque fourth of each pixel says nothing.
        if (data.some((value, i) => i % 4 < 3 && value > DARK)) return 'picture';
      }
      await new Promise((after) => setTimeout(after, FIRST_PICTURE.look));
    }
    return seen ? 'dark' : 'busy';
  } catch {
    return 'busy';
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
