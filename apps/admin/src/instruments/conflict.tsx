import { useEffect, useState } from 'react';
import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
} from '@mui/material';
import { useDataProvider, useNotify, useRecordContext, useRefresh, useTranslate } from 'react-admin';
import { DOORS } from '../api/doors';
import { isRecord, ProblemError } from '../api/problem';
import type { Instrument } from './instrument';

interface ConflictProps {
  /** What was to be saved. */
  readonly mine: Readonly<Record<string, unknown>>;
  readonly onClose: () => void;
}

/** Somebody was faster: both versions side by side, and the choice between them. */
export function Conflict({ mine, onClose }: ConflictProps) {
  const translate = useTranslate();
  const provider = useDataProvider();
  const notify = useNotify();
  const refresh = useRefresh();
  const record = useRecordContext<Instrument>();
  const id = record?.id;
  const [theirs, setTheirs] = useState<Instrument | null>(null);
  useEffect(() => {
    if (id === undefined) return;
    void provider.getOne<Instrument>('instruments', { id }).then(({ data }) => setTheirs(data));
  }, [id, provider]);
  if (!theirs || !record) return null;
  const fields = DOORS.instruments.editable.filter(
    (name) => name in mine && textOf(mine[name]) !== textOf(theirs[name]),
  );
  const takeTheirs = () => {
    refresh();
    onClose();
  };
  const keepMine = async () => {
    try {
      await provider.update('instruments', { id: theirs.id, data: mine, previousData: theirs });
      notify('ra.notification.updated', { type: 'success', messageArgs: { smart_count: 1 } });
      takeTheirs();
    } catch (error) {
      notify(error instanceof ProblemError ? error.message : String(error), { type: 'error' });
    }
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby="conflict" maxWidth="md" fullWidth>
      <DialogTitle id="conflict">{translate('instruments.conflict')}</DialogTitle>
      <DialogContent>
        <DialogContentText>{translate('instruments.conflict_text')}</DialogContentText>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{translate('audit.field')}</TableCell>
              <TableCell>{translate('instruments.mine')}</TableCell>
              <TableCell>{translate('instruments.theirs')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {fields.map((name) => (
              <TableRow key={name}>
                <TableCell component="th" scope="row">
                  {translate(`resources.instruments.fields.${name}`)}
                </TableCell>
                <TableCell sx={{ wordBreak: 'break-word' }}>{textOf(mine[name])}</TableCell>
                <TableCell sx={{ wordBreak: 'break-word' }}>{textOf(theirs[name])}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('instruments.go_on')}</Button>
        <Button onClick={takeTheirs}>{translate('instruments.take_theirs')}</Button>
        <Button variant="contained" onClick={() => void keepMine()}>
          {translate('instruments.keep_mine')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** A field in one line. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (!isRecord(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return ['amount', 'currency', 'slug', 'url']
    .flatMap((name) => (name in value ? [String(value[name])] : []))
    .join(' ');
}
