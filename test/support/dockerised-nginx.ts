import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import type { Nginx } from './nginx';
import { ROOT } from './source-files';

const command = z.array(z.string());
const answer = (code: number, said = ''): string => JSON.stringify({ code, said });

/** What the `docker` command is here: it hands its arguments over to the test, and answers what that says. */
const DOCKER = (port: number): string => `#!${process.execPath}
fetch('http://127.0.0.1:${port}/', { method: 'POST', body: JSON.stringify(process.argv.slice(2)) })
  .then((response) => response.json())
  .then(({ code, said }) => { process.stdout.write(said); process.exitCode = code; });
`;

/**
 * The scripts of `scripts/certbot` before the real Nginx of a test. Their `docker` stops, starts and reloads that Nginx; the
 * real one is what `npm run test:deploy` asks. Replaced in them are the folders, as in the files of Nginx, and where the
 * tests do not run as root, the group that may read the key.
 */
export class DockerisedNginx {
  /** What `docker` was told, in turn. */
  readonly commands: string[] = [];

  private constructor(
    readonly nginx: Nginx,
    private readonly server: Server,
  ) {}

  static async of(nginx: Nginx, domain: string): Promise<DockerisedNginx> {
    const server = createServer();
    server.unref();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const dockerised = new DockerisedNginx(nginx, server);
    server.on('request', (request, response) => {
      void json(request)
        .then((said) => dockerised.docker(command.parse(said).join(' ')))
        .catch((error: unknown) => answer(1, `${String(error)}\n`))
        .then((body) => response.end(body));
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await mkdir(dockerised.programs);
    await writeFile(join(dockerised.programs, 'docker'), DOCKER(port), { mode: 0o755 });
    await writeFile(join(nginx.folder, '.env'), `DOMAIN=${domain}\n`);
    await dockerised.copyScripts();
    return dockerised;
  }

  /** The folder of that `docker`. */
  get programs(): string {
    return join(this.nginx.folder, 'programs');
  }

  /** Path of one of the scripts. */
  script(name: string): string {
    return join(this.nginx.folder, 'scripts/certbot', name);
  }

  close(): void {
    this.server.close();
  }

  private async copyScripts(): Promise<void> {
    const { folder } = this.nginx;
    await cp(join(ROOT, 'scripts/certbot'), this.script('.'), { recursive: true });
    const files = await readdir(this.script('.'), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.sh'))) {
      const text = await readFile(this.script(file), 'utf8');
      const rendered = text
        .replaceAll('/etc/letsencrypt', `${folder}/letsencrypt`)
        .replaceAll('/var/www/certbot', `${folder}/webroot`)
        .replace('group=101', `group=${process.getuid?.() === 0 ? 101 : (process.getgid?.() ?? 101)}`);
      await writeFile(this.script(file), rendered);
    }
  }

  private async docker(said: string): Promise<string> {
    this.commands.push(said);
    const { nginx } = this;
    switch (said) {
      case 'compose stop --timeout 5 nginx':
        await nginx.halt();
        return answer(0);
      case 'compose up --detach --no-deps --no-recreate nginx':
        if (!nginx.isRunning) await nginx.start();
        return answer(0);
      case 'compose ps --status running --quiet nginx':
        return answer(0, nginx.isRunning ? 'nginx\n' : '');
      case 'compose exec -T nginx sh /etc/nginx/buscainstrumentos/reload.sh': {
        const { code, output } = await nginx.run('reload.sh');
        return answer(code, output);
      }
      default:
        return answer(125, `no such command here: ${said}\n`);
    }
  }
}
