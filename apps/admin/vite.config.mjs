// Builds the admin panel to dist/admin, which the API serves; `npm run dev` serves the sources, with the API behind.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Shorter files are not worth it, in bytes. */
const SHORTEST = 1_024;

/** Puts `.br` and `.gz` beside each text that is built: the API hands them out as they are. */
function precompress() {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = path.resolve(root, build.outDir);
    },
    closeBundle: () => {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg)$/.test(entry.name)) continue;
        const file = path.join(entry.parentPath ?? entry.path, entry.name);
        const text = readFileSync(file);
        if (text.length < SHORTEST) continue;
        writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        writeFileSync(`${file}.br`, brotliCompressSync(text, { params }));
      }
    },
  };
}

const api = process.env.API_URL ?? `http://127.0.0.1:${process.env.PORT || 3000}`;

export default defineConfig({
  base: '/admin/',
  plugins: [react(), precompress()],
  build: {
    outDir: '../../dist/admin',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // the policy of the page allows nothing inside it
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_200,
  },
  server: {
    // pages and API from one origin: the cookie of a session is for that alone
    proxy: { '/api': api, '/errors': api },
  },
});
