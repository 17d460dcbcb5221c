/** `npm run rubrics [-- competency …]`: checks rubric files as the build does, but names all that is wrong with the wording. Exits 1 on a finding. */
import { existsSync, readdirSync } from 'node:fs';
import { checkWording } from '../src/lib/domain/wording.ts';
import { openRubric, readModel } from './rubrics-plugin.ts';

const wanted = process.argv.slice(2);
const ids = wanted.length ? wanted : readdirSync('rubrics').filter((name) => existsSync(`rubrics/${name}/rubric.json`));
const findings: string[] = [];
const attempt = (check: () => void) => {
  try {
    check();
  } catch (error) {
    findings.push((error as Error).message);
  }
};

attempt(() => void readModel());
for (const id of ids) {
  const folder = `rubrics/${id}`;
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'rubric.json') : [];
  for (const file of files.length ? files : ['en.json'])
    attempt(() => {
      const rubric = openRubric(id, '.', file.slice(0, -'.json'.length));
      findings.push(...checkWording(rubric).map(({ place, reason }) => `${folder}/${file}: ${place} ${reason}`));
    });
}
findings.forEach((finding) => console.error(finding));
console.log(findings.length ? `${findings.length} findings` : `${ids.join(', ')}: all rules hold`);
process.exitCode = findings.length ? 1 : 0;
