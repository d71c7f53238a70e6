import { parseConfig } from './config';
import { ConfigurationError } from './config.errors';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db/app',
  AUTH_KEYS: 'a:Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&',
  APP_URL: 'https://www.example.org/app/',
  SMTP_URL: 'smtps://user:secret@mail.example.org',
};

describe('configuration of mail', () => {
  it('puts mails into files without a server, and into the mail server with one', () => {
    expect(parseConfig({ DATA_DIR: './data' }, false).mail).toEqual({
      ...{ appUrl: 'http://localhost:3000/admin', smtpUrl: null, folder: 'data/sent_emails' },
      ...{ from: 'Buscainstrumentos <no-reply@localhost>', requireTls: false },
    });
    expect(parseConfig({ PORT: '4000' }, false).mail.appUrl).toBe('http://localhost:4000/admin');
    expect(parseConfig(PRODUCTION, false).mail).toMatchObject({
      ...{ appUrl: 'https://www.example.org/app', smtpUrl: PRODUCTION.SMTP_URL, requireTls: true },
    });
  });

  it.each([
    [{ SMTP_URL: '' }, /SMTP_URL is required in production/],
    [{ APP_URL: 'http://www.example.org' }, /APP_URL must be an https address/],
    [{ APP_URL: 'https://www.example.org/#/' }, /APP_URL must be the address/],
    [{ SMTP_URL: 'mail.example.org' }, /SMTP_URL must be a URL/],
    [{ SMTP_URL: 'smtp://mail.example.org?tls.rejectUnauthorized=false' }, /SMTP_URL must be a URL/],
    [{ MAIL_FROM: 'no-reply@example.org' }, /MAIL_FROM must be written/],
    [{ MAIL_FROM: 'A <a@b>\nBcc: x <x@y>' }, /MAIL_FROM must be written/],
  ])('refuses production with %j', (variables, fault) => {
    const parse = () => parseConfig({ ...PRODUCTION, ...variables }, false);
    expect(parse).toThrow(ConfigurationError);
    expect(parse).toThrow(fault);
  });
});
