// npm test                  every check, then every test
// npm test -- --coverage    the same, and how much of the code the tests ran (also: npm run coverage)
// npm test -- price         only the tests whose path matches; other arguments of Jest are welcome too
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { inProject } from './lib/project.mjs';

await ensureInstalled();
// the admin panel is tested as it is built
await ensureInstalled('apps/admin');
const { checks, tool } = await import('./lib/checks.mjs');

const AT_ONCE = 2;
const ci = process.env.CI === 'true';
const args = process.argv.slice(2);
const coverage = args.includes('--coverage');
const onlyJest = args.some((argument) => argument !== '--coverage');
const totals = { passed: 0, failed: 0, skipped: 0 };

function report(name, state, started, note = '') {
  totals[state] += 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const mark = { passed: '✓', failed: '✗', skipped: '-' }[state];
  console.log(`${mark} ${name.padEnd(16)} ${state.padEnd(8)} ${seconds.padStart(5)} s${note && `  ${note}`}`);
}

/** All of them, failures or not, so that one run shows everything there is to repair. */
async function runChecks() {
  const waiting = [...checks];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = performance.now();
      const { state, output } = await check
        .run()
        .catch((error) => ({ state: 'failed', output: error.stack }));
      report(check.name, state, started, state === 'skipped' ? output : '');
      if (state === 'failed') console.log(`${output.replaceAll(/^/gm, '    ')}\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function runJest() {
  const started = performance.now();
  const file = inProject('test-results', 'jest.json');
  mkdirSync(inProject('test-results'), { recursive: true });
  rmSync(file, { force: true });
  const reporters = coverage ? ['--coverageReporters=text-summary', '--coverageReporters=lcovonly'] : [];
  const { code } = await tool(
    'jest/bin/jest.js',
    ['--json', `--outputFile=${file}`, ...(ci ? ['--ci'] : []), ...reporters, ...args],
    { live: true },
  );
  const counted = count(file);
  for (const state of Object.keys(totals)) totals[state] += counted[state];
  if (ci && counted.skipped > 0) {
    report('jest', 'failed', started, `${counted.skipped} tests were skipped, and CI has what they need`);
  } else if (code !== 0 && counted.failed === 0) {
    report('jest', 'failed', started, `Jest itself failed with exit code ${code}`);
  }
}

/** What Jest wrote down; a file that could not even be loaded counts as a failure. */
function count(file) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

if (!onlyJest) await runChecks();
await runJest();
if (totals.failed > 0) process.exitCode = 1;
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
