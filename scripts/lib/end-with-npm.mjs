// npm runs a script in a shell and, when it is told to end, kills that shell without a word to the script below it:
// "npm start" would be over and the server still there. So the script looks for itself whether npm is still above it.
import { readFileSync } from 'node:fs';

const LOOK_EVERY = 500;

/** Ends this process as SIGTERM does when the npm that runs it, if one does, is gone. */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const begun = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === begun) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY);
  timer.unref();
}

/** The parent and, if that is the shell in between (a SIGKILL of npm leaves it alone), its parent too. */
function ancestors() {
  const parent = process.ppid;
  const isShell = proc(parent, 'cmdline').split('\0')[1] === '-c';
  // "123 (sh) S 45 ...": the fourth field is the parent
  return isShell ? `${parent} ${/\) \S (\d+)/.exec(proc(parent, 'stat'))?.[1]}` : `${parent}`;
}

function proc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // not Linux: the parent alone must do
  }
}
