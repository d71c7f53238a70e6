import type { Profile } from '@app/auth';

/** An account as its owner sees it, in JSON. */
export class ProfileBody {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly language: 'es' | 'en';
  /** May enter the admin. */
  readonly is_staff: boolean;
  /** May do everything. */
  readonly is_superuser: boolean;
  /** Until it is done, all other doors are closed. */
  readonly must_change_password: boolean;
  /** Whether the owner has opened a link sent to the address. */
  readonly email_verified: boolean;
  readonly last_login_at: string | null;
  readonly created_at: string;
  readonly groups: string[];
  /** Codenames of all that the owner may do now. */
  readonly permissions: string[];
}

export function toProfileBody({ user, groups, permissions }: Profile): ProfileBody {
  return {
    id: user.id,
    email: user.email,
    display_name: user.displayName,
    language: user.language,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    must_change_password: user.mustChangePassword,
    email_verified: user.emailVerifiedAt !== null,
    last_login_at: user.lastLoginAt?.toISOString() ?? null,
    created_at: user.createdAt.toISOString(),
    groups: [...groups],
    permissions: [...permissions],
  };
}
