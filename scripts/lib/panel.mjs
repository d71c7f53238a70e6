// The admin panel: a package of its own, built by Vite to dist/admin, which the API serves.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Child } from './child.mjs';
import { removeLeftovers, replace } from './compile.mjs';
import { ensureInstalled } from './install.mjs';
import { inProject, say } from './project.mjs';

const PANEL = 'apps/admin';
const SOURCES = ['index.html', 'package-lock.json', 'public', 'src', 'vite.config.mjs'];
const mark = inProject('dist', '.build-admin');
const vite = inProject(PANEL, 'node_modules/vite/bin/vite.js');

/**
 * Builds the panel if its sources are not those that dist/admin was made of.
 *
 * @returns whether dist/admin is good
 */
export async function ensurePanelBuilt() {
  // a deployment without sources takes what is there
  if (!existsSync(inProject(PANEL))) return existsSync(mark);
  const sources = fingerprint();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return true;
  await ensureInstalled(PANEL);
  say('Building the admin panel …');
  return build(sources);
}

/** One value for the state of all sources, by path, time and size. */
function fingerprint() {
  const hash = createHash('sha256');
  const note = (file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) return;
    if (!found.isDirectory()) hash.update(`${file} ${found.mtimeMs} ${found.size}\n`);
    else for (const name of readdirSync(file).sort()) note(path.join(file, name));
  };
  for (const source of SOURCES) note(inProject(PANEL, source));
  return hash.digest('hex');
}

/** It goes aside first and replaces the previous one as a whole, as {@link compile} does. */
async function build(sources) {
  const fresh = `.dist-${process.pid}`;
  removeLeftovers();
  try {
    for (const folder of ['dist', `${fresh}/old`]) mkdirSync(inProject(folder), { recursive: true });
    writeFileSync(inProject(fresh, '.gitignore'), '*\n');
    const outDir = inProject(fresh, 'admin');
    const ended = await new Promise((resolve) => {
      const args = [vite, 'build', inProject(PANEL), '--outDir', outDir, '--logLevel', 'warn'];
      // whoever builds it, tests included: what is built is what runs in production
      new Child(args, resolve, 'inherit', { NODE_ENV: 'production' });
    });
    if (ended !== 'exit code 0') return false;
    replace('admin', fresh);
    writeFileSync(mark, sources);
    return true;
  } finally {
    rmSync(inProject(fresh), { recursive: true, force: true });
  }
}

/** Serves the panel from its sources, hot, with the API behind. @returns the process */
export async function servePanel() {
  await ensureInstalled(PANEL);
  const note = (code) => say(`[panel] Vite ended (${code})`);
  return new Child([vite, inProject(PANEL), '--clearScreen', 'false'], note, 'inherit', {
    NODE_ENV: 'development',
  });
}
