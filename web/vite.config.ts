import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    target: 'es2023',
    // The page's policy allows no data: fonts, and every file of its own is cached for ever.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  worker: { format: 'es' },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
