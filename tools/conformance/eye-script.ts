import path from 'node:path';
import { build, type Rolldown } from 'vite';

/** The eye as one script for `page.evaluate`: our own content security policy refuses script tags, as it should. */
export async function eyeScript(): Promise<string> {
  const built = (await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'chrome140',
      lib: {
        entry: path.resolve('tools/conformance/eye/main.ts'),
        formats: ['iife'],
        name: 'eye',
        fileName: 'eye',
      },
    },
  })) as readonly Rolldown.RolldownOutput[];
  const code = built[0]?.output[0].code;
  if (code === undefined) throw new Error('the eye could not be built');
  return code;
}
