/** Checks rubric files: `npx tsx scripts/check-rubrics.ts [competency …]`. Prints file, id and reason; exits 1 on a finding. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checked, rubricFactsSchema, rubricWordsSchema } from '#lib/domain/rubric-file.ts';
import { joinRubric } from '#lib/domain/rubric.ts';
import { checkWording } from '#lib/domain/wording.ts';

const root = 'rubrics';
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const wanted = process.argv.slice(2);
const ids = wanted.length ? wanted : readdirSync(root).filter((name) => existsSync(join(root, name, 'rubric.json')));
let count = 0;
for (const id of ids) {
  const folder = join(root, id);
  try {
    const facts = checked(rubricFactsSchema, read(join(folder, 'rubric.json')), join(folder, 'rubric.json'));
    for (const name of readdirSync(folder).filter((n) => n.endsWith('.json') && n !== 'rubric.json')) {
      const file = join(folder, name);
      const rubric = joinRubric(facts, checked(rubricWordsSchema, read(file), file), file);
      for (const { place, reason } of checkWording(rubric)) {
        count++;
        console.error(`${file}: ${place} ${reason}`);
      }
    }
  } catch (error) {
    count++;
    console.error((error as Error).message);
  }
}
console.log(count ? `${count} findings` : `${ids.join(', ')}: all rules hold`);
process.exit(count ? 1 : 0);
