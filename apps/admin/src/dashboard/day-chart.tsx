import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import type { Day } from './dashboard-body';

interface DayChartProps {
  readonly title: string;
  readonly days: readonly Day[];
  /** The series, with the colour of each. */
  readonly series: Readonly<Record<string, string>>;
}

/** Numbers by day: as bars for the eye, and as a table for everybody. */
export function DayChart({ title, days, series }: DayChartProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const names = Object.keys(series);
  const valueOf = (day: Day, name: string): number => Number(day[name] ?? 0);
  const most = Math.max(1, ...days.flatMap((day) => names.map((name) => valueOf(day, name))));
  const dayText = (day: string) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      new Date(day),
    );
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' }, alignItems: 'start' }}
    >
      <Box
        aria-hidden
        sx={{
          display: 'flex',
          alignItems: 'end',
          gap: '2px',
          height: 180,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        {days.map((day) => (
          <Box key={day.day} sx={{ flex: 1, display: 'flex', alignItems: 'end', gap: '1px', height: '100%' }}>
            {names.map((name) => (
              <Box
                key={name}
                style={{ height: `${(valueOf(day, name) / most) * 100}%` }}
                sx={{ flex: 1, bgcolor: series[name], borderRadius: '2px 2px 0 0' }}
              />
            ))}
          </Box>
        ))}
      </Box>
      <Box sx={{ overflow: 'auto', maxHeight: 240 }} tabIndex={0} role="region" aria-label={title}>
        <Table size="small" aria-label={title}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('dashboard.day')}</TableCell>
              {names.map((name) => (
                <TableCell key={name} align="right">
                  <Box component="span" aria-hidden sx={{ color: series[name] }}>
                    ■{' '}
                  </Box>
                  {translate(`dashboard.series.${name}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {[...days].reverse().map((day) => (
              <TableRow key={day.day}>
                <TableCell component="th" scope="row">
                  <Typography component="time" variant="body2" dateTime={day.day}>
                    {dayText(day.day)}
                  </Typography>
                </TableCell>
                {names.map((name) => (
                  <TableCell key={name} align="right">
                    {new Intl.NumberFormat(locale).format(valueOf(day, name))}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Box>
  );
}
