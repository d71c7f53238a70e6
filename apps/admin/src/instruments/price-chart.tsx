import { Box, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { shortDay } from '../overview/bar-chart';
import { moneyText } from './instrument';
import { type PriceStep, stepPath } from './price-steps';

interface PriceChartProps {
  readonly steps: readonly PriceStep[];
  readonly currency: string;
}

/** Prices as steps over time up to now, with what they go from and to on both sides; the table beside it says the same. */
export function PriceChart({ steps, currency }: PriceChartProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const now = Date.now();
  const { path, least, most } = stepPath(steps, now);
  const money = (price: number): string => moneyText({ amount: String(price), currency }, locale);
  const begin = shortDay(new Date(steps[0]?.from ?? now).toISOString(), locale);
  return (
    <Box
      component="figure"
      sx={{ m: 0, mb: 2, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 1 }}
    >
      <Box
        aria-hidden
        sx={{ display: 'flex', flexDirection: 'column', justifyContent: 'space-between', textAlign: 'right' }}
      >
        <Typography variant="caption">{money(most)}</Typography>
        {most !== least && <Typography variant="caption">{money(least)}</Typography>}
      </Box>
      <Box
        component="svg"
        role="img"
        aria-label={translate('instruments.price_chart', { least: money(least), most: money(most), begin })}
        viewBox="0 0 1 1"
        preserveAspectRatio="none"
        sx={{
          ...{ width: '100%', height: 120, overflow: 'visible', color: 'primary.main' },
          ...{ borderLeft: 1, borderBottom: 1, borderColor: 'divider' },
        }}
      >
        <path d={path} fill="none" stroke="currentColor" strokeWidth="2" vectorEffect="non-scaling-stroke" />
      </Box>
      <Box
        aria-hidden
        sx={{ gridColumn: 2, display: 'flex', justifyContent: 'space-between', color: 'text.secondary' }}
      >
        <Typography variant="caption">{begin}</Typography>
        <Typography variant="caption">{translate('instruments.today')}</Typography>
      </Box>
    </Box>
  );
}
