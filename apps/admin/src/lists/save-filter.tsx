import { useId, useState, type SyntheticEvent } from 'react';
import { Box, Button, Checkbox, FormControlLabel, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { useMay } from '../session/use-session';
import { useDeed } from '../shared/use-deed';

/** Keeps what a list shows now under a name. */
export function SaveFilter({ list, query }: { readonly list: string; readonly query: string }) {
  const translate = useTranslate();
  const titleId = useId();
  const mayShare = useMay('panel.share_filter');
  const { isBusy, run, refusalAt } = useDeed(['name']);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const body = { list, query, name: name.trim(), shared };
    const work = () => ask('/api/v1/admin/saved-filters', { method: 'POST', body });
    void run(work, 'lists.kept', { name: body.name }).then(
      (worked) => worked && setName((now) => (now.trim() === body.name ? '' : now)),
    );
  };
  return (
    <Box
      component="form"
      onSubmit={submit}
      noValidate
      aria-labelledby={titleId}
      sx={{ mt: 2, pt: 2, borderTop: 1, borderColor: 'divider' }}
    >
      <Typography id={titleId} variant="subtitle2" component="h3">
        {translate('lists.keep')}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: { xs: 'wrap', sm: 'nowrap' } }}>
        <TextField
          label={translate('lists.name')}
          value={name}
          onChange={({ target }) => setName(target.value)}
          error={refusalAt('name') !== undefined}
          helperText={refusalAt('name')}
          slotProps={{ htmlInput: { maxLength: 100 } }}
        />
        <Button type="submit" variant="contained" disabled={isBusy || name.trim() === ''}>
          {translate('ra.action.save')}
        </Button>
      </Box>
      {mayShare && (
        <FormControlLabel
          control={<Checkbox checked={shared} onChange={() => setShared(!shared)} />}
          label={translate('lists.share_it')}
        />
      )}
    </Box>
  );
}
