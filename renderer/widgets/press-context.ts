import { createContext } from 'preact';
import type { PressGuard } from './press-guard.ts';

/** What every key of a screen needs to know: whose screen it stands on, and the guard all keys share. */
export type PressScope = { readonly screenId: string; readonly isMeant: PressGuard };

export const PressContext = createContext<PressScope>({ screenId: '', isMeant: () => true });
