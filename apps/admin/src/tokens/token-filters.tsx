import { BooleanInput, DateInput, SearchInput, SelectInput, TextInput } from 'react-admin';
import { choicesOf } from '../shared/choices';
import { isId, isNetwork } from '../shared/filter-rules';

const REASONS = ['logout', 'reuse', 'admin', 'password_change', 'user_disabled', 'session_limit'];

const search = <SearchInput source="q" alwaysOn key="q" helperText="audit.start_or_jti" />;
const email = <TextInput source="email" key="email" resettable helperText="audit.whole_address" />;
const ip = <TextInput source="ip" key="ip" validate={isNetwork} />;
const reason = <SelectInput source="reason" key="reason" choices={choicesOf('tokens.reasons', REASONS)} />;
const state = (values: readonly string[]) => (
  <SelectInput source="state" alwaysOn key="state" choices={choicesOf('tokens.states', values)} />
);
const day = (source: string) => <DateInput source={source} key={source} />;

export const sessionFilters = [
  search,
  state(['open', 'revoked', 'expired']),
  email,
  reason,
  <SelectInput
    source="transport"
    key="transport"
    choices={choicesOf('tokens.transports', ['bearer', 'cookie'])}
  />,
  ip,
  day('created_from'),
  day('created_to'),
];

export const outstandingFilters = [
  search,
  state(['live', 'consumed', 'expired', 'blacklisted', 'revoked']),
  email,
  reason,
  ip,
  <TextInput source="jti" key="jti" validate={isId} />,
  <TextInput source="session" key="session" validate={isId} />,
  day('created_from'),
  day('created_to'),
  day('expires_from'),
  day('expires_to'),
  <BooleanInput source="purgeable" key="purgeable" defaultValue={true} />,
];

export const blacklistedFilters = [
  search,
  email,
  <TextInput source="jti" key="jti" validate={isId} />,
  reason,
  ip,
  day('from'),
  day('to'),
];
