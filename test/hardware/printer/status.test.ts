import { describe, expect, test } from 'vitest';
import { isOffline, readAutomatic, readStatus, reportOf } from '../../../hardware/printer/status.ts';

describe('what a status round says', () => {
  const fine = { printer: 0x12, offlineCause: 0x12, error: 0x12, paper: 0x12 };

  test.each([
    ['nothing special', fine, null, 'full'],
    ['paper near its end', { ...fine, paper: 0x1e }, null, 'low'],
    ['no paper', { ...fine, printer: 0x1a, offlineCause: 0x32, paper: 0x7e }, 'paper-out', 'out'],
    ['no paper, told by the offline cause only', { ...fine, offlineCause: 0x32 }, 'paper-out', 'out'],
    ['an open cover', { ...fine, printer: 0x1a, offlineCause: 0x16 }, 'cover-open', 'full'],
    [
      'an open cover that lifts the paper off its sensor',
      { ...fine, offlineCause: 0x36, paper: 0x72 },
      'cover-open',
      'out',
    ],
    ['a stuck blade', { ...fine, offlineCause: 0x52, error: 0x1a }, 'cutter-error', 'full'],
    ['a fault that does not mend', { ...fine, offlineCause: 0x52, error: 0x32 }, 'printer-fault', 'full'],
    [
      'a fault that does not mend, told by the error alone',
      { ...fine, error: 0x32 },
      'printer-fault',
      'full',
    ],
    ['a fault that does not mend in a hot head', { ...fine, error: 0x72 }, 'printer-fault', 'full'],
    ['an error, told by the offline cause only', { ...fine, offlineCause: 0x52 }, 'printer-fault', 'full'],
    ['a hot head', { ...fine, offlineCause: 0x52, error: 0x52 }, 'printer-overheated', 'full'],
    ['offline without a cause', { ...fine, printer: 0x1a }, 'printer-fault', 'full'],
    ['error bit 2, which means a black mark to one maker', { ...fine, error: 0x16 }, null, 'full'],
  ] as const)('%s', (_, bytes, trouble, paper) => {
    expect(readStatus(bytes)).toEqual({ trouble, paper });
  });

  test('bits that mean something else, or nothing, change nothing', () => {
    expect(readStatus({ printer: 0xf7, offlineCause: 0x9b, error: 0x97, paper: 0x93 })).toEqual({
      trouble: null,
      paper: 'full',
    });
    expect(readAutomatic([0xd7, 0x97, 0xf0, 0xff])).toEqual({ trouble: null, paper: 'full' });
  });

  test.each([
    ['nothing special', [0x10, 0, 0, 0], null, 'full'],
    ['the drawer and the feed button', [0x54, 0x02, 0x60, 0x0f], null, 'full'],
    ['paper near its end', [0x10, 0, 0x03, 0], null, 'low'],
    ['no paper', [0x18, 0, 0x0f, 0], 'paper-out', 'out'],
    ['an open cover', [0x38, 0, 0, 0], 'cover-open', 'full'],
    ['an open cover without "offline"', [0x30, 0, 0, 0], 'cover-open', 'full'],
    ['a stuck blade', [0x18, 0x08, 0, 0], 'cutter-error', 'full'],
    ['a fault that does not mend', [0x18, 0x20, 0, 0], 'printer-fault', 'full'],
    ['a fault that does not mend, without "offline"', [0x10, 0x20, 0, 0], 'printer-fault', 'full'],
    ['a fault that does not mend in a hot head', [0x10, 0x60, 0, 0], 'printer-fault', 'full'],
    ['a hot head', [0x18, 0x40, 0, 0], 'printer-overheated', 'full'],
    ['offline without a cause', [0x18, 0, 0, 0], 'printer-fault', 'full'],
    ['error bit 2, which means a black mark to one maker', [0x10, 0x04, 0, 0], null, 'full'],
  ] as const)('told unasked: %s', (_, bytes, trouble, paper) => {
    expect(readAutomatic(bytes)).toEqual({ trouble, paper });
  });

  test('one of two bits that belong together is enough', () => {
    expect([0x13, 0x16, 0x1a].map((paper) => readStatus({ ...fine, paper }).paper)).toEqual([
      'full',
      'low',
      'low',
    ]);
    expect([0x32, 0x52].map((paper) => readStatus({ ...fine, paper }).paper)).toEqual(['out', 'out']);
    const told = [0x01, 0x02, 0x04, 0x08].map((paper) => readAutomatic([0x10, 0, paper, 0]).paper);
    expect(told).toEqual(['low', 'low', 'out', 'out']);
  });

  test('of offline bits only bit 3 of the first answer is one', () => {
    expect([0x1a, 0x12, 0x16, 0x32, 0x52].map(isOffline)).toEqual([true, false, false, false, false]);
  });

  test('in the middle of a slip every trouble but a lost line is "busy", with its cause', () => {
    const troubles = ['paper-out', 'cutter-error', 'printer-silent', 'printer-missing', null] as const;
    const states = troubles.map((trouble) => reportOf({ trouble, paper: 'full' }, true));
    expect(states.map(({ state }) => state)).toEqual(['busy', 'busy', 'busy', 'no-device', 'online']);
    expect(states.map(({ cause }) => cause)).toEqual(troubles);
  });

  test('a person can help with paper and cover, a technician with the rest', () => {
    const states = (
      ['paper-out', 'cover-open', 'cutter-error', 'printer-silent', 'printer-missing'] as const
    ).map((trouble) => reportOf({ trouble, paper: 'full' }).state);
    expect(states).toEqual(['user-error', 'user-error', 'hardware-error', 'offline', 'no-device']);
  });

  test('low paper is told and hinders nothing', () => {
    expect(reportOf({ trouble: null, paper: 'low' })).toEqual({
      device: 'receipt-printer',
      state: 'online',
      cause: null,
      paper: 'low',
    });
  });
});
