import { describe as group, expect, test } from 'vitest';
import { candidatesOf, mostOffered } from '../../../core/handwriting/candidates.ts';

group('the characters that are offered', () => {
  test('begin with the one that was read, then come those that both name', () => {
    const { characters, agreed } = candidatesOf({
      read: ['玉', '王', '主'],
      matched: ['王', '壬', '玉', '主'],
    });
    expect(characters).toEqual(['玉', '王', '主', '壬']);
    expect(agreed).toBe(false);
  });

  test('are at most six, each once', () => {
    const { characters } = candidatesOf({
      read: Array.from('一二三四五六七八九十'),
      matched: Array.from('十九八七六五四三二一'),
    });
    expect(characters).toHaveLength(mostOffered);
    expect(new Set(characters).size).toBe(mostOffered);
  });

  test('say where both recognisers agree on the first', () => {
    expect(candidatesOf({ read: ['王'], matched: ['王', '玉'] }).agreed).toBe(true);
    expect(candidatesOf({ read: [], matched: ['王'] }).agreed).toBe(false);
  });

  test('come from the matcher where it works alone', () => {
    const matched = Array.from('王玉主土士工干');
    expect(candidatesOf({ read: null, matched })).toEqual({
      characters: Array.from('王玉主土士工'),
      agreed: false,
    });
  });

  test('come from the reader where it works alone', () => {
    expect(candidatesOf({ read: ['王', '玉'], matched: [] }).characters).toEqual(['王', '玉']);
  });
});

group('what is written beside it', () => {
  const surname = (character: string) => (character === '王' ? 'expected' : null);

  test('brings forward the character that it expects, also from behind the sixth', () => {
    expect(candidatesOf({ read: ['玉'], matched: ['玉', '王'] }, surname).characters[0]).toBe('玉');
    expect(candidatesOf({ read: ['玉'], matched: ['主', '王'] }, surname).characters[0]).toBe('王');
    const matched = Array.from('玉主土士工干于王');
    expect(candidatesOf({ read: null, matched }, surname).characters).toEqual(Array.from('王玉主土士工'));
  });

  test('never goes before a character on which both agree', () => {
    expect(candidatesOf({ read: ['玉'], matched: ['玉', '王'] }, surname).characters).toEqual(['玉', '王']);
  });

  test('moves what is merely usual in front of what is not, but not in front of the first', () => {
    const usual = (character: string) => (character === '州' ? 'usual' : null);
    const { characters } = candidatesOf({ read: ['川'], matched: ['卅', '洲', '州'] }, usual);
    expect(characters).toEqual(['川', '州', '卅', '洲']);
  });
});
