/** How a resource of the panel is reached at the API. */
export interface Door {
  readonly path: string;
  /** Where one record says more than in `path`, for whoever may see it (the permission to view). */
  readonly inside?: string;
  /** The field that names a record in its path, `id` if absent; or those that only together name one. */
  readonly key?: string | readonly string[];
  /** What lists can be ordered by; a list without it comes in its own order. */
  readonly sorts?: readonly string[];
  /** Orders that have one direction only, as the API writes them. */
  readonly oneWay?: Readonly<Record<string, string>>;
  /** What a list is asked for where its filters say nothing: the API's own answer to that may be narrower. */
  readonly usual?: Readonly<Record<string, string>>;
  /** The whole list comes at once: it is searched, ordered and cut here. */
  readonly whole?: true;
  /** Whether one of a list that comes at once can be asked for alone, and says more then. */
  readonly alone?: true;
  /** Whether changing and deleting one names the version that was seen (If-Match). */
  readonly versioned?: true;
  /** The fields that a change may hold. */
  readonly editable?: readonly string[];
  /** `app.model` of its permissions; `null`: everybody may read it. */
  readonly model: string;
  /** The one permission that all of it needs, instead of those of the model. */
  readonly needs?: string;
}

const ADMIN = '/api/v1/admin';

/** Every resource by its name, which is also its path in the panel. */
export const DOORS = {
  instruments: {
    path: '/api/v1/instruments',
    inside: `${ADMIN}/instruments`,
    sorts: ['published', 'price', 'first_seen', 'price_drop', 'relevance'],
    oneWay: { first_seen: '-first_seen', price_drop: '-price_drop', relevance: 'relevance' },
    // no state chosen means any that can be listed
    usual: { status: 'active,expired' },
    versioned: true,
    editable: [
      'name',
      'url',
      'price',
      'image',
      'location',
      'category',
      'brand',
      'published_on',
      'expires_on',
    ],
    model: 'instruments.instrument',
  },
  'bulk-jobs': {
    path: `${ADMIN}/bulk-jobs`,
    model: 'instruments.instrument',
    needs: 'instruments.change_instrument',
  },
  'removed-instruments': {
    path: `${ADMIN}/removed-instruments`,
    sorts: ['removed_at'],
    model: 'instruments.instrument',
  },
  imports: { path: '/api/v1/imports', model: 'instruments.import_run' },
  categories: { path: '/api/v1/categories', key: 'slug', whole: true, model: 'instruments.category' },
  'unmapped-labels': {
    path: `${ADMIN}/categories/unmapped`,
    key: ['source', 'label'],
    whole: true,
    model: 'instruments.category',
  },
  'category-aliases': {
    path: `${ADMIN}/category-aliases`,
    sorts: ['label', 'id'],
    model: 'instruments.category',
  },
  /** For choices: everybody may know which there are. */
  'source-names': { path: '/api/v1/sources', key: 'slug', whole: true, model: 'instruments.source' },
  sources: {
    path: `${ADMIN}/sources`,
    key: 'slug',
    whole: true,
    alone: true,
    editable: ['name', 'price_habit', 'currency', 'time_zone', 'interval_hours', 'enabled'],
    model: 'instruments.source',
  },
  users: {
    path: `${ADMIN}/users`,
    sorts: ['email', 'created_at', 'last_login_at'],
    editable: [
      ...[
        'email',
        'display_name',
        'language',
        'is_active',
        'is_staff',
        'is_superuser',
        'must_change_password',
      ],
    ],
    model: 'users.user',
  },
  groups: { path: `${ADMIN}/groups`, key: 'name', whole: true, alone: true, model: 'users.group' },
  sessions: {
    path: `${ADMIN}/sessions`,
    sorts: ['created_at', 'absolute_expires_at', 'last_seen_at'],
    model: 'auth.session',
  },
  'outstanding-tokens': {
    path: `${ADMIN}/outstanding-tokens`,
    sorts: ['created_at', 'expires_at'],
    model: 'auth.outstanding_token',
  },
  'blacklisted-tokens': {
    path: `${ADMIN}/blacklisted-tokens`,
    sorts: ['blacklisted_at'],
    model: 'auth.blacklisted_token',
  },
  'api-keys': {
    path: `${ADMIN}/api-keys`,
    sorts: ['created_at'],
    editable: ['name', 'permissions', 'expires_at'],
    model: 'auth.api_key',
  },
  audit: { path: `${ADMIN}/audit`, sorts: ['at'], model: 'audit.entry' },
} as const satisfies Record<string, Door>;

/** The door of a resource. */
export function doorOf(resource: string): Door {
  const found = Object.entries(DOORS).find(([name]) => name === resource);
  if (!found) throw new Error(`there is no resource ${resource}`);
  return found[1];
}

/** The actions of react-admin as the API calls them. */
const ACTIONS: Readonly<Record<string, string>> = {
  list: 'view',
  show: 'view',
  create: 'add',
  edit: 'change',
  delete: 'delete',
};

/** The permission that an action on a resource needs. */
export function permissionFor(resource: string, action: string): string {
  const door = doorOf(resource);
  const [app = '', model = ''] = door.model.split('.');
  return door.needs ?? `${app}.${ACTIONS[action] ?? action}_${model}`;
}
