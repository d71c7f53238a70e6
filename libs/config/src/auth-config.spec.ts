import { parseConfig } from './config';
import { ConfigurationError } from './config.errors';

const SECRET = 'Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&';
const PRODUCTION = {
  APP_URL: 'https://www.example.org',
  SMTP_URL: 'smtp://mail.example.org',
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db/app',
};
const faultsOf = (variables: Record<string, string>): readonly string[] => {
  try {
    parseConfig(variables, false);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
};

describe('configuration of sign-in', () => {
  it('has the lifetimes of the contract', () => {
    const { auth } = parseConfig({}, false);
    expect(auth.normal).toEqual({ access: 600_000, idle: 604_800_000, absolute: 2_592_000_000 });
    expect(auth.staff).toEqual({ access: 300_000, idle: 1_800_000, absolute: 43_200_000 });
    expect(auth.keys).toEqual([]);
  });

  it('reads a ring of keys', () => {
    expect(parseConfig({ AUTH_KEYS: `b:${SECRET}, a:${SECRET}:x` }, false).auth.keys).toEqual([
      { kid: 'b', secret: SECRET },
      { kid: 'a', secret: `${SECRET}:x` },
    ]);
  });

  it('refuses production without keys, and takes it with them', () => {
    expect(faultsOf(PRODUCTION)).toEqual([expect.stringMatching(/^AUTH_KEYS is required in production/)]);
    expect(faultsOf({ ...PRODUCTION, AUTH_KEYS: `a:${SECRET}` })).toEqual([]);
  });

  it.each([
    SECRET,
    `:${SECRET}`,
    `a b:${SECRET}`,
    'a:short',
    `a:${SECRET.slice(1)}`,
    `a:${SECRET},a:${SECRET}`,
    `a:${SECRET},b:short`,
    `a:${'x'.repeat(64)}`,
    'a:CHANGE-ME-CHANGE-ME-CHANGE-ME-0123456789',
    `a:${SECRET} ${SECRET}`,
    `a:ñ${SECRET}`,
  ])('refuses the ring %j and does not repeat it', (ring) => {
    const [fault, ...more] = faultsOf({ AUTH_KEYS: ring });
    expect(fault).toMatch(/^AUTH_KEYS must /);
    expect(more).toEqual([]);
    expect(fault).not.toContain(SECRET.slice(1));
  });

  it.each([
    ['ACCESS_TTL_SECONDS', '0'],
    ['REFRESH_IDLE_SECONDS', '7d'],
    ['SESSION_ABSOLUTE_STAFF_SECONDS', '43200.5'],
    ['AUTH_ISSUER', 'two words'],
  ])('refuses %s=%s', (key, value) => {
    expect(faultsOf({ [key]: value })).toEqual([expect.stringMatching(new RegExp(`^${key} must `))]);
  });

  it('refuses lifetimes that contradict each other', () => {
    expect(faultsOf({ ACCESS_TTL_SECONDS: '3600', REFRESH_IDLE_SECONDS: '600' })).toEqual([
      'ACCESS_TTL_SECONDS must not be longer than REFRESH_IDLE_SECONDS',
    ]);
  });
});
