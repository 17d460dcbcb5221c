/** Looks for codes in what a camera shows, until it is stopped, the camera is gone, or nobody looks at the page. Nothing is recorded. */

/**
 * `insecure`: the page did not come over https. `none`: no camera, or a browser without. `refused`: by the person, the device or the page
 * around this one. `busy`: another program has it.
 */
export type CameraFault = 'insecure' | 'none' | 'refused' | 'busy';

/** The device, as far as scanning needs it. */
export interface ScanningDevice {
  /** @throws an error whose `fault` says why there is no camera */
  open(): Promise<OpenCamera>;
  /** @returns the texts of the codes in a photo; none where the file is no picture */
  read(photo: Blob): Promise<readonly string[]>;
  /** Asks the device not to go dark. @returns what lets it */
  keepAwake(): () => void;
  /** Calls back when the page goes out of sight. @returns a function that ends it */
  whenHidden(hidden: () => void): () => void;
  /** @param time in milliseconds */
  wait(time: number): Promise<void>;
}

/** Where a code is, as parts of the picture’s width and height. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A code in view. */
export interface Seen {
  readonly text: string;
  /** `null` where the reader does not tell. */
  readonly at: Place | null;
}

export interface OpenCamera {
  /** Shows what the camera sees. */
  show(video: HTMLVideoElement): Promise<void>;
  /** @returns the codes in view; none while nothing is shown @throws where the camera is gone */
  look(): Promise<readonly Seen[]>;
  close(): void;
}

/** Milliseconds between two looks, so that the page stays alive on a slow phone: at most 16 a second. */
const PAUSE = 60;

export class Scanner {
  state = $state.raw<'off' | 'starting' | 'on'>('off');
  /** Why it is off, where it could not be otherwise. */
  fault = $state.raw<CameraFault | null>(null);
  /** It went off because the page was out of sight. */
  hidden = $state.raw(false);

  readonly #device: ScanningDevice;
  readonly #take: (text: string, at: Place | null) => void;
  #camera: OpenCamera | null = null;
  /** Counts the starts: whoever waited for an earlier one is too late. */
  #turn = 0;
  #release: () => void = () => {};

  /** @param take is given each text that is seen, as often as it is seen, and where it is */
  constructor(device: ScanningDevice, take: (text: string, at: Place | null) => void) {
    this.#device = device;
    this.#take = take;
  }

  /** @returns as soon as the camera is on, or cannot be */
  async start(): Promise<void> {
    if (this.state !== 'off') return;
    const turn = ++this.#turn;
    [this.state, this.fault, this.hidden] = ['starting', null, false];
    try {
      const camera = await this.#device.open();
      // It may have been stopped while the browser asked.
      if (turn !== this.#turn) return camera.close();
      const [sleep, unwatch] = [this.#device.keepAwake(), this.#device.whenHidden(() => this.#hide())];
      this.#release = () => (sleep(), unwatch());
      [this.#camera, this.state] = [camera, 'on'];
      void this.#watch(camera);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /** Shows what the camera sees, once it is on. */
  async show(video: HTMLVideoElement): Promise<void> {
    const camera = this.#camera;
    try {
      await camera?.show(video);
    } catch (error) {
      if (camera === this.#camera) this.#fail(error);
    }
  }

  /** The camera goes off at once; it can be started again. */
  stop(): void {
    this.#turn++;
    this.#camera?.close();
    this.#release();
    this.#release = () => {};
    [this.#camera, this.state] = [null, 'off'];
  }

  /** @returns the texts of the codes in a photo */
  read(photo: Blob): Promise<readonly string[]> {
    return this.#device.read(photo);
  }

  #hide() {
    this.stop();
    this.hidden = true;
  }

  #fail(error: unknown) {
    this.stop();
    this.fault = (error as { fault?: CameraFault } | null)?.fault ?? 'busy';
  }

  async #watch(camera: OpenCamera) {
    try {
      while (camera === this.#camera) {
        for (const { text, at } of await camera.look()) if (camera === this.#camera) this.#take(text, at);
        await this.#device.wait(PAUSE);
      }
    } catch (error) {
      if (camera === this.#camera) this.#fail(error);
    }
  }
}
