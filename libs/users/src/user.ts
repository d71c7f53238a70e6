/** The language of mails and of the admin. */
export type Language = 'es' | 'en';

/** Somebody who may have an account's rights. Carries no secret: it may be shown to whoever may see users. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly language: Language;
  readonly isActive: boolean;
  /** May enter the admin; what he may do there is another matter. */
  readonly isStaff: boolean;
  /** May do everything. */
  readonly isSuperuser: boolean;
  /** Without one nobody signs in by password. */
  readonly hasPassword: boolean;
  readonly mustChangePassword: boolean;
  readonly emailVerifiedAt: Date | null;
  readonly lastLoginAt: Date | null;
  readonly createdAt: Date;
}

/** What a new account is made of. */
export interface NewUser {
  readonly email: string;
  /** `null`: cannot sign in until a password is set. */
  readonly password: string | null;
  readonly displayName?: string | undefined;
  readonly language?: Language | undefined;
  readonly isStaff?: boolean | undefined;
  readonly isSuperuser?: boolean | undefined;
  readonly mustChangePassword?: boolean | undefined;
}

/** What may be edited of an account; what is absent stays. Flags, rights and passwords have methods of their own. */
export interface UserChanges {
  /** Another address is an unverified one. */
  readonly email?: string | undefined;
  readonly displayName?: string | undefined;
  readonly language?: Language | undefined;
  readonly mustChangePassword?: boolean | undefined;
}

/** One page of accounts by e-mail. */
export interface UserQuery {
  /** Up to 500; 100 if absent. */
  readonly limit?: number | undefined;
  /** The e-mail that the page before ended with. */
  readonly after?: string | undefined;
}

/** What sign-in needs of an account, and nobody else may have. */
export interface Credentials {
  readonly userId: string;
  /** `null`: no password, cannot sign in by one. */
  readonly passwordHash: string | null;
  readonly isActive: boolean;
  readonly isStaff: boolean;
}

/** What decides, on each request, whether the tokens of an account are worth anything. */
export interface AuthState {
  readonly isActive: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  /** In whole milliseconds. Dead is what was issued before it, not what was issued at it. */
  readonly tokensValidAfter: Date | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Whether a text can be the id of an account: the database refuses to even look for another one. In lower case only, as
 * the database writes it: with two spellings of one id, somebody would not be recognised as himself.
 */
export function isUserId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}
