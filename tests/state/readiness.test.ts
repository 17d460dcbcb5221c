import { describe, expect, test } from 'vitest';
import { Readiness, type DeviceAtHand } from '#lib/state/readiness.svelte.ts';

const LANGUAGES = ['en', 'fi'];

/** A device on which all is in order, kept after so many looks. */
function device(more: Partial<DeviceAtHand> = {}, keptAfter = 0): DeviceAtHand & { waited: number } {
  const made: DeviceAtHand & { waited: number } = {
    waited: 0,
    cameraAllowed: async () => true,
    tryCamera: async () => 'picture' as const,
    readsCodes: async () => true,
    isKept: async (copy: string): Promise<boolean> => copy !== 'fi' && made.waited >= keptAfter,
    battery: async () => ({ level: 0.8, charging: true }),
    screen: () => ({ width: 1280, height: 720, others: true }),
    wall: () => () => {},
    backup: async () => ({ kind: 'nothing' as const }),
    online: () => true,
    wait: async () => void made.waited++,
    ...more
  };
  return made;
}

const settled = () => new Promise((done) => setTimeout(done, 20));

async function looked(at: DeviceAtHand) {
  const points = new Readiness(at, LANGUAGES);
  points.look();
  await settled();
  return points;
}

describe('nothing is said to be right before it was looked at', () => {
  test('each point is being checked at first', () => {
    const never = new Promise<never>(() => {});
    const points = new Readiness(
      device({ cameraAllowed: () => never, readsCodes: () => never, isKept: () => never, battery: () => never, backup: () => never }),
      LANGUAGES
    );
    points.look();
    const { camera, reader, copies, languages, battery, backup } = points;
    expect({ camera, reader, copies, languages, battery, backup }).toEqual({
      camera: 'checking',
      reader: 'checking',
      copies: 'checking',
      languages: 'checking',
      battery: 'checking',
      backup: 'checking'
    });
  });

  test('what was found stands there', async () => {
    const { camera, reader, copies, languages, battery, screen } = await looked(device());
    expect([camera, reader, copies, languages]).toEqual(['picture', 'reads', 'kept', ['en']]);
    expect(battery).toEqual({ level: 0.8, charging: true });
    expect(screen).toEqual({ width: 1280, height: 720, others: true });
  });

  test('what cannot be known is not said to be right', async () => {
    const fails = async () => {
      throw new Error('no');
    };
    const { reader, battery, backup } = await looked(device({ readsCodes: fails, battery: async () => null, backup: fails }));
    expect([reader, battery, backup]).toEqual(['fails', 'unknown', 'unknown']);
  });
});

test('the window on the projector is told of as soon as it tells of itself, until nobody looks', () => {
  let tell: (size: { width: number; height: number }) => void = () => {};
  let ended = false;
  const points = new Readiness(device({ wall: (hear) => ((tell = hear), () => void (ended = true)) }), LANGUAGES);
  const end = points.look();
  expect(points.wall).toBeNull();
  tell({ width: 1024, height: 768 });
  expect(points.wall).toEqual({ width: 1024, height: 768 });
  end();
  expect(ended).toBe(true);
});

describe('the camera', () => {
  test.each([false, null])('is not tried by itself where the browser would ask, or does not tell (%s)', async (allowed) => {
    let tried = 0;
    const points = await looked(device({ cameraAllowed: async () => allowed, tryCamera: async () => (tried++, 'dark') }));
    expect([points.camera, tried]).toEqual(['ask', 0]);
    await points.tryCamera();
    expect([points.camera, tried]).toEqual(['dark', 1]);
  });
});

describe('what is kept', () => {
  test('is looked at until all of it is there', async () => {
    const at = device({}, 3);
    const points = await looked(at);
    expect([points.copies, points.languages, at.waited]).toEqual(['kept', ['en'], 3]);
  });

  test('without a connection nothing more comes: it is said at once', async () => {
    const at = device({ online: () => false, isKept: async (copy) => copy === 'app' });
    const points = await looked(at);
    expect([points.copies, points.languages, at.waited]).toEqual(['missing', [], 0]);
  });

  test('with one it is waited for a minute, and no longer', async () => {
    const at = device({ isKept: async () => false });
    const points = await looked(at);
    expect([points.copies, points.languages, at.waited]).toEqual(['missing', [], 59]);
  });
});
