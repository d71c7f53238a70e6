import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessToken } from './service.mjs';
import { ADDRESS, compose, docker, IMAGE, inCopy, run, SITE, start, step } from '../lib/deployment.mjs';

const PER_SECOND = 300;
const AT_MOST = 40_000;

/** The containers of the API, by their ids. */
export const processes = () => compose('ps', '--quiet', 'api').split('\n').sort();

/**
 * Runs something while requests come in, and fails if one of them was answered 5xx or not at all. They ask for what no
 * cache answers.
 *
 * @returns what work returned, and a line about the requests
 */
export async function underLoad(work) {
  const script = [
    '--volume',
    `${inCopy('scripts/deploy-test')}:/load:ro`,
    '--entrypoint',
    'node',
    IMAGE,
    '/load/load.mjs',
  ];
  const wanted = [ADDRESS, SITE, `Bearer ${accessToken()}`, PER_SECOND, AT_MOST];
  const load = start('docker', ['run', '--rm', '--interactive', '--network', 'host', ...script, ...wanted]);
  let result;
  try {
    await sleep(2_000);
    result = await work();
    await sleep(2_000);
  } finally {
    load.stdin.end();
  }
  const { sent, perSecond, statuses, median, p99, slowest } = JSON.parse(await load.output);
  const bad = Object.keys(statuses).filter((status) => !/^[24]\d\d$/.test(status));
  assert.deepEqual(bad, [], JSON.stringify(statuses));
  assert.ok(statuses[200] > 0 && sent < AT_MOST, JSON.stringify(statuses));
  const line = `${sent} requests, ${perSecond}/s: ${JSON.stringify(statuses)}, ${median} ms, p99 ${p99} ms, slowest ${slowest} ms`;
  return { result, line };
}

/** Two processes replaced by two others while requests come in, and a version that does not come up. */
export async function rollingUpdate() {
  await step('two processes', () => {
    const file = inCopy('nginx/snippets/http.conf');
    // all requests of this test come from one address
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/rate=\d+r\/s/g, 'rate=5000r/s'));
    compose('up', '--detach', '--wait', '--scale', 'api=2', 'api', 'nginx');
    compose('exec', '-T', 'nginx', 'sh', '/etc/nginx/buscainstrumentos/reload.sh');
    assert.equal(processes().length, 2);
    return 'healthy';
  });
  await step('rolling update under load', async () => {
    const before = processes();
    const { result, line } = await underLoad(() => start('scripts/rollout', []).output);
    const after = processes();
    assert.equal(after.length, 2);
    assert.ok(!after.some((container) => before.includes(container)));
    assert.equal(result.match(/stopped, exit code 0/g)?.length, 2, result);
    return line;
  });
  await step('a version that does not come up', async () => {
    const before = processes();
    const sick = `${IMAGE}-sick`;
    run('docker', ['build', '--quiet', '--tag', sick, '-'], {
      input: `FROM ${IMAGE}\nCMD ["node", "-e", "setInterval(() => {}, 1000)"]\n`,
    });
    const { result, line } = await underLoad(async () => {
      const rollout = start('scripts/rollout', ['--timeout', '8'], { API_IMAGE: sick });
      return rollout.output.then(
        () => assert.fail('the rollout did not notice'),
        (error) => error,
      );
    });
    docker('image', 'rm', sick);
    assert.equal(result.code, 1, result.message);
    assert.match(result.message, /the new ones are removed, the old ones serve/);
    assert.deepEqual(processes(), before);
    return `exit code 1, the same processes serve; ${line}`;
  });
}
