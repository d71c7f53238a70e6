import {
  Box,
  Card,
  CardContent,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { BarChart, type Series, shortDay } from './bar-chart';
import type { DayFigures } from './dashboard-figures';

interface DaysCardProps {
  readonly title: string;
  /** What is counted, where that needs a word. */
  readonly about?: string;
  readonly days: readonly DayFigures[];
  readonly series: readonly Series[];
}

/** Figures by days: drawn, and in a table beside it. */
export function DaysCard({ title, about, days, series }: DaysCardProps) {
  const translate = useTranslate();
  return (
    <Card>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {title}
        </Typography>
        {about !== undefined && (
          <Typography variant="body2" color="text.secondary" gutterBottom>
            {about}
          </Typography>
        )}
        <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', sm: '3fr 2fr', lg: '1fr' } }}>
          <BarChart label={translate('overview.chart_of', { title })} days={days} series={series} />
          <DaysTable title={title} days={days} series={series} />
        </Box>
      </CardContent>
    </Card>
  );
}

function DaysTable({ title, days, series }: DaysCardProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const format = new Intl.NumberFormat(locale);
  return (
    <Box tabIndex={0} role="region" aria-label={title} sx={{ maxHeight: 260, overflow: 'auto', minWidth: 0 }}>
      <Table size="small" aria-label={title} sx={{ '& td, & th': { px: 0.75 } }}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('overview.day')}</TableCell>
            {series.map(({ name, label }) => (
              <TableCell key={name} align="right">
                {label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {[...days].reverse().map((day) => (
            <TableRow key={day.day}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                <time dateTime={day.day}>{shortDay(day.day, locale)}</time>
              </TableCell>
              {series.map(({ name }) => (
                <TableCell key={name} align="right">
                  {format.format(Number(day[name]))}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
