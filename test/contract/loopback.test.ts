import { expect, it } from 'vitest';
import { strictLoopback } from '../support/strict-loopback.ts';
import { contractSuite } from './contract-suite.ts';

contractSuite('the strict loopback', async ({ serve, onEvent }) => {
  let isCut = false;
  const wire = strictLoopback(serve, onEvent, () => {});
  return {
    wire: {
      ...wire,
      request: (request) => (isCut ? Promise.reject(new Error('cut')) : wire.request(request)),
    },
    cut: async () => {
      isCut = true;
    },
    close: async () => {},
  };
});

it.each([
  ['a Date', new Date(0)],
  ['a Map', new Map([[1, 2]])],
  ['bytes', new Uint8Array([1])],
  ['an undefined member', { a: undefined }],
  ['NaN', Number.NaN],
  ['minus zero', -0],
  ['a BigInt', 1n],
  ['a function', () => 1],
])(
  'the strict loopback hears of %s, which the two real wires would carry differently',
  async (_name, value) => {
    const failures: unknown[] = [];
    const wire = strictLoopback(
      async () => value,
      () => () => {},
      (cause) => failures.push(cause),
    );
    await expect(wire.request({ correlationId: '1', name: 'x', input: {} })).rejects.toThrow();
    expect(failures).toHaveLength(1);
  },
);
