import { err } from '../../core/lib/result.ts';
import type { KioskHostParts } from '../../host/kiosk-host.ts';

/** A demo kiosk without hub, serial line, voice and PC/SC reader; a test names what it is about. */
export const bareHostParts = {
  profilePath: null,
  mode: 'demo',
  enrolCode: null,
  hubUrl: null,
  openSerial: () => () => Promise.resolve(err('gone')),
  voiceFolder: 'nowhere',
  engineScript: 'nowhere.mjs',
  pcsc: { script: 'nowhere.mjs', from: '/nowhere/package.json' },
} satisfies Partial<KioskHostParts>;
