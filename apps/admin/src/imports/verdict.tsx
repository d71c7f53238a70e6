import { Alert } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useLocaleState, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';
import type { AuditEntry } from '../audit/audit-entry';
import { useMay } from '../session/use-session';
import { Reason } from './import-report';
import type { ImportRun } from './import-run';

interface VerdictProps {
  readonly of: ImportRun;
  readonly at: string;
}

/** What somebody has decided about a run that was held back, when, and for whoever may see the audit, who. */
export function Verdict({ of: run, at }: VerdictProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const verdict = run.state === 'rejected' ? 'rejected' : 'approved';
  const who = useReviewer(run.id, verdict);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const values = { at: moment.format(new Date(at)), who };
  return (
    <Alert severity="info" sx={{ mb: 2, wordBreak: 'break-word' }}>
      {translate(`imports.verdicts.${verdict}${who === null ? '' : '_by'}`, values)}
      {run.reason !== null && (
        <>
          {' '}
          {translate('imports.was_held')} <Reason of={run} />
        </>
      )}
    </Alert>
  );
}

function useReviewer(id: string, verdict: 'approved' | 'rejected'): string | null {
  const translate = useTranslate();
  const maySee = useMay('audit.view_entry');
  const { data: entry } = useQuery({
    queryKey: ['imports', 'verdict', id, verdict],
    queryFn: async ({ signal }) => {
      const query = { object_type: 'import_run', object_id: id, action: `import.${verdict}`, per_page: 1 };
      const { body } = await ask('/api/v1/admin/audit', { query, signal });
      return trusted<{ data: AuditEntry[] }>(body).data[0] ?? null;
    },
    enabled: maySee,
  });
  return entry ? (entry.actor_email ?? translate(`audit.kinds.${entry.actor_kind}`)) : null;
}
