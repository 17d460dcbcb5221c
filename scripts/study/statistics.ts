/** What figures are worked out with. */

/** The quantile of the normal distribution for 95 %, both sides. */
const Z = 1.959964;

/**
 * Wilson's interval of 95 % for a share.
 *
 * @returns from and to, from 0 to 1; all of it where nothing was counted
 */
export function wilson(hits: number, all: number): readonly [number, number] {
  if (all === 0) return [0, 1];
  const share = hits / all;
  const spread = (Z * Z) / all;
  const middle = share + spread / 2;
  const half = Z * Math.sqrt((share * (1 - share)) / all + spread / (4 * all));
  return [Math.max(0, (middle - half) / (1 + spread)), Math.min(1, (middle + half) / (1 + spread))];
}

/** Kendall's distance of an order from the rising one: how many pairs stand the wrong way round. */
export const kendall = (order: readonly number[]): number =>
  order.reduce((sum, one, i) => sum + order.slice(i + 1).filter((later) => later < one).length, 0);

/** Pairs of different things, each once. */
export const pairsOf = <T>(things: readonly T[]): [T, T][] =>
  things.flatMap((one, i) => things.slice(i + 1).map((other): [T, T] => [one, other]));
