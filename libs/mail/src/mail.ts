import { z } from 'zod';

/** Id of the row that a link is made from. It has to be a UUID, so the secret itself cannot get in by mistake. */
const reference = z.uuid();
const duration = z.number().int().positive();
const address = z.string().max(100).nullable();

/** What a mail says; each kind has its letter in every language. */
export const mailContent = z.discriminatedUnion('kind', [
  /** Somebody asked for another password. */
  z.object({ kind: z.literal('password_reset'), link: reference, minutes: duration }),
  /** Somebody registered with this address. */
  z.object({ kind: z.literal('email_verification'), link: reference, hours: duration }),
  /** Somebody registered with an address that has an account. */
  z.object({ kind: z.literal('account_exists') }),
  /** An admin made the account; its owner chooses the password. */
  z.object({ kind: z.literal('account_created'), link: reference, hours: duration }),
  /** A refresh token came back after its time, from `ip`; the session was last known at `knownIp`. */
  z.object({
    kind: z.literal('token_reuse'),
    at: z.iso.datetime({ offset: true }),
    ip: address,
    knownIp: address,
  }),
  z.object({ kind: z.literal('password_changed'), at: z.iso.datetime({ offset: true }), ip: address }),
  /** Goes to the address that the account had before. */
  z.object({ kind: z.literal('email_changed'), at: z.iso.datetime({ offset: true }), ip: address }),
  /** A program can come in with the rights of the owner; `prefix` is the visible part of its key. */
  z.object({
    kind: z.literal('api_key_created'),
    name: z.string().max(200),
    prefix: z.string().max(20),
    at: z.iso.datetime({ offset: true }),
    ip: address,
  }),
]);

/** One of the kinds of `mailContent`; `at` is a moment in ISO 8601. */
export type MailContent = z.infer<typeof mailContent>;

/** The languages that there are letters in. */
export type MailLanguage = 'es' | 'en';

/** A mail to one person. */
export interface Mail {
  /** An address without a name. */
  readonly to: string;
  readonly language: MailLanguage;
  readonly content: MailContent;
}

/** A mail as it leaves: everything in it is for the eyes of its recipient only. */
export interface MailMessage {
  /** Of the row in the outbox; makes Message-ID and file name. */
  readonly id: string;
  readonly to: string;
  readonly createdAt: Date;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
