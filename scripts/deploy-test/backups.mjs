// What npm run test:deploy sees of scripts/backup and scripts/restore: docs/operators/backup.md, on the production stack.
import assert from 'node:assert/strict';
import { compose, inCopy, run, secure, step } from '../lib/deployment.mjs';

const psql = (sql) =>
  compose(
    ...['exec', '-T', 'postgres', 'psql', '--username', 'buscainstrumentos', '--no-align', '--tuples-only'],
    ...['--command', sql],
  );
const listings = () => psql('SELECT count(*) FROM instrument');

/** @param account who signs in before the backup, and is signed in after it was brought back */
export async function backups(account) {
  let access = '';
  let before = '';
  await step('scripts/backup', () => {
    compose('up', '--detach', '--wait');
    const json = ['--header', 'Content-Type: application/json', '--data', JSON.stringify(account)];
    ({ access } = JSON.parse(secure('/api/v1/auth/token', ...json)));
    before = listings();
    assert.notEqual(before, '0');
    return run('scripts/backup', []).replace(inCopy(), '.');
  });
  await step('scripts/restore --verify', () => {
    const [last] = run('scripts/restore', ['--verify', 'backups']).split('\n').slice(-1);
    return last.replace(inCopy(), '.');
  });
  await step('scripts/restore --replace', () => {
    psql('DELETE FROM instrument');
    assert.throws(() => run('scripts/restore', ['backups']), /is not empty/);
    assert.throws(() => run('scripts/restore', ['--replace', 'backups']), /stop the API first/);
    compose('stop', 'api');
    const said = run('scripts/restore', ['--replace', 'backups']);
    compose('up', '--detach', '--wait');
    assert.equal(listings(), before);
    const { email } = JSON.parse(secure('/api/v1/me', '--header', `Authorization: Bearer ${access}`));
    assert.equal(email, account.email);
    return `${before} listings are back, and a token is good as before; ${said.split('\n').at(-2)}`;
  });
  await step('a lost server', () => {
    compose('stop', 'api', 'nginx');
    compose('down', '--volumes');
    compose('up', '--detach', '--wait', 'postgres');
    run('scripts/restore', ['backups']);
    compose('up', '--detach', '--wait');
    const { email } = JSON.parse(secure('/api/v1/me', '--header', `Authorization: Bearer ${access}`));
    assert.equal(`${listings()} ${email}`, `${before} ${account.email}`);
    return 'restored into an empty volume, then up';
  });
}
