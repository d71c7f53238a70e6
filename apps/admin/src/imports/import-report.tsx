import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { SideScroll } from '../shared/side-scroll';
import { COUNTS, type ImportRemark, type ImportRun } from './import-run';

/** Rows by what became of them. */
export function Counts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const format = new Intl.NumberFormat(locale);
  return (
    <Box
      component="dl"
      sx={{ display: 'grid', gap: 1, my: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(130px, 1fr))' }}
    >
      {COUNTS.map((name) => (
        <Box key={name} sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 1 }}>
          <Typography component="dt" variant="caption" color="text.secondary">
            {translate(`resources.imports.fields.counts.${name}`)}
          </Typography>
          <Typography component="dd" variant="h6" sx={{ m: 0 }}>
            {format.format(counts[name] ?? 0)}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

/** Why a run was held back or failed, in the language of the panel as far as that is known. */
export function Reason({
  of: { reason, reason_code: code, reason_params: params },
}: {
  readonly of: ImportRun;
}) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  if (code === null) return <span lang="en">{reason}</span>;
  const format = new Intl.NumberFormat(locale);
  const numbers = Object.entries(params).map(([name, value]) => [name, format.format(value)]);
  return <>{translate(`imports.reasons.${code}`, Object.fromEntries(numbers))}</>;
}

/** What approving a run that was held back would make of listings, or nothing where it would make nothing of any. */
export function OnApproval({ of: { complete, on_approval: absence } }: { readonly of: ImportRun }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  if (!complete || !absence) return null;
  const format = new Intl.NumberFormat(locale);
  const counts = { stale: format.format(absence.stale), removed: format.format(absence.removed) };
  return <> {translate('imports.on_approval', counts)}</>;
}

/** Codes whose message, which is English, names what stands in the file: that is shown as well. */
const NAMING = new Set(['category_unmapped', 'column_unknown']);

/** What was wrong, by code. */
export function Remarks({
  title,
  remarks,
}: {
  readonly title: string;
  readonly remarks: readonly ImportRemark[];
}) {
  const translate = useTranslate();
  if (remarks.length === 0) return null;
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h6" component="h2">
        {translate(title)}
      </Typography>
      <SideScroll label={translate(title)}>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{translate('imports.code')}</TableCell>
              <TableCell align="right">{translate('imports.count')}</TableCell>
              <TableCell>{translate('imports.message')}</TableCell>
              <TableCell>{translate('imports.rows')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {remarks.map(({ code, count, message, rows }) => (
              <TableRow key={code}>
                <TableCell sx={{ fontFamily: 'monospace' }}>{code}</TableCell>
                <TableCell align="right">{count}</TableCell>
                <TableCell sx={{ minWidth: 200 }}>
                  {translate(`import_faults.${code}`, { _: message })}
                  {NAMING.has(code) && (
                    <Typography variant="caption" component="p" color="text.secondary" lang="en">
                      {message}
                    </Typography>
                  )}
                </TableCell>
                <TableCell>{rows.join(', ')}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </SideScroll>
    </Box>
  );
}
