import { expect, test } from 'vitest';
import { deviceKinds } from '../../../hardware/catalogue.ts';
import { readArguments } from '../../../tools/twin/twin-arguments.ts';

const read = (...args: string[]) => readArguments(args, deviceKinds);

test('a device and a path are enough: the rest is the device as it comes from its maker', () => {
  expect(read('code-scanner', '/dev/ttyS1')).toMatchObject({
    ok: true,
    value: {
      kind: { device: 'code-scanner' },
      place: { on: 'path', path: '/dev/ttyS1' },
      settings: { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
      seed: 1,
      orders: [],
      scriptFile: null,
      options: {},
    },
  });
});

test('every flag is understood', () => {
  const words = [
    '--baud',
    '19200',
    '--seed',
    '7',
    '--set',
    'paper=58',
    '--set',
    'a-b=c=d',
    '--script',
    'x.txt',
  ];
  const faults = ['--fault', 'paper-out-at-line 12', '--fault', 'noise 3 x2'];
  expect(read('receipt-printer', 'tcp:4001', ...words, ...faults)).toMatchObject({
    ok: true,
    value: {
      place: { on: 'tcp', port: 4_001 },
      settings: { baudRate: 19_200 },
      seed: 7,
      orders: ['fault paper-out-at-line 12', 'fault noise 3 x2'],
      scriptFile: 'x.txt',
      options: { paper: '58', 'a-b': 'c=d' },
    },
  });
});

test('help is help, whatever else is said', () => {
  expect(read('--help')).toEqual({ ok: true, value: 'help' });
});

test.each([
  [[], /no such device/],
  [['toaster', '/dev/x'], /no such device: toaster/],
  [['keypad'], /path or tcp:PORT/],
  [['keypad', 'tcp:99999'], /path or tcp:PORT/],
  [['keypad', 'tcp:x'], /path or tcp:PORT/],
  [['keypad', '/dev/x', '/dev/y'], /path or tcp:PORT/],
  [['keypad', '/dev/x', '--baud', 'fast'], /--baud fast/],
  [['keypad', '/dev/x', '--baud', '0'], /--baud 0/],
  [['keypad', '/dev/x', '--seed', '1.5'], /--seed 1.5/],
  [['keypad', '/dev/x', '--fault', 'noise often'], /not understood: often/],
  [['keypad', '/dev/x', '--fault', ''], /a fault, please/],
  [['keypad', '/dev/x', '--set', 'paper'], /name=value, please: --set paper/],
  [['keypad', '/dev/x', '--nonsense'], /nonsense/],
])('%j is refused with a reason', (args, reason) => {
  const answer = read(...args);
  expect(answer.ok).toBe(false);
  if (!answer.ok) expect(answer.error).toMatch(reason);
});
