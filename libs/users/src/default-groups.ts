import { type PermissionCode, permissionCodes } from './permissions';

const view = [
  'instruments.view_instrument',
  'instruments.view_source',
  'instruments.view_category',
  'instruments.view_import_run',
] as const;
const edit = [
  'instruments.add_instrument',
  'instruments.change_instrument',
  'instruments.change_category',
] as const;

/**
 * The groups that `fillgroups` makes, with exactly these permissions. Other groups are nobody's business here. Add a
 * permission in this file, not in the admin: the next `fillgroups` takes back what the file does not know.
 */
export const defaultGroups = {
  viewers: [...view],
  editors: [...view, ...edit],
  moderators: [
    ...view,
    ...edit,
    'instruments.delete_instrument',
    'instruments.change_source',
    'instruments.review_import_run',
    'users.view_user',
  ],
  importers: [...view, 'instruments.import'],
  admins: [...permissionCodes],
} as const satisfies Readonly<Record<string, readonly PermissionCode[]>>;

/** Whether the file owns a name: who makes a group of this name now gets its permissions at the next `fillgroups`. */
export function isDefaultGroup(name: string): boolean {
  return Object.hasOwn(defaultGroups, name);
}
