import { Box } from '@mui/material';
import BlockIcon from '@mui/icons-material/Block';
import { useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { DeedDialog } from '../shared/deed-dialog';
import { useDeed } from '../shared/use-deed';

interface RevokeButtonProps {
  readonly path: string;
  readonly method: 'DELETE' | 'POST';
  /** What it does, in words. */
  readonly text: string;
  /** Whose it is. */
  readonly of: string | null;
  /** What tells it from others of the same owner. */
  readonly name: string;
}

/** Takes back one session or token. */
export function RevokeButton({ path, method, text, of, name }: RevokeButtonProps) {
  const translate = useTranslate();
  const { isBusy, run } = useDeed();
  const email = of ?? '–';
  const revoke = (note: string) =>
    run(() => ask(path, { method, body: note === '' ? {} : { note } }), 'tokens.revoked_one');
  return (
    // a click in here is none on the row
    <Box
      component="span"
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <DeedDialog
        button={translate('tokens.revoke')}
        label={translate('tokens.revoke_this', { email, name })}
        title={translate('tokens.revoke')}
        text={translate(text, { email, name })}
        icon={<BlockIcon />}
        variant="text"
        hasNote
        isBusy={isBusy}
        onConfirm={revoke}
      />
    </Box>
  );
}
