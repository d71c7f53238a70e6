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
import { LinkToList } from '../shared/link-to-list';
import { SideScroll } from '../shared/side-scroll';
import { BarChart, type Series, shortDay } from './bar-chart';
import type { DayFigures } from './dashboard-figures';

/** A list with the filter that leaves what was counted. */
export interface CountedList {
  readonly resource: string;
  readonly filter: object;
}

interface DaysCardProps {
  readonly title: string;
  /** What is counted, where that needs a word. */
  readonly about?: string;
  readonly days: readonly DayFigures[];
  readonly series: readonly Series[];
  /** Where the rows are that a figure of a day counts. */
  readonly listOf: (name: string, day: DayFigures) => CountedList;
}

/** Figures by days: drawn, and in a table beside it. */
export function DaysCard({ title, about, days, series, listOf }: DaysCardProps) {
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
          <DaysTable title={title} days={days} series={series} listOf={listOf} />
        </Box>
      </CardContent>
    </Card>
  );
}

function DaysTable({ title, days, series, listOf }: DaysCardProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const format = new Intl.NumberFormat(locale);
  return (
    <SideScroll label={title} maxHeight={260}>
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
              {series.map(({ name, label }) => {
                const figure = format.format(Number(day[name]));
                return (
                  <TableCell key={name} align="right">
                    <LinkToList
                      {...listOf(name, day)}
                      label={`${shortDay(day.day, locale)}, ${label}: ${figure}`}
                    >
                      {figure}
                    </LinkToList>
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </SideScroll>
  );
}
