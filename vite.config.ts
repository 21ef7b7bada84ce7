import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [preact()],
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
    },
  },
});
