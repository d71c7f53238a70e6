import { useTranslate } from 'react-admin';

/** Tells what a permission is called for people, which is no secret; its codename when that is not known. */
export function usePermissionNames(): (codename: string) => string {
  const translate = useTranslate();
  return (codename) => translate(`permissions.${codename}`, { _: codename });
}
