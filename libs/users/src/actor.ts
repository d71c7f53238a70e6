import { OwnRightsError, RightsNotHeldError, SuperuserOnlyError } from './rights.errors';

/** Somebody who is signed in, with what he may do at this moment. */
export interface Person {
  readonly userId: string;
  readonly isSuperuser: boolean;
  /** Codenames. */
  readonly permissions: ReadonlySet<string>;
}

/** In whose name something is changed; `system` is the operator at the terminal. */
export type Actor = Person | 'system';

/** What an account could do if it were active: an inactive one may be activated later. */
export interface Reach {
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  readonly permissions: readonly string[];
}

/** Whether nothing is closed to the actor. */
function isAlmighty(actor: Actor): boolean {
  return actor === 'system' || actor.isSuperuser;
}

/** @throws SuperuserOnlyError for everybody else */
export function assertAlmighty(actor: Actor): void {
  if (!isAlmighty(actor)) throw new SuperuserOnlyError();
}

/**
 * Nobody grants, by any route, what he lacks.
 *
 * @throws RightsNotHeldError naming what he lacks
 */
export function assertHolds(actor: Actor, codenames: readonly string[]): void {
  if (actor === 'system' || actor.isSuperuser) return;
  const missing = codenames.filter((codename) => !actor.permissions.has(codename));
  if (missing.length > 0) throw new RightsNotHeldError(missing);
}

/**
 * Nobody edits an account that may do more than he: with its e-mail or password he would have its rights. His own is no
 * exception: it never may do more than he in person, but it may do more than an API key of his.
 *
 * @param actorIsStaff as the database knows it now
 * @throws SuperuserOnlyError, RightsNotHeldError
 */
export function assertMayEdit(actor: Actor, account: Reach, actorIsStaff: boolean): void {
  if (isAlmighty(actor)) return;
  if (account.isSuperuser) throw new SuperuserOnlyError();
  if (account.isStaff && !actorIsStaff) throw new RightsNotHeldError([]);
  assertHolds(actor, account.permissions);
}

/**
 * Nobody raises himself. Not even with what he has already from elsewhere: it would outlive its removal there.
 *
 * @throws OwnRightsError
 */
export function assertNotSelf(actor: Actor, userId: string): void {
  if (actor !== 'system' && !actor.isSuperuser && actor.userId === userId) throw new OwnRightsError();
}
