import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import { linkOf, REFERENCE, startMail, type TestMail, TOKEN } from '../support/mail';

let app: TestMail;
beforeAll(async () => {
  app = await startMail();
});
afterAll(() => app.close());
beforeEach(() => app.empty());

const scansRow = z.object({ seq_scan: z.number(), idx_scan: z.number() });
const neverAsked = (): Promise<string | null> => Promise.reject(new Error('nobody needs a link'));
const files = (): Promise<string[]> => readdir(app.folder).catch(() => []);
const inFolder = (name: string): string => path.join(app.folder, name);

async function mode(file: string): Promise<string> {
  return ((await stat(file)).mode & 0o777).toString(8);
}

describe('the outbox', () => {
  it('stands or falls with the transaction of the caller', async () => {
    const fails = app.transactions.run(async () => {
      await app.enqueue();
      throw new Error('rolled back');
    });
    await expect(fails).rejects.toThrow('rolled back');
    expect(await app.mails()).toEqual([]);
    await app.transactions.run(() => app.enqueue());
    expect(await app.mails()).toHaveLength(1);
  });

  it('takes no secret in the place of a reference, and keeps nothing that it does not know', async () => {
    const content = { kind: 'password_reset' as const, link: TOKEN, minutes: 30 };
    await expect(app.enqueue({ content })).rejects.toThrow('Invalid UUID');
    const more = { kind: 'password_reset' as const, link: REFERENCE, minutes: 30, token: TOKEN };
    await app.enqueue({ content: more });
    const [mail] = await app.mails();
    expect(mail?.params).toEqual({ link: REFERENCE, minutes: 30 });
  });

  it.each([
    'ana@example.org, eve@example.org',
    'ana@example.org\r\nBcc: eve@example.org',
    'Ana <a@b.org>',
    'ana',
  ])('takes no recipient such as %j', async (to) => {
    await expect(app.enqueue({ to })).rejects.toThrow('outbox_mail_recipient_check');
  });

  it('puts mails into files that only their owner reads, named by the id', async () => {
    await app.enqueue();
    expect(await app.outbox.deliverDue(linkOf)).toEqual({ sent: 1, failed: 0, dropped: 0 });
    const [mail] = await app.mails();
    const name = `${String(mail?.id)}.eml`;
    expect(await files()).toEqual([name]);
    expect([await mode(app.folder), await mode(inFolder(name))]).toEqual(['700', '600']);
    const email = await PostalMime.parse(await readFile(inFolder(name)));
    expect(email.to).toEqual([expect.objectContaining({ address: 'ana@example.org' })]);
    expect(email.text).toContain(TOKEN);
    expect(mail).toMatchObject({ attempts: 1, claimed_until: null, failed_at: null, last_error: null });
    expect(mail?.sent_at).toBeInstanceOf(Date);
    expect(await app.outbox.deliverDue(neverAsked)).toEqual({ sent: 0, failed: 0, dropped: 0 });
  });

  it('closes the folder to others when somebody left it open', async () => {
    await mkdir(app.folder, { mode: 0o755 });
    await app.enqueue();
    await app.outbox.deliverDue(linkOf);
    expect(await mode(app.folder)).toBe('700');
  });

  it('leaves a mail that another process has in its hands', async () => {
    await app.enqueue();
    await app.rows(`UPDATE outbox_mail SET attempts = 1, claimed_until = now() + interval '1 minute'`);
    expect(await app.outbox.deliverDue(neverAsked)).toEqual({ sent: 0, failed: 0, dropped: 0 });
    expect(await files()).toEqual([]);
  });

  it('does not wait for a mail that somebody is just claiming, and takes the next one', async () => {
    await app.enqueue({ to: 'held@example.org' });
    await app.enqueue({ to: 'free@example.org' });
    await app.rows('BEGIN');
    await app.rows(`SELECT FROM outbox_mail WHERE recipient = 'held@example.org' FOR UPDATE`);
    expect(await app.outbox.deliverDue(linkOf)).toMatchObject({ sent: 1 });
    await app.rows('COMMIT');
    expect(await app.outbox.deliverDue(linkOf)).toMatchObject({ sent: 1 });
  });

  it('sends a mail again whose process died before sending it', async () => {
    await app.enqueue();
    await app.rows(`UPDATE outbox_mail SET attempts = 1, claimed_until = now() - interval '1 second'`);
    expect(await app.outbox.deliverDue(linkOf)).toMatchObject({ sent: 1 });
    expect(await files()).toHaveLength(1);
    expect(await app.mails()).toMatchObject([{ attempts: 2, last_error: null }]);
  });

  it('keeps one file of a mail whose process died between sending and marking it', async () => {
    await app.enqueue();
    await app.outbox.deliverDue(linkOf);
    const [name = ''] = await files();
    const before = [await readFile(inFolder(name), 'utf8'), (await stat(inFolder(name))).ino];
    await app.rows(`UPDATE outbox_mail SET sent_at = NULL, claimed_until = now() - interval '1 second'`);
    expect(await app.outbox.deliverDue(linkOf)).toMatchObject({ sent: 1 });
    expect(await files()).toEqual([name]);
    expect([await readFile(inFolder(name), 'utf8'), (await stat(inFolder(name))).ino]).toEqual(before);
    const [mail] = await app.mails();
    expect(mail?.sent_at).not.toBeNull();
  });

  it('finishes a file that a process left half written', async () => {
    await app.enqueue();
    const [mail] = await app.mails();
    await mkdir(app.folder);
    await writeFile(inFolder(`.${String(mail?.id)}.draft`), 'half a ma');
    await app.outbox.deliverDue(linkOf);
    expect(await files()).toEqual([`${String(mail?.id)}.eml`]);
    expect(await readFile(inFolder(`${String(mail?.id)}.eml`), 'utf8')).toMatch(/<\/html>[^<]+--\r\n$/);
  });

  it('tries ten times over a day, three times as long apart each time, and then gives up', async () => {
    await writeFile(app.folder, 'a file where the folder should be');
    await app.enqueue();
    const minutes: number[] = [];
    for (let attempt = 1; attempt < 10; attempt += 1) {
      expect(await app.outbox.deliverDue(linkOf)).toEqual({ sent: 0, failed: 1, dropped: 0 });
      const [mail] = await app.mails();
      expect(mail).toMatchObject({ attempts: attempt, failed_at: null, claimed_until: null });
      minutes.push(Math.ceil(Number(mail?.wait) / 60));
      expect(await app.outbox.deliverDue(neverAsked)).toMatchObject({ failed: 0 }); // not before its time
      await app.makeDue();
    }
    expect(minutes).toEqual([1, 3, 9, 27, 81, 243, 360, 360, 360]);
    await app.outbox.deliverDue(linkOf);
    await rm(app.folder);
    await app.makeDue();
    expect(await app.outbox.deliverDue(neverAsked)).toMatchObject({ sent: 0, failed: 0 });
    expect(await app.mails()).toMatchObject([{ attempts: 10, sent_at: null, last_error: 'EEXIST' }]);
    expect((await app.mails())[0]?.failed_at).not.toBeNull();
  });

  it('gives up a mail that ended its process each time', async () => {
    await app.enqueue();
    await app.rows(`UPDATE outbox_mail SET attempts = 10, claimed_until = now() - interval '1 second'`);
    expect(await app.outbox.deliverDue(neverAsked)).toMatchObject({ sent: 0, failed: 1 });
    expect(await app.mails()).toMatchObject([{ last_error: 'no attempt came to its end' }]);
    expect(await files()).toEqual([]);
  });

  it('drops a mail whose link is worth nothing any more', async () => {
    await app.enqueue();
    const asked: string[] = [];
    const gone = (reference: string): Promise<null> => {
      asked.push(reference);
      return Promise.resolve(null);
    };
    expect(await app.outbox.deliverDue(gone)).toEqual({ sent: 0, failed: 0, dropped: 1 });
    expect(asked).toEqual([REFERENCE]);
    expect(await files()).toEqual([]);
    expect(await app.mails()).toMatchObject([{ sent_at: null, last_error: 'link expired or used' }]);
    await app.makeDue();
    expect(await app.outbox.deliverDue(linkOf)).toEqual({ sent: 0, failed: 0, dropped: 0 });
  });

  it('asks for a link only where there is one', async () => {
    await app.enqueue({ content: { kind: 'account_exists' } });
    expect(await app.outbox.deliverDue(neverAsked)).toMatchObject({ sent: 1 });
  });

  it('keeps a mail whose link cannot be made now until its claim runs out', async () => {
    await app.enqueue();
    await expect(app.outbox.deliverDue(neverAsked)).rejects.toThrow('nobody needs a link');
    expect(await app.outbox.deliverDue(linkOf)).toMatchObject({ sent: 0 });
    await app.makeDue();
    expect(await app.outbox.deliverDue(linkOf)).toMatchObject({ sent: 1 });
  });

  it('leaves a mail that it does not understand to a newer program, and goes on', async () => {
    await app.enqueue();
    await app.rows(`UPDATE outbox_mail SET kind = 'alert', next_attempt_at = now() - interval '1 minute'`);
    await app.enqueue();
    expect(await app.outbox.deliverDue(linkOf)).toEqual({ sent: 1, failed: 1, dropped: 0 });
    const [alert] = await app.mails();
    expect(alert).toMatchObject({ kind: 'alert', failed_at: null, last_error: 'unknown kind or parameters' });
  });

  it('sends 100 mails at most at once, and stops behind the mail in hand when it is told to', async () => {
    for (let n = 0; n < 102; n += 1) await app.enqueue({ content: { kind: 'account_exists' } });
    await app.enqueue();
    const stopping = new AbortController();
    await app.rows(`UPDATE outbox_mail SET next_attempt_at = 'epoch' WHERE kind = 'password_reset'`);
    const stop = (reference: string): Promise<string | null> => {
      stopping.abort();
      return linkOf(reference);
    };
    expect(await app.outbox.deliverDue(stop, { signal: stopping.signal })).toMatchObject({ sent: 1 });
    expect(await app.outbox.deliverDue(linkOf)).toMatchObject({ sent: 100 });
    expect(await app.outbox.deliverDue(linkOf)).toMatchObject({ sent: 2 });
  });

  it('holds no secret of a link in any table', async () => {
    await app.enqueue();
    await app.enqueue();
    await app.outbox.deliverDue(linkOf);
    const tables = await app.rows(
      `SELECT format('%I', relname) AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    let dump = '';
    for (const { name } of tables) {
      dump += JSON.stringify(await app.rows(`SELECT row::text FROM ${String(name)} AS row`));
    }
    expect(dump).toContain(REFERENCE);
    expect(dump).not.toContain(TOKEN);
  });
});

describe('a purge of the outbox', () => {
  const old = `INSERT INTO outbox_mail (recipient, language, kind, params, created_at, sent_at, failed_at)
               SELECT 'ana@example.org', 'es', 'account_exists', '{}', now() - interval '99 days',
                      CASE WHEN n % 2 = 0 THEN now() - $1::interval END,
                      CASE WHEN n % 2 = 1 THEN now() - $1::interval END FROM generate_series(1, $2) AS n`;

  it('deletes what was sent or failed 30 days ago, and never what waits', async () => {
    await app.rows(old, ['30 days 1 minute', 2_500]);
    await app.rows(old, ['29 days 23 hours 59 minutes', 2]);
    await app.enqueue();
    await app.rows(`UPDATE outbox_mail SET created_at = 'epoch' WHERE sent_at IS NULL AND failed_at IS NULL`);
    expect([await app.outbox.purgeSent(2_000), await app.outbox.purgeSent(2_000)]).toEqual([2_000, 500]);
    expect(await app.outbox.purgeSent(2_000)).toBe(0);
    expect(await app.mails()).toHaveLength(3);
  });

  it('walks an index, as does the search for what is due', async () => {
    await app.rows(old, ['1 day', 20_000]);
    await app.rows(old, ['31 days', 10]);
    await app.enqueue({ content: { kind: 'account_exists' } });
    await app.rows('ANALYZE outbox_mail');
    const scans = await app.transactions.run(async () => {
      // of this connection, also what it read before and has not handed in yet
      const counted = async (): Promise<z.infer<typeof scansRow> | undefined> => {
        const rows = await app.transactions.query(
          scansRow,
          `SELECT seq_scan::int, idx_scan::int FROM pg_stat_xact_user_tables WHERE relname = 'outbox_mail'`,
        );
        return rows[0];
      };
      const before = await counted();
      expect(await app.outbox.deliverDue(neverAsked)).toMatchObject({ sent: 1 });
      expect(await app.outbox.purgeSent(2_000)).toBe(10);
      return { before, after: await counted() };
    });
    expect(scans.before).toBeDefined();
    expect(scans.after?.seq_scan).toBe(scans.before?.seq_scan);
    expect(scans.after?.idx_scan).toBeGreaterThan(scans.before?.idx_scan ?? 0);
  });
});
