import type { BloodPressureEvent } from '../core/devices/blood-pressure.ts';
import type { CodeEvent } from '../core/devices/codes.ts';
import type { KeyEvent } from '../core/devices/keys.ts';
import type { PresenceEvent } from '../core/devices/presence.ts';
import type { DeviceName, DeviceReport } from '../core/devices/states.ts';
import type { CardEvent } from '../core/identity/id-card.ts';
import type { SocialSecurityEvent } from '../core/identity/social-security.ts';
import type { Clock } from '../core/lib/clock.ts';
import type { LineTrouble, OpenSerial } from './device-lines.ts';
import type { Profile } from './profile.ts';

/** What devices tell. All but presence and reports is personal: hand it on, keep it nowhere. */
export type DeviceHooks = {
  readonly onCard: (event: CardEvent) => void;
  readonly onCode: (event: CodeEvent) => void;
  readonly onKey: (event: KeyEvent) => void;
  readonly onHandset: (isLifted: boolean) => void;
  readonly onPresence: (event: PresenceEvent) => void;
  readonly onMeasurement: (event: BloodPressureEvent) => void;
  readonly onSocialSecurityCard: (event: SocialSecurityEvent) => void;
  readonly onReport: (report: DeviceReport) => void;
};

/** Where the optional way to chip cards is looked for. */
export type PcscPlace = {
  /** Where `pcsc-process.mjs` lies. */
  readonly script: string;
  /** A file, existing or not, beside whose packages the optional module would be installed. */
  readonly from: string;
};

export type DeviceParts = DeviceHooks & {
  readonly clock: Clock;
  readonly profile: Profile;
  /** In demo mode twins stand in for whatever the profile does not name. */
  readonly mode: 'demo' | 'site';
  readonly openSerial: OpenSerial;
  readonly pcsc: PcscPlace;
  /** For the log: why a line that the profile names is not to be had. On change only. */
  readonly onLineTrouble: (device: DeviceName, trouble: LineTrouble) => void;
  /** The printer twin has put out another slip. */
  readonly onSlip: () => void;
};
