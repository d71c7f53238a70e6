import { Datagrid, FunctionField, type RaRecord, SearchInput, SelectInput, TextField } from 'react-admin';
import { choicesOf } from '../shared/choices';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { RecordLink } from '../shared/record-link';
import { StateChip } from '../shared/state-chip';

const filters = [
  <SearchInput source="q" alwaysOn key="q" />,
  <SelectInput
    source="state"
    key="state"
    alwaysOn
    choices={choicesOf('api_keys.states', ['active', 'expired', 'revoked'])}
  />,
];

/** An API key as the API shows it: what it opens with is in no answer but the first. */
export interface ApiKey extends RaRecord<string> {
  readonly name: string;
  readonly state: string;
  readonly permissions: readonly string[];
  /** `null`: deleted. */
  readonly owner: { readonly id: string; readonly email: string } | null;
  /** What its owner may do and keys can, where one key is shown. */
  readonly usable_permissions?: readonly string[];
}

/** The keys of programs. */
export default function ApiKeyList() {
  return (
    <PanelList filters={filters} sort={{ field: 'created_at', order: 'DESC' }} hasCreate>
      <Datagrid bulkActionButtons={false} rowClick="edit">
        <FunctionField<ApiKey>
          source="name"
          sortable={false}
          render={({ id }) => <RecordLink source="name" to={`/api-keys/${id}`} />}
        />
        <TextField source="prefix" sortable={false} sx={{ fontFamily: 'monospace' }} />
        <StateChip source="state" texts="api_keys.states" sortable={false} />
        <TextField source="owner.email" emptyText="–" sortable={false} />
        <FunctionField<ApiKey>
          source="permissions"
          sortable={false}
          render={({ permissions }) => permissions.length}
        />
        <Moment source="created_at" sortable />
        <Moment source="expires_at" sortable={false} />
        <Moment source="last_used_at" sortable={false} />
      </Datagrid>
    </PanelList>
  );
}
