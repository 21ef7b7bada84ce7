import type { DeviceKind } from '../device.ts';
import { createKeypad } from './driver.ts';
import { keypadProfileNames, keypadProfiles } from './profiles.ts';
import { createKeypadTwin } from './twin.ts';

/** A keypad cannot be found by asking: one byte is no answer that noise could not give, and a printer would print it. */
export const keypadKind: DeviceKind = {
  device: 'keypad',
  probe: null,
  defaultSettings: keypadProfiles['nav-pad'].settings,
  createTwin: ({ clock, settings, options }) => {
    const name = keypadProfileNames.find((known) => known === options['profile']) ?? 'nav-pad';
    return createKeypadTwin({ clock, baudRate: settings.baudRate, profile: keypadProfiles[name] });
  },
  createWatch: ({ open, clock, onState, say }) =>
    // A technician sees which key was pressed, but no digits: they may be a customer's number.
    createKeypad({
      open,
      clock,
      onState,
      onHandset: (isLifted) => say(isLifted ? 'handset lifted' : 'handset down'),
      onKey: ({ key }) => say(`key pressed: ${key.startsWith('digit-') ? 'a digit' : key}`),
    }),
};
