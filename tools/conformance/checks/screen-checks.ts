import { axeChecks } from './axe.ts';
import { contrastChecks } from './contrast.ts';
import { geometryChecks } from './geometry.ts';
import { treeChecks } from './tree.ts';
import { typeChecks } from './type.ts';
import { wordsChecks } from './words.ts';

/** What is decided on every screen in every setting. */
export const screenChecks = {
  ...geometryChecks,
  ...typeChecks,
  ...contrastChecks,
  ...treeChecks,
  ...wordsChecks,
  ...axeChecks,
} as const;
export type ScreenCheckName = keyof typeof screenChecks;
