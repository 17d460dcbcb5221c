/** What start.mjs and test.mjs share. Node's own modules only: this runs before anything is installed. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends the program with plain words when Node is too old to build the app. */
export function needNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Waymark needs Node 20.19 or newer. This is Node ${process.versions.node}.\nInstall a newer one from https://nodejs.org and try again.`
  );
  process.exit(1);
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
let stopped = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    // With nothing running, this is how a person ends `npm start`.
    if (!running) process.exit(0);
    if (stopped) process.exit(1);
    stopped = true;
    // SIGINT is what test runners answer by stopping the servers and browsers that they started themselves.
    running.kill('SIGINT');
    setTimeout(() => {
      running?.kill('SIGKILL');
      process.exit(1);
    }, 10_000).unref();
  });
}

/**
 * Runs a command in the project's folder, with its output on screen.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to the environment
 * @returns {Promise<number>} its exit code; 1 when it could not start. When a signal came in between, this program ends.
 */
export function run(command, args, env = {}) {
  return new Promise((done) => {
    running = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    const end = (/** @type {number | null} */ code) => {
      running = undefined;
      if (stopped) process.exit(1);
      done(code ?? 1);
    };
    running.on('error', (error) => {
      console.error(error.message);
      end(1);
    });
    running.on('exit', end);
  });
}

/**
 * @param {string} file a program inside node_modules, as a path
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export const tool = (file, args, env) => run(process.execPath, [join(root, 'node_modules', file), ...args], env);

/** @param {string[]} args */
export function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli && /\.c?js$/.test(cli)) return run(process.execPath, [cli, ...args]);
  // On Windows npm is a command file, which Node starts only through its shell.
  return process.platform === 'win32' ? run('cmd', ['/d', '/s', '/c', 'npm', ...args]) : run('npm', args);
}

/** Installs what package-lock.json names, unless that is there already. @returns {Promise<boolean>} whether it is there now */
export async function install() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && changed(installed) >= changed(join(root, 'package-lock.json'))) return true;
  console.log('Installing what Waymark needs …');
  // Without --include=dev, NODE_ENV=production would leave out the tools that build the app.
  if ((await npm(['ci', '--include=dev'])) === 0) return true;
  console.error('\nThe installation did not work. The lines above say why. An internet connection is needed this first time.');
  return false;
}

const sources = ['src', 'static', 'rubrics', 'package-lock.json', 'package.json', 'svelte.config.js', 'vite.config.ts', 'scripts'];
const generated = [join('src', 'lib', 'i18n', 'keys.d.ts')].map((path) => join(root, path));

/** Builds the app into build/. @returns {Promise<boolean>} whether that worked */
export const build = async () => (await npm(['run', 'build'])) === 0;

/** Builds the app, and apart from it the made-up language that tests look at. @returns {Promise<boolean>} whether that worked */
export const buildForTests = async () => (await npm(['run', 'build', '--', '--pseudo', 'node_modules/.cache/waymark/pseudo'])) === 0;

/** @returns {boolean} whether build/ holds the app as its sources are now */
export function isBuilt() {
  const built = join(root, 'build', 'index.html');
  return existsSync(built) && sources.every((name) => newest(join(root, name)) <= changed(built));
}

/** @param {string} path */
const changed = (path) => statSync(path).mtimeMs;

/**
 * @param {string} path a file or folder
 * @returns {number} when it, or anything in it, was last changed; a folder itself counts, so that a deleted file does
 */
function newest(path) {
  if (!existsSync(path) || generated.includes(path)) return 0;
  if (!statSync(path).isDirectory()) return changed(path);
  return Math.max(changed(path), ...readdirSync(path).map((name) => newest(join(path, name))));
}
