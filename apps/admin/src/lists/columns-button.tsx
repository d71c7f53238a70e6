import { useId, useState } from 'react';
import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  IconButton,
  List,
  ListItem,
} from '@mui/material';
import ArrowDownwardIcon from '@mui/icons-material/ArrowDownward';
import ArrowUpwardIcon from '@mui/icons-material/ArrowUpward';
import ViewColumnIcon from '@mui/icons-material/ViewColumn';
import { useResourceContext, useTranslate, useTranslateLabel } from 'react-admin';
import { chosenColumns, type Column } from './columns';

interface ColumnsButtonProps {
  readonly columns: readonly Column[];
  /** Names of those that are shown; `null`: all. */
  readonly chosen: readonly string[] | null;
  readonly onChoose: (names: readonly string[]) => void;
}

/** Opens the choice of columns and their order. */
export function ColumnsButton(props: ColumnsButtonProps) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" startIcon={<ViewColumnIcon />} onClick={() => setOpen(true)}>
        {translate('lists.columns')}
      </Button>
      {isOpen && <ColumnsDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function ColumnsDialog({
  columns,
  chosen,
  onChoose,
  onClose,
}: ColumnsButtonProps & { readonly onClose: () => void }) {
  const translate = useTranslate();
  const titleId = useId();
  const usual = columns.map(({ name }) => name);
  const [shown, setShown] = useState(() => chosenColumns(columns, chosen).map(({ name }) => name));
  const order = [...shown, ...usual.filter((name) => !shown.includes(name))];
  const toggle = (name: string) =>
    setShown(shown.includes(name) ? shown.filter((one) => one !== name) : [...shown, name]);
  const move = (at: number, by: number) => {
    if (shown[at] === undefined || shown[at + by] === undefined) return;
    const next = [...shown];
    next.splice(at + by, 0, ...next.splice(at, 1));
    setShown(next);
  };
  const save = () => {
    onChoose(shown);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <DialogTitle id={titleId}>{translate('lists.columns')}</DialogTitle>
      <DialogContent>
        <List dense disablePadding>
          {order.map((name, at) => (
            <ColumnRow
              key={name}
              column={columns.find((column) => column.name === name)}
              isShown={shown.includes(name)}
              place={at}
              last={shown.length - 1}
              onToggle={() => toggle(name)}
              onMove={(by) => move(at, by)}
            />
          ))}
        </List>
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap' }}>
        <Button onClick={() => setShown(usual)} sx={{ mr: 'auto' }}>
          {translate('lists.usual_columns')}
        </Button>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" onClick={save} disabled={shown.length === 0}>
          {translate('ra.action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What has moved a column to an end keeps the focus: it is closed without being taken out of reach. */
const closed = (isClosed: boolean) => ({
  'aria-disabled': isClosed,
  ...(isClosed && { sx: { opacity: 0.4 } }),
});

interface ColumnRowProps {
  readonly column: Column | undefined;
  readonly isShown: boolean;
  readonly place: number;
  /** Place of the last one that is shown. */
  readonly last: number;
  readonly onToggle: () => void;
  readonly onMove: (by: -1 | 1) => void;
}

function ColumnRow({ column, isShown, place, last, onToggle, onMove }: ColumnRowProps) {
  const translate = useTranslate();
  const title = useTranslateLabel();
  const resource = useResourceContext({}) ?? '';
  if (!column) return null;
  const { source, label } = column;
  const text = title({ source, resource, ...(label === undefined ? {} : { label }) });
  const name = typeof text === 'string' ? text : column.name;
  return (
    <ListItem disableGutters sx={{ display: 'flex', py: 0 }}>
      <FormControlLabel
        control={<Checkbox checked={isShown} onChange={onToggle} />}
        label={name}
        sx={{ flex: 1, minWidth: 0 }}
      />
      <IconButton
        size="small"
        aria-label={translate('lists.move_up', { name })}
        {...closed(!isShown || place === 0)}
        onClick={() => onMove(-1)}
      >
        <ArrowUpwardIcon fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        aria-label={translate('lists.move_down', { name })}
        {...closed(!isShown || place >= last)}
        onClick={() => onMove(1)}
      >
        <ArrowDownwardIcon fontSize="small" />
      </IconButton>
    </ListItem>
  );
}
