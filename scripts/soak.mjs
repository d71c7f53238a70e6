// npm run soak -- [--minutes 60] [--json FILE]: whether a server that works for an hour leaks anything (--help).
import { ensureCompiled } from './lib/compile.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { prepare } from './lib/launch.mjs';
import { giveUp } from './lib/project.mjs';

await prepare();
const { readSoakOptions } = await import('../test/bench/soak-options.mjs');
const options = readSoakOptions(process.argv.slice(2));
if (!(await ensureCompiled())) giveUp('The sources do not compile: see above.');
endWithNpm();
const { soak } = await import('../test/bench/soak.mjs');
await soak(options);
