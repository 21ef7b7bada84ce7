import { expect, test } from 'vitest';
import { obey, usageOf } from '../../hardware/order-book.ts';
import type { OrderBook } from '../../hardware/twin.ts';

const heard: (readonly string[])[] = [];
const book: OrderBook = {
  lift: { usage: '', obey: () => null },
  lay: {
    usage: 'card',
    obey(words) {
      heard.push(words);
      return words.length === 1 ? null : 'one card, please';
    },
  },
};

test.each([
  ['lift', 'done'],
  ['  lay   resident ', 'done'],
  ['lay', 'one card, please'],
])('"%s" answers "%s"', (line, answer) => {
  expect(obey(book, line)).toBe(answer);
});

test('an order hears its words without the blanks between', () => {
  heard.length = 0;
  obey(book, ' lay  a   b ');
  expect(heard).toEqual([['a', 'b']]);
});

test.each(['', 'constructor', 'toString', '__proto__', 'LIFT'])(
  '"%s" is no order, and the help follows',
  (line) => {
    expect(obey(book, line)).toBe(`no such order: ${line}\n${usageOf(book)}`);
  },
);

test('help names every order with its choices', () => {
  expect(obey(book, 'help')).toBe('  lift\n  lay card\n  help');
});
