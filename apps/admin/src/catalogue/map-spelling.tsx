import { useId, useState } from 'react';
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useRecordContext, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';
import { useMay } from '../session/use-session';
import { FormFields } from '../shared/form-fields';
import { ReadOnlyNotice } from '../shared/read-only-notice';
import { useDeed } from '../shared/use-deed';
import { useCategoryNames } from './category';
import { MappingChoice } from './mapping-choice';
import { MappingPreview, usePreview } from './mapping-preview';
import type { Spelling } from './spelling';

const PATH = '/api/v1/admin/category-aliases';

/** Says what a spelling means: which category, there or everywhere, how many listings move, and then does it. */
export function MapSpelling() {
  const translate = useTranslate();
  const mayMap = useMay('instruments.change_category');
  const spelling = useRecordContext<Spelling>();
  const [isOpen, setOpen] = useState(false);
  if (!spelling || (!mayMap && !isOpen)) return null;
  const word = spelling.category ? 'catalogue.map_anew' : 'catalogue.map';
  return (
    // a click in here is none on the row
    <Box component="span" onClick={(event) => event.stopPropagation()}>
      <Button size="small" onClick={() => setOpen(true)} aria-label={`${translate(word)}: ${spelling.label}`}>
        {translate(word)}
      </Button>
      {isOpen && <MappingDialog spelling={spelling} mayMap={mayMap} onClose={() => setOpen(false)} />}
    </Box>
  );
}

interface MappingDialogProps {
  readonly spelling: Spelling;
  /** Whether he still may. */
  readonly mayMap: boolean;
  readonly onClose: () => void;
}

function MappingDialog({ spelling, mayMap, onClose }: MappingDialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  const { label, source } = spelling;
  const names = useCategoryNames();
  const [category, setCategory] = useState(spelling.category ?? '');
  const [onlyThere, setOnlyThere] = useState(false);
  const { isBusy, run } = useDeed();
  const mapping = { label, category, ...(onlyThere && source !== null ? { source } : {}) };
  const preview = usePreview(mapping);
  const name = names.find(({ slug }) => slug === category)?.name ?? category;
  const map = async () => {
    const work = async () => {
      const { body } = await ask(PATH, { method: 'POST', body: mapping });
      return trusted<{ listings: number }>(body).listings;
    };
    if (await run(work, 'catalogue.mapped', { label, name })) onClose();
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <DialogTitle id={titleId} sx={{ wordBreak: 'break-word' }}>
        {translate('catalogue.what_means', { label })}
      </DialogTitle>
      <DialogContent>
        {!mayMap && <ReadOnlyNotice why="app.may_not_do" />}
        <FormFields isClosed={!mayMap}>
          <MappingChoice
            names={names}
            category={category}
            onCategory={setCategory}
            source={source}
            onlyThere={onlyThere}
            onOnlyThere={setOnlyThere}
          />
        </FormFields>
        <MappingPreview preview={preview} name={name} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button
          variant="contained"
          disabled={!mayMap || isBusy || preview.listings === null}
          onClick={() => void map()}
        >
          {translate('catalogue.map')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
