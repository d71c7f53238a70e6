import { useId } from 'react';
import {
  FormControl,
  FormControlLabel,
  FormLabel,
  MenuItem,
  Radio,
  RadioGroup,
  TextField,
} from '@mui/material';
import { useTranslate } from 'react-admin';
import { useSourceName } from '../shared/source-name';

interface MappingChoiceProps {
  readonly names: readonly { readonly slug: string; readonly name: string }[];
  /** Slug; empty: not chosen yet. */
  readonly category: string;
  readonly onCategory: (slug: string) => void;
  /** Where the spelling was met; `null`: it holds for all sources anyway. */
  readonly source: string | null;
  readonly onlyThere: boolean;
  readonly onOnlyThere: (only: boolean) => void;
}

/** Which category a spelling means, and where. */
export function MappingChoice(props: MappingChoiceProps) {
  const { names, category, source, onlyThere } = props;
  const translate = useTranslate();
  const whereId = useId();
  const nameOf = useSourceName();
  return (
    <>
      <TextField
        select
        autoFocus
        label={translate('resources.categories.name', { smart_count: 1 })}
        value={names.some(({ slug }) => slug === category) ? category : ''}
        onChange={({ target }) => props.onCategory(target.value)}
      >
        {names.map(({ slug, name }) => (
          <MenuItem key={slug} value={slug}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      {source !== null && (
        <FormControl>
          <FormLabel id={whereId}>{translate('catalogue.where')}</FormLabel>
          <RadioGroup
            aria-labelledby={whereId}
            value={onlyThere ? 'there' : 'everywhere'}
            onChange={(_event, value) => props.onOnlyThere(value === 'there')}
          >
            <FormControlLabel
              value="everywhere"
              control={<Radio />}
              label={translate('catalogue.everywhere')}
            />
            <FormControlLabel
              value="there"
              control={<Radio />}
              label={translate('catalogue.only_there', { source: nameOf(source) })}
            />
          </RadioGroup>
        </FormControl>
      )}
    </>
  );
}
