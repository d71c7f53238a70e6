import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Certificate, localhostCertificate } from './certificate';
import { freePorts } from './free-ports';
import { ROOT } from './source-files';

/** Where Debian has it is not on the path of everybody. */
const PATH = [process.env['PATH'] ?? '', '/usr/sbin'].join(':');
// null where there is no such program
const asked: { readonly stderr: string | null } = spawnSync('nginx', ['-V'], {
  encoding: 'utf8',
  env: { PATH },
});
const version = asked.stderr ?? '';
const isThere = version.includes('nginx/');

/** Who Nginx runs as when the tests run as root: the user and group of its container. */
const NOBODY = process.getuid?.() === 0 ? { uid: 101, gid: 101 } : {};

/** `describe` for tests of the real Nginx: skipped where there is none, unless a machine runs them. */
export const describeWithNginx =
  isThere || process.env['CI'] === 'true'
    ? describe
    : (name: string, body: () => void): void => {
        describe.skip(`${name} (skipped: apt-get install nginx-light)`, body);
      };

/** A line of the access log. */
export type AccessLine = Readonly<Record<string, string | number>>;

interface NginxOptions {
  readonly conf?: 'local' | 'prod';
  /** Ports of the processes of the API. */
  readonly upstreams?: readonly number[];
  /** Of `localhost`; `null`: there is none yet. */
  readonly certificate?: Certificate | null;
  /** Name of the site. */
  readonly domain?: string;
  /** Whether this machine is a load balancer whose X-Forwarded-For is believed. */
  readonly behindHop?: boolean;
}

/** How a script of `nginx/` ended. */
interface ScriptResult {
  readonly code: number;
  readonly output: string;
}

/** The real Nginx with the files of `nginx/`, in a folder of its own. */
export class Nginx {
  private process: ChildProcess | undefined;
  private said = '';

  constructor(
    readonly folder: string,
    private readonly conf: 'local' | 'prod',
    /** Ports of plain http, of TLS and of the health check. */
    readonly ports: { readonly http: number; readonly https: number; readonly health: number },
    readonly certificate: Certificate,
    private readonly domain: string,
  ) {}

  get isRunning(): boolean {
    return this.process !== undefined && this.process.exitCode === null;
  }

  /** What it has said at its start. */
  get output(): string {
    return this.said;
  }

  /** Starts it as its container does, and waits until it answers. */
  async start(): Promise<this> {
    const child = spawn('sh', [join(this.folder, 'conf/start.sh'), this.conf], this.spawning());
    this.process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (this.said += String(text)));
    for (let time = 0; time < 100; time++) {
      if (child.exitCode !== null) break;
      if (await this.isHealthy()) return this;
      await sleep(50);
    }
    child.kill();
    throw new Error(`Nginx did not start:\n${this.said}`);
  }

  /** Whether the health check of the container would be content. */
  async isHealthy(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.ports.health}/`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** Whether a process of the API is ready, as scripts/rollout asks inside the container. */
  async ready(): Promise<boolean> {
    return (await fetch(`http://127.0.0.1:${this.ports.health}/ready`)).ok;
  }

  /** Runs a script of `nginx/`, or the program itself. */
  run(
    command: 'start.sh' | 'reload.sh' | 'nginx',
    args: readonly string[] = [],
    domain = this.domain,
  ): Promise<ScriptResult> {
    const [program, ...first] =
      command === 'nginx' ? (['nginx'] as const) : (['sh', join(this.folder, 'conf', command)] as const);
    return new Promise((resolve) => {
      execFile(program, [...first, ...args], this.spawning(domain), (error, stdout, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
        resolve({ code, output: stdout + stderr });
      });
    });
  }

  /** Sends a signal to the process that holds the others. */
  signal(name: NodeJS.Signals): void {
    this.process?.kill(name);
  }

  /** Puts a certificate where certbot does. */
  async install({ key, cert }: Certificate): Promise<void> {
    const live = join(this.folder, 'letsencrypt/live/localhost');
    await mkdir(live, { recursive: true });
    await writeFile(join(live, 'fullchain.pem'), cert);
    await writeFile(join(live, 'privkey.pem'), key);
  }

  /** Keeps everybody but the owner, who is another one, from the folder of the certificates, as certbot does. */
  async lock(): Promise<void> {
    await chmod(join(this.folder, 'letsencrypt/live'), NOBODY.uid === undefined ? 0 : 0o700);
  }

  /** The lines of the access log, once there are as many as a test waits for. */
  async accessLog(atLeast = 1): Promise<AccessLine[]> {
    let lines: string[] = [];
    for (let time = 0; time < 100 && lines.length < atLeast; time++) {
      if (time > 0) await sleep(20);
      const text = await this.logFile('access.log');
      lines = text.split('\n').filter((line) => line !== '');
    }
    return lines.map((line) => {
      const parsed: AccessLine = JSON.parse(line);
      return parsed;
    });
  }

  /** A log as text; empty while there is none. */
  logFile(name: 'access.log' | 'error.log'): Promise<string> {
    return readFile(join(this.folder, 'log', name), 'utf8').catch(() => '');
  }

  /** Ends it; it can be started again. */
  async halt(): Promise<void> {
    if (!this.process || !this.isRunning) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
  }

  /** Ends it and removes its folder. */
  async stop(): Promise<void> {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }

  private spawning(domain = this.domain): { env: Record<string, string>; uid?: number; gid?: number } {
    return { env: { PATH, DOMAIN: domain }, ...NOBODY };
  }
}

