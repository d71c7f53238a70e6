import * as path from 'node:path';
import { z } from 'zod';

/** Variables about mail. */
export const mailVariables = {
  APP_URL: z
    .string()
    .refine((value) => /^https?:\/\/[^?#]+$/.test(value) && URL.canParse(value), {
      error: 'must be the address of the single-page app, such as https://www.example.org',
    })
    .optional(),
  SMTP_URL: z
    .string()
    .refine((value) => /^smtps?:\/\/[^?#]+$/.test(value) && URL.canParse(value), {
      error: 'must be a URL such as smtp://user:password@mail.example.org:587, without options behind it',
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$/, { error: 'must be written as Name <name@example.org>' })
    .default('Buscainstrumentos <no-reply@localhost>'),
};
type MailVariables = z.infer<z.ZodObject<typeof mailVariables>>;

/** How mail leaves, and where its links lead. */
export interface MailConfig {
  /** Where links in mail lead, without a slash at its end: a single-page app, or the panel of this server. */
  readonly appUrl: string;
  /** `null`: mails are put into {@link folder} as files. */
  readonly smtpUrl: string | null;
  readonly folder: string;
  readonly from: string;
  /** Whether a connection that is not encrypted is refused. */
  readonly requireTls: boolean;
}

/** Settings about mail that are not fit for production. */
export function mailFaults(env: MailVariables, production: boolean): string[] {
  if (!production) return [];
  const faults: string[] = [];
  if (env.SMTP_URL === undefined)
    faults.push('SMTP_URL is required in production: people reset passwords by mail');
  if (!env.APP_URL?.startsWith('https://')) faults.push('APP_URL must be an https address in production');
  return faults;
}

/** The part of the configuration about mail, frozen. */
export function mailConfig(
  env: MailVariables & { NODE_ENV: string; PORT: number },
  dataDir: string,
): MailConfig {
  return Object.freeze({
    // the panel has the pages that links lead to
    appUrl: (env.APP_URL ?? `http://localhost:${env.PORT}/admin`).replace(/\/+$/, ''),
    smtpUrl: env.SMTP_URL ?? null,
    folder: path.join(dataDir, 'sent_emails'),
    from: env.MAIL_FROM,
    requireTls: env.NODE_ENV === 'production',
  });
}
