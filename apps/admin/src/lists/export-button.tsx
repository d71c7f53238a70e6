import { useState } from 'react';
import { Button } from '@mui/material';
import DownloadIcon from '@mui/icons-material/Download';
import { useListContext, useNotify, useResourceContext, useTranslate } from 'react-admin';
import { askRaw } from '../api/api';
import { listQuery } from '../api/data-provider';
import { doorOf } from '../api/doors';
import { ProblemError } from '../api/problem';
import { useListState } from '../shared/use-list-state';
import { saveFile } from './save-file';

/** Fetches all that the list shows, on every page of it, as a file for spreadsheets. */
export function ExportButton({ path }: { readonly path: string }) {
  const translate = useTranslate();
  const notify = useNotify();
  const resource = useResourceContext({}) ?? '';
  const { sort } = useListContext();
  const { filters } = useListState();
  const [isBusy, setBusy] = useState(false);
  const fetchFile = async () => {
    setBusy(true);
    try {
      const query = listQuery(doorOf(resource), filters, sort);
      const answer = await askRaw(path, { query, headers: { Accept: 'text/csv' } });
      const isCut = answer.headers.get('Export-Truncated') === '?1';
      await saveFile(answer, `${resource}.csv`);
      if (isCut) notify('lists.export_cut', { type: 'warning', autoHideDuration: 10_000 });
      else notify('lists.exported', { type: 'success' });
    } catch (error) {
      notify(error instanceof ProblemError ? error.message : 'lists.export_broken', { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" startIcon={<DownloadIcon />} disabled={isBusy} onClick={() => void fetchFile()}>
      {translate(isBusy ? 'lists.exporting' : 'ra.action.export')}
    </Button>
  );
}
