// How the screen is built into web/dist, and how `npm run dev` reaches a running server.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';

/** The first thing to run loads the words (src/main.tsx), then the rest: the rest is fetched meanwhile. */
const fetchRestMeanwhile: Plugin = {
  name: 'fetch-rest-meanwhile',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const files = new Set<string>();
      const styles = new Set<string>();
      const need = (file: string): void => {
        const chunk = bundle[file];
        if (chunk?.type !== 'chunk' || files.has(file)) return;
        files.add(file);
        for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
        chunk.imports.forEach(need);
      };
      for (const [file, part] of Object.entries(bundle))
        if (part.type === 'chunk' && part.facadeModuleId?.endsWith('/src/app.tsx')) need(file);
      const link = (rel: string, file: string): HtmlTagDescriptor => ({
        tag: 'link',
        attrs: { rel, crossorigin: true, href: `/${file}` },
        injectTo: 'head',
      });
      const isThere = (file: string) => html.includes(`"/${file}"`);
      return [
        ...[...files].filter((file) => !isThere(file)).map((file) => link('modulepreload', file)),
        ...[...styles].filter((file) => !isThere(file)).map((file) => link('stylesheet', file)),
      ];
    },
  },
};

/** Compressed once here, as well as it can be, and not for each who asks. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir = '' }) {
    const assets = join(dir, 'assets');
    for (const file of readdirSync(assets).filter((name) => /\.(?:js|css)$/.test(name))) {
      const bytes = readFileSync(join(assets, file));
      writeFileSync(join(assets, `${file}.br`), brotliCompressSync(bytes));
      writeFileSync(join(assets, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
};

/** What so many parts have in common comes as one file: in a file for each of those that need it a page was seventy requests. */
const SHARED_BY = 20;

/** Of src/words/ja/index.ts: `ja`. */
const languageOf = (module: string | null) => /\/words\/(\w+)\/index\.ts$/.exec(module ?? '')?.[1];

export default defineConfig({
  plugins: [react(), fetchRestMeanwhile, compressed],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Runs before there are words (src/main.tsx), so nothing that is written with them may be in it.
            { name: 'start', tags: ['$initial'], priority: 1 },
            { name: 'shared', minShareCount: SHARED_BY },
          ],
        },
        chunkFileNames: ({ facadeModuleId }) => {
          const language = languageOf(facadeModuleId);
          return `assets/${language ? `words-${language}` : '[name]'}-[hash].js`;
        },
      },
    },
  },
  server: { proxy: { '/api': { target: process.env.API_URL ?? 'http://127.0.0.1:3000' } } },
});
