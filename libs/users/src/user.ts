import type { HeldPermission } from './permissions';

/** The languages of mails and of the admin. */
export const languages = ['es', 'en'] as const;
export type Language = (typeof languages)[number];

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

/** An account with what it was given. */
export interface UserDetails extends User {
  /** Names. */
  readonly groups: readonly string[];
  /** Codenames that it was given by itself. */
  readonly permissions: readonly string[];
  /** All that it may do now: nothing while it is inactive. */
  readonly effective: readonly HeldPermission[];
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
  /** Names. */
  readonly groups?: readonly string[] | undefined;
  /** Codenames. */
  readonly permissions?: readonly string[] | undefined;
}

/** What may be edited of an account; what is absent stays. Rights and passwords have methods of their own. */
export interface UserChanges {
  /** Another address is an unverified one. */
  readonly email?: string | undefined;
  readonly displayName?: string | undefined;
  readonly language?: Language | undefined;
  readonly mustChangePassword?: boolean | undefined;
  /** False keeps it out and voids its tokens, also for the time after. */
  readonly isActive?: boolean | undefined;
  /** For superusers to say, like the next one. */
  readonly isStaff?: boolean | undefined;
  readonly isSuperuser?: boolean | undefined;
}

/** The orders of a list of accounts. */
export const userOrders = ['email', 'created_at', 'last_login_at'] as const;
export type UserOrder = (typeof userOrders)[number];

/** Which accounts a list holds; all conditions hold together. */
export interface UserFilter {
  /** A part of the e-mail or of the name, in any letter case; not empty. */
  readonly q?: string | undefined;
  readonly isActive?: boolean | undefined;
  readonly isStaff?: boolean | undefined;
  readonly isSuperuser?: boolean | undefined;
  /** Name of a group. */
  readonly group?: string | undefined;
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
  readonly mustChangePassword: boolean;
  /** When somebody set the password; `null`: it is the one that the account was made with. */
  readonly passwordChangedAt: Date | null;
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
