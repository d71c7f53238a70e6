import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { processes, underLoad } from './rolling-update.mjs';
import { compose, docker, IMAGE, inCopy, quietly, run, skip, start, step } from '../lib/deployment.mjs';

const REGISTRY = 'registry:2';
const REPOSITORY = 'localhost:5000/buscainstrumentos-test/api';
/** A commit made of one digit. */
const commit = (digit) => digit.repeat(40);
const image = (digit) => `${REPOSITORY}:${commit(digit)}`;

/** Pushes a version that differs in a line of its Dockerfile, and forgets it here. */
function publish(digit, ...lines) {
  const input = [`FROM ${IMAGE}`, ...lines, ''].join('\n');
  run('docker', ['build', '--quiet', '--tag', image(digit), '-'], { input });
  docker('push', '--quiet', image(digit));
  docker('image', 'rm', image(digit));
}

const inService = () => readFileSync(inCopy('.env'), 'utf8').match(/^API_IMAGE=(.*)$/m)[1];
const imagesOfProcesses = () =>
  [...new Set(processes().map((id) => docker('inspect', '--format', '{{.Config.Image}}', id)))].join();

/** A deployment as the key of the workflow starts it. @returns its exit code and what it said */
async function deploy(asked) {
  const { output } = start('scripts/deploy', [], { SSH_ORIGINAL_COMMAND: asked });
  return output.then(
    (said) => ({ code: 0, said }),
    ({ code, message }) => ({ code, said: message }),
  );
}

/** scripts/deploy with a registry: versions that are good, sick, wrong in every way, or not there. */
export async function deployments() {
  const there = () =>
    docker('image', 'ls', '--quiet', REGISTRY) !== '' || quietly('pull', '--quiet', REGISTRY);
  if (!there()) return skip('scripts/deploy', `there is no image ${REGISTRY} to run a registry of`);
  try {
    await registry();
    await good();
    await bad();
  } finally {
    quietly('rm', '--force', '--volumes', 'buscainstrumentos-test-registry');
    for (const digit of '12345') quietly('image', 'rm', '--force', image(digit));
  }
}

async function registry() {
  await step('a registry', async () => {
    const name = ['--name', 'buscainstrumentos-test-registry', '--network', 'host'];
    docker('run', '--detach', ...name, '--env', 'REGISTRY_HTTP_ADDR=127.0.0.1:5000', REGISTRY);
    docker('tag', IMAGE, image('1'));
    publish('2', 'LABEL version=2');
    publish('3', 'CMD ["node", "-e", "process.exit(1)"]');
    publish(
      '4',
      'USER root',
      "RUN printf '#!/bin/sh\\necho no such column; exit 1\\n' > /usr/local/bin/cli",
      'USER node',
    );
    // ready, and good for nothing else
    const answer =
      '(request, response) => response.writeHead(/^.health/.test(request.url) ? 200 : 500).end()';
    publish('5', `CMD ["node", "-e", "require('http').createServer(${answer}).listen(3000)"]`);
    const env = readFileSync(inCopy('.env'), 'utf8');
    writeFileSync(inCopy('.env'), env.replace(/^API_IMAGE=.*$/m, `API_IMAGE=${image('1')}`));
    compose('up', '--detach', '--wait', '--scale', 'api=2', 'api', 'nginx');
    return 'four versions pushed';
  });
}

async function good() {
  await step('a good version under load', async () => {
    const { result, line } = await underLoad(() => deploy(commit('2')));
    assert.equal(result.code, 0, result.said);
    assert.deepEqual([inService(), imagesOfProcesses()], [image('2'), image('2')]);
    return `in service; ${line}`;
  });
}

async function bad() {
  const stays = async (digit, said) => {
    const { result, line } = await underLoad(() => deploy(commit(digit)));
    assert.equal(result.code, 1, result.said);
    assert.match(result.said, said);
    assert.deepEqual([inService(), imagesOfProcesses()], [image('2'), image('2')]);
    return `exit code 1, the former version serves; ${line}`;
  };
  await step('one whose processes end', () => stays('3', /the new processes; the former image serves/));
  await step('one that cannot migrate', () => stays('4', /no such column[^]*the former image serves/));
  await step('one that is not there', () => stays('6', /there is no such image/));
  await step('one that is ready and answers 500', async () => {
    const { code, said } = await deploy(commit('5'));
    assert.equal(code, 1, said);
    assert.match(said, /back to the former image[^]*the former one serves/);
    assert.deepEqual([inService(), imagesOfProcesses()], [image('2'), image('2')]);
    return 'exit code 1, the former version came back';
  });
  await step('two at once', async () => {
    const results = await Promise.all([deploy(commit('2')), deploy(commit('2'))]);
    assert.deepEqual(results.map(({ code }) => code).sort(), [0, 1], JSON.stringify(results));
    assert.match(results.map(({ said }) => said).join(), /another one is at work/);
    return 'one works, the other one says so';
  });
  await step('what is no commit', async () => {
    const trap = inCopy('trap');
    const asked = [
      `${commit('2')}; touch ${trap}`,
      `$(touch ${trap})`,
      `${commit('2')}\n${commit('2')}`,
      '',
      '2',
      'latest',
    ];
    for (const text of asked) {
      const { code, said } = await deploy(text);
      assert.equal(code, 2, `${text}: ${said}`);
    }
    assert.ok(!existsSync(trap));
    return `${asked.length} of them: exit code 2, nothing done`;
  });
}
