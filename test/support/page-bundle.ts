import path from 'node:path';
import { bundle } from '../../tools/rig/bundle.ts';

/** A page's script as one text, made of a file of `test/support`. */
export function bundlePage(file: string): Promise<string> {
  return bundle(path.join(import.meta.dirname, file), 'es');
}
