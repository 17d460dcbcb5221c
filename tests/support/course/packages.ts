/** Packages of courses for stand-ins of platforms, made of the player as it is in the sources. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ask, StandsIn } from '#lib/domain/course/course.ts';
import { contentHash } from '#lib/domain/hash.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { courseFiles, type PlayerTexts } from '#lib/exchange/course/files.ts';
import { packagePage } from '#lib/exchange/course/page.ts';
import { buildPlayer, PLAYER, type PlayerFiles } from '../../../scripts/player.ts';
import { openRubricFile } from '../../../scripts/rubrics-plugin.ts';
import { readTexts } from '../../../scripts/texts.ts';
import { pack } from '../platform/broken.ts';

export interface Wishes {
  readonly topics: readonly (string | RubricFile)[];
  readonly languages?: readonly string[];
  readonly asks?: readonly Ask[];
  readonly completion?: 'answered' | 'any';
  readonly title?: string;
}

let made: Promise<{ readonly folder: string; readonly files: PlayerFiles }> | undefined;

/** Once for all tests of this process, which takes it along in the end. */
const player = () =>
  (made ??= (async () => {
    const out = mkdtempSync(join(tmpdir(), 'waymark-player-'));
    process.on('exit', () => rmSync(out, { recursive: true, force: true }));
    return { folder: join(out, PLAYER), files: await buildPlayer(out, readTexts(['en', 'fi', 'sv', 'de'])) };
  })());

export async function coursePackage(
  standsIn: Exclude<StandsIn, 'device'>,
  { topics, languages = ['en'], asks = [], completion = 'answered', title = 'Week 1' }: Wishes
): Promise<Uint8Array> {
  const { folder, files } = await player();
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const rubrics = topics.map((one) => {
    const file = typeof one === 'string' ? openRubricFile(one) : one;
    return { file, hash: contentHash(file), builtIn: typeof one === 'string' };
  });
  const texts = languages.map((language) => JSON.parse(read(files.texts[language]!)) as PlayerTexts);
  const data = courseFiles({ standsIn, title, languages, text: '', completion, asks, prompts: [] }, rubrics, texts);
  const words = { language: languages[0]!, direction: 'ltr', title, failed: 'failed', noScript: 'no script' };
  const all: Record<string, string> = {
    'index.html': packagePage(words, { entry: `player/${files.entry}`, style: `player/${files.style}` }, 'data/')
  };
  for (const path of [files.entry, files.style, ...files.parts]) all[`player/${path}`] = read(path);
  for (const [path, content] of Object.entries(data)) all[`data/${path}`] = content;
  return pack({ ...all, ...manifest(standsIn, title, Object.keys(all)) });
}

function manifest(standsIn: Exclude<StandsIn, 'device'>, title: string, paths: readonly string[]): Record<string, string> {
  if (standsIn === 'cmi5') {
    const words = `<title><langstring lang="en">${title}</langstring></title><description><langstring lang="en">${title}</langstring></description>`;
    return {
      'cmi5.xml': `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://waymark.example/course">${words}</course>
  <au id="https://waymark.example/course/unit" moveOn="Completed" launchMethod="AnyWindow">${words}<url>index.html</url></au>
</courseStructure>`
    };
  }
  const is2004 = standsIn === 'scorm2004';
  const [ns, adlcp] = is2004
    ? ['http://www.imsglobal.org/xsd/imscp_v1p1', 'http://www.adlnet.org/xsd/adlcp_v1p3']
    : ['http://www.imsproject.org/xsd/imscp_rootv1p1p2', 'http://www.adlnet.org/xsd/adlcp_rootv1p2'];
  const sequencing = is2004
    ? '<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="course"/></imsss:objectives><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing>'
    : '';
  return {
    'imsmanifest.xml': `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="waymark" version="1.0" xmlns="${ns}" xmlns:adlcp="${adlcp}"${is2004 ? ' xmlns:imsss="http://www.imsglobal.org/xsd/imsss"' : ''}>
  <metadata><schema>ADL SCORM</schema><schemaversion>${is2004 ? '2004 4th Edition' : '1.2'}</schemaversion></metadata>
  <organizations default="organization"><organization identifier="organization"><title>${title}</title>
    <item identifier="item" identifierref="resource"><title>${title}</title>${sequencing}</item></organization></organizations>
  <resources><resource identifier="resource" type="webcontent" adlcp:${is2004 ? 'scormType' : 'scormtype'}="sco" href="index.html">
    ${paths.map((path) => `<file href="${path}"/>`).join('')}</resource></resources>
</manifest>`
  };
}
