import { afterEach, beforeEach } from 'vitest';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { realClock } from '../../machine/real-clock.ts';
import { type PtyPair, ptyPair } from '../../tools/rig/pty-pair.ts';
import { openPorts } from './open-ports.ts';

/** What the product promises, and room for a busy machine's own delay. */
export const withinTwoSeconds = { timeout: 2_000, interval: 5 };

export const baudRate = 115_200;
export const clock = realClock();
export const ports = openPorts();

/** The cable of the running test. */
export let ptys: PtyPair;

/** Lays a new cable for each test of a file; what was opened on it is closed afterwards. */
export function cableForEachTest(): void {
  beforeEach(async () => {
    ptys = await ptyPair();
  });
  afterEach(async () => {
    ptys.resume();
    await ports.closeAll();
    await ptys.dispose();
  });
}

export const kioskLine = () => serialPortOpener({ path: ptys.kioskPath, baudRate, clock });
export const openKiosk = () => ports.open(kioskLine());
export const openDevice = () => ports.open(serialPortOpener({ path: ptys.devicePath, baudRate, clock }));
