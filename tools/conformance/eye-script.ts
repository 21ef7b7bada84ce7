import path from 'node:path';
import { bundle } from '../rig/bundle.ts';

/** The eye as one script for `page.evaluate`: our own content security policy refuses script tags, as it should. */
export function eyeScript(): Promise<string> {
  return bundle(path.resolve('tools/conformance/eye/main.ts'), 'iife');
}
