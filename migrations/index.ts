import { SourcesAndCategories1795219200000 } from './1795219200000-sources-and-categories';
import { CategoryAliases1795219200001 } from './1795219200001-category-aliases';
import { InstrumentsAndImports1795219200002 } from './1795219200002-instruments-and-imports';
import { ListedInstruments1795219200003 } from './1795219200003-listed-instruments';
import { UsersGroupsPermissions1795305600000 } from './1795305600000-users-groups-permissions';
import { SessionsAndTokens1795305600001 } from './1795305600001-sessions-and-tokens';
import { Audit1795392000000 } from './1795392000000-audit';
import { GrantedPermissions1795392000001 } from './1795392000001-granted-permissions';

/** Every migration, oldest first: a list and not a glob, so that source, build and tests run the same ones. */
export const migrations = [
  SourcesAndCategories1795219200000,
  CategoryAliases1795219200001,
  InstrumentsAndImports1795219200002,
  ListedInstruments1795219200003,
  UsersGroupsPermissions1795305600000,
  SessionsAndTokens1795305600001,
  Audit1795392000000,
  GrantedPermissions1795392000001,
];
