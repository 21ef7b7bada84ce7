import { signal } from '@preact/signals';
import type { Host } from '../../../core/contract/host.ts';
import type { KioskKey } from '../../../core/devices/keys.ts';
import type { Act } from '../../../renderer/customer/act.ts';
import { walkedKeys } from '../../../renderer/customer/walked-keys.ts';
import { startKeypad } from '../../../renderer/start/keypad.ts';
import { galleryScreens } from '../gallery-screens.ts';

const tunes = ['louder', 'quieter', 'faster', 'slower'] as const;

/** Presses the keys of the tactile keypad on every screen, through the page's own code for it; what went wrong. */
export function keypadTunes(): readonly string[] {
  return galleryScreens.flatMap((screen) => {
    const acts: Act[] = [];
    let press = (_key: KioskKey) => {};
    const host = {
      on(name: string, listener: (payload: { readonly key: KioskKey }) => void) {
        if (name === 'key') press = (key) => listener({ key });
        return () => {};
      },
    } as unknown as Pick<Host, 'on'>;
    const [voice, pad] = [{ hush: () => {} }, { name: () => {} }];
    const act = (what: Act) => void acts.push(what);
    startKeypad({ host, screen: signal(screen), act, say: () => {}, voice, pad });
    for (const key of tunes) press(key);
    const did = acts.flatMap((act) => (act.did === 'tune-voice' ? [act.to] : []));
    const walked = walkedKeys(screen).map(({ name }) => name);
    return [
      ...tunes
        .filter((key, at) => did[at] !== key)
        .map((key) => `key ${key} changes nothing on ${screen.id}`),
      ...tunes
        .filter((key) => !walked.includes(`voice:${key}`))
        .map((key) => `nobody walks to key ${key} on ${screen.id}`),
    ];
  });
}
