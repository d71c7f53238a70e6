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
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import { isRecord } from '../api/problem';
import { trusted } from '../api/trusted';
import type { FacetValue } from './instrument';

const NAMES = ['category', 'source', 'brand', 'location'] as const;

/** What the listings could be narrowed to, with how many there would be. */
export function Facets() {
  const translate = useTranslate();
  const { meta, filterValues, setFilters } = useListContext();
  const facets = isRecord(meta) && isRecord(meta['facets']) ? meta['facets'] : null;
  const filters = trusted<Record<string, unknown>>(filterValues);
  if (!facets) return null;
  const toggle = (name: string, value: string) => {
    const now = chosenIn(filters, name);
    const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
    const { [name]: _, ...others } = filters;
    setFilters(next.length === 0 ? others : { ...others, [name]: next });
  };
  return (
    <Box
      component="section"
      aria-label={translate('instruments.narrow')}
      sx={{ width: { xs: '100%', lg: 250 }, flexShrink: 0, ml: { lg: 2 }, mt: { xs: 2, lg: 8 } }}
    >
      {NAMES.map((name) => (
        <Facet
          key={name}
          name={name}
          values={trusted<FacetValue[]>(facets[name] ?? [])}
          chosen={chosenIn(filters, name)}
          onToggle={(value) => toggle(name, value)}
        />
      ))}
    </Box>
  );
}

interface FacetProps {
  readonly name: (typeof NAMES)[number];
  readonly values: readonly FacetValue[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
}

function Facet({ name, values, chosen, onToggle }: FacetProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const format = new Intl.NumberFormat(locale);
  return (
    <Accordion defaultExpanded={name === 'category' || chosen.length > 0} disableGutters>
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Typography component="h2" variant="subtitle2">
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

/** A filter of several values; a link may hold one alone. */
function chosenIn(filters: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = filters[name];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== '' ? value.split(',') : [];
}
