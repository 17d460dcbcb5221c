/** A browser with a camera that shows what a test wants it to see. */
import { chromium } from '@playwright/test';
import { closeSync, openSync, writeSync } from 'node:fs';
import { findBrowser, flags } from '../../scripts/browser.mjs';

const [WIDTH, HEIGHT, SCALE] = [640, 480, 6];

/** Writes what a camera would see: one picture after the other on a grey ground, each for some tenths of a second. */
export function film(file: string, paths: readonly string[], side: number) {
  const out = openSync(file, 'w');
  writeSync(out, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const [left, top] = [(WIDTH - side * SCALE) / 2, (HEIGHT - side * SCALE) / 2];
  const colour = Buffer.alloc(WIDTH * HEIGHT * 0.5, 128);
  for (const path of paths) {
    const light = Buffer.alloc(WIDTH * HEIGHT, 110);
    const fill = (x: number, y: number, w: number, value: number) => {
      for (let row = 0; row < SCALE; row++) {
        const at = (Math.floor(top) + y * SCALE + row) * WIDTH + Math.floor(left) + x * SCALE;
        light.fill(value, at, at + w * SCALE);
      }
    };
    for (let y = 0; y < side; y++) fill(0, y, side, 235);
    for (const [, x, y, w] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) fill(Number(x), Number(y), Number(w), 20);
    for (let i = 0; i < 5; i++) for (const part of ['FRAME\n', light, colour]) writeSync(out, part as string);
  }
  closeSync(out);
}

/** @param light of each picture, row by row; each is seen for a second @param size of all of them */
export function filmOf(file: string, light: readonly Uint8Array[], { width, height }: { readonly width: number; readonly height: number }) {
  const out = openSync(file, 'w');
  writeSync(out, `YUV4MPEG2 W${width} H${height} F1:1 Ip A1:1 C420jpeg\n`);
  const colour = Buffer.alloc(width * height * 0.5, 128);
  for (const one of light) for (const part of ['FRAME\n', one, colour]) writeSync(out, part as string);
  closeSync(out);
}

/** A browser whose camera shows the film, over and over; it need not be there before the camera is started. @param film else a test card */
export async function withCamera(film?: string) {
  return chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: [
      ...flags,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      ...(film ? [`--use-file-for-fake-video-capture=${film}`] : [])
    ]
  });
}
