import { AccountLinksService } from '@app/auth';
import type { TestApp } from './app';
import type { SignedIn } from './clients';

/** The body of a refusal, as far as tests look into it. */
export interface Refusal {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly errors: readonly { readonly code: string }[];
}

/** A mail as it waits to be sent. */
export interface WaitingMail {
  readonly kind: string;
  readonly language: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The mails to an address, oldest first. */
export async function mailsTo(api: TestApp, email: string): Promise<WaitingMail[]> {
  const { rows } = await api.database.query<WaitingMail>(
    'SELECT kind, language, params FROM outbox_mail WHERE recipient = $1 ORDER BY created_at',
    [email],
  );
  return rows;
}

/** The link in the newest mail to an address; `null` when it is good for nothing any more. */
export async function linkTo(api: TestApp, email: string): Promise<string | null> {
  const [link] = (await mailsTo(api, email)).flatMap(({ params }) => params['link'] ?? []).reverse();
  if (typeof link !== 'string') throw new Error(`there is no link for ${email}`);
  return api.app.get(AccountLinksService).urlOf(link);
}

/** The token in that link. */
export async function tokenTo(api: TestApp, email: string): Promise<string> {
  const token = /#token=(.+)$/.exec((await linkTo(api, email)) ?? '')?.[1];
  if (token === undefined) throw new Error(`the link for ${email} is good for nothing`);
  return token;
}

/** How the sessions of a user ended; `null`: it is open. */
export async function sessionEnds(api: TestApp, { user }: SignedIn): Promise<(string | null)[]> {
  const { rows } = await api.database.query<{ revoked_reason: string | null }>(
    'SELECT revoked_reason FROM auth_session WHERE user_id = $1 ORDER BY id',
    [user.id],
  );
  return rows.map(({ revoked_reason: reason }) => reason);
}

/** What the audit has about a user, oldest first. */
export async function auditOf(api: TestApp, userId: string): Promise<{ action: string; actor: string }[]> {
  const { rows } = await api.database.query<{ action: string; actor: string }>(
    `SELECT action, concat_ws(' ', actor_kind, actor_id) AS actor FROM audit_entry
      WHERE object_type = 'user' AND object_id = $1 ORDER BY id`,
    [userId],
  );
  return rows;
}

/** Every value of every table that holds text, in whatever form, one a line. */
export async function everyText(api: TestApp): Promise<string> {
  const tables = await api.database.query<{ name: string }>(
    `SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await api.database.query<{ line: string }>(`SELECT ${name}::text AS line FROM ${name}`);
    texts.push(...rows.map(({ line }) => line));
  }
  return texts.join('\n');
}
