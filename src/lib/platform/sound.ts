/** Short sounds of our own, and a buzz where the device has one: for whoever looks at a table and not at the screen. */

/** Each as its tones: hertz, and when it begins and ends, in seconds. */
const TONES = {
  new: [[880, 0, 0.09]],
  again: [[440, 0, 0.06]],
  no: [
    [220, 0, 0.12],
    [220, 0.16, 0.28]
  ]
} as const;
/** Milliseconds of buzzing, and of rest between. */
const BUZZ = { new: [40], again: [15], no: [60, 60, 60] } as const;
const LOUD = 0.15;

export type Sound = keyof typeof TONES;

export interface Sounds {
  /** Has to be called while somebody presses something: browsers let no page make a sound by itself. */
  ready(): void;
  play(sound: Sound): void;
  close(): void;
}

export function sounds(): Sounds {
  let context: AudioContext | null = null;
  return {
    ready() {
      context ??= 'AudioContext' in globalThis ? new AudioContext() : null;
      void context?.resume().catch(() => {});
    },
    play(sound) {
      navigator.vibrate?.([...BUZZ[sound]]);
      if (context?.state !== 'running') return;
      for (const [hertz, from, to] of TONES[sound]) {
        const [tone, volume] = [context.createOscillator(), context.createGain()];
        const now = context.currentTime;
        tone.frequency.value = hertz;
        // Without a fade a speaker clicks.
        volume.gain.setValueAtTime(LOUD, now + from);
        volume.gain.exponentialRampToValueAtTime(0.001, now + to);
        tone.connect(volume).connect(context.destination);
        tone.start(now + from);
        tone.stop(now + to);
      }
    },
    close() {
      void context?.close().catch(() => {});
      context = null;
    }
  };
}
