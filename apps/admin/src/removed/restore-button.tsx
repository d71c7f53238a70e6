import type { ReactNode } from 'react';
import { Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { useDeed } from '../shared/use-deed';

interface RestoreButtonProps {
  readonly id: number;
  readonly name: string;
  readonly icon?: ReactNode;
}

/** Takes a removal back: at once, for it can be removed again. */
export function RestoreButton({ id, name, icon }: RestoreButtonProps) {
  const translate = useTranslate();
  const { isBusy, run } = useDeed();
  const restore = () =>
    run(() => ask(`/api/v1/admin/instruments/${id}/restore`, { method: 'POST' }), 'removed.restored', {
      name,
    });
  return (
    <Button
      size="small"
      startIcon={icon}
      disabled={isBusy}
      aria-label={translate('removed.restore_one', { name })}
      onClick={() => void restore()}
    >
      {translate('removed.restore')}
    </Button>
  );
}
