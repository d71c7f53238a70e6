import { MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useCategoryNames } from '../catalogue/category';
import { ACTIONS, changesPrice, needsDelete, STATUSES } from './bulk-job';
import type { BulkOrigin } from './bulk-selection';

interface ActionChoiceProps {
  readonly from: BulkOrigin;
  readonly mayDelete: boolean;
  readonly action: string;
  readonly value: string;
  /** What is wrong with each of both. */
  readonly faults: { readonly action: string | undefined; readonly value: string | undefined };
  readonly onChange: (action: string, value: string) => void;
}

/** What is to be done, and to what value. */
export function ActionChoice({ from, mayDelete, action, value, faults, onChange }: ActionChoiceProps) {
  const translate = useTranslate();
  const categories = useCategoryNames();
  const isRemoved = from === 'removed-instruments';
  const actions = ACTIONS.filter(
    // what was chosen while he might stays
    (one) => (one === 'restore') === isRemoved && (mayDelete || one === action || !needsDelete(one)),
  );
  const values =
    action === 'category'
      ? categories.map(({ slug, name }) => ({ id: slug, name }))
      : STATUSES.map((id) => ({ id, name: translate(`instruments.states.${id}`) }));
  const isHelped = action === 'status' && value !== '';
  return (
    <>
      <TextField
        select
        required
        label={translate('bulk.action')}
        value={actions.some((one) => one === action) ? action : ''}
        onChange={({ target }) => onChange(target.value, '')}
        error={faults.action !== undefined}
        helperText={
          faults.action ?? (changesPrice(action) ? translate(`bulk.price_help.${action}`) : undefined)
        }
        sx={{ maxWidth: 400, display: 'flex' }}
      >
        {actions.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`bulk.actions.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {(action === 'category' || action === 'status') && (
        <TextField
          select
          required
          label={translate(`bulk.value.${action}`)}
          value={value}
          onChange={({ target }) => onChange(action, target.value)}
          error={faults.value !== undefined}
          helperText={faults.value ?? (isHelped ? translate(`bulk.status_help.${value}`) : undefined)}
          sx={{ maxWidth: 400, display: 'flex', mt: 2 }}
        >
          {values.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      )}
    </>
  );
}
