import { expect, onTestFinished, test } from 'vitest';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import type { Port } from '../../hardware/port.ts';
import { realClock } from '../../machine/real-clock.ts';
import { twinOnPty } from '../../tools/rig/twin-on-pty.ts';
import { bytesOf, openPorts, soon } from '../support/open-ports.ts';

const clock = realClock();
const baudRate = 115_200;

test('a twin whose end of the line was lost is put back on it', async () => {
  const ends: Port[] = [];
  const line = await twinOnPty({ attach: (port) => (ends.push(port), () => {}) }, baudRate, clock);
  onTestFinished(line.dispose);

  await ends[0]!.close();
  await expect.poll(() => ends.length, soon).toBe(2);

  const heard: number[] = [];
  ends[1]!.onBytes((chunk) => heard.push(...chunk));
  const ports = openPorts();
  onTestFinished(ports.closeAll);
  const kiosk = await ports.open(serialPortOpener({ path: line.ptys.kioskPath, baudRate, clock }));
  await kiosk.write(bytesOf('find'), 1_000);
  await expect.poll(() => Buffer.from(heard).toString(), soon).toBe('find');
});
