import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { gettingStarted } from './docs/gettingStarted.ts';

export default defineConfig({
  plugins: [preloaded('/index.html', 'src/start.tsx'), gettingStarted()],
  build: {
    target: 'es2023',
    // The content security policy forbids `data:` fonts, and separate files are cached permanently.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  // Two pages, built independently: a chunk shared by both would contain code that only one of them needs.
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // Group code that several views share into a few chunks by purpose, instead of one for each set of views.
              groups: [
                { name: 'first', tags: ['$initial'], priority: 3 },
                { name: 'frame', test: /^(?!.*\/src\/(files|notes|photos)\/)/, minShareCount: 2, priority: 2 },
                { name: 'files', test: /\/src\/(files|photos)\//, minShareCount: 2, priority: 1 },
              ],
            },
          },
        },
      },
    },
    reference: {
      consumer: 'client',
      build: {
        // Built after the main page, into the same directory.
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: { input: 'docs/index.html' },
        // Swagger UI is a single large file.
        chunkSizeWarningLimit: 2000,
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
  worker: { format: 'es' },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // Each worker loads the tested modules once for all of its test files, which takes a third of the processor time.
    pool: 'threads',
    isolate: false,
  },
});

/** Preload the files that a page's small first file imports, so that the browser fetches both at once. */
function preloaded(page: string, script: string): Plugin {
  return {
    name: 'preloaded',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path, bundle = {} }) {
        if (path !== page) return [];
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const main = chunks.find((chunk) => chunk.facadeModuleId?.endsWith(script));
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
