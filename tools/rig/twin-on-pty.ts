import type { Clock } from '../../core/lib/clock.ts';
import { keepLine } from '../../hardware/line-keeper.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import type { DeviceTwin } from '../../hardware/twin.ts';
import { ptyPair, type PtyPair } from './pty-pair.ts';

export type TwinOnPty = { readonly ptys: PtyPair; readonly dispose: () => Promise<void> };

/**
 * Puts a twin on the far end of a pseudo-terminal, and puts it back there whenever its end is lost: a rig that has no
 * processor for a while misses the deadline of a write, and the device would be dead for the rest of the run.
 */
export async function twinOnPty(
  twin: Pick<DeviceTwin, 'attach'>,
  baudRate: number,
  clock: Clock,
): Promise<TwinOnPty> {
  const ptys = await ptyPair();
  const open = serialPortOpener({ path: ptys.devicePath, baudRate, clock });
  let stop = async () => {};
  await new Promise<void>((up, failed) => {
    const keeper = keepLine({
      open,
      clock,
      onUp(port) {
        twin.attach(port);
        up();
      },
      onDown: (cause) => failed(new Error(`the twin's end of the line: ${cause}`)),
    });
    stop = keeper.stop;
    keeper.start();
  });
  return {
    ptys,
    async dispose() {
      await stop();
      await ptys.dispose();
    },
  };
}
