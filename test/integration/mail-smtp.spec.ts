import tls from 'node:tls';
import type { MailContent } from '@app/mail';
import { type Certificate, localhostCertificate } from '../support/certificate';
import { linkOf, type MailServer, startMail, startMailServer, type TestMail, TOKEN } from '../support/mail';

let app: TestMail;
const servers: MailServer[] = [];
beforeAll(async () => {
  app = await startMail();
});
afterAll(() => app.close());
beforeEach(() => app.empty());
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function server(options: Parameters<typeof startMailServer>[0] = {}): Promise<MailServer> {
  const started = await startMailServer(options);
  servers.push(started);
  return started;
}

/** An answer of the server, with the status code and the text. */
function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/** Lets this process believe in a certificate, as NODE_EXTRA_CA_CERTS would. */
function trust({ cert }: Certificate): void {
  const real = tls.createSecureContext;
  jest.spyOn(tls, 'createSecureContext').mockImplementation((options) => real({ ...options, ca: cert }));
}
afterEach(() => jest.restoreAllMocks());

describe('a mail over SMTP', () => {
  it('arrives whole, in both languages, as text and as HTML', async () => {
    const mails = await server();
    const outbox = await app.another(mails.url());
    await app.enqueue({ to: 'ana@example.org', language: 'es' });
    await app.enqueue({ to: 'bob@example.org', language: 'en' });
    expect(await outbox.deliverDue(linkOf)).toEqual({ sent: 2, failed: 0, dropped: 0 });

    const rows = await app.mails();
    const subjects = { es: 'Elige otra contraseña', en: 'Choose another password' };
    for (const { id, recipient, language, created_at } of rows) {
      const found = mails.received.find(({ email }) => email.to?.[0]?.address === recipient);
      const email = found?.email;
      expect(email).toMatchObject({
        subject: language === 'es' ? subjects.es : subjects.en,
        from: { name: 'Ñandú, Música', address: 'no-reply@example.org' },
        messageId: `<${id}@example.org>`,
        attachments: [],
      });
      expect(email?.to).toHaveLength(1);
      expect(Date.parse(email?.date ?? '')).toBe(Math.floor(created_at.getTime() / 1000) * 1000);
      expect(found?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
      expect(email?.text).toContain(TOKEN);
      expect(email?.html).toContain(`<html lang="${language}">`);
      expect(email?.html).toContain(TOKEN);
      expect(found).toMatchObject({ sender: 'no-reply@example.org', recipients: [recipient] });
      // headers are ASCII on the wire, whatever they say (RFC 2047)
      expect(found?.raw.split('\r\n\r\n')[0]).toMatch(/^[\x20-\x7e\r\n\t]+$/);
    }
    expect(rows).toHaveLength(2);
  });

  it('is sent once each by runners at once', async () => {
    const mails = await server();
    const runners = [await app.another(mails.url()), await app.another(mails.url())];
    for (let n = 0; n < 30; n += 1) await app.enqueue({ to: `n${n}@example.org` });
    const reports = await Promise.all(runners.map((runner) => runner.deliverDue(linkOf)));
    expect(reports.map(({ sent }) => sent).reduce((a, b) => a + b)).toBe(30);
    expect(reports.every(({ sent }) => sent > 0)).toBe(true);
    const ids = mails.received.map(({ email }) => email.messageId);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });

  it('has the same Message-ID when it is sent again because nobody could mark it', async () => {
    const mails = await server();
    const outbox = await app.another(mails.url());
    await app.enqueue();
    await outbox.deliverDue(linkOf);
    await app.rows(`UPDATE outbox_mail SET sent_at = NULL, claimed_until = now() - interval '1 second'`);
    await outbox.deliverDue(linkOf);
    const [first, second] = mails.received.map(({ email }) => email.messageId);
    expect(first).toMatch(/^<[0-9a-f-]{36}@example\.org>$/);
    expect(second).toBe(first);
  });

  it('fails at once when it is refused for good, and keeps codes only of what the server said', async () => {
    const mails = await server({
      onRcptTo: ({ address }, _session, done) => {
        done(address === 'ana@example.org' ? refusal(550, '5.1.1 no ana@example.org here') : null);
      },
      onData: (stream, _session, done) => {
        stream.resume().on('end', () => done(refusal(554, `5.7.1 listed: https://x.org/?token=${TOKEN}`)));
      },
    });
    const outbox = await app.another(mails.url());
    await app.enqueue({ to: 'ana@example.org' });
    await app.enqueue({ to: 'bob@example.org' });
    expect(await outbox.deliverDue(linkOf)).toEqual({ sent: 0, failed: 2, dropped: 0 });
    const rows = await app.mails();
    expect(rows.map(({ last_error }) => last_error)).toEqual([
      'EENVELOPE RCPT TO 550 5.1.1',
      'EMESSAGE DATA 554 5.7.1',
    ]);
    expect(rows.map(({ attempts, failed_at }) => [attempts, failed_at instanceof Date])).toEqual([
      [1, true],
      [1, true],
    ]);
  });

  it('waits when it is not taken now, without holding up the others', async () => {
    const mails = await server({
      onRcptTo: ({ address }, _session, done) => {
        done(address === 'ana@example.org' ? refusal(451, '4.7.1 greylisted') : null);
      },
    });
    const outbox = await app.another(mails.url());
    await app.enqueue({ to: 'ana@example.org' });
    await app.enqueue({ to: 'bob@example.org' });
    expect(await outbox.deliverDue(linkOf)).toEqual({ sent: 1, failed: 1, dropped: 0 });
    expect((await app.mails())[0]).toMatchObject({
      failed_at: null,
      last_error: 'EENVELOPE RCPT TO 451 4.7.1',
    });
  });

  it('waits with all others when the server is away', async () => {
    const mails = await server();
    const url = mails.url();
    await mails.close();
    servers.pop();
    const outbox = await app.another(url);
    await app.enqueue();
    await app.enqueue();
    expect(await outbox.deliverDue(linkOf)).toEqual({ sent: 0, failed: 1, dropped: 0 });
    const reasons = (await app.mails()).map(({ attempts, last_error }) => [attempts, last_error]);
    expect(reasons.sort()).toEqual([
      [0, null],
      [1, 'ESOCKET ECONNREFUSED CONN'],
    ]);
  });

  it('signs in as the URL says, and is not to blame when that fails', async () => {
    const names: (string | undefined)[] = [];
    const mails = await server({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        names.push(username);
        done(null, password === 'a:b/c@d' ? { user: username } : {});
      },
    });
    await app.enqueue();
    const wrong = await app.another(mails.url('smtp', 'user%40example.org:wrong@'));
    expect(await wrong.deliverDue(linkOf)).toMatchObject({ sent: 0, failed: 1 });
    expect(await app.mails()).toMatchObject([{ failed_at: null, last_error: 'EAUTH AUTH PLAIN 535' }]);
    await app.makeDue();
    const right = await app.another(mails.url('smtp', 'user%40example.org:a%3Ab%2Fc%40d@'));
    expect(await right.deliverDue(linkOf)).toMatchObject({ sent: 1 });
    expect(names).toEqual(['user@example.org', 'user@example.org']);
  });

  it('brings hostile values neither into its headers nor into its HTML', async () => {
    const mails = await server();
    const outbox = await app.another(mails.url());
    const hostile = '<img src=x onerror=alert(1)>\r\nBcc: eve@example.org';
    const content: MailContent = {
      kind: 'token_reuse',
      at: '2026-11-03T13:05:00Z',
      ip: hostile,
      knownIp: null,
    };
    await app.enqueue({ content });
    await outbox.deliverDue(linkOf);
    const [got] = mails.received;
    expect(got?.email.html).not.toContain('<img');
    expect(got?.email.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(got?.email.bcc).toBeUndefined();
    expect(got?.recipients).toEqual(['ana@example.org']);
  });
});

describe('encryption of mail', () => {
  const waits = async (): Promise<unknown> =>
    (await app.mails()).map(({ sent_at, failed_at }) => [sent_at, failed_at]);

  it('is insisted on: nothing is said to a server that has none', async () => {
    const mails = await server();
    const outbox = await app.another(mails.url(), true);
    await app.enqueue();
    expect(await outbox.deliverDue(linkOf)).toMatchObject({ sent: 0, failed: 1 });
    expect(mails.received).toEqual([]);
    expect(await waits()).toEqual([[null, null]]);
  });

  it('is insisted on: nothing is said to a server whose certificate nobody vouches for', async () => {
    const certificate = localhostCertificate();
    for (const [scheme, secure, required] of [
      ['smtp', false, true],
      ['smtps', true, false],
    ] as const) {
      const mails = await server({ ...certificate, secure, disabledCommands: [] });
      const outbox = await app.another(mails.url(scheme), required);
      await app.empty();
      await app.enqueue();
      expect(await outbox.deliverDue(linkOf)).toMatchObject({ sent: 0, failed: 1 });
      expect(mails.received).toEqual([]);
      expect(await waits()).toEqual([[null, null]]);
    }
  });

  it.each([
    ['smtp', false],
    ['smtps', true],
  ] as const)('is used with a server of good standing (%s)', async (scheme, secure) => {
    const certificate = localhostCertificate();
    trust(certificate);
    const mails = await server({ ...certificate, secure, disabledCommands: [] });
    const outbox = await app.another(mails.url(scheme), true);
    await app.enqueue();
    expect(await outbox.deliverDue(linkOf)).toMatchObject({ sent: 1, failed: 0 });
    expect(mails.received.map(({ secure: encrypted }) => encrypted)).toEqual([true]);
  });

  it('is used where nobody insists on it, whoever vouches for it', async () => {
    const mails = await server({ ...localhostCertificate(), disabledCommands: [] });
    const outbox = await app.another(mails.url());
    await app.enqueue();
    expect(await outbox.deliverDue(linkOf)).toMatchObject({ sent: 1 });
    expect(mails.received.map(({ secure: encrypted }) => encrypted)).toEqual([true]);
  });
});
