import { describe, expect, test } from 'vitest';
import type { SocialSecurityEvent } from '../../../core/identity/social-security.ts';
import { err, ok } from '../../../core/lib/result.ts';
import type { DeviceReport } from '../../../core/devices/states.ts';
import { decodeGb18030 } from '../../../hardware/printer/gb18030.ts';
import type { ChannelTrouble, SlotEvent } from '../../../hardware/social-security-card/card-slot.ts';
import { createChip } from '../../../hardware/social-security-card/chip.ts';
import { demoChips } from '../../../hardware/social-security-card/demo-cards.ts';
import { createSocialSecurityReader } from '../../../hardware/social-security-card/driver.ts';

/** A reader whose channel fails with these troubles, one an exchange, before the card answers. */
function failing(...troubles: readonly ChannelTrouble[]) {
  const told: string[] = [];
  const reports: DeviceReport[] = [];
  const deadlines = new Set<number>();
  const left = [...troubles];
  const chip = createChip(demoChips.resident);
  let happen: (event: SlotEvent) => void = () => {};
  const reader = createSocialSecurityReader({
    slot: {
      start(onEvent) {
        happen = onEvent;
      },
      stop: () => Promise.resolve(),
    },
    decodeGbk: decodeGb18030,
    onCard: (event: SocialSecurityEvent) =>
      void told.push(event.state === 'trouble' ? event.trouble : event.state),
    onState: (report) => void reports.push(report),
  });
  const channel = {
    async transmit(command: Uint8Array, deadlineMs: number) {
      deadlines.add(deadlineMs);
      const trouble = left.shift();
      return trouble === undefined ? ok(chip.answerTo(command)) : err(trouble);
    },
  };
  reader.start();
  return {
    told,
    reports,
    deadlines,
    left,
    reader,
    happen: (event: SlotEvent) => happen(event),
    async insert() {
      happen({ type: 'inserted', channel });
      for (let turns = 0; turns < 500; turns += 1) await Promise.resolve();
    },
  };
}

describe('a card whose reader', () => {
  test('fails at it once is read the second time, and the customer hears nothing of it', async () => {
    const { told, insert } = failing('failed');
    await insert();
    expect(told).toEqual(['laid', 'read']);
  });

  test('fails at it twice is unreadable, and not tried a third time', async () => {
    const { told, insert, left } = failing('failed', 'failed', 'failed');
    await insert();
    expect(told).toEqual(['laid', 'card-unreadable']);
    expect(left).toEqual(['failed']);
  });

  test.each([
    ['removed', 'card-lifted-too-soon'],
    ['silent', 'reader-silent'],
  ] as const)('says that it is %s is %s at once, without a second try', async (trouble, word) => {
    const { told, insert, left } = failing(trouble, 'failed');
    await insert();
    expect(told).toEqual(['laid', word]);
    expect(left).toEqual(['failed']);
  });

  test('is asked with three seconds for each answer', async () => {
    const { deadlines, insert } = failing();
    await insert();
    expect([...deadlines]).toEqual([3_000]);
  });
});

test('a card that says nothing when it is powered is laid and unreadable, until it is pulled out', () => {
  const { told, happen } = failing();
  happen({ type: 'inserted-mute' });
  happen({ type: 'removed' });
  happen({ type: 'removed' });
  expect(told).toEqual(['laid', 'card-unreadable', 'lifted']);
});

test('a second card without a removal between is a new visit', async () => {
  const { told, insert } = failing();
  await insert();
  await insert();
  expect(told).toEqual(['laid', 'read', 'lifted', 'laid', 'read']);
});

test('a reader that was stopped is told nothing of, whatever the slot still says', async () => {
  const { told, reports, reader, happen, insert } = failing();
  await reader.stop();
  happen({ type: 'up' });
  happen({ type: 'inserted-mute' });
  await insert();
  expect([told, reports]).toEqual([[], []]);
});
