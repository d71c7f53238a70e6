import { Box, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useCategoryNames } from '../catalogue/category';
import { LinkToList } from '../shared/link-to-list';
import { useSourceName } from '../shared/source-name';
import { deedName } from './bulk-job';
import { type BulkOrigin, filterOf, isAll } from './bulk-selection';

/** What a job does, in words. */
export function useDeedWords(): (action: string, value: string | null) => string {
  const translate = useTranslate();
  const categories = useCategoryNames();
  return (action, value) => {
    const name = categories.find(({ slug }) => slug === value)?.name ?? value ?? '';
    return translate(`bulk.deeds.${deedName(action, value)}`, { value: name });
  };
}

interface QueryWordsProps {
  readonly query: string;
  readonly from: BulkOrigin;
  /** The list shows what matches now, which may be others than those that a job has changed. */
  readonly isPast?: boolean;
}

/** Which listings a query means: its filters in words, and the list that shows them. */
export function QueryWords({ query, from, isPast = false }: QueryWordsProps) {
  const translate = useTranslate();
  const filter = filterOf(query, from);
  const names = Object.entries(filter);
  const categories = useCategoryNames();
  const nameOf = useSourceName();
  const wordsOf = (name: string, value: string): string => {
    if (value === 'true' || value === 'false') return translate(`ra.boolean.${value}`);
    if (name === 'status') {
      const states = value.split(',').map((state) => translate(`instruments.states.${state}`, { _: state }));
      return states.join(', ');
    }
    if (name === 'source') return value.split(',').map(nameOf).join(', ');
    if (name !== 'category') return name === 'q' ? value : value.replaceAll(',', ', ');
    const slugs = value.split(',');
    return slugs.map((one) => categories.find(({ slug }) => slug === one)?.name ?? one).join(', ');
  };
  return (
    <Box sx={{ wordBreak: 'break-word' }}>
      {isAll(filter) ? (
        <Typography variant="body2">{translate(`bulk.all.${from}`)}</Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {names.map(([name, value]) => (
            <Typography component="li" variant="body2" key={name}>
              {translate(`resources.${from}.fields.${name}`, { _: name })}: {wordsOf(name, value)}
            </Typography>
          ))}
        </Box>
      )}
      <LinkToList resource={from} filter={filter}>
        {translate(isPast ? 'bulk.show_list_now' : 'bulk.show_list')}
      </LinkToList>
    </Box>
  );
}
