import type { Group, Permission } from '@app/users';

/** A group as the doors show it. */
export class GroupBody {
  readonly name: string;
  /** Codenames, sorted. */
  readonly permissions: string[];
  /** How many users are in it. */
  readonly users: number;
}

/** All groups. */
export class GroupListBody {
  readonly data: GroupBody[];
}

/** A permission with its names for people. */
export class PermissionBody {
  readonly codename: string;
  readonly name_es: string;
  readonly name_en: string;
}

/** All permissions. */
export class PermissionListBody {
  readonly data: PermissionBody[];
}

/** Shows a group. */
export function toGroupBody({ name, permissions, users }: Group): GroupBody {
  return { name, permissions: [...permissions], users };
}

/** Shows a permission. */
export function toPermissionBody({ codename, nameEs, nameEn }: Permission): PermissionBody {
  return { codename, name_es: nameEs, name_en: nameEn };
}
