import { Box, Link, TableCell, TableRow } from '@mui/material';
import { useRecordContext, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { useMay } from '../session/use-session';
import { LinkToList } from '../shared/link-to-list';
import { MomentText } from '../shared/moment';
import { StateText } from '../shared/state-chip';
import { TableCard } from '../shared/table-card';
import type { Source, SourceRun } from './source';

/** The last imports of a source, and the way to all of them. */
export function SourceRuns() {
  const translate = useTranslate();
  const seesImports = useMay('instruments.view_import_run');
  const source = useRecordContext<Source>();
  if (!source) return null;
  const { slug, name, last_runs: runs = [] } = source;
  return (
    <TableCard
      title={translate('catalogue.last_runs')}
      columns={[
        { name: translate('resources.imports.fields.started_at') },
        { name: translate('resources.imports.fields.state') },
        { name: translate('resources.imports.fields.counts.received'), isNumber: true },
        { name: translate('resources.imports.fields.counts.rejected'), isNumber: true },
      ]}
      none={translate('catalogue.no_runs')}
      below={
        seesImports &&
        runs.length > 0 && (
          <Box sx={{ mt: 1 }}>
            <LinkToList resource="imports" filter={{ source: slug }}>
              {translate('imports.of_source', { name })}
            </LinkToList>
          </Box>
        )
      }
    >
      {runs.map((run) => (
        <RunRow key={run.id} run={run} isLink={seesImports} />
      ))}
    </TableCard>
  );
}

function RunRow({ run, isLink }: { readonly run: SourceRun; readonly isLink: boolean }) {
  const moment = <MomentText value={run.started_at} />;
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {isLink ? (
          <Link component={RouterLink} to={`/imports/${run.id}/show`}>
            {moment}
          </Link>
        ) : (
          moment
        )}
      </TableCell>
      <TableCell>
        <StateText value={run.state} texts="imports.states" />
      </TableCell>
      <TableCell align="right">{run.received}</TableCell>
      <TableCell align="right">{run.rejected}</TableCell>
    </TableRow>
  );
}
