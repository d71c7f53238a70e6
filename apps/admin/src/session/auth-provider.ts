import type { AuthProvider } from 'react-admin';
import { DOORS, permissionFor } from '../api/doors';
import { session } from './session';

/** Lists that everybody may read. */
const OPEN = new Set(['instruments', 'categories', 'source-names']);

/**
 * What react-admin asks about whoever is signed in. Whether anybody is stands outside of it: {@link session} and the
 * gate around the app.
 */
export const authProvider: AuthProvider = {
  login: () => Promise.resolve(),
  logout: () => Promise.resolve(),
  checkAuth: () => Promise.resolve(),
  // a refusal is no reason to throw anybody out: what can be done about one is done where it is met
  checkError: () => Promise.resolve(),
  getIdentity: () => {
    const profile = session.current().profile;
    if (!profile) return Promise.reject(new Error('nobody is signed in'));
    return Promise.resolve({ id: profile.id, fullName: profile.display_name || profile.email });
  },
  getPermissions: () => Promise.resolve(session.current().profile?.permissions ?? []),
  canAccess: ({ resource, action }) => Promise.resolve(mayDo(resource, action)),
};

/** Whether an action of react-admin on a resource is allowed to whoever is signed in. */
export function mayDo(resource: string, action: string): boolean {
  if (!(resource in DOORS)) return true;
  // whoever may only look sees the same screen: its form is locked then
  const asked = action === 'edit' ? 'show' : action;
  if (OPEN.has(resource) && (asked === 'list' || asked === 'show')) return true;
  return session.current().profile?.permissions.includes(permissionFor(resource, asked)) ?? false;
}
