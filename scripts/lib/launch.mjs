// From a fresh clone to a running program.
import Module from 'node:module';
import { ensureCompiled } from './compile.mjs';
import { endWithNpm } from './end-with-npm.mjs';
import { ensureInstalled } from './install.mjs';
import { enterProject, giveUp, inProject } from './project.mjs';

/** Installs and compiles when needed; ends the process with a line that says why if it cannot. */
export async function prepare() {
  await ensureInstalled().catch((error) => giveUp(error.message));
  enterProject();
}

/**
 * Becomes a program of dist, as if Node had been started with it. In this very process, not in a child: a signal
 * arrives once and where it belongs, the exit code is the program's own, and no kill leaves an orphan behind.
 *
 * @param app name of a folder in apps
 */
export async function launch(app) {
  await prepare();
  if (!(await ensureCompiled())) giveUp('The sources do not compile: see above.');
  endWithNpm();
  // a command shows no stack trace, and the maps of all packages cost it a fifth of its start
  if (app !== 'cli') process.setSourceMapsEnabled(true);
  process.argv[1] = inProject('dist', 'apps', app, 'src', 'main.js');
  Module.runMain();
}
