// Compiles the TypeScript of the project to dist, which takes SWC a fraction of a second. Types are checked elsewhere.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { copyDocsPage, DOCS_PAGE_SOURCES } from './docs-page.mjs';
import { inProject, say } from './project.mjs';

/** What is compiled here; the admin panel has a build of its own (panel.mjs). */
const SOURCES = ['apps/api', 'apps/cli', 'libs', 'migrations'];
/** Where it goes, below dist. */
const FOLDERS = ['apps', 'libs', 'migrations'];
const mark = inProject('dist', '.build');

/** Compiles if the sources are not those that dist was made of. @returns whether dist is good */
export async function ensureCompiled() {
  const sources = fingerprint();
  if (isCompiled(sources)) return true;
  say('Compiling …');
  return compile(sources);
}

/** Whether dist was made of these sources; a deployment without sources takes dist as it is. */
export function isCompiled(sources) {
  if (!existsSync(inProject('apps')) && existsSync(mark)) return true;
  return existsSync(mark) && readFileSync(mark, 'utf8') === sources;
}

/** One value for the state of all sources, by path, time and size: a few milliseconds, no file is read. */
export function fingerprint() {
  const hash = createHash('sha256');
  const note = (file) => {
    const found = statSync(inProject(file), { throwIfNoEntry: false });
    if (found) hash.update(`${file} ${found.mtimeMs} ${found.size}\n`);
  };
  for (const file of ['.swcrc', 'package-lock.json', 'docs/openapi.json', ...DOCS_PAGE_SOURCES]) note(file);
  for (const source of SOURCES) walk(source, note);
  return hash.digest('hex');
}

/** Visits each TypeScript file below a folder, by its path from the root. */
function walk(folder, visit) {
  let entries;
  try {
    entries = readdirSync(inProject(folder), { withFileTypes: true });
  } catch {
    return; // not there, or removed while we look
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'dist'].includes(entry.name)) walk(name, visit);
    else if (/\.ts$/.test(entry.name) && !/\.spec\.ts$/.test(entry.name)) visit(name);
  }
}

/**
 * Compiles all sources. They go aside first and replace the previous ones as a whole: after an error the old program
 * still runs, and nothing is left of a deleted file.
 *
 * @param sources what {@link fingerprint} says of them
 * @returns whether it worked; errors are on stderr
 */
export async function compile(sources) {
  // as deep as dist itself: source maps point back to the sources with ../..
  const fresh = `.dist-${process.pid}`;
  removeLeftovers();
  try {
    for (const folder of ['dist', `${fresh}/old`]) mkdirSync(inProject(folder), { recursive: true });
    writeFileSync(inProject(fresh, '.gitignore'), '*\n');
    const swc = inProject('node_modules/@swc/cli/bin/swc.js');
    const folders = SOURCES.filter((source) => existsSync(inProject(source)));
    const code = await run(swc, [...folders, '-d', fresh, '--extensions', '.ts', '-q']);
    if (code !== 0) return false;
    copyDocsPage(inProject(fresh, 'docs-page'));
    for (const folder of [...FOLDERS, 'docs-page']) replace(folder, fresh);
    // what the API tells about itself
    mkdirSync(inProject('dist/docs'), { recursive: true });
    copyFileSync(inProject('docs/openapi.json'), inProject('dist/docs/openapi.json'));
    writeFileSync(mark, sources);
    return true;
  } finally {
    rmSync(inProject(fresh), { recursive: true, force: true });
  }
}

/** Checks the types of all that is compiled. @returns whether they are right; errors are on stderr */
export async function checkTypes() {
  return (
    (await run(inProject('node_modules/typescript/bin/tsc'), ['--noEmit', '-p', 'tsconfig.build.json'])) === 0
  );
}

/** A build that was killed leaves its folder behind. None takes a minute. */
export function removeLeftovers() {
  for (const name of readdirSync(inProject())) {
    if (!/^\.dist-\d+$/.test(name)) continue;
    const begun = statSync(inProject(name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - begun > 60_000) rmSync(inProject(name), { recursive: true, force: true });
  }
}

/** Puts a folder of a fresh build, which is below the root, in the place of the one in dist. */
export function replace(folder, fresh) {
  const [from, to] = [inProject(fresh, folder), inProject('dist', folder)];
  for (let attempt = 1; ; attempt++) {
    if (existsSync(to)) renameSync(to, inProject(fresh, 'old', `${folder}-${attempt}`));
    if (!existsSync(from)) return;
    try {
      return renameSync(from, to);
    } catch (error) {
      if (attempt === 5) throw error; // another build put its own there: the same, or it notices later
    }
  }
}

function run(program, args) {
  return new Promise((resolve, reject) => {
    // the stack traces of a compiler say nothing about our sources
    const env = { ...process.env, RUST_BACKTRACE: '0' };
    const options = { cwd: inProject(), env, stdio: ['ignore', 2, 'pipe'] };
    const child = spawn(process.execPath, [program, ...args], options);
    createInterface({ input: child.stderr }).on('line', (line) => /^\s+at /.test(line) || say(line));
    child.once('error', reject);
    child.once('close', resolve);
  });
}
