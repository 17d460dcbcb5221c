/** `npm start`: installs and builds what is missing, serves the app on this computer and says where. */
import { join } from 'node:path';
import { build, install, isBuilt, needNode, root } from './project.mjs';

needNode();
const host = process.env.HOST || '127.0.0.1';
const first = Number(process.env.PORT || 4173);
if (!Number.isInteger(first) || first < 0 || first > 65535) {
  console.error(`PORT has to be a number from 0 to 65535, not "${process.env.PORT}".`);
  process.exit(1);
}
if (!(await install())) process.exit(1);
if (!isBuilt()) {
  console.log('Building Waymark …');
  if (!(await build())) {
    console.error('\nThe build did not work. The lines above say why.');
    process.exit(1);
  }
}

const { serve } = await import('./serve.mjs');
for (let port = first; ; port++) {
  try {
    const server = await serve(join(root, 'build'), { port, host });
    console.log(`\nWaymark is at ${server.address}\nTo stop it, press Ctrl and C.`);
    break;
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EADDRINUSE' && port < Math.min(first + 20, 65535)) continue;
    console.error(code === 'EADDRINUSE' ? `The ports ${first} to ${port} are all taken. Choose another: PORT=8080 npm start` : message);
    process.exit(1);
  }
}
