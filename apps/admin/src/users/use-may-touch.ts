import { useMay, useSession } from '../session/use-session';
import type { User } from './user';

/**
 * Whether whoever is signed in may do something about an account: superusers are changed by superusers only, whatever
 * rights anybody has. The server looks for itself: this only spares a refusal.
 */
export function useMayTouch(user: User | undefined, permission = 'users.change_user'): boolean {
  const { profile } = useSession();
  const holds = useMay(permission);
  return holds && (user?.is_superuser !== true || profile?.is_superuser === true);
}
