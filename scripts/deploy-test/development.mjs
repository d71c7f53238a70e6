import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compose, docker, inCopy, makeCopy, plain, services, step, until } from '../lib/deployment.mjs';

const PANEL_TEXTS = 'apps/admin/src/i18n/en.ts';

/** From a copy of the project to an answer of the API, and a change that is answered. */
export async function development() {
  await step('a fresh copy', () => {
    return `${makeCopy()} files; Docker ${docker('version', '--format', '{{.Server.Version}}')}, Compose ${compose('version', '--short')}`;
  });
  await step('docker compose up', () => {
    compose('config', '--quiet');
    compose('up', '--detach', '--wait');
    assert.equal(services(), 'api healthy, nginx healthy, panel healthy, postgres healthy');
    const { count } = JSON.parse(plain('/listInstrument'));
    assert.ok(count > 400);
    assert.match(plain('/admin/'), /src="\/admin\/@vite\/client"/);
    return `${services()}; ${count} listings`;
  });
  await step('hot reload', async () => {
    const file = inCopy('apps/api/src/http/http-catalogue.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace("'No encontrado'", "'Perdido'"));
    const asked = () => plain('/api/nothing', '--header', 'Accept-Language: es');
    await until(() => asked().includes('Perdido'), 60);
    const texts = inCopy(PANEL_TEXTS);
    const shown = () => plain(`/admin/${path.posix.relative('apps/admin', PANEL_TEXTS)}`);
    assert.doesNotMatch(shown(), /Changed on the way/);
    writeFileSync(texts, `${readFileSync(texts, 'utf8')}\nexport const changed = 'Changed on the way';\n`);
    await until(() => shown().includes('Changed on the way'), 60);
    return 'a change of a source is answered, of the API and of the panel';
  });
  await step('docker compose down', () => {
    compose('down', '--volumes', '--rmi', 'local', '--timeout', '30');
    return 'stopped';
  });
}
