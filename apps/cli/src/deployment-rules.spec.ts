import { parseConfig } from '@app/config';
import { judgeAccounts, judgeDatabase, judgeSettings } from './deployment-rules';

const SAFE = {
  NODE_ENV: 'production',
  AUTH_KEYS: 'test:Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&',
  DATABASE_URL: 'postgres://app:secret@db.instrumentos.es:5432/app?sslmode=verify-full',
  APP_URL: 'https://www.instrumentos.es',
  SMTP_URL: 'smtp://user:secret@mail.instrumentos.es:587',
  MAIL_FROM: 'Buscainstrumentos <no-reply@instrumentos.es>',
  CORS_ORIGINS: 'https://www.instrumentos.es',
  TRUSTED_PROXIES: '10.0.0.0/8,fc00::/7,127.0.0.1',
  METRICS_PORT: '9464',
};
const ofSettings = (changes: Record<string, string>) =>
  judgeSettings(parseConfig({ ...SAFE, ...changes }, false)).map(
    ({ level, message }) => `${level}: ${message}`,
  );

describe('judgeSettings', () => {
  it('is silent about safe ones', () => {
    expect(ofSettings({})).toEqual([]);
  });

  it.each([
    ['postgres://app:secret@db.instrumentos.es/app'],
    ['postgres://app:secret@192.168.1.7/app?sslmode=prefer'],
    ['postgres://app:secret@[2001:db8::1]:5432/app?sslmode=disable'],
    ['postgres://app:secret@localhost/app?host=db.instrumentos.es'],
  ])('reports a database on another machine without TLS: %s', (url) => {
    expect(ofSettings({ DATABASE_URL: url })).toEqual([
      expect.stringMatching(/^error: DATABASE_URL .*without TLS.*sslmode=verify-full/),
    ]);
  });

  it.each([
    ['postgres://app:secret@localhost/app'],
    ['postgres://app:secret@127.0.0.1/app'],
    ['postgres://app:secret@[::1]/app'],
    ['postgres://app:secret@postgres:5432/app'],
    ['postgres://app:secret@localhost/app?host=/var/run/postgresql'],
    ['postgres://app:secret@db.instrumentos.es/app?ssl=true'],
    ['postgres://app:secret@db.instrumentos.es/app?sslmode=require'],
  ])('is silent about a database at hand or with TLS: %s', (url) => {
    expect(ofSettings({ DATABASE_URL: url })).toEqual([]);
  });

  it.each([
    [{ DATABASE_URL: 'postgres://app:CHANGE-ME@postgres/app' }, /^error: DATABASE_URL .*of the example/],
    [{ APP_URL: 'https://www.example.org' }, /^error: APP_URL still/],
    [{ CORS_ORIGINS: 'https://www.instrumentos.es,https://example.com' }, /^error: CORS_ORIGINS still/],
    [{ SMTP_URL: 'smtps://user:secret@mail.example.org:465' }, /^error: SMTP_URL still/],
    [{ MAIL_FROM: 'Us <no-reply@example.org>' }, /^error: MAIL_FROM still/],
    [{ TRUSTED_PROXIES: '0.0.0.0/0' }, /^error: TRUSTED_PROXIES .*0\.0\.0\.0\/0/],
    [{ TRUSTED_PROXIES: '10.0.0.1,::/0' }, /^error: TRUSTED_PROXIES .*::\/0/],
    [{ TRUSTED_PROXIES: '0.0.0.0/1,128.0.0.0/1' }, /^error: TRUSTED_PROXIES .*0\.0\.0\.0\/1, 128/],
    [{ CORS_ORIGINS: 'http://www.instrumentos.es' }, /^error: CORS_ORIGINS .*by https/],
    [{ NODE_ENV: 'development' }, /^error: SMTP_URL .*without TLS/],
    [{ COOKIE_SAMESITE: 'none' }, /^warning: COOKIE_SAMESITE=none/],
    [{ REGISTRATION: 'open' }, /^warning: REGISTRATION=open/],
    [{ LOG_LEVEL: 'debug' }, /^warning: LOG_LEVEL=debug/],
    [{ LOG_LEVEL: 'trace' }, /^warning: LOG_LEVEL=trace/],
    [{ METRICS_HOST: '0.0.0.0' }, /^warning: METRICS_HOST=0\.0\.0\.0/],
    [{ METRICS_HOST: '203.0.113.7', HOST: '0.0.0.0' }, /^warning: METRICS_HOST=203/],
  ])('reports %p alone', (changes, complaint) => {
    expect(ofSettings(changes)).toEqual([expect.stringMatching(complaint)]);
  });

  it.each([
    [{ METRICS_HOST: '0.0.0.0', HOST: '0.0.0.0' }],
    [{ METRICS_HOST: '10.0.0.7' }],
    [{ METRICS_HOST: '0.0.0.0', METRICS_PORT: '' }],
    [{ SMTP_URL: 'smtps://user:secret@mail.instrumentos.es:465' }],
    [{ COOKIE_SAMESITE: 'lax', LOG_LEVEL: 'warn', CORS_ORIGINS: '', TRUSTED_PROXIES: '' }],
    [{ APP_URL: 'https://notexample.org' }],
  ])('is silent about %p', (changes) => {
    expect(ofSettings(changes)).toEqual([]);
  });

  it('reports all at once, and no secret', () => {
    const all = ofSettings({
      DATABASE_URL: 'postgres://app:hunter2-CHANGEME@db.example.org/app',
      CORS_ORIGINS: 'http://www.example.org',
      LOG_LEVEL: 'trace',
    });
    expect(all).toHaveLength(5);
    expect(all.join('\n')).not.toContain('hunter2');
  });
});

describe('judgeDatabase', () => {
  const safe = { version: 150_004, superuser: false, fsync: true, fullPageWrites: true, skew: -4_900 };

  it('is silent about a safe one, and about the embedded one, where nobody else is', () => {
    expect(judgeDatabase(safe, false)).toEqual([]);
    expect(judgeDatabase({ ...safe, superuser: true }, true)).toEqual([]);
  });

  it.each([
    [{ version: 140_012 }, 'PostgreSQL 14 is too old'],
    [{ superuser: true }, 'is a superuser'],
    [{ fsync: false }, '(fsync off)'],
    [{ fullPageWrites: false }, '(full_page_writes off)'],
    [{ skew: 6_000 }, 'by 6 s'],
    [{ skew: -3_600_000 }, 'by 3600 s'],
  ])('reports %p', (changes, complaint) => {
    expect(judgeDatabase({ ...safe, ...changes }, false)).toEqual([
      { level: 'error', message: expect.stringContaining(complaint) },
    ]);
  });
});

describe('judgeAccounts', () => {
  const safe = { superuser: true, developmentUsers: [], legacyHashes: false };

  it('is silent about safe ones', () => {
    expect(judgeAccounts(safe)).toEqual([]);
  });

  it.each([
    [{ superuser: false }, 'warning', 'no active superuser'],
    [{ developmentUsers: ['admin@example.org'] }, 'error', '(admin@example.org)'],
    [{ legacyHashes: true }, 'warning', 'Django'],
  ])('reports %p', (changes, level, complaint) => {
    expect(judgeAccounts({ ...safe, ...changes })).toEqual([
      { level, message: expect.stringContaining(complaint) },
    ]);
  });
});
