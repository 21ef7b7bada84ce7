import type { Clock } from '../../core/lib/clock.ts';
import { ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import type { PortOpener } from '../../hardware/port.ts';
import type { DeviceTwin } from '../../hardware/twin.ts';
import { openTcpDoor } from '../../hardware/tcp/tcp-port.ts';

const reopenMs = 1_000;

/** Like a device in its socket: whenever the line is there, the twin is on it. */
export async function keepOnLine(
  open: PortOpener,
  twin: DeviceTwin,
  clock: Clock,
  say: (what: string) => void,
): Promise<never> {
  for (let wasThere = true; ;) {
    const port = await open();
    if (port.ok) {
      const closed = new Promise((gone) => port.value.onClosed(gone));
      twin.attach(port.value);
      say('attached');
      await closed;
    }
    if (wasThere || port.ok) say('no line; trying every second');
    wasThere = false;
    await new Promise<void>((again) => clock.after(reopenMs, again));
  }
}

/** A terminal server's port on this machine: whoever connects has the device. Port 0 takes any that is free. */
export async function openDoor(
  port: number,
  twin: DeviceTwin,
  clock: Clock,
  say: (what: string) => void,
): Promise<Result<number, string>> {
  const door = await openTcpDoor({
    host: '127.0.0.1',
    port,
    clock,
    onConnection(connection) {
      say('attached');
      connection.onClosed(() => say('no line; waiting for the next connection'));
      twin.attach(connection);
    },
  });
  return door.ok ? ok(door.value.port) : door;
}
