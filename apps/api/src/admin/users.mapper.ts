import { type ListBody, PageBody, toFlag } from '../http/list.mapper';
import type { User, UserDetails, UserFilter } from '@app/users';
import type { UsersQueryDto } from './users.dto';

/** An account as the doors show it: nothing of its secrets. */
export class UserBody {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly language: string;
  readonly is_active: boolean;
  readonly is_staff: boolean;
  readonly is_superuser: boolean;
  /** Without one nobody signs in by password. */
  readonly has_password: boolean;
  readonly must_change_password: boolean;
  readonly email_verified_at: string | null;
  readonly last_login_at: string | null;
  readonly created_at: string;
}

/** A part of all accounts. */
export class UserListBody implements ListBody<UserBody> {
  readonly data: UserBody[];
  readonly page: PageBody;
}

/** Something that an account may do now. */
export class EffectivePermissionBody {
  readonly codename: string;
  /** Where it comes from: `superuser`, `user`, or `group:<name>`. */
  readonly from: string[];
}

/** An account with what it was given. */
export class UserDetailsBody extends UserBody {
  readonly groups: string[];
  /** Codenames that it was given by itself. */
  readonly permissions: string[];
  /** All that it may do now. */
  readonly effective_permissions: EffectivePermissionBody[];
}

/** Shows an account. */
export function toUserBody(user: User): UserBody {
  return {
    id: user.id,
    email: user.email,
    display_name: user.displayName,
    language: user.language,
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    has_password: user.hasPassword,
    must_change_password: user.mustChangePassword,
    email_verified_at: user.emailVerifiedAt?.toISOString() ?? null,
    last_login_at: user.lastLoginAt?.toISOString() ?? null,
    created_at: user.createdAt.toISOString(),
  };
}

/** Shows an account with what it was given. */
export function toUserDetailsBody(user: UserDetails): UserDetailsBody {
  return {
    ...toUserBody(user),
    groups: [...user.groups],
    permissions: [...user.permissions],
    effective_permissions: user.effective.map(({ codename, from }) => ({ codename, from: [...from] })),
  };
}

/** What a query asks for. */
export function toUserFilter(query: UsersQueryDto): UserFilter {
  return {
    q: query.q,
    isActive: toFlag(query.is_active),
    isStaff: toFlag(query.is_staff),
    isSuperuser: toFlag(query.is_superuser),
    group: query.group,
  };
}
