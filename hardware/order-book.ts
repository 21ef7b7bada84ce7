import type { OrderBook } from './twin.ts';

/** Obeys one line of typing; answers what to show. */
export function obey(book: OrderBook, line: string): string {
  const [name = '', ...words] = line.trim().split(/\s+/);
  if (name === 'help') return usageOf(book);
  const order = Object.hasOwn(book, name) ? book[name] : undefined;
  return order === undefined ? `no such order: ${name}\n${usageOf(book)}` : (order.obey(words) ?? 'done');
}

/** Every order with its choices, one a line. */
export function usageOf(book: OrderBook): string {
  const lines = Object.entries(book).map(([name, { usage }]) => `  ${name} ${usage}`.trimEnd());
  return [...lines, '  help'].join('\n');
}
