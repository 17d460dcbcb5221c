/** The door, away from the page. */
import { answer, type DoorMessage } from './door-messages.ts';
import type { Request } from './door.ts';

const tell = (message: DoorMessage) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<Request>) => void answer(data, tell));
tell({ kind: 'ready' });
