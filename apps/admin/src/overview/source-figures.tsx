import {
  Box,
  Card,
  CardContent,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { useMay } from '../session/use-session';
import { AgeText } from '../shared/age';
import { SideScroll } from '../shared/side-scroll';
import { StateText } from '../shared/state-chip';
import type { SourceFigures } from './dashboard-figures';
import { OverdueChip } from '../shared/overdue-chip';

/** The last import of each source, those that are late first. */
export function SourceTable({ sources }: { readonly sources: readonly SourceFigures[] }) {
  const translate = useTranslate();
  const title = translate('overview.sources');
  const sorted = [...sources].sort((a, b) => Number(b.overdue) - Number(a.overdue));
  return (
    <Card>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {title}
        </Typography>
        {sources.length === 0 && <Typography variant="body2">{translate('overview.no_sources')}</Typography>}
        {sources.length > 0 && (
          <SideScroll label={title}>
            <Table size="small" aria-label={title}>
              <TableHead>
                <TableRow>
                  <TableCell>{translate('resources.sources.name', { smart_count: 1 })}</TableCell>
                  <TableCell>{translate('overview.last_success')}</TableCell>
                  <TableCell>{translate('overview.last_run')}</TableCell>
                  <TableCell>{translate('resources.sources.fields.interval_hours')}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {sorted.map((source) => (
                  <SourceRow key={source.slug} source={source} />
                ))}
              </TableBody>
            </Table>
          </SideScroll>
        )}
      </CardContent>
    </Card>
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
