/**
 * Why customers hear less than they should. `voice-missing`: neither recording nor engine could speak a sentence, a
 * chime stood in. `sound-stuck`: not even the chime came through, as when the sound device is gone.
 */
export const voiceTroubles = ['voice-missing', 'sound-stuck'] as const;
export type VoiceTrouble = (typeof voiceTroubles)[number];
