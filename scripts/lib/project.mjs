// What every script knows: where the project is, how it speaks, which settings it hands on.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A path inside the project. */
export const inProject = (...names) => path.join(root, ...names);

/** Tells the person at the terminal. On stderr, because stdout belongs to the program that is started. */
export const say = (text) => console.error(text);

/** Tells why it goes no further, in one line, and ends with exit code 1. */
export function giveUp(text) {
  say(text);
  process.exit(1);
}

/** Makes the project the working directory, and settings of its `.env` part of the environment; what is set wins. */
export function enterProject() {
  // npm notes where its user stands in INIT_CWD; without npm it is the directory we are in
  if (process.cwd() !== root || !process.env.INIT_CWD) process.env.INIT_CWD = process.cwd();
  process.chdir(root);
  if (existsSync('.env')) process.loadEnvFile('.env');
}
