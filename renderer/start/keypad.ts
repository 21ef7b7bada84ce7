import { signal, type ReadonlySignal } from '@preact/signals';
import type { Host } from '../../core/contract/host.ts';
import type { KioskKey } from '../../core/devices/keys.ts';
import type { Screen } from '../../core/journeys/screen.ts';
import type { Act } from '../customer/act.ts';
import { tongueOf, walkedKeys, type WalkedKey } from '../customer/walked-keys.ts';
import type { Voice } from '../voice/voice.ts';
import { isPadKeyAct, type PadVoice } from './pad-voice.ts';
import type { Speech } from './speech.ts';

export type KeypadParts = {
  readonly host: Pick<Host, 'on'>;
  readonly screen: ReadonlySignal<Screen>;
  readonly act: (act: Act) => void;
  readonly say: Speech['say'];
  readonly voice: Pick<Voice, 'hush'>;
  readonly pad: Pick<PadVoice, 'name'>;
};

/**
 * The tactile keypad beside the glass: next and previous walk over the keys of the screen and say each one, select
 * presses it. Whoever cannot see or touch the glass reaches every key this way. Every key hushes the voice first, as a
 * touch does.
 *
 * @returns the name of the key that has been walked to; null where none has, as on every new screen
 */
export function startKeypad({
  host,
  screen,
  act,
  say,
  voice,
  pad,
}: KeypadParts): ReadonlySignal<string | null> {
  const walkedTo = signal<string | null>(null);
  let screenId = screen.peek().id;
  screen.subscribe(({ id }) => {
    if (id !== screenId) walkedTo.value = null;
    screenId = id;
  });

  function walk(by: 1 | -1): void {
    const keys = walkedKeys(screen.peek());
    const from = keys.findIndex(({ name }) => name === walkedTo.peek());
    const to = from < 0 && by < 0 ? keys.length - 1 : (from + by + keys.length) % keys.length;
    const key = keys[to];
    if (key === undefined) return;
    walkedTo.value = key.name;
    if (key.line !== null) say([key.line], tongueOf(key));
    else if (isPadKeyAct(key.act)) pad.name(key.act);
  }

  host.on('key', ({ key }) => {
    voice.hush();
    if (key === 'next') return walk(1);
    if (key === 'previous') return walk(-1);
    const pressed = pressedBy(key, screen.peek(), walkedTo.peek());
    if (pressed !== undefined) act(pressed.act);
  });
  return walkedTo;
}

/** The key of the screen that a key of the pad stands for; undefined where it means nothing. */
function pressedBy(key: KioskKey, screen: Screen, walkedTo: string | null): WalkedKey | undefined {
  const keys = walkedKeys(screen);
  const named = (name: string) => keys.find((each) => each.name === name);
  if (screen.body.kind === 'wake' && named(nameOf(key) ?? '') === undefined) return named('wake');
  return named(key === 'select' ? (walkedTo ?? '') : (nameOf(key) ?? ''));
}

const names: Partial<Readonly<Record<KioskKey, string>>> = {
  clear: 'pad:erase',
  back: 'fixed:back',
  repeat: 'fixed:repeat',
  'where-am-i': 'fixed:where',
  help: 'fixed:person',
  louder: 'voice:louder',
  quieter: 'voice:quieter',
  faster: 'voice:faster',
  slower: 'voice:slower',
};

function nameOf(key: KioskKey): string | undefined {
  return key.startsWith('digit-') ? key.replace('-', ':') : names[key];
}
