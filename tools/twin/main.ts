import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Clock } from '../../core/lib/clock.ts';
import { createIdCardTwin } from '../../hardware/id-card/twin.ts';
import type { Port, PortOpener } from '../../hardware/port.ts';
import { createPrinterTwin } from '../../hardware/printer/twin.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { realClock } from '../../host/real-clock.ts';
import { obey, printerOrders, readerOrders, usageOf } from './orders.ts';
import type { OrderBook } from './orders.ts';

const usage = `Attaches a device twin to a tty or pty and takes orders on stdin, one a line.

  npm run twin -- id-card-reader <path> [--baud N]
  npm run twin -- receipt-printer <path> [--baud N] [--paper 58|80]

A pair of ptys to try it on:  socat pty,raw,echo=0,link=kiosk pty,raw,echo=0,link=device
`;
const reopenMs = 1_000;

type Twin = { readonly attach: (port: Port) => () => void; readonly orders: OrderBook };

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      baud: { type: 'string', default: '115200' },
      paper: { type: 'string', default: '80' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(usage);
  const [device, path] = positionals;
  const baudRate = Number(values.baud);
  const clock = realClock();
  const twin = createTwin(device, clock, baudRate, values.paper === '58' ? 58 : 80);
  if (twin === null || path === undefined || !Number.isInteger(baudRate) || baudRate <= 0) {
    process.exitCode = 2;
    return say(usage);
  }
  say(`Orders:\n${usageOf(twin.orders)}`);
  void keepAttached(serialPortOpener({ path, baudRate, clock }), twin, clock);
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() === 'quit') process.exit(0);
    if (line.trim() !== '') say(obey(twin.orders, line));
  });
}

function createTwin(
  device: string | undefined,
  clock: Clock,
  baudRate: number,
  paperWidthMm: 58 | 80,
): Twin | null {
  switch (device) {
    case 'id-card-reader': {
      const twin = createIdCardTwin({ clock, baudRate });
      return { attach: twin.attach, orders: readerOrders(twin) };
    }
    case 'receipt-printer': {
      const twin = createPrinterTwin({ clock, baudRate, paperWidthMm });
      return { attach: twin.attach, orders: printerOrders(twin) };
    }
    default:
      return null;
  }
}

/** Like a device in its socket: whenever the line is there, the twin is on it. */
async function keepAttached(open: PortOpener, twin: Twin, clock: Clock): Promise<never> {
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

main();
