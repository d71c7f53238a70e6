import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { Alert, Box, Button, Link, TextField, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import type { BulkPreview } from './bulk-job';
import { useDeedWords } from './job-words';

interface ConfirmProps {
  readonly preview: BulkPreview;
  readonly action: string;
  readonly value: string | null;
  readonly isBusy: boolean;
  readonly onConfirm: (confirmation: string | null) => void;
}

/** What an order would reach, and the order: of many listings only by whoever types how many they are. */
export function Confirm({ preview, action, value, isBusy, onConfirm }: ConfirmProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const words = useDeedWords();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // whoever does not see the screen change is led to what came
  useEffect(() => heading.current?.focus(), []);
  const { matching, sample, confirmation } = preview;
  const counted = { smart_count: matching, count: new Intl.NumberFormat(locale).format(matching) };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isBusy) return;
    if (confirmation !== null && typed.trim() !== confirmation) setWrong(true);
    else onConfirm(confirmation);
  };
  return (
    <Box component="section" aria-labelledby="bulk-preview" sx={{ mt: 3 }}>
      <Typography variant="h6" component="h2" id="bulk-preview" ref={heading} tabIndex={-1}>
        {translate('bulk.reaches', counted)}
      </Typography>
      <Typography gutterBottom>{words(action, value)}</Typography>
      {matching === 0 ? (
        <Alert severity="info">{translate('bulk.nothing')}</Alert>
      ) : (
        <>
          <Typography variant="subtitle2" component="h3" sx={{ mt: 2 }}>
            {translate(matching > sample.length ? 'bulk.sample' : 'bulk.these')}
          </Typography>
          <Box component="ul" sx={{ mt: 0.5, mb: 2, pl: 2.5, wordBreak: 'break-word' }}>
            {sample.map(({ id, name }) => (
              <Typography component="li" variant="body2" key={id} sx={{ py: 0.25 }}>
                <Link component={RouterLink} to={`/instruments/${id}`} target="_blank" rel="noopener">
                  {name}
                </Link>
              </Typography>
            ))}
          </Box>
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
              disabled={isBusy}
            >
              {translate('bulk.carry_out', counted)}
            </Button>
          </form>
        </>
      )}
    </Box>
  );
}
