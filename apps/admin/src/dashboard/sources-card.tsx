import {
  Box,
  Card,
  CardContent,
  Chip,
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
import { MomentText } from '../shared/moment';
import type { DashboardBody } from './dashboard-body';

/** Each source with its last import: what is late says so in red and in words. */
export function SourcesCard({ sources }: { readonly sources: NonNullable<DashboardBody['sources']> }) {
  const translate = useTranslate();
  return (
    <Card sx={{ minWidth: 0 }}>
      <CardContent>
        <Typography variant="h6" component="h2">
          {translate('dashboard.sources')}
        </Typography>
        <Box
          sx={{ overflowX: 'auto' }}
          tabIndex={0}
          role="region"
          aria-label={translate('dashboard.sources')}
        >
          <Table size="small" aria-label={translate('dashboard.sources')}>
            <TableHead>
              <TableRow>
                <TableCell>{translate('resources.imports.fields.source')}</TableCell>
                <TableCell>{translate('resources.imports.fields.state')}</TableCell>
                <TableCell>{translate('dashboard.last_success')}</TableCell>
                <TableCell>{translate('dashboard.last_run')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {sources.map(
                ({ slug, name, enabled, overdue, last_success_at: lastSuccess, last_run: run }) => (
                  <TableRow key={slug}>
                    <TableCell component="th" scope="row">
                      {name}
                    </TableCell>
                    <TableCell>
                      <Chip
                        size="small"
                        variant="outlined"
                        color={!enabled ? 'default' : overdue ? 'error' : 'success'}
                        label={translate(`dashboard.${!enabled ? 'off' : overdue ? 'overdue' : 'in_time'}`)}
                        sx={{ borderRadius: 1 }}
                      />
                    </TableCell>
                    <TableCell>
                      <MomentText value={lastSuccess} />
                    </TableCell>
                    <TableCell>
                      {run ? (
                        <Link component={RouterLink} to={`/imports/${run.id}/show`}>
                          {translate(`imports.states.${run.state}`)}
                        </Link>
                      ) : (
                        '–'
                      )}
                    </TableCell>
                  </TableRow>
                ),
              )}
            </TableBody>
          </Table>
        </Box>
      </CardContent>
    </Card>
  );
}
