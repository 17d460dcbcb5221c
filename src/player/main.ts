/** The player: a course without the app around it, in a learning platform, in a page, or as one file. */
import '../app.css';
import { start } from './start.ts';

const target = document.getElementById('player')!;

start(document, target, navigator.languages).catch((error: unknown) => {
  target.textContent = target.dataset.failed!;
  throw error;
});
