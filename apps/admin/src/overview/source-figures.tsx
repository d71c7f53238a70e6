import { Box, Link, TableCell, TableRow, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { useMay } from '../session/use-session';
import { AgeText } from '../shared/age';
import { StateText } from '../shared/state-chip';
import { TableCard } from '../shared/table-card';
import type { SourceFigures } from './dashboard-figures';
import { OverdueChip } from '../shared/overdue-chip';

/** The last import of each source, those that are late first. */
export function SourceTable({ sources }: { readonly sources: readonly SourceFigures[] }) {
  const translate = useTranslate();
  const sorted = [...sources].sort((a, b) => Number(b.overdue) - Number(a.overdue));
  return (
    <TableCard
      title={translate('overview.sources')}
      columns={[
        { name: translate('resources.sources.name', { smart_count: 1 }) },
        { name: translate('overview.last_success') },
        { name: translate('overview.last_run') },
        { name: translate('resources.sources.fields.interval_hours') },
      ]}
      none={translate('overview.no_sources')}
    >
      {sorted.map((source) => (
        <SourceRow key={source.slug} source={source} />
      ))}
    </TableCard>
  );
}

function SourceRow({ source }: { readonly source: SourceFigures }) {
  const translate = useTranslate();
  const seesRuns = useMay('instruments.view_import_run');
  const { slug, name, enabled, last_run: run } = source;
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        <Link component={RouterLink} to={`/sources/${slug}`}>
          {name}
        </Link>
        {!enabled && (
          <Typography component="span" variant="caption" color="text.secondary" sx={{ ml: 1 }}>
            {translate('overview.off')}
          </Typography>
        )}
      </TableCell>
      <TableCell>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, whiteSpace: 'nowrap' }}>
          <AgeText value={source.last_success_at} never={translate('app.never')} />
          {source.overdue && <OverdueChip />}
        </Box>
      </TableCell>
      <TableCell>
        {run === null ? (
          '–'
        ) : (
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, whiteSpace: 'nowrap' }}>
            <StateText value={run.state} texts="imports.states" />
            <AgeText value={run.started_at} never="" />
            {seesRuns && (
              <Link
                component={RouterLink}
                to={`/imports/${run.id}/show`}
                aria-label={translate('overview.look_at_run', { name })}
              >
                {translate('overview.look')}
              </Link>
            )}
          </Box>
        )}
      </TableCell>
      <TableCell>{translate('catalogue.hours', { smart_count: source.interval_hours })}</TableCell>
    </TableRow>
  );
}
