import type { DeviceKind } from '../device.ts';
import { plainLine } from '../line-settings.ts';
import { decodeAnswer, decodeReport, radarCommands } from './codec.ts';
import { createPresenceRadar } from './driver.ts';
import { encodeFrame, frameScanner } from './frame.ts';
import { createPresenceRadarTwin } from './twin.ts';

/** Factory setting; the radar can be set to others, and keeps them. */
const defaultSettings = plainLine(256_000);

export const presenceRadarKind: DeviceKind = {
  device: 'presence-radar',
  probe: {
    protocol: 'HLK-LD2410',
    settings: [defaultSettings],
    // A radar that reports needs no question; one that was left in its configuration is brought back by this.
    hello: encodeFrame({ kind: 'config', payload: Uint8Array.from(radarCommands.endConfig) }),
    isAnswer: (bytes) =>
      frameScanner()(bytes).frames.some(({ kind, payload }) =>
        kind === 'report' ? decodeReport(payload) !== null : decodeAnswer(payload) !== null,
      ),
    patienceMs: 500,
  },
  defaultSettings,
  createTwin: ({ clock, random, settings, options }) =>
    createPresenceRadarTwin({
      clock,
      random,
      baudRate: settings.baudRate,
      isEngineering: options['mode'] === 'engineering',
    }),
  createWatch: ({ open, clock, onState, say }) =>
    createPresenceRadar({ open, clock, onState, onPresence: ({ presence }) => say(`presence: ${presence}`) }),
};
