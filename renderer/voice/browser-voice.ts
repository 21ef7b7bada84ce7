import { browserSounds, eachFrame, onTouch } from './browser-sounds.ts';
import { browserJoin } from './join-clips.ts';
import { browserSystemVoice } from './system-voice.ts';
import { createVoice, type Voice, type VoiceParts } from './voice.ts';

/** The voice of the page on this browser's loudspeaker, clips and system voices. */
export function browserVoice(parts: Pick<VoiceParts, 'host' | 'clock' | 'packs' | 'dialect'>): Voice {
  return createVoice({
    ...parts,
    sounds: browserSounds(parts.clock),
    joinClips: browserJoin(),
    systemVoice: browserSystemVoice(window.speechSynthesis),
    eachFrame,
    onTouch,
  });
}
