import type { Page } from '@playwright/test';
import type { KioskKey } from '../../core/devices/keys.ts';
import type { BranchExtras } from '../rig/branch.ts';
import type { Person } from './person.ts';

/** The kiosk as somebody stands before it. */
export type Glass = {
  readonly page: Page;
  /** Presses a key of the tactile keypad: its bytes go over a pseudo-terminal. */
  readonly pressKeypad: (key: KioskKey) => void;
};

export type Persona = {
  readonly name: string;
  /** One line for the table. */
  readonly about: string;
  /** What the branch has prepared for such a customer. */
  readonly branch?: Pick<BranchExtras, 'profile' | 'isDemo'>;
  readonly browserFlags?: readonly string[];
  /** Before the page's own scripts run. */
  readonly prepares?: (page: Page) => Promise<void>;
  readonly comes: (glass: Glass) => Promise<Person>;
};
