import ra from './en/ra.json';
import app from './en/app.json';
import session from './en/session.json';
import users from './en/users.json';
import groups from './en/groups.json';
import permissions from './en/permissions.json';
import tokens from './en/tokens.json';
import apiKeys from './en/api-keys.json';
import audit from './en/audit.json';
import imports from './en/imports.json';
import instruments from './en/instruments.json';
import bulk from './en/bulk.json';
import removed from './en/removed.json';
import importFaults from './en/import-faults.json';
import catalogue from './en/catalogue.json';
import lists from './en/lists.json';
import overview from './en/overview.json';

/** Each file holds one topic: its own texts, and the names of its resources and their fields. */
export const en = {
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
