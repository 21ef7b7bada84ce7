/** What stands on every screen at the same place, in this order (I5). */
export const fixedKeys = ['fixed:back', 'fixed:repeat', 'fixed:where', 'fixed:person'] as const;

/** Turns a screen that does not stand on the glass at once; the tactile keypad turns it by walking. */
export const pageKey = 'screen:more';
