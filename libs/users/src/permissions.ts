/** A permission with its names for people. */
export interface Permission {
  /** `app.action_model`, or `app.action` for what is no plain edit. */
  readonly codename: string;
  readonly nameEs: string;
  readonly nameEn: string;
}

/** A permission that somebody has, and where it comes from: `superuser`, `user`, or `group:<name>`. */
export interface HeldPermission {
  readonly codename: string;
  readonly from: readonly string[];
}

const ACTIONS = {
  view: { es: 'Ver', en: 'View' },
  add: { es: 'Añadir', en: 'Add' },
  change: { es: 'Cambiar', en: 'Change' },
  delete: { es: 'Borrar', en: 'Delete' },
} as const;
type Action = keyof typeof ACTIONS;

function crud<App extends string, Model extends string, Of extends Action>(
  app: App,
  model: Model,
  es: string,
  en: string,
  actions: readonly Of[],
): readonly (Permission & { readonly codename: `${App}.${Of}_${Model}` })[] {
  return actions.map((action) => ({
    codename: `${app}.${action}_${model}` as const,
    nameEs: `${ACTIONS[action].es} ${es}`,
    nameEn: `${ACTIONS[action].en} ${en}`,
  }));
}

function named<Codename extends string>(codename: Codename, nameEs: string, nameEn: string) {
  return { codename, nameEs, nameEn };
}

const ALL = ['view', 'add', 'change', 'delete'] as const;
/** What is only ever written by the program: a history that somebody may edit is none. */
const RECORD = ['view'] as const;

/**
 * Every permission, each of which some door asks for. The table `permission` is a copy of it. A codename is never reused for
 * another meaning: groups out there hold it.
 */
export const permissionCatalogue = [
  ...crud('instruments', 'instrument', 'anuncios', 'listings', ALL),
  ...crud('instruments', 'source', 'fuentes', 'sources', ['view', 'add', 'change']),
  ...crud('instruments', 'category', 'categorías', 'categories', ['view', 'change']),
  ...crud('instruments', 'import_run', 'importaciones', 'imports', RECORD),
  named('instruments.import', 'Importar anuncios', 'Import listings'),
  named('instruments.review_import_run', 'Aprobar o rechazar importaciones', 'Approve or reject imports'),

  ...crud('users', 'user', 'usuarios', 'users', ALL),
  ...crud('users', 'group', 'grupos', 'groups', ALL),
  ...crud('users', 'permission', 'permisos', 'permissions', RECORD),

  ...crud('auth', 'session', 'sesiones', 'sessions', RECORD),
  ...crud('auth', 'outstanding_token', 'tokens emitidos', 'outstanding tokens', RECORD),
  ...crud('auth', 'blacklisted_token', 'tokens bloqueados', 'blacklisted tokens', RECORD),
  ...crud('auth', 'api_key', 'claves de API', 'API keys', ALL),
  named('auth.revoke_token', 'Revocar tokens y sesiones', 'Revoke tokens and sessions'),

  named('panel.share_filter', 'Compartir filtros guardados', 'Share saved filters'),
  named('system.view', 'Ver el estado del sistema', 'View the state of the system'),

  ...crud('audit', 'entry', 'entradas de auditoría', 'audit entries', RECORD),
] as const;

/** A codename of the catalogue: a door that asks for another one does not compile. */
export type PermissionCode = (typeof permissionCatalogue)[number]['codename'];

/**
 * Those that are for people alone. Whoever makes accounts, groups or keys, or edits them, could outlive the key that he
 * came with; and filters are shared by those who have some. No API key gets one: each of their doors would refuse it.
 */
export const personalPermissionCodes = [
  'users.add_user',
  'users.change_user',
  'users.add_group',
  'users.change_group',
  'auth.add_api_key',
  'auth.change_api_key',
  'panel.share_filter',
] as const satisfies readonly PermissionCode[];
export type PersonalPermissionCode = (typeof personalPermissionCodes)[number];

/** All codenames, in the order of the catalogue. */
export const permissionCodes: readonly PermissionCode[] = permissionCatalogue.map(({ codename }) => codename);
