import { describe, expect, test } from 'vitest';
import { Scanner, type CameraFault, type OpenCamera, type ScanningDevice } from '#lib/state/scanner.svelte.ts';

/** A camera that sees what it is shown, one look at a time. */
function aDevice(looks: readonly (readonly string[] | Error)[] = [], open: () => Promise<void> = async () => {}) {
  const log: string[] = [];
  let hide = () => {};
  let left = [...looks];
  let waiting = () => {};
  const camera: OpenCamera = {
    show: async () => void log.push('shown'),
    look: async () => {
      const next = left.shift();
      if (next instanceof Error) throw next;
      return (next ?? []).map((text) => ({ text, at: { x: 0.5, y: 0.25 } }));
    },
    close: () => void log.push('closed')
  };
  const device: ScanningDevice = {
    open: async () => {
      await open();
      log.push('opened');
      return camera;
    },
    read: async () => ['in a photo'],
    keepAwake: () => (log.push('awake'), () => void log.push('asleep')),
    whenHidden: (hidden) => {
      hide = hidden;
      return () => void log.push('unwatched');
    },
    // Time stands still once there is nothing more to see.
    wait: (time) => (log.push(`waited ${time}`), left.length ? Promise.resolve() : new Promise((on) => (waiting = on)))
  };
  return {
    device,
    camera,
    log,
    hide: () => hide(),
    goOn(more: typeof looks) {
      left = [...more];
      waiting();
    }
  };
}

const refused = (fault: CameraFault) => Object.assign(new Error(fault), { fault });
/** As long as anything goes on by itself. */
const settled = () => new Promise((after) => setTimeout(after, 5));

describe('a scanner', () => {
  test('hands over each text that it sees, with a pause between two looks', async () => {
    const { device, log } = aDevice([['a'], [], ['b', 'c']]);
    const seen: string[] = [];
    const scanner = new Scanner(device, (text, at) => {
      seen.push(text);
      expect(at).toEqual({ x: 0.5, y: 0.25 });
    });
    expect(scanner.state).toBe('off');
    const starting = scanner.start();
    expect(scanner.state).toBe('starting');
    await starting;
    expect(scanner.state).toBe('on');
    await settled();
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['opened', 'awake', 'waited 60', 'waited 60', 'waited 60']);
  });

  test('shows what the camera sees', async () => {
    const { device, log } = aDevice();
    const scanner = new Scanner(device, () => {});
    await scanner.show({} as HTMLVideoElement);
    expect(log).toEqual([]);
    await scanner.start();
    await scanner.show({} as HTMLVideoElement);
    expect(log).toContain('shown');
  });

  test('that is stopped takes nothing more, lets the camera and the device go, and can be started again', async () => {
    const { device, log, goOn } = aDevice([['a']]);
    const seen: string[] = [];
    const scanner = new Scanner(device, (text) => (seen.push(text), text === 'a' && scanner.stop()));
    await scanner.start();
    await settled();
    expect([scanner.state, scanner.fault, scanner.hidden]).toEqual(['off', null, false]);
    expect(log.slice(0, 5)).toEqual(['opened', 'awake', 'closed', 'asleep', 'unwatched']);
    goOn([['b']]);
    await settled();
    expect(seen).toEqual(['a']);
    await scanner.start();
    await settled();
    expect(seen).toEqual(['a', 'b']);
  });

  test('takes no second text of a picture once the first has stopped it', async () => {
    const seen: string[] = [];
    const scanner = new Scanner(aDevice([['a', 'b']]).device, (text) => (seen.push(text), scanner.stop()));
    await scanner.start();
    await settled();
    expect(seen).toEqual(['a']);
  });

  test('that is stopped while the browser asks closes the camera as soon as it opens', async () => {
    let agree = () => {};
    const { device, log } = aDevice([['a']], () => new Promise((on) => (agree = on)));
    const seen: string[] = [];
    const scanner = new Scanner(device, (text) => seen.push(text));
    const starting = scanner.start();
    scanner.stop();
    agree();
    await starting;
    await settled();
    expect([scanner.state, log, seen]).toEqual(['off', ['opened', 'closed'], []]);
  });

  test('is started once, however often it is asked', async () => {
    const { device, log } = aDevice();
    const scanner = new Scanner(device, () => {});
    await Promise.all([scanner.start(), scanner.start()]);
    await scanner.start();
    expect(log.filter((one) => one === 'opened')).toHaveLength(1);
  });

  test.each(['insecure', 'none', 'refused', 'busy'] as const)(
    'says why there is no camera: %s; and a start takes that back',
    async (fault) => {
      let wrong: Error | null = refused(fault);
      const { device } = aDevice([], async () => {
        if (wrong) throw wrong;
      });
      const scanner = new Scanner(device, () => {});
      await scanner.start();
      expect([scanner.state, scanner.fault]).toEqual(['off', fault]);
      wrong = null;
      await scanner.start();
      expect([scanner.state, scanner.fault]).toEqual(['on', null]);
    }
  );

  test('goes off where the camera goes away, and what cannot be told is that something else has it', async () => {
    for (const [error, fault] of [
      [refused('none'), 'none'],
      [new Error('odd'), 'busy']
    ] as const) {
      const { device, log } = aDevice([['a'], error]);
      const scanner = new Scanner(device, () => {});
      await scanner.start();
      await settled();
      expect([scanner.state, scanner.fault]).toEqual(['off', fault]);
      expect(log.slice(-3)).toEqual(['closed', 'asleep', 'unwatched']);
    }
  });

  test('goes off where its picture cannot be shown', async () => {
    const { device, camera } = aDevice();
    camera.show = () => Promise.reject(new Error('not allowed to play'));
    const scanner = new Scanner(device, () => {});
    await scanner.start();
    await scanner.show({} as HTMLVideoElement);
    expect([scanner.state, scanner.fault]).toEqual(['off', 'busy']);
  });

  test('goes off when the page is out of sight, and says so until it is started again', async () => {
    const { device, hide, log } = aDevice();
    const scanner = new Scanner(device, () => {});
    await scanner.start();
    hide();
    expect([scanner.state, scanner.hidden, scanner.fault]).toEqual(['off', true, null]);
    expect(log).toContain('closed');
    await scanner.start();
    expect(scanner.hidden).toBe(false);
  });

  test('reads photos without a camera', async () => {
    const { device, log } = aDevice();
    expect(await new Scanner(device, () => {}).read(new Blob())).toEqual(['in a photo']);
    expect(log).toEqual([]);
  });
});
