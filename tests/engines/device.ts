/** A device with one engine, which the steps of that engine's journey share: its browser, what that keeps, and where the app comes from. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test as base } from '@playwright/test';
import { findWholeBrowser } from '../../scripts/browser.mjs';
import { findFirefox, findScreen, findWebKit, howToGetEngines, missing } from '../../scripts/engines.mjs';
import { serve } from '../../scripts/serve.mjs';
import type { Browser, Start } from './browser.ts';
import { Screen } from './screen.ts';
import { chromium, firefox } from './with-puppeteer.ts';
import { webkit } from './with-webdriver.ts';

export { expect };

/** What an engine says on the console about an app that is as it should be. */
const EXPECTED: Readonly<Record<string, readonly RegExp[]>> = {
  Chromium: [],
  // Of what it was still fetching for a page that is left it says on the console that it could not be had, as the framework does then.
  Firefox: [
    /^console: TypeError: (NetworkError when attempting to fetch resource|error loading dynamically imported module)/,
    /^console: (security policy: style-src-elem inline|Error: Unable to preload CSS)/
  ],
  WebKitGTK: [
    // It knows no policy for manifests, and says so on each page.
    /^console: Unrecognized Content-Security-Policy directive 'manifest-src'/,
    // The same as in Firefox: of a part, and of a worker.
    /^console: (Fetch API cannot|Cannot) load http:\/\/127\.0\.0\.1\S+ due to access control checks\.$/,
    /^console: (TypeError: (Load failed|Importing a module script failed)|Error: Unable to preload CSS)/
  ]
};

const WIDE = [1280, 800] as const;
const NARROW = [360, 740] as const;

/** Where the app comes from: a server that can be stopped, and started again at the same address. */
export class Site {
  private server: Awaited<ReturnType<typeof serve>> | null = null;
  address = '';

  async online(): Promise<void> {
    this.server = await serve('build', { port: this.address ? Number(new URL(this.address).port) : 0 });
    this.address = this.server.address;
  }

  async offline(): Promise<void> {
    await this.server?.close();
    this.server = null;
  }
}

export class Device {
  private browser: Browser | null = null;
  private readonly wrong: string[] = [];
  /** How many screenshots there are. */
  private taken = 0;
  private seen: Screen | null = null;
  private expected: RegExp | null = null;

  constructor(
    private readonly start: Start,
    private readonly site: Site,
    private readonly engine: string,
    private readonly folder: string,
    private readonly pictures: string
  ) {}

  get screen(): Screen {
    return this.seen!;
  }

  /** Starts the browser on what it kept. */
  async begin(): Promise<void> {
    const profile = { folder: join(this.folder, 'profile'), downloads: join(this.folder, 'downloads') };
    await mkdir(profile.folder, { recursive: true });
    await mkdir(profile.downloads, { recursive: true });
    this.browser = await this.start(profile);
    await this.browser.resize(...WIDE);
    this.seen = new Screen(this.browser, this.site.address);
  }

  async end(): Promise<void> {
    this.hear();
    await this.browser?.end();
    this.browser = null;
  }

  async restart(): Promise<void> {
    await this.end();
    await this.begin();
  }

  /** Opens a file by its path, as a double click does, and waits until its script is at work. */
  async openFile(path: string): Promise<void> {
    await this.browser!.go(pathToFileURL(path).href);
    await this.screen.live();
  }

  /** Keeps pictures of what is on the screen, wide and narrow. */
  async picture(name: string): Promise<void> {
    await mkdir(this.pictures, { recursive: true });
    const number = String(++this.taken).padStart(2, '0');
    for (const [width, height] of [NARROW, WIDE]) {
      await this.browser!.resize(width, height);
      await this.screen.until(`a width of ${width}`, () => this.browser!.evaluate((width) => innerWidth === width, width));
      await writeFile(join(this.pictures, `${number}-${name}-${width}.png`), await this.still());
      // No page is wider than the screen.
      expect(
        await this.browser!.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        `${name} at ${width}`
      ).toBeLessThanOrEqual(0);
    }
  }

  /** A picture of what is in view, when nothing moves there any more. */
  private async still(): Promise<Uint8Array> {
    let [last, now] = [Buffer.alloc(0), Buffer.alloc(1)];
    await this.screen.until('the page to stand still', async () => {
      [last, now] = [now, Buffer.from(await this.browser!.screenshot())];
      return now.equals(last);
    });
    return now;
  }

  /** Chooses a file in the field that a CSS selector names, once it is there. */
  async choose(selector: string, file: string): Promise<void> {
    await this.screen.until(`${selector} to be there`, () =>
      this.browser!.evaluate((selector) => document.querySelector(selector) !== null, selector)
    );
    return this.browser!.upload(selector, file);
  }

