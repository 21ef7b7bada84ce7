import { describe, expect, test } from 'vitest';
import { createReceiveBuffer } from '../../../hardware/printer/receive-buffer.ts';

function bufferWith(count: number) {
  const said: number[] = [];
  const buffer = createReceiveBuffer((byte) => void said.push(byte));
  for (let at = 0; at < count; at += 1) buffer.push(at & 0xff);
  return { buffer, said };
}

describe('the receive buffer of the printer twin', () => {
  test('gives back what came, in order, and then nothing', () => {
    const { buffer } = bufferWith(3);
    expect([buffer.shift(), buffer.shift(), buffer.shift(), buffer.shift()]).toEqual([0, 1, 2, undefined]);
  });

  test('goes round without mixing old and new', () => {
    const { buffer } = bufferWith(4_000);
    for (let at = 0; at < 4_000; at += 1) buffer.shift();
    for (let at = 0; at < 200; at += 1) buffer.push(at);
    expect(Array.from({ length: 200 }, () => buffer.shift())).toEqual(
      Array.from({ length: 200 }, (_, at) => at),
    );
  });

  test('loses what comes when it is full', () => {
    const { buffer } = bufferWith(5_000);
    let count = 0;
    while (buffer.shift() !== undefined) count += 1;
    expect(count).toBe(4_096);
  });

  test('says XOFF once with less than 128 bytes left, and XON once there is room for 512', () => {
    const { buffer, said } = bufferWith(4_096 - 128);
    expect(said).toEqual([]);
    buffer.push(0);
    buffer.push(0);
    expect(said).toEqual([0x13]);
    for (let at = 0; at < 385; at += 1) buffer.shift();
    expect(said).toEqual([0x13]);
    buffer.shift();
    buffer.shift();
    expect(said).toEqual([0x13, 0x11]);
  });

  test('says XON when it is emptied', () => {
    const { buffer, said } = bufferWith(4_096);
    buffer.clear();
    expect(said).toEqual([0x13, 0x11]);
    expect(buffer.shift()).toBeUndefined();
  });

  test('is silent on a line without flow control', () => {
    const buffer = createReceiveBuffer(null);
    for (let at = 0; at < 4_096; at += 1) buffer.push(at);
    expect(buffer.shift()).toBe(0);
  });
});
