import { Box, Typography, useTheme } from '@mui/material';
import { useLocaleState } from 'react-admin';
import type { DayFigures } from './dashboard-figures';

/** What is drawn of each day. */
export interface Series {
  readonly name: string;
  readonly label: string;
}

interface BarChartProps {
  readonly label: string;
  readonly days: readonly DayFigures[];
  readonly series: readonly Series[];
}

/** Units of the drawing for a day and for the highest bar. */
const [DAY, HEIGHT] = [30, 100];

/** Bars for each day; whoever cannot see them has the table beside. */
export function BarChart({ label, days, series }: BarChartProps) {
  const [locale] = useLocaleState();
  const { palette } = useTheme();
  // told apart by more than their colour: the second one is hollow
  const fills = [palette.primary.main, 'transparent', palette.error.main];
  const strokes = [palette.primary.main, palette.warning.main, palette.error.main];
  const most = Math.max(1, ...days.flatMap((day) => series.map(({ name }) => Number(day[name]))));
  const width = (DAY - 8) / series.length;
  const dayText = (day: DayFigures | undefined): string => (day ? shortDay(day.day, locale) : '');
  return (
    <Box component="figure" sx={{ m: 0, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mb: 1 }} aria-hidden>
        {series.map(({ name, label: text }, at) => (
          <Box key={name} sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
            <Box sx={{ width: 12, height: 12, bgcolor: fills[at], border: 2, borderColor: strokes[at] }} />
            <Typography variant="caption">{text}</Typography>
          </Box>
        ))}
      </Box>
      <Typography variant="caption" color="text.secondary" component="div" aria-hidden>
        {new Intl.NumberFormat(locale).format(most)}
      </Typography>
      <Box
        component="svg"
        role="img"
        aria-label={label}
        viewBox={`0 0 ${days.length * DAY} ${HEIGHT}`}
        preserveAspectRatio="none"
        sx={{
          display: 'block',
          width: '100%',
          height: 160,
          borderTop: 1,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        {days.flatMap((day, at) =>
          series.map(({ name, label: text }, nth) => {
            const height = (Number(day[name]) / most) * HEIGHT;
            return (
              <rect
                key={`${day.day} ${name}`}
                x={at * DAY + 4 + nth * width + 1}
                y={HEIGHT - height}
                width={width - 2}
                height={height}
                fill={fills[nth]}
                stroke={strokes[nth]}
                strokeWidth={height === 0 ? 0 : 2}
                vectorEffect="non-scaling-stroke"
              >
                <title>{`${shortDay(day.day, locale)} · ${text}: ${day[name]}`}</title>
              </rect>
            );
          }),
        )}
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', mt: 0.5 }} aria-hidden>
        {[days[0], days[Math.floor(days.length / 2)], days.at(-1)].map((day, at) => (
          <Typography key={at} variant="caption" color="text.secondary">
            {dayText(day)}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}

/** A day in few letters. */
export function shortDay(day: string, locale: string): string {
  const format = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, format).format(new Date(day));
}
