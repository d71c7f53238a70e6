import { lazy } from 'react';
import { AdminUI, Resource, type RaRecord } from 'react-admin';
import { PanelLayout } from './layout/panel-layout';
import { NotFound } from './layout/not-found';

// each screen is fetched when it is opened for the first time
const UserList = lazy(() => import('./users/user-list'));
const UserCreate = lazy(() => import('./users/user-create'));
const UserEdit = lazy(() => import('./users/user-edit'));
const GroupList = lazy(() => import('./groups/group-list'));
const GroupCreate = lazy(() => import('./groups/group-create'));
const GroupEdit = lazy(() => import('./groups/group-edit'));
const SessionList = lazy(() => import('./tokens/session-list'));
const SessionShow = lazy(() => import('./tokens/session-show'));
const OutstandingTokenList = lazy(() => import('./tokens/outstanding-token-list'));
const BlacklistedTokenList = lazy(() => import('./tokens/blacklisted-token-list'));
const ApiKeyList = lazy(() => import('./api-keys/api-key-list'));
const ApiKeyCreate = lazy(() => import('./api-keys/api-key-create'));
const ApiKeyEdit = lazy(() => import('./api-keys/api-key-edit'));
const AuditList = lazy(() => import('./audit/audit-list'));
const ImportList = lazy(() => import('./imports/import-list'));
const ImportShow = lazy(() => import('./imports/import-show'));
const ImportCreate = lazy(() => import('./imports/import-create'));
const InstrumentList = lazy(() => import('./instruments/instrument-list'));
const InstrumentEdit = lazy(() => import('./instruments/instrument-edit'));
const InstrumentCreate = lazy(() => import('./instruments/instrument-create'));
const CategoryList = lazy(() => import('./catalogue/category-list'));
const SourceList = lazy(() => import('./catalogue/source-list'));

const byName = ({ name, email, id }: RaRecord): string => String(name ?? email ?? id);

/** The screens, and the frame around them. */
export function Panel() {
  return (
    <AdminUI layout={PanelLayout} catchAll={NotFound} disableTelemetry requireAuth title="Buscainstrumentos">
      <Resource
        name="instruments"
        list={InstrumentList}
        edit={InstrumentEdit}
        create={InstrumentCreate}
        recordRepresentation={byName}
      />
      <Resource name="imports" list={ImportList} show={ImportShow} create={ImportCreate} />
      <Resource name="categories" list={CategoryList} recordRepresentation={byName} />
      <Resource name="sources" list={SourceList} recordRepresentation={byName} />
      <Resource
        name="users"
        list={UserList}
        create={UserCreate}
        edit={UserEdit}
        recordRepresentation={byName}
      />
      <Resource
        name="groups"
        list={GroupList}
        create={GroupCreate}
        edit={GroupEdit}
        recordRepresentation={byName}
      />
      <Resource name="sessions" list={SessionList} show={SessionShow} />
      <Resource name="outstanding-tokens" list={OutstandingTokenList} />
      <Resource name="blacklisted-tokens" list={BlacklistedTokenList} />
      <Resource
        name="api-keys"
        list={ApiKeyList}
        create={ApiKeyCreate}
        edit={ApiKeyEdit}
        recordRepresentation={byName}
      />
      <Resource name="audit" list={AuditList} />
    </AdminUI>
  );
}
