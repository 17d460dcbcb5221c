/**
 * `npm run study -- …`: forms for readers, and figures from what they answered. study/README.md says how a round goes.
 *
 *   order ROUND FOLDER                     writes a form: acts without labels, to be put into the order of the purposes
 *   place ROUND FOLDER [--set mend|kept|kept-2]   writes a form for each portrait: its page and all statements
 *   offline ROUND FOLDER                   writes a form: who is never online, what could they say Yes to
 *   figures ROUND                          prints what the answers come to
 *
 * Forms go into FOLDER; what is needed to read the answers goes into study/rounds/ROUND, to be committed before anybody reads.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Said } from '../findings.ts';
import { offlineForm, orderForm, placeForm } from './forms.ts';
import { offlineFigures } from './offline-figures.ts';
import { orderFigures } from './order-figures.ts';
import { placeFigures } from './place-figures.ts';
import { readPortraits, type Portrait } from './portrait.ts';
import { keepMaterial, keepOrderKey, keepPlaceKey, materialOf, placeForms, readMaterial, roundFolder } from './round.ts';

const USAGE = 'npm run study -- order ROUND FOLDER | place ROUND FOLDER [--set mend|kept|kept-2] | offline ROUND FOLDER | figures ROUND';
const SETS: readonly Portrait['study'][] = ['mend', 'kept', 'kept-2'];

/** Writes forms, after all that their answers are read with was kept. @returns what was written */
function hand(folder: string, forms: ReadonlyMap<string, string>): string {
  mkdirSync(folder, { recursive: true });
  return [...forms]
    .map(([name, text]) => {
      const file = join(folder, `${name}.txt`);
      writeFileSync(file, text);
      return file;
    })
    .join('\n');
}

function figures(root: string, round: string): string {
  const material = readMaterial(root, round);
  const parts = [
    [`Round ${round}: ${material.rubrics.map(({ id, version }) => `${id} ${version}`).join(', ')}`],
    orderFigures(root, material),
    existsSync(join(roundFolder(root, round), 'place.json')) ? placeFigures(root, material) : [],
    offlineFigures(root, material)
  ].filter((part) => part.length);
  return parts.length > 1 ? parts.map((part) => part.join('\n')).join('\n\n') : `${parts[0]!.join()}\nNobody has answered yet.`;
}

function done(args: readonly string[], folder: string, root: string): string {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { set: { type: 'string' } } });
  const [command, round, to, ...more] = positionals;
  const set = SETS.find((one) => one === values.set);
  if (!round || more.length || (values.set && !(set && command === 'place'))) throw new Error(USAGE);
  if (command === 'figures' && !to) return figures(root, round);
  if (!to) throw new Error(USAGE);
  const material = materialOf(root, round);
  const into = resolve(folder, to);
  switch (command) {
    case 'order': {
      const form = orderForm(material);
      keepMaterial(root, material);
      keepOrderKey(root, material);
      return hand(into, new Map([['order', form]]));
    }
    case 'place': {
      const portraits = placeForms(
        readPortraits(root).filter(({ study }) => !set || study === set),
        round
      );
      const forms = new Map([...portraits].map(([form, portrait]) => [form, placeForm(material, portrait)]));
      keepMaterial(root, material);
      keepPlaceKey(root, round, portraits);
      return hand(into, forms);
    }
    case 'offline': {
      const form = offlineForm(material);
      keepMaterial(root, material);
      return hand(into, new Map([['offline', form]]));
    }
    default:
      throw new Error(USAGE);
  }
}

/**
 * Does what the command line asks for.
 *
 * @param folder where the person stands: the folder of forms is named from there
 * @param root the project's folder
 */
export function studyDesk(args: readonly string[], folder: string, root = '.'): Said {
  try {
    return { out: done(args, folder, root), error: '', code: 0 };
  } catch (error) {
    return { out: '', error: (error as Error).message, code: 1 };
  }
}
