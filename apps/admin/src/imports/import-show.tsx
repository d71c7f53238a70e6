import { useEffect } from 'react';
import { Alert, Button, Card, CardContent, LinearProgress } from '@mui/material';
import DownloadIcon from '@mui/icons-material/Download';
import {
  BooleanField,
  SimpleShowLayout,
  TextField,
  Title,
  useNotify,
  useRecordContext,
  useRefresh,
  useTranslate,
} from 'react-admin';
import { askRaw } from '../api/api';
import { ProblemError } from '../api/problem';
import { CategoryName } from '../catalogue/category-name';
import { Moment } from '../shared/moment';
import { ShowRecord } from '../shared/show-record';
import { SourceName, useSourceName } from '../shared/source-name';
import { StateChip } from '../shared/state-chip';
import type { ImportRun } from './import-run';
import { Counts, OnApproval, Reason, Remarks } from './import-report';
import { Review } from './review';
import { Verdict } from './verdict';

/** A run that goes on is looked at this often, in milliseconds. */
const LOOK_EVERY = 2_000;

/** One import: what became of its rows, and what was wrong with those that were refused. */
export default function ImportShow() {
  return (
    <ShowRecord>
      <RunCard />
    </ShowRecord>
  );
}

function RunCard() {
  const translate = useTranslate();
  const refresh = useRefresh();
  const nameOf = useSourceName();
  const run = useRecordContext<ImportRun>();
  const goesOn = run?.finished_at === null;
  useEffect(() => {
    if (!goesOn) return undefined;
    const timer = setInterval(refresh, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [goesOn, refresh]);
  if (!run) return null;
  return (
    <Card sx={{ mt: 2 }}>
      <Title title={translate('imports.title', { source: nameOf(run.source) })} />
      <CardContent>
        {goesOn && <LinearProgress aria-label={translate('imports.goes_on')} sx={{ mb: 2 }} />}
        {run.reviewed_at !== null && <Verdict of={run} at={run.reviewed_at} />}
        {run.reviewed_at === null && run.reason !== null && (
          <Alert severity={run.state === 'failed' ? 'error' : 'warning'} sx={{ mb: 2 }}>
            <Reason of={run} />
            <OnApproval of={run} />
          </Alert>
        )}
        <Review />
        <SimpleShowLayout sx={{ p: 0 }}>
          <StateChip source="state" texts="imports.states" />
          <SourceName source="source" />
          <CategoryName source="category" />
          <TextField source="file" sx={{ wordBreak: 'break-all' }} />
          <Moment source="started_at" />
          <Moment source="finished_at" />
          <BooleanField source="complete" />
        </SimpleShowLayout>
        <Counts counts={run.counts} />
        {run.errors_url !== null && <ErrorsButton path={run.errors_url} id={run.id} />}
        <Remarks title="imports.errors" remarks={run.errors ?? []} />
        <Remarks title="imports.warnings" remarks={run.warnings ?? []} />
      </CardContent>
    </Card>
  );
}

/** The refused rows as a file. */
function ErrorsButton({ path, id }: { readonly path: string; readonly id: string }) {
  const translate = useTranslate();
  const notify = useNotify();
  const fetchFile = async () => {
    try {
      const url = URL.createObjectURL(await (await askRaw(path)).blob());
      const link = document.createElement('a');
      link.href = url;
      link.download = `import-${id}-errors.csv`;
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      notify(error instanceof ProblemError ? error.message : String(error), { type: 'error' });
    }
  };
  return (
    <Button startIcon={<DownloadIcon />} variant="outlined" onClick={() => void fetchFile()} sx={{ mt: 1 }}>
      {translate('imports.errors_csv')}
    </Button>
  );
}
