import { useSyncExternalStore } from 'react';
import { connection } from '../api/connection';
import { session, type SessionView } from './session';

/** The session, and each change of it. */
export function useSession(): SessionView {
  return useSyncExternalStore(session.subscribe, session.current);
}

/** Whether whoever is signed in holds a permission. The server looks for itself: this only spares a refusal. */
export function useMay(permission: string): boolean {
  return useSession().profile?.permissions.includes(permission) ?? false;
}

/** Whether the server cannot be reached. */
export function useConnectionLost(): boolean {
  return useSyncExternalStore(connection.subscribe, connection.isLost);
}
