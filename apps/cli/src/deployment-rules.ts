import { BlockList, isIP } from 'node:net';
import type { Config } from '@app/config';
import { type DatabaseState, MOST_SKEW } from '@app/database';

/** Something that is unsafe or keeps an installation from running (`error`), or that somebody should look at. */
export interface Finding {
  readonly level: 'error' | 'warning';
  /** What is wrong, and what to do about it. */
  readonly message: string;
}

export const error = (message: string): Finding => ({ level: 'error', message });
export const warning = (message: string): Finding => ({ level: 'warning', message });

/** Below this, 15, PostgreSQL lacks what our schema is made of. */
const OLDEST_POSTGRESQL = 150_000;
/** Nobody has as many proxies as a network with fewer bits than this has addresses. */
const LEAST_BITS = { 4: 8, 6: 7 } as const;
const EXAMPLE = /(?:^|[/@.])example\.(?:org|com|net)\b/i;

type Rule = (config: Config) => Finding | null;

/** What the settings of production must not be; one rule a fault. */
const rulesOfSettings: readonly Rule[] = [
  ({ database: { url } }) =>
    url !== null && isRemote(url) && !isEncrypted(url)
      ? error(
          'DATABASE_URL leads to another machine without TLS, and the password goes along: add ?sslmode=verify-full',
        )
      : null,
  ({ database: { url } }) =>
    url !== null && /change.?me/i.test(url)
      ? error('DATABASE_URL still has the password of the example: give the role another one')
      : null,
  (config) => {
    const names = settingsOfExample(config);
    return names.length > 0
      ? error(`${names.join(', ')} still have names of the example (example.org): fill them in`)
      : null;
  },
  ({ http: { trustedProxies } }) => {
    const wide = trustedProxies.filter(isTooWide);
    return wide.length > 0
      ? error(
          `TRUSTED_PROXIES believes nearly everybody about where he comes from (${wide.join(', ')}): name the proxies alone`,
        )
      : null;
  },
  ({ http: { corsOrigins } }) => {
    const plain = corsOrigins.filter((origin) => origin.startsWith('http:'));
    return plain.length > 0
      ? error(
          `CORS_ORIGINS has pages that anybody on their way can change (${plain.join(', ')}): serve them by https`,
        )
      : null;
  },
  ({ mail: { smtpUrl, requireTls } }) =>
    smtpUrl?.startsWith('smtp:') === true && !requireTls
      ? error(
          'SMTP_URL may send passwords and links without TLS: NODE_ENV=production insists on it, smtps: begins with it',
        )
      : null,
  ({ auth: { cookieSameSite } }) =>
    cookieSameSite === 'none'
      ? warning(
          'COOKIE_SAMESITE=none sends cookies from pages of every site: only for a client on another site; else strict',
        )
      : null,
  ({ auth: { registrationOpen } }) =>
    registrationOpen
      ? warning('REGISTRATION=open lets anybody make an account: closed, unless that is meant')
      : null,
  ({ log: { level } }) =>
    ['debug', 'trace'].includes(level)
      ? warning(`LOG_LEVEL=${level} fills disks and tells more of people than anybody needs: info`)
      : null,
  ({ http: { host }, operations: { metrics } }) =>
    metrics !== null && isExposed(metrics.host, host)
      ? warning(
          `METRICS_HOST=${metrics.host} shows the figures to whoever reaches the port: 127.0.0.1, or a private address`,
        )
      : null,
];

/** What is unsafe in the settings of production. */
export function judgeSettings(config: Config): Finding[] {
  return rulesOfSettings.map((rule) => rule(config)).filter((finding) => finding !== null);
}

/**
 * What is unsafe about the server of the database.
 *
 * @param own whether it is the embedded one, which belongs to nobody else
 */
export function judgeDatabase(
  { version, superuser, fsync, fullPageWrites, skew }: DatabaseState,
  own: boolean,
): Finding[] {
  const findings: Finding[] = [];
  if (version < OLDEST_POSTGRESQL) {
    findings.push(error(`PostgreSQL ${Math.floor(version / 10_000)} is too old: 15 or newer`));
  }
  if (superuser && !own) {
    findings.push(
      error('The role in DATABASE_URL is a superuser of PostgreSQL: use one that owns this database alone'),
    );
  }
  const risky = [fsync ? '' : 'fsync', fullPageWrites ? '' : 'full_page_writes'].filter(
    (name) => name !== '',
  );
  if (risky.length > 0) {
    findings.push(
      error(`PostgreSQL loses data when the machine stops (${risky.join(' and ')} off): turn it on`),
    );
  }
  if (Math.abs(skew) > MOST_SKEW) {
    findings.push(
      error(
        `The clock here differs from that of the database by ${Math.round(Math.abs(skew) / 1000)} s: set both by NTP`,
      ),
    );
  }
  return findings;
}

/** What there is in an installation that has all migrations. */
export interface Accounts {
  readonly superuser: boolean;
  /** E-mails of active accounts that `seed` made. */
  readonly developmentUsers: readonly string[];
  /** Whether there are hashes that another program wrote. */
  readonly legacyHashes: boolean;
}

/** What is unsafe about its accounts. */
export function judgeAccounts({ superuser, developmentUsers, legacyHashes }: Accounts): Finding[] {
  const findings: Finding[] = [];
  if (!superuser) findings.push(warning('There is no active superuser: cli createsuperuser'));
  if (developmentUsers.length > 0) {
    findings.push(
      error(
        `Users for development can sign in (${developmentUsers.join(', ')}): deactivate or delete those that are nobody`,
      ),
    );
  }
  if (legacyHashes) {
    findings.push(
      warning(
        'There are passwords as Django hashed them, which each sign-in renews: reset those of who never comes',
      ),
    );
  }
  return findings;
}

/** A name without a dot is one of the same network of containers, which its engine keeps apart. */
function isRemote(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  const host = (searchParams.get('host') ?? hostname).replace(/^\[|\]$/g, '');
  if (host === '' || host.startsWith('/') || host.startsWith('%2F')) return false;
  return isIP(host) === 0 ? host.includes('.') && host !== 'localhost' : !loopback.check(host, family(host));
}

function isEncrypted(url: string): boolean {
  const { searchParams } = new URL(url);
  const mode = searchParams.get('sslmode');
  return mode === null
    ? ['true', '1'].includes(searchParams.get('ssl') ?? '')
    : ['require', 'verify-ca', 'verify-full'].includes(mode);
}

function settingsOfExample({ http, mail }: Config): string[] {
  const values = {
    CORS_ORIGINS: http.corsOrigins.join(' '),
    APP_URL: mail.appUrl,
    SMTP_URL: mail.smtpUrl ?? '',
    MAIL_FROM: mail.from,
  };
  return Object.entries(values)
    .filter(([, value]) => value.split(/\s/).some((word) => EXAMPLE.test(word)))
    .map(([name]) => name);
}

function isTooWide(network: string): boolean {
  const [address = '', bits] = network.split('/');
  return bits !== undefined && Number(bits) < LEAST_BITS[isIP(address) === 4 ? 4 : 6];
}

/** Whether others reach an address that need not; a server whose own address is everywhere is in a container. */
function isExposed(address: string, own: string): boolean {
  if (isIP(address) === 0) return false;
  if (['0.0.0.0', '::'].includes(address)) return !['0.0.0.0', '::'].includes(own);
  return !loopback.check(address, family(address)) && !confined.check(address, family(address));
}

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const confined = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  confined.addSubnet(network, bits, 'ipv4');
}
confined.addSubnet('fc00::', 7, 'ipv6');
