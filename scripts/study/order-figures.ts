/** Whether readers recognise which act belongs to which purpose. */
import { LEVELS, type Level } from '../../src/lib/domain/model.ts';
import { readAnswers, type Answers } from './answers.ts';
import { criteriaOf, LETTERS, readOrderKey, type Material, type OrderKey } from './round.ts';
import { kendall } from './statistics.ts';

/** @returns the letters said, each once; `null` where they are not that */
function lettersIn(said: string): readonly string[] | null {
  const letters = said.split(/[\s,]+/);
  return [...letters].sort().join() === LETTERS.join() ? letters : null;
}

export interface OrderFigure {
  readonly reader: string;
  readonly exact: number;
  readonly distance: number;
  /** Criteria that were ordered otherwise, as levels in the order said. */
  readonly missed: readonly { readonly criterion: string; readonly order: readonly Level[] }[];
  readonly missing: readonly string[];
}

export function orderFigure({ reader, answers, missing }: Answers<readonly string[]>, key: OrderKey): OrderFigure {
  const orders = [...answers].map(([criterion, letters]) => ({
    criterion,
    order: letters.map((letter) => (key[criterion]!.indexOf(letter) + 1) as Level)
  }));
  const missed = orders.filter(({ order }) => kendall(order) > 0);
  return {
    reader,
    exact: orders.length - missed.length,
    distance: missed.reduce((sum, { order }) => sum + kendall(order), 0),
    missed,
    missing
  };
}

export function orderFigures(root: string, material: Material): string[] {
  const criteria = criteriaOf(material).map(({ id }) => id);
  const all = readAnswers(root, material.round, 'order', criteria, lettersIn);
  if (!all.length) return [];
  const key = readOrderKey(root, material.round);
  const most = criteria.length * kendall([...LEVELS].reverse());
  return [
    'Order: which act belongs to which purpose, labels hidden',
    ...all.flatMap((own) => {
      const { reader, exact, distance, missed, missing } = orderFigure(own, key);
      return [
        `  ${reader}: ${exact} of ${criteria.length} criteria exactly, Kendall distance ${distance} of ${most}`,
        ...missed.map(({ criterion, order }) => `    ${criterion} as ${order.join(' ')}`),
        ...(missing.length ? [`    without an answer: ${missing.join(', ')}`] : [])
      ];
    })
  ];
}
