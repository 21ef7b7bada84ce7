import * as v from 'valibot';

/**
 * What a key means to the kiosk, whatever is printed on it and whatever it sends: enough to go through a visit by voice
 * and keys alone. Keypads on a serial line, assistive switches and arrow keys on the page all end here.
 */
export const kioskKeys = [
  'digit-0',
  'digit-1',
  'digit-2',
  'digit-3',
  'digit-4',
  'digit-5',
  'digit-6',
  'digit-7',
  'digit-8',
  'digit-9',
  'clear', // the last digit goes away
  'next', // to the next answer on the screen
  'previous',
  'select', // this answer
  'back', // to the question before
  'repeat', // says the screen again
  'where-am-i', // says how far the visit is
  'help', // calls a person
  'louder',
  'quieter',
  'faster',
  'slower',
] as const;
export const kioskKeySchema = v.picklist(kioskKeys);
export type KioskKey = (typeof kioskKeys)[number];

/** One press; a held key is one press, however long. */
export const keyEventSchema = v.object({ key: kioskKeySchema });
export type KeyEvent = v.InferOutput<typeof keyEventSchema>;
