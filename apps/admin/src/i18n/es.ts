import ra from './es/ra.json';
import app from './es/app.json';
import session from './es/session.json';
import users from './es/users.json';
import groups from './es/groups.json';
import permissions from './es/permissions.json';
import tokens from './es/tokens.json';
import apiKeys from './es/api-keys.json';
import audit from './es/audit.json';
import imports from './es/imports.json';
import instruments from './es/instruments.json';
import bulk from './es/bulk.json';
import removed from './es/removed.json';
import importFaults from './es/import-faults.json';
import catalogue from './es/catalogue.json';
import lists from './es/lists.json';
import overview from './es/overview.json';

/** Each file holds one topic: its own texts, and the names of its resources and their fields. */
export const es = {
  ra,
  app,
  session,
  users: users.users,
  groups: groups.groups,
  permissions: permissions.permissions,
  tokens: tokens.tokens,
  api_keys: apiKeys.api_keys,
  audit: audit.audit,
  imports: imports.imports,
  instruments: instruments.instruments,
  catalogue: catalogue.catalogue,
  lists: lists.lists,
  overview: overview.overview,
  bulk: bulk.bulk,
  removed: removed.removed,
  import_faults: importFaults.import_faults,
  resources: {
    ...users.resources,
    ...groups.resources,
    ...tokens.resources,
    ...apiKeys.resources,
    ...audit.resources,
    ...imports.resources,
    ...instruments.resources,
    ...bulk.resources,
    ...removed.resources,
    ...catalogue.resources,
  },
};
