import type { Finding, SelfTest } from '../device.ts';
import { firmwareIn } from './codec.ts';
import type { RadarCommand } from './codec.ts';
import type { Asked } from './radar-line.ts';

/** Asks for the firmware. Whatever comes of it, the radar is told to report again: in its configuration it is blind. */
export async function radarFindings(ask: (command: RadarCommand) => Promise<Asked>): Promise<SelfTest> {
  const enabled = await ask('enableConfig');
  const firmware = enabled.ok ? await ask('readFirmware') : enabled;
  const ended = await ask('endConfig');
  const version = firmware.ok ? firmwareIn(firmware.value) : null;
  const isOpen = ended.ok || ended.error !== 'radar-missing';
  const findings: readonly Finding[] = [
    { name: 'line', value: isOpen ? 'open' : 'missing', isGood: isOpen },
    { name: 'answer', value: enabled.ok ? 'good' : enabled.error, isGood: enabled.ok },
    { name: 'firmware', value: version ?? 'unknown', isGood: version !== null },
    { name: 'reporting again', value: ended.ok ? 'yes' : ended.error, isGood: ended.ok },
  ];
  return { passed: findings.every(({ isGood }) => isGood), findings };
}
