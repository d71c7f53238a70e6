import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useLocaleState, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';
import { MomentText } from '../shared/moment';
import { type Instrument, type Money, moneyText } from './instrument';
import { PriceChart } from './price-chart';
import { priceSteps } from './price-steps';

interface PriceChange {
  readonly changed_at: string;
  readonly previous_price: Money | null;
  readonly price: Money;
  readonly suspicious: boolean;
}

/** What a listing has cost: as a line for the eye, and as a table for everybody. */
export function PriceHistory({ of: { id, first_seen_at: firstSeen } }: { readonly of: Instrument }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { data: changes = [] } = useQuery({
    queryKey: ['instruments', 'prices', id],
    queryFn: async ({ signal }) => {
      const { body } = await ask(`/api/v1/admin/instruments/${id}/prices`, { signal });
      return trusted<{ data: PriceChange[] }>(body).data;
    },
  });
  if (changes.length === 0)
    return <Typography color="text.secondary">{translate('instruments.no_prices')}</Typography>;
  const currency = changes.at(-1)?.price.currency ?? '';
  // sums of different currencies have no common scale
  const isDrawn = changes.every(
    ({ price, previous_price: before }) =>
      price.currency === currency && (before === null || before.currency === currency),
  );
  return (
    <>
      {isDrawn && <PriceChart steps={priceSteps(changes, firstSeen)} currency={currency} />}
      <Box
        sx={{ overflow: 'auto', maxHeight: 300 }}
        tabIndex={0}
        role="region"
        aria-label={translate('instruments.prices')}
      >
        <Table size="small" aria-label={translate('instruments.prices')}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('resources.audit.fields.at')}</TableCell>
              <TableCell align="right">{translate('audit.before')}</TableCell>
              <TableCell align="right">{translate('audit.after')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {[...changes].reverse().map((change) => (
              <TableRow key={change.changed_at}>
                <TableCell>
                  <MomentText value={change.changed_at} />
                </TableCell>
                <TableCell align="right">
                  {change.previous_price ? moneyText(change.previous_price, locale) : '–'}
                </TableCell>
                <TableCell align="right">
                  {moneyText(change.price, locale)}
                  {change.suspicious && ` (${translate('instruments.suspicious')})`}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </>
  );
}
