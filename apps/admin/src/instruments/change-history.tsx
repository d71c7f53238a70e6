import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';
import { useActorText } from '../audit/actor-text';
import { actionText, type AuditEntry } from '../audit/audit-entry';
import { ShowDifferences } from '../audit/show-differences';
import { useCategoryNames } from '../catalogue/category';
import { MomentText } from '../shared/moment';
import { Breakable } from '../shared/record-link';

/** Entries that are shown. */
const MOST = 50;

/** What moved the listing together with all others of its spelling: such an entry is about a category. */
function Mapping({ of: { object_id: slug, details } }: { readonly of: AuditEntry }) {
  const translate = useTranslate();
  const name = useCategoryNames().find((one) => one.slug === slug)?.name ?? slug;
  return (
    <Typography variant="body2" sx={{ wordBreak: 'break-word' }}>
      {translate('instruments.moved_by_mapping', { label: String(details['label']), name })}
    </Typography>
  );
}

/** What was done, where the names of changed fields do not say it. */
function Deed({ of }: { readonly of: AuditEntry }) {
  const translate = useTranslate();
  if (of.action === 'category.mapped') return <Mapping of={of} />;
  if (of.action === 'instrument.changed') return null;
  return <Typography variant="body2">{translate(actionText(of), { _: of.action })}</Typography>;
}

/** Who changed a listing, when, and what. */
export function ChangeHistory({ id }: { readonly id: number }) {
  const translate = useTranslate();
  const actorText = useActorText();
  const { data: entries = [] } = useQuery({
    queryKey: ['instruments', 'history', id],
    queryFn: async ({ signal }) => {
      const { body } = await ask(`/api/v1/admin/instruments/${id}/history`, {
        query: { per_page: MOST },
        signal,
      });
      return trusted<{ data: AuditEntry[] }>(body).data;
    },
  });
  if (entries.length === 0)
    return <Typography color="text.secondary">{translate('instruments.no_history')}</Typography>;
  return (
    <Box
      sx={{ overflow: 'auto', maxHeight: 400, '& td, & th': { px: 0.75 } }}
      tabIndex={0}
      role="region"
      aria-label={translate('instruments.history')}
    >
      <Table size="small" aria-label={translate('instruments.history')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('resources.audit.fields.at')}</TableCell>
            <TableCell>{translate('resources.audit.fields.actor')}</TableCell>
            <TableCell>{translate('audit.differences')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <TableRow key={entry.id}>
              <TableCell>
                <MomentText value={entry.at} />
              </TableCell>
              <TableCell>
                <Breakable text={actorText(entry)} />
              </TableCell>
              <TableCell>
                <Deed of={entry} />
                <ShowDifferences entry={entry} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
