import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { defaultSpeed, defaultVolume, speeds, volumesDb } from '../../../core/voice/settings.ts';

/** What the voice can be set to, in the units of the rows; the one place that knows how the product writes it down. */
export type VoiceTables = {
  /** Han characters a minute, pauses included. */
  readonly ratesPerMinute: readonly number[];
  readonly defaultRatePerMinute: number;
  /** dB against full scale. */
  readonly volumesDb: readonly number[];
  readonly defaultVolumeDb: number;
};

/** What a technician sets the default step to, with a meter at the customer's ear (docs/install/technician.md). */
export const calibratedDefaultDba = 60;

export const voiceTables: VoiceTables = {
  ratesPerMinute: speeds,
  defaultRatePerMinute: speeds[defaultSpeed],
  volumesDb,
  defaultVolumeDb: volumesDb[defaultVolume],
};

const clipsSchema = v.object({ clips: v.record(v.string(), v.object({ text: v.string(), ms: v.number() })) });

/** Characters a minute over all clips of the Mandarin voice that is built in; null where there is none. */
export function spokenRatePerMinute(): number | null {
  const clips = builtInClips();
  const ms = clips.reduce((sum, clip) => sum + clip.ms, 0);
  const characters = clips.reduce((sum, { text }) => sum + (text.match(/\p{Script=Han}/gu)?.length ?? 0), 0);
  return ms === 0 ? null : characters / (ms / 60_000);
}

function builtInClips(): readonly { readonly text: string; readonly ms: number }[] {
  try {
    const manifest = v.safeParse(
      clipsSchema,
      JSON.parse(readFileSync('dist/voice/demo-zh-CN.cvp/manifest.json', 'utf8')),
    );
    return manifest.success ? Object.values(manifest.output.clips) : [];
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    return [];
  }
}
