/** Whether a device is ready for a workshop. Each point is `checking` until it was looked at, and never said to be right before. */
import type { BackupAge } from '#lib/domain/person/backup-age.ts';
import type { CameraFault } from './scanner.svelte.ts';

/** The device, as far as the points need it. */
export interface DeviceAtHand {
  /** Whether trying the camera asks the person nothing; `null` where the browser does not tell. */
  cameraAllowed(): Promise<boolean | null>;
  tryCamera(): Promise<'picture' | 'dark' | CameraFault>;
  /** Draws a code and reads it. */
  readsCodes(): Promise<boolean>;
  /** @param copy a language, a tool, or `app` @returns whether all of it lies on this device */
  isKept(copy: string): Promise<boolean>;
  battery(): Promise<{ readonly level: number; readonly charging: boolean } | null>;
  screen(): { readonly width: number; readonly height: number; readonly others: boolean | null };
  /** Calls back with the inside of the window that shows the projector page, where one is open. @returns a function that ends it */
  wall(hear: (size: { readonly width: number; readonly height: number }) => void): () => void;
  backup(): Promise<BackupAge>;
  online(): boolean;
  wait(time: number): Promise<void>;
}

type Checking = 'checking';

/** What has to be kept, besides a language, for a workshop without a connection. */
const NEEDED = ['app', 'trainers'];
/** How often it is looked whether something is kept by now, in milliseconds, and for how long where no connection is of help. */
const LOOK = { every: 1_000, times: 60 };

export class Readiness {
  /** `ask`: trying it is the person's to begin, since the browser may ask them. */
  camera = $state.raw<Checking | 'ask' | 'picture' | 'dark' | CameraFault>('checking');
  reader = $state.raw<Checking | 'reads' | 'fails'>('checking');
  /** `keeping`: it may still come. */
  copies = $state.raw<Checking | 'kept' | 'keeping' | 'missing'>('checking');
  /** The languages that are kept. */
  languages = $state.raw<Checking | readonly string[]>('checking');
  battery = $state.raw<Checking | 'unknown' | { readonly level: number; readonly charging: boolean }>('checking');
  screen = $state.raw<Checking | { readonly width: number; readonly height: number; readonly others: boolean | null }>('checking');
  /** The window that shows the projector page; `null` where none has told of itself. */
  wall = $state.raw<{ readonly width: number; readonly height: number } | null>(null);
  backup = $state.raw<Checking | 'unknown' | BackupAge>('checking');

  readonly #device: DeviceAtHand;
  readonly #languages: readonly string[];
  #ended = false;

  /** @param languages all that the app has */
  constructor(device: DeviceAtHand, languages: readonly string[]) {
    this.#device = device;
    this.#languages = languages;
  }

  /** Looks at every point. @returns a function that ends it */
  look(): () => void {
    this.screen = this.#device.screen();
    void this.#lookAtCamera();
    void this.#device.readsCodes().then(
      (reads) => (this.reader = reads ? 'reads' : 'fails'),
      () => (this.reader = 'fails')
    );
    void this.#device.battery().then(
      (found) => (this.battery = found ?? 'unknown'),
      () => (this.battery = 'unknown')
    );
    void this.#device.backup().then(
      (found) => (this.backup = found),
      () => (this.backup = 'unknown')
    );
    void this.#lookAtCopies();
    const unhear = this.#device.wall((size) => (this.wall = size));
    return () => {
      this.#ended = true;
      unhear();
    };
  }

  async tryCamera(): Promise<void> {
    this.camera = 'checking';
    this.camera = await this.#device.tryCamera();
  }

  async #lookAtCamera() {
    if (await this.#device.cameraAllowed()) await this.tryCamera();
    else this.camera = 'ask';
  }

  /** What is being kept takes a while; it is looked at until all is there. */
  async #lookAtCopies() {
    for (let left = LOOK.times; left > 0 && !this.#ended; left--) {
      const kept = async (names: readonly string[]) =>
        (await Promise.all(names.map(async (name) => ((await this.#device.isKept(name)) ? [name] : [])))).flat();
      const [needed, languages] = await Promise.all([kept(NEEDED), kept(this.#languages)]);
      const all = needed.length === NEEDED.length;
      const waits = this.#device.online() && left > 1;
      this.copies = all ? 'kept' : waits ? 'keeping' : 'missing';
      this.languages = languages.length || !waits ? languages : 'checking';
      if ((all && languages.length > 0) || !waits) return;
      await this.#device.wait(LOOK.every);
    }
  }
}
