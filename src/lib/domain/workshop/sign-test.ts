/**
 * The exact two-sided sign test at p < 1/20: would chance alone, with up and down equally likely, seldom enough tell so many apart?
 * In whole numbers throughout, so that no rounding decides.
 *
 * @param up how many moved up, a whole number from 0
 * @param down how many moved down; who stayed does not count
 */
export function moreThanChance(up: number, down: number): boolean {
  const movers = BigInt(up + down);
  let ways = 1n;
  let tail = 1n;
  for (let i = 1n; i <= BigInt(Math.min(up, down)); i++) {
    ways = (ways * (movers - i + 1n)) / i;
    tail += ways;
  }
  return 2n * tail * 20n < 1n << movers;
}
