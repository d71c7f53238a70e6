import { useId, useState } from 'react';
import {
  Button,
  CircularProgress,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  List,
  Typography,
} from '@mui/material';
import BookmarksIcon from '@mui/icons-material/BookmarksOutlined';
import { useListContext, useResourceContext, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { useKeptFocus } from '../shared/kept-focus';
import { useAnswer } from '../shared/use-answer';
import { SaveFilter } from './save-filter';
import { queryOf, type SavedFilter } from './saved-filter';
import { SavedFilterRow } from './saved-filter-row';

/** Opens the filters that are kept for this list. */
export function SavedFiltersButton() {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" startIcon={<BookmarksIcon />} onClick={() => setOpen(true)}>
        {translate('lists.saved')}
      </Button>
      {isOpen && <SavedFilters onClose={() => setOpen(false)} />}
    </>
  );
}

/** One's own filters and those that others share, and the way to keep what is shown now. */
function SavedFilters({ onClose }: { readonly onClose: () => void }) {
  const translate = useTranslate();
  const titleId = useId();
  const [content, setContent] = useState<HTMLElement | null>(null);
  useKeptFocus(content);
  const navigate = useNavigate();
  const list = useResourceContext({}) ?? '';
  const query = queryOf(useListContext());
  const { data, error } = useAnswer<{ data: SavedFilter[] }>(`/api/v1/admin/saved-filters?list=${list}`);
  const choose = (filter: SavedFilter) => {
    void navigate(`/${list}?${filter.query}`);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{translate('lists.saved')}</DialogTitle>
      <DialogContent ref={setContent}>
        {!data && !error && <CircularProgress size={24} aria-label={translate('ra.page.loading')} />}
        {error && (
          <Typography color="error" role="alert">
            {error.message}
          </Typography>
        )}
        {data?.data.length === 0 && (
          <Typography variant="body2" color="text.secondary">
            {translate('lists.none_saved')}
          </Typography>
        )}
        {data && data.data.length > 0 && (
          <List dense disablePadding>
            {data.data.map((filter) => (
              <SavedFilterRow
                key={filter.id}
                filter={filter}
                isShown={filter.query === query}
                onChoose={() => choose(filter)}
              />
            ))}
          </List>
        )}
        <SaveFilter list={list} query={query} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
