/** Who is signed in: `GET /api/v1/me`. */
export interface Profile {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly language: 'en' | 'es';
  readonly is_staff: boolean;
  readonly is_superuser: boolean;
  readonly must_change_password: boolean;
  readonly groups: readonly string[];
  readonly permissions: readonly string[];
}

/** Whether permissions reach further than those of somebody, who gives nobody what he lacks; a superuser lacks nothing. */
export function reachFurther(codenames: readonly string[], profile: Profile | null): boolean {
  return !profile?.is_superuser && codenames.some((code) => !profile?.permissions.includes(code));
}
