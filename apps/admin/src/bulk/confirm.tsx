import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { Alert, Box, Button, TextField, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { type BulkPreview, deedName } from './bulk-job';
import { useDeedWords } from './job-words';
import { Outlook } from './outlook';

interface ConfirmProps {
  readonly preview: BulkPreview;
  readonly action: string;
  readonly value: string | null;
  readonly isBusy: boolean;
  readonly mayOrder: boolean;
  readonly onConfirm: (confirmation: string | null) => void;
}

/** A number may be typed as the page writes it: 6,129 or 6.129. */
const SEPARATORS = /[.,\s]/g;

/** What an order would reach, and the order: of many listings only by whoever types how many they are. */
export function Confirm({ preview, action, value, isBusy, mayOrder, onConfirm }: ConfirmProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const words = useDeedWords();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // whoever does not see the screen change is led to what came
  useEffect(() => heading.current?.focus(), []);
  const { matching, judged, changed, confirmation } = preview;
  const format = new Intl.NumberFormat(locale);
  // of those that were not looked at the job itself tells
  const reached = judged < matching ? matching : changed;
  const counted = {
    smart_count: reached,
    count: format.format(reached),
    matching: format.format(matching),
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isBusy || !mayOrder) return;
    if (confirmation !== null && typed.replace(SEPARATORS, '') !== confirmation) setWrong(true);
    else onConfirm(confirmation);
  };
  return (
    <Box component="section" aria-labelledby="bulk-preview" sx={{ mt: 3 }}>
      <Typography variant="h6" component="h2" id="bulk-preview" ref={heading} tabIndex={-1}>
        {translate('bulk.reaches', counted)}
      </Typography>
      <Typography gutterBottom>
        {words(action, value)}
        {reached < matching && ` · ${translate('bulk.of_matching', counted)}`}
      </Typography>
      {matching === 0 ? (
        <Alert severity="info">{translate('bulk.nothing')}</Alert>
      ) : (
        <>
          <Outlook preview={preview} action={action} />
          <form onSubmit={submit} noValidate>
            {confirmation !== null && (
              <TextField
                label={translate('bulk.type_count')}
                value={typed}
                onChange={({ target }) => {
                  setTyped(target.value);
                  setWrong(false);
                }}
                error={isWrong}
                helperText={
                  isWrong
                    ? translate('bulk.wrong_count')
                    : translate('bulk.type_count_help', { confirmation })
                }
                slotProps={{ htmlInput: { inputMode: 'numeric', autoComplete: 'off' } }}
                required
                sx={{ maxWidth: 400, display: 'flex', mb: 2 }}
              />
            )}
            <Button
              type="submit"
              variant="contained"
              color={action === 'delete' ? 'error' : 'primary'}
              disabled={isBusy || !mayOrder}
            >
              {translate(`bulk.carry_out.${deedName(action, value)}`, counted)}
            </Button>
          </form>
        </>
      )}
    </Box>
  );
}
