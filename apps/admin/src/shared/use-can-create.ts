import { useResourceContext } from 'react-admin';
import { permissionFor } from '../api/doors';
import { useMay } from '../session/use-session';

/** Whether whoever is signed in may add one of what this screen is about. */
export function useCanCreate(): boolean {
  const resource = useResourceContext({}) ?? '';
  return useMay(resource === 'imports' ? 'instruments.import' : permissionFor(resource, 'create'));
}
