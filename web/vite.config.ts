import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [preloaded('src/start.tsx')],
  build: {
    target: 'es2023',
    // The page's policy allows no data: fonts, and every file of its own is cached for ever.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What several views need is in a few files by what it is for, and not in many by who needs it.
          groups: [
            { name: 'first', tags: ['$initial'], priority: 3 },
            { name: 'frame', test: /^(?!.*\/src\/(files|notes|photos)\/)/, minShareCount: 2, priority: 2 },
            { name: 'files', test: /\/src\/(files|photos)\//, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});

/** The page's first file is small and fetches the rest; the browser is told of it beforehand, and fetches both at once. */
function preloaded(path: string): Plugin {
  return {
    name: 'preloaded',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const main = chunks.find((chunk) => chunk.facadeModuleId?.endsWith(path));
        const needed = chunks.filter((chunk) => chunk === main || main?.imports.includes(chunk.fileName));
        const scripts = needed.filter((chunk) => !chunk.isEntry).map((chunk) => chunk.fileName);
        const styles = needed.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]);
        return [
          ...scripts.map((file) => link({ rel: 'modulepreload', href: `/${file}` })),
          ...styles.map((file) => link({ rel: 'stylesheet', href: `/${file}` })),
        ];
      },
    },
  };
}

function link(attrs: Record<string, string>) {
  return { tag: 'link', attrs: { ...attrs, crossorigin: true }, injectTo: 'head' as const };
}
