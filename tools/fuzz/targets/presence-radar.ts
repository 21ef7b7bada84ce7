import type { Random } from '../../../core/lib/random.ts';
import {
  commandIn,
  decodeAnswer,
  decodeReport,
  encodeReport,
  firmwareIn,
  radarCommands,
} from '../../../hardware/presence-radar/codec.ts';
import type { RadarCommand, RadarReport } from '../../../hardware/presence-radar/codec.ts';
import { encodeFrame, frameScanner } from '../../../hardware/presence-radar/frame.ts';
import type { RadarFrame } from '../../../hardware/presence-radar/frame.ts';
import type { FuzzTarget } from '../target.ts';

const reports: FuzzTarget = {
  name: 'presence-radar · kiosk · reports',
  open() {
    const scan = frameScanner();
    return { push: (chunk) => scan(chunk).frames.map(meaningOf), silence: () => [] };
  },
  goodFrame(random) {
    const report: RadarReport = { target: 'still', distanceCm: 1 + random.below(600) };
    const extra = random.below(2) === 0 ? [] : Array.from({ length: 22 }, () => random.below(101));
    return {
      bytes: encodeFrame({ kind: 'report', payload: encodeReport(report, extra) }),
      means: JSON.stringify(report),
    };
  },
  material: strangePayload,
  // A length that came wrong hides the next reports for a while; they come ten times a second.
  resync: 'repeat',
};

function meaningOf({ kind, payload }: RadarFrame): string {
  if (kind === 'report') return JSON.stringify(decodeReport(payload));
  const answer = decodeAnswer(payload);
  return answer === null ? 'no answer' : `${answer.command} ${firmwareIn(answer.data)}`;
}

/** Right as a frame, strange in what it holds. */
function strangePayload(random: Random): Uint8Array {
  const payload = Uint8Array.from({ length: 2 + random.below(63) }, () => random.below(256));
  return encodeFrame({ kind: random.below(2) === 0 ? 'report' : 'config', payload });
}

const commandNames = Object.keys(radarCommands) as readonly RadarCommand[];

const commands: FuzzTarget = {
  name: 'presence-radar · device · commands',
  open() {
    const scan = frameScanner();
    return {
      push: (chunk) => scan(chunk).frames.map(({ kind, payload }) => `${kind} ${commandIn(payload)}`),
      silence: () => [],
    };
  },
  goodFrame(random) {
    const command = commandNames[random.below(commandNames.length)] ?? 'endConfig';
    const payload = Uint8Array.from(radarCommands[command]);
    return { bytes: encodeFrame({ kind: 'config', payload }), means: `config ${command}` };
  },
  resync: 'repeat',
};

export const presenceRadarTargets: readonly FuzzTarget[] = [reports, commands];
