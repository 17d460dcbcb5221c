/** The battery, where the browser tells of it. */

/** Not in TypeScript's library, since not every browser has it. */
interface Battery {
  readonly level: number;
  readonly charging: boolean;
}

/** @returns how full it is, from 0 to 1, and whether it is being charged; `null` where the browser does not tell */
export async function batteryNow(): Promise<Battery | null> {
  try {
    const found = await (navigator as { getBattery?: () => Promise<Battery> }).getBattery?.();
    return found ? { level: found.level, charging: found.charging } : null;
  } catch {
    return null;
  }
}
