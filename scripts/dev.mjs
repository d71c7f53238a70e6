// npm run dev: the API, started again after each saved change in apps, libs or migrations, and the admin panel, which Vite
// changes in the open page. With --api-only without the panel.
//
// Changes are found by looking at the times of all sources a few times a second (2 ms): unlike fs.watch that works in
// containers, on network drives, with every editor and for new folders.
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compile, fingerprint, isCompiled } from './lib/compile.mjs';
import { Child } from './lib/child.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { prepare } from './lib/launch.mjs';
import { servePanel } from './lib/panel.mjs';
import { inProject, say } from './lib/project.mjs';
import { watchTypes } from './lib/watch-types.mjs';

const LOOK_EVERY = 150;
const note = (text) => say(`[dev] ${text}`);

await prepare();
const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => asked.abort());
endWithNpm();
const pause = (milliseconds) =>
  sleep(milliseconds, undefined, { signal: asked.signal }).catch(() => undefined);

let api;
let panel;
let types;
let database;
try {
  let known = '';
  while (!asked.signal.aborted) {
    const sources = fingerprint();
    if (sources !== known) {
      // an editor or git may still be writing: wait until it holds still
      await pause(80);
      if (fingerprint() !== sources) continue;
      const first = known === '';
      known = sources;
      if (isCompiled(sources) || (await compile(sources))) await startAgain();
      else note(first ? 'waiting for a change that compiles' : 'not compiled: what ran before goes on');
    }
    await pause(LOOK_EVERY);
  }
} catch (error) {
  note(error.message);
  process.exitCode = 1;
} finally {
  await Promise.all([api?.stop(), panel?.stop(), types?.stop()]);
  await database?.release();
}

async function startAgain() {
  database ??= await leaseDatabase();
  await api?.stop();
  if (asked.signal.aborted) return;
  const main = inProject('dist/apps/api/src/main.js');
  api = new Child(['--enable-source-maps', main], (code) =>
    note(`the API ended (${code}); save to start it again`),
  );
  types ??= watchTypes();
  if (!process.argv.includes('--api-only')) panel ??= await servePanel();
}

/** A lease of our own on the embedded server, so that it goes on while the API is started again. */
async function leaseDatabase() {
  if (process.env.DATABASE_URL) return { release: () => undefined };
  const embedded = createRequire(import.meta.url)(
    inProject('dist/libs/database/src/embedded/embedded-postgres.js'),
  );
  return embedded.startEmbeddedPostgres({ dir: path.resolve(process.env.DATA_DIR || './.data', 'pg') });
}
