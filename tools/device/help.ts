import { deviceKinds } from '../../hardware/catalogue.ts';
import type { Topic } from './arguments.ts';

const line = `  <line> is a path (/dev/ttyUSB0, COM3), tcp://host:port, or usb:<vendor>:<product>[:<serial number>].`;
const oneDevice = `${line}
  --baud N           instead of the device's usual speed
  --frame 8N1        data bits, parity (N, E, O), stop bits
  --flow NAME        none, xon-xoff or rts-cts
  --frames           shows the raw bytes; what is personal is masked
  --log FILE         writes the same lines there`;

const texts: Readonly<Record<Topic, string>> = {
  list: `npm run device -- list

Shows the serial lines that this machine has, and the devices that a profile may name.
Pseudo-terminals and unusual names (ttyCH343USB0) are not listed; they can be used all the same.`,

  probe: `npm run device -- probe [<line> ...] [--only <device> ...]

Finds out which device answers at which speed on which line: on those named, or on every line of this machine.
Takes some seconds a line. Stop the kiosk first: a line serves one program. Asking does a wrong device no harm.
Exit code 0: every line has a known device. 1: some have not.`,

  'self-test': `npm run device -- self-test <device> <line> [--baud N] [--frame 8N1] [--flow NAME] [--frames] [--log FILE]
npm run device -- self-test --profile <file>

Asks one device, or every device of a site profile, how it is. Prints, reads and measures nothing.
${oneDevice}
Exit code 0: passed. 1: failed; what the device said last stands above.`,

  watch: `npm run device -- watch <device> <line> [--for SECONDS] [--baud N] [--frame 8N1] [--flow NAME] [--frames] [--log FILE]

Runs the kiosk's own driver and tells each change of state with its cause, and what happens, without anything personal.
Ends after --for, or with Ctrl-C.
${oneDevice}
Exit code 0: the device was online at the end. 1: it was not.`,
};

export function helpFor(topic: Topic | null): string {
  if (topic !== null) return texts[topic];
  const devices = deviceKinds.map(({ device }) => device).join(', ');
  return `The technician's tool. The last line of every command is one JSON object.

  npm run device -- list
  npm run device -- probe [<line> ...]
  npm run device -- self-test <device> <line>
  npm run device -- watch <device> <line>
  npm run device -- <command> --help

Devices: ${devices}`;
}
