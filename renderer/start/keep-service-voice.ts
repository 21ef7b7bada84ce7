import { languages } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import { renderLine } from '../../core/strings/render.ts';
import { serviceLines } from '../customer/service-screens.ts';
import type { Voice } from '../voice/voice.ts';
import { tunedLines } from './speech.ts';

/** What can still be said when the host is gone; `repeat` says the screen again. */
const lines: readonly Line[] = [...serviceLines, ...tunedLines];

/**
 * Lets the voice fetch all that it may have to say without its host, so that no screen is mute (I3). What could not be
 * had this time is asked for again at the next call.
 *
 * @param idleMoment resolves when the page has nothing better to do
 */
export async function keepServiceVoice(
  voice: Pick<Voice, 'keep'>,
  idleMoment: () => Promise<void>,
): Promise<void> {
  for (const language of languages) {
    for (const line of lines) {
      await idleMoment();
      await voice.keep(renderLine(line, language, 'public'), language);
    }
  }
}
