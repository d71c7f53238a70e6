import { parseCommandSecrets } from './command-secrets';
import { parseConfig } from './config';
import { ConfigurationError } from './config.errors';

const faultsOf = (variables: Record<string, string>): readonly string[] => {
  try {
    parseConfig(variables, false);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
};

describe('configuration', () => {
  it('runs with nothing set', () => {
    expect(parseConfig({}, false)).toMatchObject({
      production: false,
      http: { host: '127.0.0.1', port: 3000, corsLocalhost: true },
      database: { url: null, autoMigrate: true },
      seed: true,
      timeZone: 'Europe/Madrid',
    });
  });

  it('lists all faults together, by variable', () => {
    const faults = faultsOf({ PORT: 'http', TIME_ZONE: 'Mars/Olympus', CORS_ORIGINS: '*', SEED: 'yes' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['PORT', 'SEED', 'TIME_ZONE', 'CORS_ORIGINS']);
  });

  it('never repeats a value, which may be a secret', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://user:hunter2@host/db' }).join()).not.toContain('hunter2');
  });

  it('takes an empty variable as absent', () => {
    expect(parseConfig({ PORT: ' ', DATABASE_URL: '' }, false)).toMatchObject({
      http: { port: 3000 },
      database: { url: null },
    });
  });

  it.each([
    [{}, /DATABASE_URL is required/],
    [{ DATABASE_URL: 'postgres://db/app', SEED: 'on' }, /SEED=on/],
    [{ DATABASE_URL: 'postgres://db/app', CORS_ORIGINS: '*' }, /CORS_ORIGINS/],
    [{ DATABASE_URL: 'postgres://db/app', CORS_ORIGINS: 'https://a.example/path' }, /CORS_ORIGINS/],
  ])('refuses an unsafe production: %j', (variables, fault) => {
    expect(faultsOf({ NODE_ENV: 'production', ...variables }).join('\n')).toMatch(fault);
  });

  it('accepts a safe production, without fixtures and without local origins', () => {
    const MAIL = { APP_URL: 'https://www.example.org', SMTP_URL: 'smtp://mail.example.org' };
    const AUTH_KEYS = 'a:Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&';
    const config = parseConfig(
      { ...MAIL, NODE_ENV: 'production', DATABASE_URL: 'postgres://db/app', AUTH_KEYS },
      true,
    );
    expect(config).toMatchObject({ seed: false, http: { corsLocalhost: false }, log: { pretty: false } });
  });
});

describe('secrets of commands', () => {
  it('are taken to the letter, and stay out of the configuration', () => {
    const variables = { SUPERUSER_EMAIL: ' ana@example.org ', SUPERUSER_PASSWORD: ' with spaces around ' };
    expect(parseCommandSecrets(variables)).toEqual({
      superuserEmail: 'ana@example.org',
      superuserPassword: ' with spaces around ',
      newPassword: null,
    });
    expect(JSON.stringify(parseConfig(variables, false))).not.toContain('spaces around');
  });

  it('are absent when empty', () => {
    expect(parseCommandSecrets({ NEW_PASSWORD: ' ', SUPERUSER_PASSWORD: '' })).toEqual({
      superuserEmail: null,
      superuserPassword: null,
      newPassword: null,
    });
  });

  it.each(['abc', '127.0.0.1/99', '10.0.0.0/', '1.2.3', '::1/129', '10.0.0.0/8/8'])(
    'refuses %s as a trusted proxy, by name',
    (entry) => {
      expect(() => parseConfig({ TRUSTED_PROXIES: entry }, false)).toThrow(/TRUSTED_PROXIES must list/);
    },
  );

  it('takes addresses and networks as trusted proxies', () => {
    const list = '10.0.0.0/8, 192.168.1.7,::1,fd00::/8';
    expect(parseConfig({ TRUSTED_PROXIES: list }, false).http.trustedProxies).toHaveLength(4);
  });
});