/**
 * The files of `nginx/` in a folder of their own, made to run beside others on this machine: that is all that is
 * replaced in them.
 *
 * - folders: `/tmp/nginx`, `/var/log/nginx`, `/var/www/certbot`, `/etc/letsencrypt`;
 * - ports 8080, 8443 and 8081, on the loopback addresses only;
 * - the one line `server api:3000 resolve …` by a line for each process of the API;
 * - what the program at hand is too old for: `http2 on` (before 1.25.1), `keepalive_min_timeout` (before
 *   1.27.4), the curve X25519MLKEM768 (OpenSSL before 3.5).
 */
export async function prepareNginx(options: NginxOptions = {}): Promise<Nginx> {
  if (!isThere) throw new Error('there is no Nginx: apt-get install nginx-light');
  const { conf = 'prod', upstreams = [9], certificate, domain = 'localhost', behindHop = false } = options;
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  const [http = 0, https = 0, health = 0] = await freePorts(3);
  const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
    all?.some(({ address }) => address === '::1'),
  );
  const servers = upstreams.map((port) => `server 127.0.0.1:${port} max_fails=2 fail_timeout=5s;`);
  const replacements: readonly (readonly [RegExp, string])[] = [
    [/\/tmp\/nginx/g, `${folder}/run`],
    [/\/var\/log\/nginx/g, `${folder}/log`],
    [/\/var\/www\/certbot/g, `${folder}/webroot`],
    [/\/etc\/letsencrypt/g, `${folder}/letsencrypt`],
    [/listen \[::\]:(\d+)/g, hasIpv6 ? 'listen [::1]:$1' : '# listen'],
    [/listen (\d+)(?=[ ;])/g, 'listen 127.0.0.1:$1'],
    [/(listen .*:)8080/g, `$1${http}`],
    [/(listen .*:)8443/g, `$1${https}`],
    [/(listen .*:)8081/g, `$1${health}`],
    [/server (api|panel):\d+ resolve.*;/, servers.join(' ')],
    ...(isOlder(/nginx\/([\d.]+)/, [1, 25, 1])
      ? ([
          [/ ssl;(?=[^}]*http2 on;)/g, ' ssl http2;'],
          [/http2 on;/, ''],
        ] as const)
      : []),
    ...(isOlder(/nginx\/([\d.]+)/, [1, 27, 4]) ? ([[/keepalive_min_timeout .*;/, '']] as const) : []),
    ...(isOlder(/OpenSSL ([\d.]+)/, [3, 5, 0]) ? ([[/X25519MLKEM768:/, '']] as const) : []),
    ...(behindHop
      ? ([
          [/# (set_real_ip_from|real_ip_header|real_ip_recursive)/g, '$1'],
          [/192\.0\.2\.0\/24/, '127.0.0.1'],
        ] as const)
      : []),
  ];

  await cp(join(ROOT, 'nginx'), join(folder, 'conf'), { recursive: true });
  const files = await readdir(join(folder, 'conf'), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /\.(conf|sh)$/.test(name))) {
    const path = join(folder, 'conf', file);
    const text = await readFile(path, 'utf8');
    const rendered = replacements.reduce((made, [from, to]) => made.replace(from, to), text);
    await writeFile(path, rendered);
  }
  for (const name of ['log', 'webroot', 'letsencrypt']) await mkdir(join(folder, name));
  if (NOBODY.uid !== undefined) {
    for (const name of ['.', 'log']) await chown(join(folder, name), NOBODY.uid, NOBODY.gid);
  }

  const ports = { http, https, health };
  const nginx = new Nginx(folder, conf, ports, certificate ?? localhostCertificate(), domain);
  if (certificate !== null) await nginx.install(nginx.certificate);
  return nginx;
}

/** The same, running; stop it in `afterAll`. */
export async function startNginx(options: NginxOptions = {}): Promise<Nginx> {
  return (await prepareNginx(options)).start();
}

/** Whether a version in the output of `nginx -V` is older than another one. */
function isOlder(pattern: RegExp, than: readonly number[]): boolean {
  const found = (pattern.exec(version)?.[1] ?? '').split('.').map(Number);
  const differs = than.findIndex((part, index) => (found[index] ?? 0) !== part);
  return differs >= 0 && (found[differs] ?? 0) < (than[differs] ?? 0);
}
