import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { localhostCertificate } from './certificate';
import { freePorts } from './free-ports';

const PATH = [process.env['PATH'] ?? '', '/usr/sbin'].join(':');
const isThere = ['certbot', 'pebble', 'pebble-challtestsrv', 'nginx'].every(
  (program) => spawnSync('sh', ['-c', `command -v ${program}`], { env: { PATH } }).status === 0,
);

/** `describe` for tests with a certificate authority: skipped where there is none, unless a machine runs them. */
export const describeWithAcme =
  isThere || process.env['CI'] === 'true'
    ? describe
    : (name: string, body: () => void): void => {
        describe.skip(`${name} (skipped: apt-get install certbot pebble nginx-light)`, body);
      };

/** How certbot ended, and what it and its hooks said. */
export interface CertbotResult {
  readonly code: number;
  readonly output: string;
}

/** Pebble, the certificate authority that Let's Encrypt tests with, and its name server: every name leads to 127.0.0.1. */
export class CertificateAuthority {
  private constructor(
    readonly folder: string,
    private readonly ports: { readonly api: number; readonly manage: number; readonly names: number },
    private readonly own: ReturnType<typeof localhostCertificate>,
    private readonly processes: readonly ChildProcess[],
  ) {}

  /** @param port where it looks for the answers to its challenges: port 80 of the real ones */
  static async start(port: number): Promise<CertificateAuthority> {
    const folder = await mkdtemp(join(tmpdir(), 'acme-'));
    const [api = 0, manage = 0, dns = 0, names = 0] = await freePorts(4);
    const own = localhostCertificate();
    const pebble = {
      listenAddress: `127.0.0.1:${api}`,
      managementListenAddress: `127.0.0.1:${manage}`,
      certificate: join(folder, 'own.crt'),
      privateKey: join(folder, 'own.key'),
      httpPort: port,
      tlsPort: 9,
      // six days: whenever certbot looks, one is due
      certificateValidityPeriod: 518_400,
    };
    await writeFile(pebble.certificate, own.cert);
    await writeFile(pebble.privateKey, own.key);
    await writeFile(join(folder, 'pebble.json'), JSON.stringify({ pebble }));
    const start = (program: string, args: readonly string[]): ChildProcess =>
      spawn(program, args, {
        env: { ...process.env, PEBBLE_VA_NOSLEEP: '1', PEBBLE_AUTHZREUSE: '0', PEBBLE_WFE_NONCEREJECT: '0' },
        stdio: 'ignore',
      });
    const doors = ['-http01=', '-https01=', '-tlsalpn01=', '-defaultIPv6='];
    const servers = ['-dns01', `127.0.0.1:${dns}`, '-management', `127.0.0.1:${names}`];
    const authority = new CertificateAuthority(folder, { api, manage, names }, own, [
      start('pebble-challtestsrv', [...doors, ...servers]),
      start('pebble', ['-config', join(folder, 'pebble.json'), '-dnsserver', `127.0.0.1:${dns}`]),
    ]);
    for (let time = 0; time < 100; time++) {
      if ((await authority.root().catch(() => '')) !== '') return authority;
      await sleep(50);
    }
    await authority.stop();
    throw new Error('Pebble did not start');
  }

  /** What makes certbot ask this authority, and keep its files in the folder. */
  get options(): string[] {
    const { folder } = this;
    const server = ['--server', `https://localhost:${this.ports.api}/dir`];
    const places = ['--work-dir', join(folder, 'work'), '--logs-dir', join(folder, 'log')];
    return [...server, ...places];
  }

  /** The certificate that its clients trust. */
  root(): Promise<string> {
    return new Promise((resolve, reject) => {
      const { manage } = this.ports;
      const asked = request(
        { host: '127.0.0.1', port: manage, servername: 'localhost', path: '/roots/0', ca: this.own.cert },
        (response) => resolve(text(response)),
      );
      asked.on('error', reject).end();
    });
  }

  /** Makes a name lead nowhere, so that its challenges fail, or to 127.0.0.1 again. */
  async resolve(name: string, leads: boolean): Promise<void> {
    const { names } = this.ports;
    const body = JSON.stringify({ host: name });
    await fetch(`http://127.0.0.1:${names}/${leads ? 'clear' : 'set'}-servfail`, { method: 'POST', body });
  }

  /**
   * Runs certbot, or a script that does.
   *
   * @param programs a folder whose programs come before those of the machine
   */
  certbot(command: string, args: readonly string[], programs: string): Promise<CertbotResult> {
    const env = { PATH: `${programs}:${PATH}`, REQUESTS_CA_BUNDLE: join(this.folder, 'own.crt') };
    return new Promise((resolve) => {
      execFile(command, args, { env }, (error, stdout, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
        resolve({ code, output: stdout + stderr });
      });
    });
  }

  async stop(): Promise<void> {
    for (const child of this.processes) {
      if (child.exitCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
