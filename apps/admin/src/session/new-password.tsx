import { TextField } from '@mui/material';
import { useTranslate } from 'react-admin';

/** A new password, as it was typed twice. */
export interface TypedPassword {
  readonly wanted: string;
  readonly again: string;
}

export const NOTHING_TYPED: TypedPassword = { wanted: '', again: '' };

/** Whether it can be sent: what else it has to be is known by the server, which says so. */
export function isReady({ wanted, again }: TypedPassword): boolean {
  return wanted !== '' && wanted === again;
}

interface NewPasswordProps {
  readonly typed: TypedPassword;
  readonly onType: (typed: TypedPassword) => void;
  /** What a password has to be, in words. */
  readonly rule: string;
  /** Whether it was to be saved already: what is missing is told from then on. */
  readonly isTried: boolean;
  /** Why the server has refused it. */
  readonly refusal?: string;
  /** Another one is typed than was refused: the refusal goes. */
  readonly onMend: () => void;
  readonly autoFocus?: boolean;
}

/** The two fields for a new password. */
export function NewPassword(props: NewPasswordProps) {
  const { typed, onType, rule, isTried, refusal, onMend, autoFocus } = props;
  const translate = useTranslate();
  const { wanted, again } = typed;
  const isMissing = isTried && wanted === '';
  const fault = refusal ?? (isMissing ? translate('ra.validation.required') : undefined);
  const differs = wanted !== again && (again !== '' || (isTried && wanted !== ''));
  return (
    <>
      <TextField
        label={translate('session.new_password')}
        type="password"
        autoComplete="new-password"
        required
        autoFocus={autoFocus}
        error={fault !== undefined}
        helperText={fault === undefined ? rule : `${fault} ${rule}`}
        value={wanted}
        onChange={({ target }) => {
          onType({ wanted: target.value, again });
          if (refusal !== undefined) onMend();
        }}
      />
      <TextField
        label={translate('session.new_password_again')}
        type="password"
        autoComplete="new-password"
        required
        error={differs}
        helperText={differs ? translate('session.differs') : undefined}
        value={again}
        onChange={({ target }) => onType({ wanted, again: target.value })}
      />
    </>
  );
}
