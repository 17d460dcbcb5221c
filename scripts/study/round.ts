/**
 * A round of the study: study/rounds/NAME. Its material is a copy of all that readers are shown and answers are scored with, so that figures
 * stay what they are when the rubrics change. What is shuffled is shuffled by the round's name.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LEVELS, type Level, type Thresholds } from '../../src/lib/domain/model.ts';
import { faceOf, type CriterionFace, type Situation } from '../../src/lib/domain/rubric/rubric.ts';
import { randomBy } from '../random.ts';
import { openRubric, openRubricFile, readModel } from '../rubrics-plugin.ts';
import { versionHash } from '../released.ts';
import { portraitHash, type Portrait } from './portrait.ts';

export interface Material {
  readonly round: string;
  readonly thresholds: Thresholds;
  readonly purposes: Readonly<Record<Level, { readonly name: string; readonly purpose: string }>>;
  readonly rubrics: readonly {
    readonly id: string;
    readonly version: string;
    /** Of facts and English words: what was read. */
    readonly hash: string;
    readonly situations?: Readonly<Record<Level, Situation>>;
    readonly criteria: readonly CriterionFace[];
  }[];
}

/** Which portrait a form is about. */
export type PlaceKey = Readonly<Record<string, { readonly portrait: string; readonly hash: string }>>;
/** The letters of a criterion's acts in the order of the levels: "cadb". */
export type OrderKey = Readonly<Record<string, string>>;

export const LETTERS = ['a', 'b', 'c', 'd'] as const;

export const roundFolder = (root: string, round: string): string => join(root, 'study/rounds', round);

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/** Writes a file of the round, or finds the same there. @throws Error where something else is there: what was read is not changed */
function keep(file: string, content: unknown, cure: string): void {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (existsSync(file)) {
    if (readFileSync(file, 'utf8') !== text) throw new Error(`${file} says something else: ${cure}`);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Today's English rubrics, as readers of a round would meet them. @throws Error where the name is none for a round */
export function materialOf(root: string, round: string): Material {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(round)) throw new Error(`a round has a name such as 1 or after-mending, not “${round}”`);
  const { model, words } = readModel(root);
  return {
    round,
    thresholds: model.thresholds,
    purposes: Object.fromEntries(
      LEVELS.map((level) => [level, { name: words.levels[level].name, purpose: words.levels[level].purpose }])
    ) as Material['purposes'],
    rubrics: model.competencies.map((id) => {
      const rubric = openRubric(id, root);
      const { version, situations } = rubric;
      const hash = versionHash(openRubricFile(id, root));
      return { id, version, hash, ...(situations && { situations }), criteria: faceOf(rubric).criteria };
    })
  };
}

/** Begins a round, or goes on with it. @throws Error where the rubrics have changed since it began */
export const keepMaterial = (root: string, material: Material): void =>
  keep(join(roundFolder(root, material.round), 'material.json'), material, 'the rubrics have changed since the round began; begin another');

export const readMaterial = (root: string, round: string): Material => {
  const file = join(roundFolder(root, round), 'material.json');
  if (!existsSync(file)) throw new Error(`there is no round “${round}”`);
  return readJson(file);
};

/** @returns the same things in an order by chance, always the same for a round and what is shuffled */
export function shuffled<T>(things: readonly T[], round: string, what: string): T[] {
  let seed = 0;
  for (const sign of `${round} ${what}`) seed = (Math.imul(seed, 31) + sign.codePointAt(0)!) >>> 0;
  const random = randomBy(seed);
  const all = [...things];
  for (let i = all.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

export const criteriaOf = ({ rubrics }: Pick<Material, 'rubrics'>): readonly CriterionFace[] => rubrics.flatMap(({ criteria }) => criteria);

/** @returns the acts of a criterion in the order in which readers see them, as levels */
export const actsOf = ({ round }: Material, criterion: string): Level[] => shuffled(LEVELS, round, `order ${criterion}`);

/** Writes down which letter belongs to which level. */
export function keepOrderKey(root: string, material: Material): void {
  const key: OrderKey = Object.fromEntries(
    criteriaOf(material).map(({ id }) => {
      const acts = actsOf(material, id);
      return [id, LEVELS.map((level) => LETTERS[acts.indexOf(level)]!).join('')];
    })
  );
  keep(join(roundFolder(root, material.round), 'order.json'), key, 'begin another round');
}

/** @returns portraits by the name of their form: forms are numbered by chance */
export const placeForms = (portraits: readonly Portrait[], round: string): Map<string, Portrait> =>
  new Map(shuffled(portraits, round, 'place').map((portrait, i) => [`place-${i + 1}`, portrait]));

/** Writes down which form is about which portrait. */
export function keepPlaceKey(root: string, round: string, forms: ReadonlyMap<string, Portrait>): void {
  const key: PlaceKey = Object.fromEntries([...forms].map(([form, one]) => [form, { portrait: one.id, hash: portraitHash(one) }]));
  keep(join(roundFolder(root, round), 'place.json'), key, 'other portraits were read in this round, or they have changed; begin another');
}

export const readOrderKey = (root: string, round: string): OrderKey => readJson(join(roundFolder(root, round), 'order.json'));
export const readPlaceKey = (root: string, round: string): PlaceKey => readJson(join(roundFolder(root, round), 'place.json'));
