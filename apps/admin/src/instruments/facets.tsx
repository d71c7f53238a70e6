import {
  Accordion,
  AccordionDetails,
  AccordionSummary,
  Box,
  Checkbox,
  FormControlLabel,
  FormGroup,
  Typography,
} from '@mui/material';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { listQuery } from '../api/data-provider';
import { DOORS } from '../api/doors';
import { isRecord, ProblemError } from '../api/problem';
import { trusted } from '../api/trusted';
import { useCategoryNames } from '../catalogue/category';
import { valuesOf } from '../shared/choices';
import { useListState } from '../shared/use-list-state';
import type { FacetValue } from './instrument';

const NAMES = ['category', 'source', 'brand', 'location'] as const;

/** They are asked for apart: counting half a million listings takes a second, for which their list does not wait. */
function useFacets(): Readonly<Record<string, unknown>> | null {
  const { error } = useListContext();
  const { filters: all } = useListState();
  // while a filter is wrong they go without it: whoever is about to mend it still sees what else there is
  const filters = Object.fromEntries(
    Object.entries(all).filter(([name]) => !(error instanceof ProblemError) || !error.inQuery(name)),
  );
  const query = {
    ...listQuery(DOORS.instruments, filters, undefined),
    facets: NAMES,
    per_page: 1,
    count: 'none',
  };
  const { data } = useQuery({
    // what refreshes the list refreshes them
    queryKey: ['instruments', 'facets', query],
    queryFn: async ({ signal }) =>
      trusted<{ facets: unknown }>((await ask(DOORS.instruments.path, { query, signal })).body).facets,
    placeholderData: keepPreviousData,
  });
  return isRecord(data) ? data : null;
}

/** What the listings could be narrowed to, with how many there would be. */
export function Facets({ isBeside = false }: { readonly isBeside?: boolean }) {
  const translate = useTranslate();
  const { setFilters } = useListContext();
  const { filters } = useListState();
  const facets = useFacets();
  const categories = useCategoryNames();
  if (!facets) return null;
  // the API names them in one language
  const nameOf = ({ value, label }: FacetValue) =>
    categories.find(({ slug }) => slug === value)?.name ?? label;
  const toggle = (name: string, value: string) => {
    const now = valuesOf(filters[name]);
    const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
    const others = Object.entries(filters).filter(([other]) => other !== name);
    setFilters(Object.fromEntries(next.length === 0 ? others : [...others, [name, next] as const]));
  };
  return (
    <Box
      component="section"
      aria-label={translate('instruments.narrow')}
      sx={
        isBeside
          ? { width: 250, flexShrink: 0, ml: 2, mt: 8 }
          : { display: 'grid', gap: 1, p: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))' }
      }
    >
      {NAMES.map((name) => (
        <Facet
          key={name}
          name={name}
          isOpen={isBeside && name === 'category'}
          values={trusted<FacetValue[]>(facets[name] ?? []).map((one) =>
            name === 'category' ? { ...one, label: nameOf(one) } : one,
          )}
          chosen={valuesOf(filters[name])}
          onToggle={(value) => toggle(name, value)}
        />
      ))}
    </Box>
  );
}

interface FacetProps {
  readonly name: (typeof NAMES)[number];
  readonly isOpen: boolean;
  readonly values: readonly FacetValue[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
}

function Facet({ name, isOpen, values, chosen, onToggle }: FacetProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const format = new Intl.NumberFormat(locale);
  return (
    <Accordion
      defaultExpanded={isOpen || chosen.length > 0}
      disableGutters
      sx={{ alignSelf: 'start' }}
      slotProps={{ heading: { component: 'h2' } }}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Typography component="span" variant="subtitle2">
          {translate(`resources.instruments.fields.${name}`)}
        </Typography>
      </AccordionSummary>
      <AccordionDetails sx={{ maxHeight: 280, overflowY: 'auto', pt: 0 }} tabIndex={0}>
        <FormGroup>
          {values.map(({ value, label, count }) => (
            <FormControlLabel
              key={value}
              control={
                <Checkbox size="small" checked={chosen.includes(value)} onChange={() => onToggle(value)} />
              }
              label={`${label} (${format.format(count)})`}
              slotProps={{ typography: { variant: 'body2', sx: { wordBreak: 'break-word' } } }}
            />
          ))}
        </FormGroup>
      </AccordionDetails>
    </Accordion>
  );
}
