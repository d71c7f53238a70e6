import { useId, useState } from 'react';
import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useTranslate } from 'react-admin';
import { trusted } from '../api/trusted';
import { actionText, type AuditEntry } from './audit-entry';

/** Names of fields that a row has room for. */
const MOST_NAMES = 3;

/** Opens what an entry says: each field before and after, and what else was noted. */
export function ShowDifferences({ entry }: { readonly entry: AuditEntry }) {
  const translate = useTranslate();
  const titleId = useId();
  const [isOpen, setOpen] = useState(false);
  const nameOf = useFieldName();
  const names = Object.keys(entry.changes).map(nameOf);
  const more = names.length - MOST_NAMES;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} sx={{ textAlign: 'left' }}>
        {names.length === 0 ? translate('audit.look') : names.slice(0, MOST_NAMES).join(', ')}
        {more > 0 && ` + ${more}`}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{translate(actionText(entry), { _: entry.action })}</DialogTitle>
        <DialogContent>
          <Differences entry={entry} />
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{translate('ra.action.close')}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

function Differences({ entry }: { readonly entry: AuditEntry }) {
  const translate = useTranslate();
  const nameOf = useFieldName();
  const detailText = (name: string, value: unknown): string => {
    const text = valueText(value, translate);
    return name === 'reason' ? translate(`tokens.reasons.${text}`, { _: text }) : text;
  };
  const changes = Object.entries(entry.changes);
  const details = Object.entries(entry.details);
  return (
    <>
      {changes.length > 0 && (
        <Table size="small" aria-label={translate('audit.differences')} sx={{ mb: 1 }}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('audit.field')}</TableCell>
              <TableCell>{translate('audit.before')}</TableCell>
              <TableCell>{translate('audit.after')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {changes.map(([field, both]) => {
              const [before, after] = trusted<readonly [unknown, unknown]>(both);
              return (
                <TableRow key={field}>
                  <TableCell component="th" scope="row">
                    {nameOf(field)}
                  </TableCell>
                  <TableCell sx={{ wordBreak: 'break-word' }}>{valueText(before, translate)}</TableCell>
                  <TableCell sx={{ wordBreak: 'break-word' }}>{valueText(after, translate)}</TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
      {details.map(([name, value]) => (
        <Typography key={name} variant="body2" sx={{ wordBreak: 'break-word' }}>
          <strong>{nameOf(name)}</strong>: {detailText(name, value)}
        </Typography>
      ))}
      {changes.length + details.length === 0 && (
        <Typography variant="body2">{translate('audit.no_differences')}</Typography>
      )}
      <Typography
        variant="caption"
        color="text.secondary"
        component="p"
        sx={{ wordBreak: 'break-all', mt: 1 }}
      >
        {translate('audit.request')}: {entry.request_id ?? '–'}
      </Typography>
    </>
  );
}

function useFieldName(): (field: string) => string {
  const translate = useTranslate();
  return (field) => translate(`audit.field_names.${field}`, { _: field });
}

function valueText(value: unknown, translate: ReturnType<typeof useTranslate>): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return translate(`ra.boolean.${String(value)}`);
  if (Array.isArray(value)) return value.map(String).join(', ') || '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
