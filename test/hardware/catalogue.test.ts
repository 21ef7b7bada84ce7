import { expect, test } from 'vitest';
import { deviceNames } from '../../core/devices/states.ts';
import { deviceKinds, kindNamed } from '../../hardware/catalogue.ts';

test('every device on a line is found by its name, and once', () => {
  const onALine = deviceNames.filter((name) => name !== 'social-security-reader');
  expect(deviceKinds.map(({ device }) => device).toSorted()).toEqual(onALine.toSorted());
  for (const name of onALine) expect(kindNamed(name)?.device).toBe(name);
});

test('a name that is none finds nothing', () => {
  for (const name of ['', 'social-security-reader', 'printer', 'toString'])
    expect(kindNamed(name)).toBeNull();
});
