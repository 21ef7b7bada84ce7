import { unreachable } from '../../core/lib/unreachable.ts';
import { addressText } from '../../hardware/line-address.ts';
import { deviceKinds } from '../../hardware/catalogue.ts';
import { readOrder } from './arguments.ts';
import { helpFor } from './help.ts';
import { probeLines } from './probe-lines.ts';
import { testDevice, testProfile } from './self-test.ts';
import { settingsText } from './settings-text.ts';
import { tableOf } from './table.ts';
import type { Ending, ToolParts } from './tool-parts.ts';
import { watchDevice } from './watch.ts';

/** Exit codes: 0 all is well, 1 something is not, 2 not understood. */
export async function runTool(argv: readonly string[], parts: ToolParts): Promise<0 | 1 | 2> {
  const order = readOrder(argv);
  if (!order.ok) {
    parts.say(`${order.error}\n\n${helpFor(null)}`);
    parts.say(JSON.stringify({ error: order.error }));
    return 2;
  }
  if (order.value.do === 'help') {
    parts.say(helpFor(order.value.about));
    return 0;
  }
  const { code, summary } = await perform(order.value, parts);
  parts.say(JSON.stringify(summary));
  return code;
}

type Work = Exclude<Extract<ReturnType<typeof readOrder>, { ok: true }>['value'], { do: 'help' }>;

function perform(order: Work, parts: ToolParts): Promise<Ending> {
  switch (order.do) {
    case 'list':
      return listLines(parts);
    case 'probe':
      return probeLines(order.paths, order.kinds ?? deviceKinds, parts);
    case 'self-test':
      return testDevice(order, parts);
    case 'self-test-profile':
      return testProfile(order.profilePath, parts);
    case 'watch':
      return watchDevice(order, parts);
    default:
      return unreachable(order);
  }
}

async function listLines({ listPorts, say }: ToolParts): Promise<Ending> {
  const devices = deviceKinds.map(({ device, probe, defaultSettings }) => ({
    device,
    protocol: probe?.protocol ?? '-',
    usually: settingsText(defaultSettings),
  }));
  say('Devices a profile may name:');
  say(tableOf(devices.map(({ device, protocol, usually }) => [device, protocol, usually])));
  const listed = await listPorts();
  if (!listed.ok) {
    say(
      `This system cannot say which lines it has (${listed.error}); on Linux install udev. Paths work all the same.`,
    );
    return { code: 1, summary: { error: listed.error, devices } };
  }
  say(listed.value.length === 0 ? 'No serial line on this machine.' : 'Serial lines of this machine:');
  say(tableOf(listed.value.map((port) => [port.path, usbText(port), port.manufacturer ?? ''])));
  return { code: 0, summary: { ports: listed.value, devices } };
}

function usbText({
  vendorId,
  productId,
  serialNumber,
}: Readonly<Record<string, string | undefined>>): string {
  return vendorId === undefined || productId === undefined
    ? ''
    : addressText({ vendorId, productId, serialNumber });
}
