import { useEffect, useState } from 'react';
import {
  Box,
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
  Typography,
} from '@mui/material';
import { useDataProvider, useLocaleState, useNotify, useRefresh, useTranslate } from 'react-admin';
import { useFormContext } from 'react-hook-form';
import { DOORS } from '../api/doors';
import { isRecord } from '../api/problem';
import { useCategoryNames } from '../catalogue/category';
import { titleOfScreen } from '../shared/kept-focus';
import { unsaved } from '../shared/unsaved';
import { useProblemText } from '../shared/use-problem-text';
import { fieldDifferences } from './field-differences';
import { fieldText, type Instrument, isRemoved, moneyText } from './instrument';

/** A change that came too late. */
export interface RefusedChange {
  readonly id: number;
  /** What was to be saved. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What the form began with. */
  readonly previousData: Instrument;
}

interface ConflictProps {
  readonly of: RefusedChange;
  readonly onClose: () => void;
}

/** Somebody was faster: what differs in both versions, and the choice between them. What only others changed stays. */
export function Conflict({ of: { id, data: mine, previousData: before }, onClose }: ConflictProps) {
  const translate = useTranslate();
  const provider = useDataProvider();
  const notify = useNotify();
  const refresh = useRefresh();
  const textOf = useFieldValueText();
  const [theirs, setTheirs] = useState<Instrument | null>(null);
  const problemText = useProblemText();
  const { clearErrors } = useFormContext();
  const tell = (error: unknown) => notify(problemText(error), { type: 'error' });
  const differencesFrom = (now: Instrument) =>
    fieldDifferences(DOORS.instruments.editable, before, mine, now);
  const takeTheirs = () => {
    unsaved.forget();
    refresh();
    onClose();
    // behind the dialog, which gives the focus back to a button that has nothing more to save
    setTimeout(() => titleOfScreen()?.focus());
  };
  const tellSaved = () => {
    notify('resources.instruments.notifications.updated', { type: 'success' });
    takeTheirs();
  };
  useEffect(() => {
    provider.getOne<Instrument>('instruments', { id }).then(
      ({ data }) => {
        // it had been saved before, and only the answer was lost
        if (!isRemoved(data) && differencesFrom(data).mine.length === 0) tellSaved();
        else setTheirs(data);
      },
      (error: unknown) => {
        tell(error);
        onClose();
      },
    );
  }, [id, provider]);
  if (!theirs) return null;
  const differences = differencesFrom(theirs);
  const goOn = () => {
    // the dialog has said it
    clearErrors('root');
    onClose();
  };
  const keepMine = async () => {
    const data = Object.fromEntries(differences.mine.map((name) => [name, mine[name]]));
    try {
      await provider.update('instruments', { id, data, previousData: theirs });
      tellSaved();
    } catch (error) {
      tell(error);
    }
  };
  return (
    <Dialog open onClose={goOn} aria-labelledby="conflict" maxWidth="md" fullWidth>
      <DialogTitle id="conflict">{translate('instruments.conflict')}</DialogTitle>
      <DialogContent>
        <DialogContentText>
          {translate(isRemoved(theirs) ? 'instruments.conflict_removed' : 'instruments.conflict_text')}
        </DialogContentText>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{translate('audit.field')}</TableCell>
              <TableCell>{translate('instruments.mine')}</TableCell>
              <TableCell>{translate('instruments.theirs')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {differences.mine.map((name) => (
              <TableRow key={name}>
                <TableCell component="th" scope="row">
                  {translate(fieldText(name))}
                </TableCell>
                <TableCell sx={{ wordBreak: 'break-word' }}>{textOf(mine[name])}</TableCell>
                <TableCell sx={{ wordBreak: 'break-word' }}>{textOf(theirs[name])}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        {differences.others.length > 0 && (
          <>
            <Typography variant="subtitle2" component="h3" sx={{ mt: 2 }}>
              {translate('instruments.others_changed')}
            </Typography>
            <Box component="ul" sx={{ mt: 0.5, mb: 0, pl: 2.5, wordBreak: 'break-word' }}>
              {differences.others.map((name) => (
                <Typography component="li" variant="body2" key={name}>
                  {translate(fieldText(name))}: {textOf(before[name])} → {textOf(theirs[name])}
                </Typography>
              ))}
            </Box>
          </>
        )}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap' }}>
        <Button onClick={goOn}>{translate('instruments.go_on')}</Button>
        <Button onClick={takeTheirs}>{translate('instruments.take_theirs')}</Button>
        {!isRemoved(theirs) && (
          <Button variant="contained" onClick={() => void keepMine()}>
            {translate('instruments.keep_mine')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

/** A field in one line, in the language of the panel. */
function useFieldValueText(): (value: unknown) => string {
  const [locale] = useLocaleState();
  const categories = useCategoryNames();
  return (value) => {
    if (value === null || value === undefined || value === '') return '–';
    if (!isRecord(value)) return typeof value === 'string' ? value : JSON.stringify(value);
    const { amount, currency, slug, url } = value;
    if (typeof amount === 'string') {
      return typeof currency === 'string' ? moneyText({ amount, currency }, locale) : amount;
    }
    const text = categories.find((one) => one.slug === slug)?.name ?? slug ?? url;
    return typeof text === 'string' ? text : '–';
  };
}
