import type { RaRecord } from 'react-admin';

/** An account as the API shows it. */
export interface User extends RaRecord<string> {
  readonly email: string;
  readonly display_name: string;
  readonly language: 'en' | 'es';
  readonly is_active: boolean;
  readonly is_staff: boolean;
  readonly is_superuser: boolean;
  readonly has_password: boolean;
  readonly must_change_password: boolean;
  readonly last_login_at: string | null;
  readonly created_at: string;
  /** These three only where one account is shown. */
  readonly groups?: readonly string[];
  readonly permissions?: readonly string[];
  readonly effective_permissions?: readonly { readonly codename: string; readonly from: readonly string[] }[];
}
