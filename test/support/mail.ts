import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client, type QueryResultRow } from 'pg';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type Config, ConfigModule, parseConfig } from '@app/config';
import { DatabaseModule, Transactions } from '@app/database';
import { errorOf } from '@app/kernel';
import { type Mail, type MailContent, MailModule, OutboxService } from '@app/mail';
import { dropDatabase, freshDatabase } from './database';

@Module({})
class TestModule {}

/** A reference to a link, as a mail holds it. */
export const REFERENCE = '018f4e5a-7c1b-7d2e-8f3a-0123456789ab';
/** The secret of that link, as only the mail itself shows it. */
export const TOKEN = 'raw-token-Zk3vQ9';
/** Makes the link. */
export const linkOf = (reference: string): Promise<string | null> =>
  Promise.resolve(`https://www.example.org/link?ref=${reference}&token=${TOKEN}`);

/** A row of the outbox. */
interface OutboxRow {
  readonly id: string;
  readonly recipient: string;
  readonly language: string;
  readonly kind: string;
  readonly params: object;
  readonly created_at: Date;
  readonly attempts: number;
  readonly claimed_until: Date | null;
  readonly sent_at: Date | null;
  readonly failed_at: Date | null;
  readonly last_error: string | null;
  /** Seconds until the next attempt. */
  readonly wait: number;
}

/** libs/mail on a database and a folder of its own. */
export class TestMail {
  readonly outbox: OutboxService;
  readonly transactions: Transactions;
  private readonly others: INestApplicationContext[] = [];

  constructor(
    readonly context: INestApplicationContext,
    readonly databaseUrl: string,
    private readonly database: Client,
    private readonly dataDir: string,
    private readonly config: Config,
  ) {
    this.outbox = context.get(OutboxService);
    this.transactions = context.get(Transactions);
  }

  /** Where mails are put without a server. */
  get folder(): string {
    return this.config.mail.folder;
  }

  /** A mail with a link, unless the content says otherwise. */
  async enqueue(mail: Partial<Mail> = {}): Promise<void> {
    const content: MailContent = { kind: 'password_reset', link: REFERENCE, minutes: 30 };
    await this.outbox.enqueue({ to: 'ana@example.org', language: 'es', content, ...mail });
  }

  async rows(sql: string, values: unknown[] = []): Promise<QueryResultRow[]> {
    return (await this.database.query<QueryResultRow>(sql, values)).rows;
  }

  /** All mails, oldest first. */
  async mails(): Promise<OutboxRow[]> {
    const { rows } = await this.database.query<OutboxRow>(
      `SELECT *, extract(epoch FROM next_attempt_at - now())::float AS wait FROM outbox_mail
        ORDER BY created_at, recipient`,
    );
    return rows;
  }

  /** Lets everything that waits be due, as if its time had come. */
  async makeDue(): Promise<void> {
    await this.rows(
      `UPDATE outbox_mail SET next_attempt_at = now() - interval '1 second',
              claimed_until = now() - interval '1 second'
        WHERE sent_at IS NULL AND failed_at IS NULL`,
    );
  }

  async empty(): Promise<void> {
    await this.rows('TRUNCATE outbox_mail');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The outbox of another process on the same database. */
  async another(
    smtpUrl: string | null = this.config.mail.smtpUrl,
    requireTls = false,
  ): Promise<OutboxService> {
    const mail = { ...this.config.mail, smtpUrl, requireTls };
    const context = await startContext({ ...this.config, mail }, this.databaseUrl);
    this.others.push(context);
    return context.get(OutboxService);
  }

  async close(): Promise<void> {
    await this.database.end();
    await Promise.all([this.context, ...this.others].map((context) => context.close()));
    await dropDatabase(this.databaseUrl);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Starts it, without a mail server; close it in `afterAll`. */
export async function startMail(): Promise<TestMail> {
  const url = await freshDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'mail-'));
  const variables = {
    NODE_ENV: 'test',
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    APP_URL: 'https://www.example.org',
    MAIL_FROM: 'Ñandú, Música <no-reply@example.org>',
  };
  const config = parseConfig(variables, false);
  const database = new Client(url);
  await database.connect();
  return new TestMail(await startContext(config, url), url, database, dataDir, config);
}

function startContext(config: Config, url: string): Promise<INestApplicationContext> {
  const settings = { applicationName: 'test', poolSize: 4, statementTimeout: 0, lockTimeout: 5_000 };
  const imports = [ConfigModule.register(config), DatabaseModule.register({ url, ...settings }), MailModule];
  return NestFactory.createApplicationContext(
    { module: TestModule, imports },
    { logger: false, abortOnError: false },
  );
}

/** A mail as a server got it. */
export interface ReceivedMail {
  /** Whether the connection was encrypted. */
  readonly secure: boolean;
  /** As the envelope has them. */
  readonly sender: string | undefined;
  readonly recipients: readonly string[];
  readonly raw: string;
  readonly email: Email;
}

/** A real SMTP server that keeps what it gets. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  private readonly server: SMTPServer;

  constructor(options: SMTPServerOptions = {}) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, { secure, envelope }, done) => {
        const sender = envelope.mailFrom === false ? undefined : envelope.mailFrom.address;
        const recipients = envelope.rcptTo.map(({ address }) => address);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('utf8');
          const kept = PostalMime.parse(raw).then((email) =>
            this.received.push({ secure, sender, recipients, raw, email }),
          );
          kept.then(
            () => done(),
            (error: unknown) => done(errorOf(error)),
          );
        });
      },
      ...options,
    });
    // a client that hangs up in a TLS handshake is what some tests are about
    this.server.on('error', () => undefined);
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** @param user with its password, such as `ana:secret@` */
  url(scheme: 'smtp' | 'smtps' = 'smtp', user = ''): string {
    const address: AddressInfo | string | null = this.server.server.address();
    if (address === null || typeof address === 'string') throw new Error('the server does not listen');
    return `${scheme}://${user}localhost:${address.port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** An SMTP server for one test; close it at its end. */
export function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  return new MailServer(options).listen();
}
