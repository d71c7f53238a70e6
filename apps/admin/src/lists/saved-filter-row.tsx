import { useState, type SyntheticEvent } from 'react';
import { Box, Button, Chip, IconButton, ListItem, TextField, Tooltip } from '@mui/material';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import GroupIcon from '@mui/icons-material/GroupOutlined';
import LockIcon from '@mui/icons-material/LockOutlined';
import { useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { useMay } from '../session/use-session';
import { useDeed } from '../shared/use-deed';
import type { SavedFilter } from './saved-filter';

interface SavedFilterRowProps {
  readonly filter: SavedFilter;
  /** Whether the list shows it now. */
  readonly isShown: boolean;
  readonly onChoose: () => void;
}

/** A filter that is kept: choosing it, and for its owner renaming, sharing and deleting. */
export function SavedFilterRow({ filter, isShown, onChoose }: SavedFilterRowProps) {
  const translate = useTranslate();
  const [isRenaming, setRenaming] = useState(false);
  return (
    <ListItem disableGutters sx={{ flexWrap: 'wrap', gap: 0.5 }}>
      {isRenaming ? (
        <Rename filter={filter} onDone={() => setRenaming(false)} />
      ) : (
        <>
          <Button
            onClick={onChoose}
            aria-current={isShown}
            sx={{ flex: 1, justifyContent: 'start', textAlign: 'left', overflowWrap: 'anywhere' }}
            variant={isShown ? 'outlined' : 'text'}
          >
            {filter.name}
          </Button>
          {filter.shared && (
            <Chip
              size="small"
              variant="outlined"
              label={filter.mine ? translate('lists.shared') : translate('lists.of', { owner: filter.owner })}
            />
          )}
          {filter.mine && <Deeds filter={filter} onRename={() => setRenaming(true)} />}
        </>
      )}
    </ListItem>
  );
}

const pathOf = ({ id }: SavedFilter): string => `/api/v1/admin/saved-filters/${id}`;

function Deeds({ filter, onRename }: { readonly filter: SavedFilter; readonly onRename: () => void }) {
  const translate = useTranslate();
  const mayShare = useMay('panel.share_filter');
  const { isBusy, run } = useDeed();
  const { name, shared } = filter;
  const share = () =>
    run(
      () => ask(pathOf(filter), { method: 'PATCH', body: { shared: !shared } }),
      shared ? 'lists.is_private' : 'lists.is_shared',
      { name },
    );
  const remove = () => run(() => ask(pathOf(filter), { method: 'DELETE' }), 'lists.deleted', { name });
  const deeds = [
    { word: 'lists.rename', icon: <EditIcon fontSize="small" />, does: onRename, may: true },
    {
      word: shared ? 'lists.unshare' : 'lists.share',
      icon: shared ? <LockIcon fontSize="small" /> : <GroupIcon fontSize="small" />,
      does: () => void share(),
      may: mayShare || shared,
    },
    { word: 'lists.delete', icon: <DeleteIcon fontSize="small" />, does: () => void remove(), may: true },
  ];
  return (
    <Box sx={{ display: 'flex' }}>
      {deeds
        .filter(({ may }) => may)
        .map(({ word, icon, does }) => (
          <Tooltip key={word} title={translate(word, { name })}>
            <IconButton size="small" aria-label={translate(word, { name })} onClick={does} disabled={isBusy}>
              {icon}
            </IconButton>
          </Tooltip>
        ))}
    </Box>
  );
}

function Rename({ filter, onDone }: { readonly filter: SavedFilter; readonly onDone: () => void }) {
  const translate = useTranslate();
  const { isBusy, run, refusalAt } = useDeed(['name']);
  const [name, setName] = useState(filter.name);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const body = { name: name.trim() };
    void run(() => ask(pathOf(filter), { method: 'PATCH', body }), 'lists.renamed', body).then(
      (worked) => worked && onDone(),
    );
  };
  return (
    <Box
      component="form"
      onSubmit={submit}
      noValidate
      sx={{ display: 'flex', gap: 1, alignItems: 'center', width: '100%' }}
    >
      <TextField
        autoFocus
        label={translate('lists.name')}
        value={name}
        onChange={({ target }) => setName(target.value)}
        error={refusalAt('name') !== undefined}
        helperText={refusalAt('name')}
        slotProps={{ htmlInput: { maxLength: 100 } }}
      />
      <Button type="submit" disabled={isBusy || name.trim() === ''}>
        {translate('ra.action.save')}
      </Button>
      <Button onClick={onDone}>{translate('ra.action.cancel')}</Button>
    </Box>
  );
}
