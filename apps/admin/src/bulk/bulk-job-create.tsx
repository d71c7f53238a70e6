import { useState, type SyntheticEvent } from 'react';
import { Alert, Box, Button, Card, CardContent, LinearProgress, Typography } from '@mui/material';
import { Title, useLocaleState, useNotify, useRedirect, useTranslate, useUnselectAll } from 'react-admin';
import { Link as RouterLink, useLocation } from 'react-router';
import { ask } from '../api/api';
import type { ProblemError } from '../api/problem';
import { trusted } from '../api/trusted';
import { refusalOf } from '../session/refusal';
import { useMay } from '../session/use-session';
import { FormFields } from '../shared/form-fields';
import { ReadOnlyNotice } from '../shared/read-only-notice';
import { useProblemText } from '../shared/use-problem-text';
import { ActionChoice } from './action-choice';
import { BULK_JOBS, type BulkJob, type BulkPreview, needsDelete, ORDERED } from './bulk-job';
import { type BulkOrigin, type BulkSelection, chosenBy } from './bulk-selection';
import { Confirm } from './confirm';
import { QueryWords } from './job-words';

/** Orders a change of the listings that were chosen in a list: first what it would reach, then the order itself. */
export default function BulkJobCreate() {
  const translate = useTranslate();
  const place = useLocation();
  const chosen = chosenBy(place.search, place.state);
  return (
    <Card sx={{ mt: 2, maxWidth: 900 }}>
      <Title title={translate('bulk.title')} />
      <CardContent>
        {chosen ? (
          <Order {...chosen} />
        ) : (
          <>
            <Alert severity="info">{translate('bulk.nothing_chosen')}</Alert>
            <Button component={RouterLink} to="/instruments" variant="outlined" sx={{ mt: 2 }}>
              {translate('bulk.to_list')}
            </Button>
          </>
        )}
      </CardContent>
    </Card>
  );
}

interface OrderProps {
  readonly from: BulkOrigin;
  readonly selection: BulkSelection;
}

function Order({ from, selection }: OrderProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const redirect = useRedirect();
  const textOf = useProblemText();
  const unselect = useUnselectAll(from);
  const [mayOrder, mayDelete] = [
    useMay('instruments.change_instrument'),
    useMay('instruments.delete_instrument'),
  ];
  const [action, setAction] = useState(from === 'removed-instruments' ? 'restore' : '');
  const [value, setValue] = useState('');
  const [preview, setPreview] = useState<BulkPreview | null>(null);
  const [refusal, setRefusal] = useState<ProblemError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const takesValue = action === 'category' || action === 'status';
  const order = { action, ...(takesValue ? { value } : {}), ...selection };
  const faults = { action: refusal?.at('action'), value: refusal?.at('value') };
  const isReady = action !== '' && (!takesValue || value !== '');
  const mayDoIt = mayOrder && (mayDelete || !needsDelete(action));

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setRefusal(null);
    try {
      await work();
    } catch (error) {
      const refused = refusalOf(error);
      // what was looked at is not what would be changed; without an answer nothing is known against it
      if (!refused.isOffline) setPreview(null);
      setRefusal(refused);
    } finally {
      setBusy(false);
    }
  };
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    void attempt(async () => {
      setPreview(null);
      const { body } = await ask(`${BULK_JOBS}/preview`, { method: 'POST', body: order });
      setPreview(trusted<BulkPreview>(body));
    });
  };
  const carryOut = (confirmation: string | null) =>
    void attempt(async () => {
      const body = { ...order, ...(confirmation === null ? {} : { confirmation }) };
      const job = trusted<BulkJob>((await ask(BULK_JOBS, { method: 'POST', body })).body);
      unselect();
      notify('bulk.ordered', { type: 'success' });
      redirect('show', 'bulk-jobs', job.id, undefined, ORDERED);
    });

  return (
    <>
      <Chosen from={from} selection={selection} />
      {!mayDoIt && <ReadOnlyNotice why={mayOrder ? 'app.may_not_do' : 'bulk.read_only'} />}
      <Box component="form" onSubmit={look} noValidate sx={{ mt: 2 }}>
        <FormFields isClosed={!mayOrder}>
          <ActionChoice
            from={from}
            mayDelete={mayDelete}
            action={action}
            value={value}
            faults={faults}
            onChange={(nextAction, nextValue) => {
              setAction(nextAction);
              setValue(nextValue);
              setPreview(null);
              setRefusal(null);
            }}
          />
        </FormFields>
        <Button type="submit" variant="outlined" disabled={!mayDoIt || !isReady || isBusy} sx={{ mt: 1 }}>
          {translate('bulk.preview')}
        </Button>
      </Box>
      {isBusy && <LinearProgress aria-label={translate('ra.page.loading')} sx={{ my: 2 }} />}
      <div role="alert">
        {refusal !== null && faults.action === undefined && faults.value === undefined && (
          <Alert severity="error" role="presentation" sx={{ my: 2 }}>
            {textOf(refusal)}
          </Alert>
        )}
      </div>
      {preview && (
        <FormFields isClosed={!mayDoIt}>
          <Confirm
            key={`${action} ${value}`}
            preview={preview}
            {...{ action, value: takesValue ? value : null, isBusy, mayOrder: mayDoIt }}
            onConfirm={carryOut}
          />
        </FormFields>
      )}
    </>
  );
}

/** What was chosen, in words. */
function Chosen({ from, selection }: OrderProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  return (
    <Box component="section" aria-labelledby="bulk-chosen">
      <Typography variant="h6" component="h2" id="bulk-chosen">
        {translate('bulk.chosen')}
      </Typography>
      {'ids' in selection ? (
        <Typography variant="body2">
          {translate('bulk.chosen_ids', {
            smart_count: selection.ids.length,
            count: new Intl.NumberFormat(locale).format(selection.ids.length),
          })}
        </Typography>
      ) : (
        <QueryWords query={selection.query} from={from} />
      )}
    </Box>
  );
}
