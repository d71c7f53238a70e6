// npm run bench -- [options]: how fast the product is, next to references measured in the same run (--help).
import { ensureCompiled } from './lib/compile.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { prepare } from './lib/launch.mjs';
import { giveUp } from './lib/project.mjs';

await prepare();
const { readOptions } = await import('../test/bench/options.mjs');
const options = readOptions(process.argv.slice(2));
if (!(await ensureCompiled())) giveUp('The sources do not compile: see above.');
endWithNpm();
const { bench } = await import('../test/bench/bench.mjs');
await bench(options);
