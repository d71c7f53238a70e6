import { Box, Link, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { moneyText } from '../instruments/instrument';
import { type BulkPreview, type BulkSample, changesPrice } from './bulk-job';

/** What would become of the listings of an order: how many would not change and why, and some of them. */
export function Outlook({ preview, action }: { readonly preview: BulkPreview; readonly action: string }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { matching, missing, judged, unchanged, failures, sample } = preview;
  const counted = (n: number) => ({ smart_count: n, count: new Intl.NumberFormat(locale).format(n) });
  // a thousand times nothing is not "so already"
  const isPrice = changesPrice(action);
  const stay = isPrice ? 'bulk.free_stay' : 'bulk.would_stay';
  const others = [
    ...(missing > 0 ? [translate('bulk.missing', counted(missing))] : []),
    ...(unchanged > 0 ? [translate(stay, counted(unchanged))] : []),
    ...Object.entries(failures).map(([code, n]) =>
      translate(`bulk.would_fail.${code}`, { ...counted(n), _: `%{count}: ${code}` }),
    ),
  ];
  return (
    <>
      {judged < matching && (
        <Typography variant="body2" gutterBottom>
          {translate('bulk.judged', counted(judged))}
        </Typography>
      )}
      {others.length > 0 && (
        <Box component="ul" sx={{ mt: 0, mb: 1, pl: 2.5 }}>
          {others.map((text) => (
            <Typography component="li" variant="body2" key={text}>
              {text}
            </Typography>
          ))}
        </Box>
      )}
      <Typography variant="subtitle2" component="h3" sx={{ mt: 2 }}>
        {translate(matching > sample.length ? 'bulk.sample' : 'bulk.these')}
      </Typography>
      <Box component="ul" sx={{ mt: 0.5, mb: 2, pl: 2.5, wordBreak: 'break-word' }}>
        {sample.map((one) => (
          <Typography component="li" variant="body2" key={one.id} sx={{ py: 0.25 }}>
            <Link component={RouterLink} to={`/instruments/${one.id}`} target="_blank" rel="noopener">
              {one.name}
            </Link>
            <Fate of={one} stays={isPrice ? 'bulk.free_stays' : 'bulk.stays'} />
          </Typography>
        ))}
      </Box>
    </>
  );
}

/** What would become of one listing, where its name does not say it all. */
function Fate({
  of: { outcome, price, new_price: next },
  stays,
}: {
  readonly of: BulkSample;
  /** The text for one that would not change. */
  readonly stays: string;
}) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  if (price && next) {
    return (
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {`: ${moneyText(price, locale)} → ${moneyText(next, locale)}`}
      </Box>
    );
  }
  if (outcome === 'changed') return null;
  const text =
    outcome === 'unchanged' ? translate(stays) : translate(`bulk.failure_codes.${outcome}`, { _: outcome });
  return (
    <Typography component="span" variant="inherit" color="text.secondary">
      {` – ${text}`}
    </Typography>
  );
}
