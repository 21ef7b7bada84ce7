import { describe, expect, it } from 'vitest';
import type { State } from '../../../core/journeys/visit.ts';
import { feltAfterMs, patientDisplay } from '../../../renderer/start/patient-display.ts';
import { manualClock } from '../../support/manual-clock.ts';

const reading: State = { at: 'readingCard', tries: 0 };
const idle: State = { at: 'idle' };

function display() {
  const clock = manualClock();
  const seen: string[] = [];
  const shown = patientDisplay(clock, {
    draw: (state) => seen.push(`draws ${state.at}`),
    speak: () => seen.push('speaks'),
  });
  return { clock, seen, shown };
}

describe('the display of a visit', () => {
  it('draws and speaks an ordinary state at once.', () => {
    const { seen, shown } = display();
    shown.draw(idle);
    shown.speak();
    expect(seen).toEqual(['draws idle', 'speaks']);
  });

  it('neither draws nor speaks a waiting screen that is over before it is felt.', async () => {
    const { clock, seen, shown } = display();
    shown.draw(reading);
    shown.speak();
    await clock.advance(feltAfterMs - 1);
    shown.draw(idle);
    shown.speak();
    await clock.advance(feltAfterMs);
    expect(seen).toEqual(['draws idle', 'speaks']);
  });

  it('draws and then speaks a waiting screen as soon as the wait is felt.', async () => {
    const { clock, seen, shown } = display();
    shown.draw(reading);
    shown.speak();
    await clock.advance(feltAfterMs);
    expect(seen).toEqual(['draws readingCard', 'speaks']);
  });

  it('does not speak by itself what nobody asked to be spoken.', async () => {
    const { clock, seen, shown } = display();
    shown.draw(reading);
    await clock.advance(feltAfterMs);
    expect(seen).toEqual(['draws readingCard']);
  });
});
