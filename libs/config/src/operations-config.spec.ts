import { parseConfig } from './config';
import { ConfigurationError } from './config.errors';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db/app',
  AUTH_KEYS: 'a:Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&',
  APP_URL: 'https://www.example.org',
  SMTP_URL: 'smtps://mail.example.org',
};

describe('configuration of operations', () => {
  it('keeps no figures, logs to standard output and stops at once unless told otherwise', () => {
    const config = parseConfig({}, true);
    expect(config.operations).toEqual({ metrics: null, drain: 0, processes: 1 });
    expect(config.log).toMatchObject({ file: null, pretty: true });
  });

  it('drains for some seconds in production', () => {
    expect(parseConfig(PRODUCTION, false).operations.drain).toBe(5_000);
    expect(parseConfig({ ...PRODUCTION, DRAIN_SECONDS: '0' }, false).operations.drain).toBe(0);
    expect(parseConfig({ DRAIN_SECONDS: '3' }, false).operations.drain).toBe(3_000);
  });

  it('serves figures on this machine only unless told otherwise', () => {
    const { metrics } = parseConfig({ METRICS_PORT: '9464' }, false).operations;
    expect(metrics).toEqual({ host: '127.0.0.1', port: 9464 });
    const open = parseConfig({ METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' }, false).operations;
    expect(open.metrics?.host).toBe('0.0.0.0');
  });

  it.each(['auto', 'pretty'])('writes JSON into a file, whatever the form on a terminal: %s', (format) => {
    const { log } = parseConfig({ LOG_FILE: 'logs/api.log', LOG_FORMAT: format }, true);
    expect(log).toMatchObject({ file: 'logs/api.log', pretty: false });
  });

  it.each([
    [{ METRICS_PORT: '3000' }, /METRICS_PORT must not be PORT/],
    [{ METRICS_PORT: '65536' }, /METRICS_PORT must be a whole number from 0 to 65535/],
    [{ METRICS_PORT: 'off' }, /METRICS_PORT must be a whole number/],
    [{ DRAIN_SECONDS: '21' }, /DRAIN_SECONDS must be a whole number from 0 to 20/],
    [{ DRAIN_SECONDS: '0.5' }, /DRAIN_SECONDS must be a whole number/],
  ])('refuses %j', (variables, fault) => {
    const parse = () => parseConfig(variables, false);
    expect(parse).toThrow(ConfigurationError);
    expect(parse).toThrow(fault);
  });
});
