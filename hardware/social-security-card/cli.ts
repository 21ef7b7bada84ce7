import type { SocialSecurityEvent } from '../../core/identity/social-security.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { DeviceKind } from '../device.ts';
import { plainLine } from '../line-settings.ts';
import { decodeGb18030 } from '../printer/gb18030.ts';
import { createSocialSecurityReader } from './driver.ts';
import { createSocialSecurityTwin } from './twin.ts';
import { createVpcdSlot } from './vpcd-slot.ts';

/**
 * The virtual side of the card reader: a card behind a pty, a socket or a memory line. A real reader is reached
 * through PC/SC, which is not a line: `host/pcsc`.
 */
export const socialSecurityKind: DeviceKind = {
  device: 'social-security-reader',
  probe: null,
  defaultSettings: plainLine(9_600),
  // With `absence` = `hang-up` it serves vpcd, which takes an empty message for the begin of one that never ends.
  createTwin: ({ clock, settings, options }) =>
    createSocialSecurityTwin({
      clock,
      baudRate: settings.baudRate,
      absence: options['absence'] === 'hang-up' ? 'hang-up' : 'empty',
    }),
  createWatch: ({ open, clock, onState, say }) =>
    createSocialSecurityReader({
      slot: createVpcdSlot({ open, clock }),
      decodeGbk: decodeGb18030,
      onState,
      onCard: (event) => say(happeningOf(event)),
    }),
};

function happeningOf(event: SocialSecurityEvent): string {
  switch (event.state) {
    case 'laid':
      return 'card inserted';
    case 'read':
      return `card read: ${Object.values(event.card).filter((value) => value !== null).length} fields`;
    case 'trouble':
      return `card not read: ${event.trouble}`;
    case 'lifted':
      return 'card removed';
    default:
      return unreachable(event);
  }
}
