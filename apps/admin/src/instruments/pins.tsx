import { useRef } from 'react';
import { Button, Chip, Stack, Typography } from '@mui/material';
import CloseIcon from '@mui/icons-material/Close';
import PushPinIcon from '@mui/icons-material/PushPin';
import { useRecordContext, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { useMay } from '../session/use-session';
import { unsaved } from '../shared/unsaved';
import { useAskUnsaved } from '../shared/use-ask-unsaved';
import { useDeed } from '../shared/use-deed';
import { fieldText, type Instrument } from './instrument';

/** What a person has fixed and imports leave alone; each can be let go again. */
export function Pins() {
  const translate = useTranslate();
  const record = useRecordContext<Instrument>();
  const mayChange = useMay('instruments.change_instrument');
  const { isBusy, run } = useDeed();
  const mayReload = useAskUnsaved();
  const heading = useRef<HTMLHeadingElement>(null);
  const pinned = record?.pinned ?? [];
  if (!record || pinned.length === 0) return null;
  const keep = async (names: readonly string[]) => {
    if (!mayReload()) return;
    const work = () =>
      ask(`/api/v1/admin/instruments/${record.id}/pins`, {
        method: 'PUT',
        body: { pinned: names },
        headers: { 'If-Match': String(record['_version']) },
      });
    if (!(await run(work, 'instruments.pins_saved'))) return;
    unsaved.forget();
    // the chip that had the focus goes
    heading.current?.focus();
  };
  const nameOf = (field: string): string => translate(fieldText(field));
  const letGo = (field: string) => {
    const name = translate('instruments.let_go_one', { name: nameOf(field) });
    return {
      disabled: isBusy,
      // the chip itself is the button: a cross inside of it would be out of reach of the keyboard
      onClick: () => void keep(pinned.filter((one) => one !== field)),
      'aria-label': name,
      title: name,
      icon: <CloseIcon />,
    };
  };
  return (
    <>
      <Typography variant="h6" component="h2" ref={heading} tabIndex={-1}>
        {translate('instruments.pinned')}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {translate('instruments.pinned_text')}
      </Typography>
      <Stack direction="row" spacing={0} sx={{ flexWrap: 'wrap', gap: 1, my: 1 }}>
        {pinned.map((field) => (
          <Chip
            key={field}
            icon={<PushPinIcon />}
            label={nameOf(field)}
            size="small"
            variant="outlined"
            {...(mayChange ? letGo(field) : {})}
          />
        ))}
      </Stack>
      {mayChange && (
        <Button
          size="small"
          variant="outlined"
          disabled={isBusy}
          onClick={() => void keep([])}
          sx={{ mb: 2 }}
        >
          {translate('instruments.let_go')}
        </Button>
      )}
    </>
  );
}
