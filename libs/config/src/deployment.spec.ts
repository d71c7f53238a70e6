import { judgeDeployment } from './deployment';

const FIT = {
  NODE_ENV: 'production',
  AUTH_KEYS: 'test:Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&',
  DATABASE_URL: 'postgres://app:secret@localhost/app',
  APP_URL: 'https://www.instrumentos.es',
  SMTP_URL: 'smtp://mail.instrumentos.es:587',
};

describe('judgeDeployment', () => {
  it('finds no fault in what production starts with', () => {
    const { faults, config } = judgeDeployment(FIT);
    expect(faults).toEqual([]);
    expect(config).toMatchObject({ production: true, database: { url: FIT.DATABASE_URL } });
  });

  it('names what is unusable, missing and refused together, each once', () => {
    const { faults } = judgeDeployment({ ...FIT, AUTH_KEYS: 'short', SMTP_URL: '', PORT: 'x', SEED: 'on' });
    expect(faults.map((fault) => fault.split(/[ =]/, 1)[0])).toEqual([
      'PORT',
      'AUTH_KEYS',
      'SEED',
      'SMTP_URL',
    ]);
  });

  it('goes on with what is usable, as it is without the rest', () => {
    const { config } = judgeDeployment({ ...FIT, PORT: 'x', LOG_LEVEL: 'trace', REGISTRATION: 'open' });
    expect(config).toMatchObject({
      http: { port: 3000 },
      log: { level: 'trace' },
      auth: { registrationOpen: true },
    });
  });

  it('judges a machine for development by the rules of production', () => {
    const { faults, config } = judgeDeployment({ ...FIT, NODE_ENV: 'development', AUTH_KEYS: '' });
    expect(faults).toEqual([
      expect.stringMatching(/^NODE_ENV is not production/),
      expect.stringMatching(/^AUTH_KEYS is required/),
    ]);
    expect(config).toMatchObject({ production: false });
  });
});
