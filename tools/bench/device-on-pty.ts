import type { DeviceReport } from '../../core/devices/states.ts';
import type { Port, PortOpener } from '../../hardware/port.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import type { DeviceTwin } from '../../hardware/twin.ts';
import { realClock } from '../../machine/real-clock.ts';
import { ptyPair } from '../rig/pty-pair.ts';
import { inTime, tellings } from './waiting.ts';
import type { Tellings } from './waiting.ts';

/** A twin on the far end of a real pseudo-terminal, and what the bench must see of the line. */
export type DeviceOnPty = {
  /** The kiosk's end. */
  readonly open: PortOpener;
  /** When these letters come out at the device's end, monotonic; before the twin's own pacing. */
  readonly whenHeard: (letters: string) => Promise<number>;
  /** Pulls the cable and puts it back, so often: how late each was told. */
  readonly replugged: (
    times: number,
    reports: Tellings<DeviceReport>,
  ) => Promise<{ readonly noticedMs: readonly number[]; readonly replugMs: readonly number[] }>;
  readonly dispose: () => Promise<void>;
};

export async function onPty(twin: DeviceTwin, baudRate: number): Promise<DeviceOnPty> {
  const clock = realClock();
  const ptys = await ptyPair();
  const openDevice = serialPortOpener({ path: ptys.devicePath, baudRate, clock });
  let device = await attach();

  async function attach(): Promise<Port> {
    const opened = await openDevice();
    if (!opened.ok) throw new Error(`the twin's end of the line: ${opened.error}`);
    twin.attach(opened.value);
    return opened.value;
  }

  async function replugOnce(reports: Tellings<DeviceReport>) {
    const pulledMs = performance.now();
    const noticed = reports.when(({ state }) => state === 'no-device');
    await ptys.unplug();
    const noticedMs = (await noticed) - pulledMs;
    await inTime(700);
    await ptys.replug();
    const backMs = performance.now();
    device = await attach();
    const onlineMs = await reports.when(({ state }) => state === 'online');
    return { noticedMs, replugMs: onlineMs - backMs };
  }

  return {
    open: serialPortOpener({ path: ptys.kioskPath, baudRate, clock }),
    whenHeard(letters) {
      const heard = tellings<string>();
      let tail = '';
      const stop = device.onBytes((chunk) => {
        const text = tail + Buffer.from(chunk).toString('latin1');
        tail = text.slice(-letters.length);
        heard.tell(text);
      });
      return heard.when((text) => text.includes(letters)).finally(stop);
    },
    async replugged(times, reports) {
      const all = [];
      for (let time = 0; time < times; time += 1) {
        await inTime(500 + time * 130);
        all.push(await replugOnce(reports));
      }
      return {
        noticedMs: all.map(({ noticedMs }) => noticedMs),
        replugMs: all.map(({ replugMs }) => replugMs),
      };
    },
    async dispose() {
      await device.close();
      await ptys.dispose();
    },
  };
}
