import { AdminUI, CustomRoutes, type RaRecord, Resource } from 'react-admin';
import { Route } from 'react-router';
import { PanelLayout } from './layout/panel-layout';
import { AccessDenied, NotFound } from './layout/no-screen';
import { screen } from './layout/screen';

// each screen is fetched when it is opened for the first time
const Dashboard = screen(() => import('./overview/dashboard'), 'ra.page.dashboard');
const System = screen(() => import('./overview/system'), 'overview.system');
const UserList = screen(() => import('./users/user-list'));
const UserCreate = screen(() => import('./users/user-create'));
const UserEdit = screen(() => import('./users/user-edit'));
const GroupList = screen(() => import('./groups/group-list'));
const GroupCreate = screen(() => import('./groups/group-create'));
const GroupEdit = screen(() => import('./groups/group-edit'));
const SessionList = screen(() => import('./tokens/session-list'));
const SessionShow = screen(() => import('./tokens/session-show'));
const OutstandingTokenList = screen(() => import('./tokens/outstanding-token-list'));
const BlacklistedTokenList = screen(() => import('./tokens/blacklisted-token-list'));
const ApiKeyList = screen(() => import('./api-keys/api-key-list'));
const ApiKeyCreate = screen(() => import('./api-keys/api-key-create'));
const ApiKeyEdit = screen(() => import('./api-keys/api-key-edit'));
const AuditList = screen(() => import('./audit/audit-list'));
const ImportList = screen(() => import('./imports/import-list'));
const ImportShow = screen(() => import('./imports/import-show'));
const ImportCreate = screen(() => import('./imports/import-create'));
const InstrumentList = screen(() => import('./instruments/instrument-list'));
const InstrumentEdit = screen(() => import('./instruments/instrument-edit'));
const InstrumentCreate = screen(() => import('./instruments/instrument-create'));
const BulkJobList = screen(() => import('./bulk/bulk-job-list'));
const BulkJobShow = screen(() => import('./bulk/bulk-job-show'));
const BulkJobCreate = screen(() => import('./bulk/bulk-job-create'));
const RemovedList = screen(() => import('./removed/removed-list'));
const CategoryList = screen(() => import('./catalogue/category-list'));
const UnmappedList = screen(() => import('./catalogue/unmapped-list'));
const AliasList = screen(() => import('./catalogue/alias-list'));
const SourceCreate = screen(() => import('./catalogue/source-create'));
const SourceEdit = screen(() => import('./catalogue/source-edit'));
const SourceList = screen(() => import('./catalogue/source-list'));

const byName = ({ name, email, id }: RaRecord): string => String(name ?? email ?? id);

/** The screens, and the frame around them. */
export function Panel() {
  return (
    <AdminUI
      layout={PanelLayout}
      dashboard={Dashboard}
      catchAll={NotFound}
      accessDenied={AccessDenied}
      disableTelemetry
      requireAuth
      title="Buscainstrumentos"
    >
      <Resource
        name="instruments"
        list={InstrumentList}
        edit={InstrumentEdit}
        create={InstrumentCreate}
        recordRepresentation={byName}
      />
      <Resource name="removed-instruments" list={RemovedList} recordRepresentation={byName} />
      <Resource name="bulk-jobs" list={BulkJobList} show={BulkJobShow} create={BulkJobCreate} />
      <Resource name="imports" list={ImportList} show={ImportShow} create={ImportCreate} />
      <Resource name="categories" list={CategoryList} recordRepresentation={byName} />
      <Resource name="unmapped-labels" list={UnmappedList} />
      <Resource name="category-aliases" list={AliasList} />
      <Resource
        name="sources"
        list={SourceList}
        create={SourceCreate}
        edit={SourceEdit}
        recordRepresentation={byName}
      />
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
      <CustomRoutes>
        <Route path="/system" element={<System />} />
      </CustomRoutes>
    </AdminUI>
  );
}
