import { useEffect, useRef } from 'react';
import { Alert, Box, Card, CardContent, LinearProgress, Typography } from '@mui/material';
import StopIcon from '@mui/icons-material/StopCircleOutlined';
import { Title, useLocaleState, useRecordContext, useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import { ask } from '../api/api';
import { isRecord } from '../api/problem';
import { useMay } from '../session/use-session';
import { DeedDialog } from '../shared/deed-dialog';
import { Known } from '../shared/known';
import { MomentText } from '../shared/moment';
import { ShowRecord } from '../shared/show-record';
import { StateChip } from '../shared/state-chip';
import { useDeed } from '../shared/use-deed';
import { BULK_JOBS, type BulkJob, needsDelete } from './bulk-job';
import { ChosenListings } from './chosen-listings';
import { Failures } from './failures';
import { QueryWords, useDeedWords } from './job-words';

/** A job that goes on is looked at this often, in milliseconds. */
const LOOK_EVERY = 1_000;

/** One job: how far it has come, what became of its listings, and a way to stop it. */
export default function BulkJobShow() {
  return (
    <ShowRecord<BulkJob>
      refetchInterval={({ state }) => (state.data && state.data.finished_at !== null ? false : LOOK_EVERY)}
    >
      <JobCard />
    </ShowRecord>
  );
}

function JobCard() {
  const translate = useTranslate();
  const words = useDeedWords();
  const job = useRecordContext<BulkJob>();
  if (!job) return null;
  const { action, value, query, reason, failed } = job;
  return (
    <Card sx={{ mt: 2 }}>
      <Title title={words(action, value)} />
      <CardContent>
        <Progress job={job} />
        {reason !== null && (
          <Alert severity="error" sx={{ my: 2 }}>
            {reason}
          </Alert>
        )}
        <Outcome job={job} />
        {failed > 0 && <Failures id={job.id} count={failed} />}
        <Typography variant="h6" component="h2" sx={{ mt: 2 }}>
          {translate('bulk.about')}
        </Typography>
        <Known
          facts={[
            { name: translate('resources.bulk-jobs.fields.created_by'), value: job.created_by ?? '–' },
            ...(['created_at', 'started_at', 'finished_at'] as const).map((name) => ({
              name: translate(`resources.bulk-jobs.fields.${name}`),
              value: <MomentText value={job[name]} />,
            })),
          ]}
        />
        <Typography variant="subtitle2" component="h3">
          {translate('bulk.chosen')}
        </Typography>
        {query === null ? (
          <ChosenListings id={job.id} />
        ) : (
          <QueryWords
            query={query}
            from={action === 'restore' ? 'removed-instruments' : 'instruments'}
            isPast
          />
        )}
      </CardContent>
    </Card>
  );
}

/** How far it has come; a change of its state is told to whoever only listens. */
function Progress({ job }: { readonly job: BulkJob }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const format = new Intl.NumberFormat(locale);
  const { total, done, state, finished_at: finishedAt } = job;
  const through = { done: format.format(done), total: format.format(total) };
  const line = useFocusedLine(finishedAt !== null);
  return (
    <>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', mb: 1 }}>
        <div role="status">
          <StateChip source="state" texts="bulk.states" />
        </div>
        <Typography variant="body2" ref={line} tabIndex={-1}>
          {translate('bulk.through', through)}
        </Typography>
        <Box sx={{ flexGrow: 1 }} />
        {finishedAt === null && <StopButton job={job} />}
      </Box>
      {finishedAt === null && (
        <LinearProgress
          variant="determinate"
          value={total === 0 ? 0 : Math.round((done / total) * 100)}
          aria-label={translate('bulk.progress')}
          sx={{ height: 8, borderRadius: 1 }}
        />
      )}
      {state === 'cancelled' && (
        <Alert severity="warning" sx={{ mt: 2 }}>
          {translate('bulk.was_stopped', through)}
        </Alert>
      )}
    </>
  );
}

/** What tells how it goes has the focus of whoever has ordered it, and of whoever was at the button that goes with its end. */
function useFocusedLine(isFinished: boolean) {
  const line = useRef<HTMLParagraphElement>(null);
  const state: unknown = useLocation().state;
  const isFollowed = useRef(isRecord(state) && state['isOrdered'] === true);
  useEffect(() => {
    if (isFollowed.current && document.activeElement === document.body) line.current?.focus();
    isFollowed.current = true;
  }, [isFinished]);
  return line;
}

/** What became of its listings. */
function Outcome({ job }: { readonly job: BulkJob }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const format = new Intl.NumberFormat(locale);
  const rare = job.missing > 0 ? (['missing'] as const) : [];
  return (
    <Box
      component="dl"
      sx={{ display: 'grid', gap: 1, my: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(130px, 1fr))' }}
    >
      {[...(['total', 'changed', 'unchanged', 'failed'] as const), ...rare].map((name) => (
        <Box key={name} sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 1 }}>
          <Typography component="dt" variant="caption" color="text.secondary">
            {translate(`resources.bulk-jobs.fields.${name}`)}
          </Typography>
          <Typography component="dd" variant="h6" sx={{ m: 0 }}>
            {format.format(job[name])}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

/** Ends the job at once: what is done stays. */
function StopButton({ job }: { readonly job: BulkJob }) {
  const translate = useTranslate();
  const mayDelete = useMay('instruments.delete_instrument');
  const { isBusy, run } = useDeed();
  if (needsDelete(job.action) && !mayDelete) return null;
  return (
    <DeedDialog
      button={translate('bulk.stop')}
      title={translate('bulk.stop')}
      text={translate('bulk.stop_text')}
      icon={<StopIcon />}
      isBusy={isBusy}
      onConfirm={() => run(() => ask(`${BULK_JOBS}/${job.id}/cancel`, { method: 'POST' }), 'bulk.stopped')}
    />
  );
}
