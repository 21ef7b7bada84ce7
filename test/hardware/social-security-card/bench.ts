import * as v from 'valibot';
import type { DeviceReport } from '../../../core/devices/states.ts';
import { socialSecurityEventSchema } from '../../../core/identity/social-security.ts';
import type { SocialSecurityEvent } from '../../../core/identity/social-security.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { Port } from '../../../hardware/port.ts';
import { decodeGb18030 } from '../../../hardware/printer/gb18030.ts';
import { createSocialSecurityReader } from '../../../hardware/social-security-card/driver.ts';
import { createSocialSecurityTwin } from '../../../hardware/social-security-card/twin.ts';
import { createVpcdSlot } from '../../../hardware/social-security-card/vpcd-slot.ts';
import { manualClock } from '../../support/manual-clock.ts';

export type CardBench = ReturnType<typeof cardBench>;

/** A driver and a virtual card on one memory line, with a clock that stands still until it is told otherwise. */
export function cardBench() {
  const clock = manualClock();
  const line = memoryLine();
  const twin = createSocialSecurityTwin({ clock, baudRate: 9_600, absence: 'empty' });
  const device: { port: Port | null } = { port: null };
  line.onConnection((port) => {
    device.port = port;
    twin.attach(port);
  });
  const events: SocialSecurityEvent[] = [];
  const reports: DeviceReport[] = [];
  const reader = createSocialSecurityReader({
    slot: createVpcdSlot({ open: line.kiosk, clock }),
    decodeGbk: decodeGb18030,
    onCard: (event) => events.push(v.parse(socialSecurityEventSchema, event)),
    onState: (report) => reports.push(report),
  });
  const order = (words: string) => {
    const [first = '', ...rest] = words.split(' ');
    return twin.orders[first]!.obey(rest);
  };
  const told = () => events.map((event) => (event.state === 'trouble' ? event.trouble : event.state));
  const states = () => reports.map(({ state, cause }) => [state, cause]);
  return { clock, line, twin, device, events, reports, reader, order, told, states };
}