  /**
   * Gives the page a camera, until it is left, that sees codes on a table.
   *
   * @param rows of modules of each code, with the white around them; at most six
   */
  cameraSees(rows: readonly (readonly (readonly boolean[])[])[]): Promise<void> {
    return this.browser!.evaluate((codes) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
      const pen = canvas.getContext('2d')!;
      const paint = () => {
        pen.fillStyle = '#696969';
        pen.fillRect(0, 0, canvas.width, canvas.height);
        codes.forEach((code, i) => {
          pen.save();
          pen.translate(220 + 400 * (i % 3), 190 + 340 * Math.floor(i / 3));
          pen.rotate(0.2 + i);
          const module = 5;
          code.forEach((row, y) =>
            row.forEach((dark, x) => {
              pen.fillStyle = dark ? '#1e1e1e' : '#e1e1e1';
              // A little larger, so that no line shows between two.
              pen.fillRect((x - code.length / 2) * module, (y - code.length / 2) * module, module + 0.5, module + 0.5);
            })
          );
          pen.restore();
        });
      };
      paint();
      // A picture that stands still is no film.
      setInterval(paint, 100);
      const devices = navigator.mediaDevices ?? Object.defineProperty(navigator, 'mediaDevices', { value: {} }).mediaDevices;
      devices.getUserMedia = () => Promise.resolve(canvas.captureStream(10));
    }, rows);
  }

  /** Waits for a file that was downloaded, and is there as a whole. */
  async downloaded(name: RegExp): Promise<string> {
    const folder = join(this.folder, 'downloads');
    let found: string | undefined;
    await this.screen.until(`a download named ${name}`, async () => {
      const names = await readdir(folder);
      found = names.find((one) => name.test(one));
      return found !== undefined && (await readFile(join(folder, found))).length > 0;
    });
    return join(folder, found!);
  }

  /** Until the next step, the browser may say this on the console, as it does where nothing answers. */
  expects(what: RegExp): void {
    this.expected = what;
  }

  /** @returns what went wrong unseen since this was last asked */
  unseen(): string[] {
    this.hear();
    this.expected = null;
    return this.wrong.splice(0);
  }

  private hear(): void {
    const heard = this.browser?.heard() ?? [];
    const expected = [...EXPECTED[this.engine]!, ...(this.expected ? [this.expected] : [])];
    this.wrong.push(...heard.filter((what) => !expected.some((one) => one.test(what))));
  }
}

interface Shared {
  engine: { readonly name: string; readonly start: Start };
  site: Site;
  device: Device;
  /** Another device of the same kind, on which nothing has been done. */
  other: Device;
}

export const test = base.extend<{ quiet: void }, Shared>({
  engine: [
    // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern what a fixture needs
    async ({}, use, { project }) => {
      const { names } = missing();
      if (names.length) throw new Error(howToGetEngines(names));
      const { name } = project;
      if (name === 'Chromium') return use({ name, start: chromium(findWholeBrowser()!) });
      if (name === 'Firefox') return use({ name, start: firefox(findFirefox()!) });
      const { display, end } = await screenThatNobodySees();
      await use({ name, start: webkit(findWebKit()!, display) });
      await end();
    },
    { scope: 'worker', timeout: 60_000 }
  ],
  site: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const site = new Site();
      await site.online();
      await use(site);
      await site.offline();
    },
    { scope: 'worker' }
  ],
  device: [
    async ({ engine, site }, use, { project }) => withDevice(engine, site, join(project.outputDir, engine.name), use),
    { scope: 'worker', timeout: 60_000 }
  ],
  other: [
    async ({ engine, site }, use, { project }) => withDevice(engine, site, join(project.outputDir, engine.name, 'other'), use),
    { scope: 'worker', timeout: 60_000 }
  ],
  /** Fails a step that leaves an error behind, even where a person would see nothing of it. */
  quiet: [
    async ({ device }, use, { errors }) => {
      await use();
      if (errors.length) await device.picture('failed');
      expect(device.unseen()).toEqual([]);
    },
    { auto: true }
  ]
});

async function withDevice({ name, start }: Shared['engine'], site: Site, pictures: string, use: (device: Device) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-engine-'));
  const device = new Device(start, site, name, folder, pictures);
  await device.begin();
  await use(device);
  await device.end();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function screenThatNobodySees() {
  const xvfb = spawn(findScreen()!, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  });
  const [number] = (await Promise.race([
    once(xvfb.stdio[3]!, 'data'),
    once(xvfb, 'exit').then(() => {
      throw new Error('Xvfb did not start.');
    })
  ])) as [Buffer];
  return {
    display: `:${String(number).trim()}`,
    end: async () => {
      const ended = once(xvfb, 'exit');
      xvfb.kill();
      await ended;
    }
  };
}
