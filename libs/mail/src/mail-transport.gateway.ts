import { chmod, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type SendMailOptions, type SMTPTransportOptions } from 'nodemailer';
import { CONFIG, type Config } from '@app/config';
import { type Delivery, deliveryOf, SEND_TIMEOUT } from './delivery';
import type { MailMessage } from './mail';

/** A mail names no files and no addresses to fetch; should one ever, they are not followed. */
const CLOSED = { disableFileAccess: true, disableUrlAccess: true };
const STEP_TIMEOUT = 15_000;

/** The way out: an SMTP server, or a folder of files where none is configured. */
@Injectable()
export class MailTransportGateway {
  private readonly from: { readonly name: string; readonly address: string };

  constructor(@Inject(CONFIG) private readonly config: Config) {
    const [, name = '', address = ''] = /^([^<]*)<([^<>]*)>$/.exec(config.mail.from) ?? [];
    this.from = { name: name.trim().replace(/^"(.*)"$/, '$1'), address };
  }

  /** Hands a mail over, within {@link SEND_TIMEOUT}. Never throws: what went wrong is part of the answer. */
  async send(message: MailMessage): Promise<Delivery> {
    const { smtpUrl, folder } = this.config.mail;
    try {
      if (smtpUrl === null) await this.keep(path.resolve(folder), message);
      else await this.post(smtpUrl, message);
      return { state: 'sent' };
    } catch (error) {
      return deliveryOf(error);
    }
  }

  /**
   * Over SMTP, one connection a mail. With `requireTls` nothing is said to a server without a valid certificate;
   * without it (never in production) whatever encryption there is gets used, as a plain connection would do too.
   */
  private async post(smtpUrl: string, message: MailMessage): Promise<void> {
    const { protocol, hostname, port, username, password } = new URL(smtpUrl);
    const secure = protocol === 'smtps:';
    const { requireTls } = this.config.mail;
    const options: SMTPTransportOptions = {
      ...CLOSED,
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      ...(port === '' ? {} : { port: Number(port) }),
      ...(username === ''
        ? {}
        : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      secure,
      requireTLS: requireTls,
      tls: { rejectUnauthorized: secure || requireTls },
      dnsTimeout: STEP_TIMEOUT,
      connectionTimeout: STEP_TIMEOUT,
      greetingTimeout: STEP_TIMEOUT,
      socketTimeout: STEP_TIMEOUT * 2,
    };
    await createTransport(options).sendMail({
      ...this.headed(message),
      signal: AbortSignal.timeout(SEND_TIMEOUT),
    });
  }

  /** As a file that is there whole or not at all, and once: a mail that is sent again finds itself there. */
  private async keep(folder: string, message: MailMessage): Promise<void> {
    const file = path.join(folder, `${message.id}.eml`);
    if (await exists(file)) return;
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o700);
    const writer = createTransport({ ...CLOSED, streamTransport: true, buffer: true, newline: 'windows' });
    const { message: bytes } = await writer.sendMail(this.headed(message));
    const draft = path.join(folder, `.${message.id}.draft`);
    await writeFile(draft, bytes, { mode: 0o600, flush: true });
    await rename(draft, file);
  }

  /** Address and name stay apart from one another, so none can pass for another header or a second recipient. */
  private headed({ id, to, createdAt, subject, text, html }: MailMessage): SendMailOptions {
    return {
      messageId: `<${id}@${this.from.address.split('@').at(-1) ?? 'localhost'}>`,
      date: createdAt,
      from: this.from,
      to: { name: '', address: to },
      subject,
      text,
      html,
      // RFC 3834: no out-of-office notes, please
      headers: { 'Auto-Submitted': 'auto-generated' },
    };
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}
