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
import { useRecordContext, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { useMay } from '../session/use-session';
import { LinkToList } from '../shared/link-to-list';
import { MomentText } from '../shared/moment';
import { SideScroll } from '../shared/side-scroll';
import { StateText } from '../shared/state-chip';
import type { Source, SourceRun } from './source';

/** The last imports of a source, and the way to all of them. */
export function SourceRuns() {
  const translate = useTranslate();
  const seesImports = useMay('instruments.view_import_run');
  const source = useRecordContext<Source>();
  if (!source) return null;
  const { slug, name, last_runs: runs = [] } = source;
  const title = translate('catalogue.last_runs');
  return (
    <Card>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {title}
        </Typography>
        {runs.length === 0 && <Typography variant="body2">{translate('catalogue.no_runs')}</Typography>}
        {runs.length > 0 && (
          <SideScroll label={title}>
            <Table size="small" aria-label={title} sx={{ '& td, & th': { px: 1 } }}>
              <TableHead>
                <TableRow>
                  <TableCell>{translate('resources.imports.fields.started_at')}</TableCell>
                  <TableCell>{translate('resources.imports.fields.state')}</TableCell>
                  <TableCell align="right">{translate('resources.imports.fields.counts.received')}</TableCell>
                  <TableCell align="right">{translate('resources.imports.fields.counts.rejected')}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {runs.map((run) => (
                  <RunRow key={run.id} run={run} isLink={seesImports} />
                ))}
              </TableBody>
            </Table>
          </SideScroll>
        )}
        {seesImports && runs.length > 0 && (
          <Box sx={{ mt: 1 }}>
            <LinkToList resource="imports" filter={{ source: slug }}>
              {translate('imports.of_source', { name })}
            </LinkToList>
          </Box>
        )}
      </CardContent>
    </Card>
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
