import { reachFurther } from '../session/profile';
import { useMay, useSession } from '../session/use-session';
import type { User } from './user';

/**
 * Why whoever is signed in may do nothing about an account, as the text that says it; `null`: he may. Superusers are
 * changed by superusers only, and nobody changes who may do more than he, whatever rights he has. The server looks for
 * itself: this only spares a refusal.
 */
export function useWhyNot(user: User | undefined, permission = 'users.change_user'): string | null {
  const { profile } = useSession();
  const holds = useMay(permission);
  if (!holds) return 'users.read_only';
  if (user?.is_superuser && !profile?.is_superuser) return 'users.superusers_only';
  const effective = user?.effective_permissions?.map(({ codename }) => codename) ?? [];
  return reachFurther(effective, profile) ? 'users.reaches_further' : null;
}

/** Whether he may. */
export function useMayTouch(user: User | undefined, permission?: string): boolean {
  return useWhyNot(user, permission) === null;
}

/**
 * Whether an account is that of whoever is signed in, so that he cannot give himself anything; superusers lack nothing that
 * they could.
 */
export function useIsOwnRights(user: User | undefined): boolean {
  const { profile } = useSession();
  return user !== undefined && user.id === profile?.id && !profile.is_superuser;
}
