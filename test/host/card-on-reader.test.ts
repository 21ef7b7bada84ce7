import { describe, expect, it } from 'vitest';
import { cardOnReader } from '../../host/card-on-reader.ts';

describe('the card on the reader', () => {
  it('is the one last told of, until it is lifted', () => {
    const card = cardOnReader();
    expect(card.now()).toBeNull();
    card.note({ state: 'laid' });
    expect(card.now()).toEqual({ state: 'laid' });
    card.note({ state: 'lifted' });
    expect(card.now()).toBeNull();
  });

  it('is not known any more once the reader cannot say whether it still lies there', () => {
    const card = cardOnReader();
    card.note({ state: 'laid' });
    card.hear({ device: 'id-card-reader', state: 'online', cause: null });
    card.hear({ device: 'receipt-printer', state: 'offline', cause: 'printer-silent' });
    expect(card.now()).toEqual({ state: 'laid' });
    card.hear({ device: 'id-card-reader', state: 'no-device', cause: 'reader-missing' });
    expect(card.now()).toBeNull();
  });
});
