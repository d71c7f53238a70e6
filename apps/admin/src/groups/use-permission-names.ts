import { type RaRecord, useGetList, useLocaleState } from 'react-admin';
import { useMay } from '../session/use-session';

interface Permission extends RaRecord<string> {
  readonly name_es: string;
  readonly name_en: string;
}

const ALL = { pagination: { page: 1, perPage: 1_000 }, sort: { field: 'none', order: 'ASC' as const } };

/** Every permission there is, in the order of the catalogue. */
export function usePermissions(): readonly Permission[] {
  const mayView = useMay('users.view_permission');
  const { data = [] } = useGetList<Permission>('permissions', ALL, { enabled: mayView, staleTime: 300_000 });
  return data;
}

/** Tells what a permission is called for people; its codename when that is not known. */
export function usePermissionNames(): (codename: string) => string {
  const [locale] = useLocaleState();
  const names = new Map(usePermissions().map((one) => [one.id, locale === 'es' ? one.name_es : one.name_en]));
  return (codename) => names.get(codename) ?? codename;
}
