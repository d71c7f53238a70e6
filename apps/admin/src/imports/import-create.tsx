import { useState, type SyntheticEvent } from 'react';
import {
  Alert,
  Box,
  Button,
  Card,
  CardContent,
  Checkbox,
  FormControlLabel,
  LinearProgress,
  MenuItem,
  TextField,
} from '@mui/material';
import {
  AccessDenied,
  type RaRecord,
  Title,
  useGetList,
  useNotify,
  useRedirect,
  useTranslate,
} from 'react-admin';
import { ask } from '../api/api';
import type { ProblemError } from '../api/problem';
import { trusted } from '../api/trusted';
import { refusalOf } from '../session/refusal';
import { useMay } from '../session/use-session';
import { FormFields } from '../shared/form-fields';
import { ReadOnlyNotice } from '../shared/read-only-notice';
import { useProblemText } from '../shared/use-problem-text';
import { FileChoice } from './file-choice';
import { fileForm } from './file-form';
import { Counts, OnApproval, Reason, Remarks } from './import-report';
import type { ImportRun } from './import-run';

const ALL = { pagination: { page: 1, perPage: 500 }, sort: { field: 'name', order: 'ASC' as const } };
/** The answer waits for the end of a short import, in seconds. */
const WAIT = 5;
/** Of the name of a file, in characters. */
const LONGEST_NAME = 200;

/** Whether another file would be the way out. */
function isAboutFile({ code }: ProblemError): boolean {
  return /^imports\.file_|^http\.body_too_large$/.test(code);
}

/** The screen for a file to bring in, for whoever may when he opens it: it is closed when that ends. */
export default function ImportCreate() {
  const mayImport = useMay('instruments.import');
  const [isOpened, setOpened] = useState(mayImport);
  if (mayImport && !isOpened) setOpened(true);
  return isOpened ? <ImportForm isClosed={!mayImport} /> : <AccessDenied />;
}

/** Brings a file in, or tries first what would become of it. */
function ImportForm({ isClosed }: { readonly isClosed: boolean }) {
  const translate = useTranslate();
  const notify = useNotify();
  const redirect = useRedirect();
  const textOf = useProblemText();
  const { data: sources = [] } = useGetList<RaRecord<string> & { name: string }>('source-names', ALL);
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState('');
  const [isComplete, setComplete] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ProblemError | null>(null);
  const [trial, setTrial] = useState<ImportRun | null>(null);

  const choose = (chosen: File) => {
    setFile(chosen);
    // what was tried was another file
    setTrial(null);
    setRefusal(null);
  };
  const send = async (isTrial: boolean) => {
    if (!file || isClosed) return;
    setBusy(true);
    setRefusal(null);
    setTrial(null);
    try {
      const { type, format } = fileForm(file.name);
      const answer = await ask('/api/v1/imports', {
        method: 'POST',
        body: new Blob([file], { type }),
        headers: { 'Content-Type': type, 'Idempotency-Key': crypto.randomUUID() },
        query: {
          source,
          // the end of a long name says most
          file: file.name.slice(-LONGEST_NAME),
          ...(format === null ? {} : { format }),
          ...(isComplete ? { complete: true } : {}),
          ...(isTrial ? { dry_run: true } : { wait: WAIT }),
        },
      });
      const run = trusted<ImportRun>(answer.body);
      if (isTrial) {
        setTrial(run);
        return;
      }
      notify('imports.started', { type: 'success' });
      redirect('show', 'imports', run.id);
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };
  const atSource = refusal?.inQuery('source');
  const atFile = refusal && isAboutFile(refusal) ? refusal.message : undefined;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send(false);
  };

  return (
    <Card sx={{ mt: 2, maxWidth: 900 }}>
      <Title title={translate('imports.upload')} />
      <CardContent>
        {isClosed && <ReadOnlyNotice why="app.may_not_do" />}
        <form onSubmit={submit} noValidate>
          <FormFields isClosed={isClosed}>
            <FileChoice file={file} fault={atFile} isDisabled={isBusy || isClosed} onChoose={choose} />
            <TextField
              select
              label={translate('resources.imports.fields.source')}
              value={source}
              onChange={({ target }) => {
                setSource(target.value);
                if (atSource !== undefined) setRefusal(null);
              }}
              error={atSource !== undefined}
              helperText={atSource ?? translate('imports.source_help')}
              sx={{ mt: 2, maxWidth: 400 }}
            >
              <MenuItem value="">{translate('imports.source_of_file')}</MenuItem>
              {sources.map(({ id, name }) => (
                <MenuItem key={id} value={id}>
                  {name}
                </MenuItem>
              ))}
            </TextField>
            <div>
              <FormControlLabel
                control={<Checkbox checked={isComplete} onChange={() => setComplete(!isComplete)} />}
                label={translate('imports.complete')}
              />
            </div>
          </FormFields>
          {isBusy && <LinearProgress aria-label={translate('imports.goes_on')} sx={{ my: 1 }} />}
          <div role="alert">
            {refusal !== null && atSource === undefined && atFile === undefined && (
              <Alert severity="error" role="presentation" sx={{ my: 1 }}>
                {textOf(refusal)}
              </Alert>
            )}
          </div>
          <Box sx={{ display: 'flex', gap: 1, mt: 2, flexWrap: 'wrap' }}>
            <Button variant="outlined" disabled={!file || isBusy || isClosed} onClick={() => void send(true)}>
              {translate('imports.try')}
            </Button>
            <Button type="submit" variant="contained" disabled={!file || isBusy || isClosed}>
              {translate('imports.import')}
            </Button>
          </Box>
        </form>
        {trial && (
          <Box component="section" aria-label={translate('imports.trial')} sx={{ mt: 2 }}>
            <Alert severity="info">{translate('imports.trial')}</Alert>
            {trial.state === 'needs_review' && (
              <Alert severity="warning" sx={{ mt: 1 }}>
                {translate('imports.would_be_held')} <Reason of={trial} />
                <OnApproval of={trial} />
              </Alert>
            )}
            <Counts counts={trial.counts} />
            <Remarks title="imports.errors" remarks={trial.errors ?? []} />
            <Remarks title="imports.warnings" remarks={trial.warnings ?? []} />
          </Box>
        )}
      </CardContent>
    </Card>
  );
}
