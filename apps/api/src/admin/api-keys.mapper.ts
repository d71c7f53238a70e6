import { type ListBody, PageBody } from '../http/list.mapper';
import type { ApiKey, ApiKeyDetails } from '@app/auth';

/** Whose key it is. */
export class ApiKeyOwnerBody {
  readonly id: string;
  readonly email: string;
  readonly is_active: boolean;
}

/** A key as the doors show it. */
export class ApiKeyBody {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly state: string;
  readonly owner: ApiKeyOwnerBody | null;
  readonly permissions: string[];
  readonly created_at: string;
  readonly created_by: string | null;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly revoked_by: string | null;
  readonly last_used_at: string | null;
  readonly last_used_ip: string | null;
}

/** A key alone. */
export class ApiKeyDetailsBody extends ApiKeyBody {
  /** What its owner may do and keys can; what else it was given opens nothing. */
  readonly usable_permissions: string[];
}

/** A part of all keys. */
export class ApiKeyListBody implements ListBody<ApiKeyBody> {
  readonly data: ApiKeyBody[];
  readonly page: PageBody;
}

/** A key that was just made: the only answer that the key itself stands in. */
export class IssuedApiKeyBody extends ApiKeyBody {
  readonly key: string;
}

/** Shows a key. */
export function toApiKeyBody(apiKey: ApiKey): ApiKeyBody {
  const { owner } = apiKey;
  return {
    id: apiKey.id,
    name: apiKey.name,
    prefix: apiKey.prefix,
    state: apiKey.state,
    owner: owner && { id: owner.id, email: owner.email, is_active: owner.isActive },
    permissions: [...apiKey.permissions],
    created_at: apiKey.createdAt.toISOString(),
    created_by: apiKey.createdBy,
    expires_at: apiKey.expiresAt?.toISOString() ?? null,
    revoked_at: apiKey.revokedAt?.toISOString() ?? null,
    revoked_by: apiKey.revokedBy,
    last_used_at: apiKey.lastUsedAt?.toISOString() ?? null,
    last_used_ip: apiKey.lastUsedIp,
  };
}

/** Shows a key alone. */
export function toApiKeyDetailsBody(apiKey: ApiKeyDetails): ApiKeyDetailsBody {
  return { ...toApiKeyBody(apiKey), usable_permissions: [...apiKey.usablePermissions] };
}
