import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { handwritingFiles } from './tools/handwriting/page-build.ts';

/** Screens and all that they are made of. */
const sharedByPages =
  /node_modules\/(preact|@preact)|core\/(journeys|strings|lib|voice|identity|money)|renderer\/(customer|widgets)/;

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [preact(), handwritingFiles()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // so that font-src 'self' holds
    sourcemap: false,
    rollupOptions: {
      input: {
        index: 'renderer/index.html',
        gallery: 'renderer/gallery/index.html',
        technician: 'renderer/technician/index.html',
      },
      // What the pad of handwriting shares with every page stays in one piece: in several it would be larger.
      output: { codeSplitting: { groups: [{ name: 'screens', test: sharedByPages, minShareCount: 2 }] } },
    },
  },
});
