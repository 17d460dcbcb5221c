/** How figures are summed up and written. */

/** @param q from 0 to 1; 0.5 is the median */
export const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))]!;

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** Prints one figure. */
export const say = (what: string, value: string): void => console.log(`${what.padEnd(100)} ${value.padStart(9)}`);
