import { useEffect, useId, useRef, useState, type SyntheticEvent, type ReactNode } from 'react';
import {
  Button,
  type ButtonProps,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  TextField,
} from '@mui/material';
import { useTranslate } from 'react-admin';
import { FormFields } from './form-fields';
import { isLost, titleOfScreen } from './kept-focus';
import { ReadOnlyNotice } from './read-only-notice';

interface DeedDialogProps {
  /** The words on the button that opens it, and of its title. */
  readonly button: ReactNode;
  /** What the button is called where its words are those of others beside it; begins with them. */
  readonly label?: string;
  readonly title: ReactNode;
  readonly text: ReactNode;
  readonly icon?: ReactNode;
  readonly color?: ButtonProps['color'];
  readonly variant?: ButtonProps['variant'];
  /** Asks for the reason, which goes into the audit. */
  readonly hasNote?: boolean;
  /** Has to be typed before anything is done. */
  readonly toType?: string;
  /** Whether he may do it. Once the dialog is open it stays without that too, closed, with what was typed. */
  readonly isOffered?: boolean;
  readonly isBusy: boolean;
  /** @returns whether it worked */
  readonly onConfirm: (note: string) => Promise<boolean>;
}

/** A button that asks once more, and says what it is about to do. */
export function DeedDialog(props: DeedDialogProps) {
  const { button, label, title, text, icon, color = 'error', variant = 'outlined' } = props;
  const { hasNote, toType, isOffered = true, isBusy } = props;
  const translate = useTranslate();
  const titleId = useId();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [typed, setTyped] = useState('');
  const isReady = isOffered && (toType === undefined || typed.trim() === toType);
  const { paper, isDone, settle } = useFocusBehind();
  const close = () => {
    setOpen(false);
    setTyped('');
    setNote('');
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    // a dialog inside of a form is no part of it
    event.stopPropagation();
    if (!isReady || isBusy) return;
    void props.onConfirm(note.trim()).then((worked) => {
      if (!worked) return;
      isDone.current = true;
      close();
    });
  };
  if (!isOffered && !isOpen) return null;
  return (
    <>
      <Button
        size="small"
        color={color}
        variant={variant}
        startIcon={icon}
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        {button}
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        aria-labelledby={titleId}
        fullWidth
        maxWidth="xs"
        slotProps={{ paper: { ref: paper }, transition: { onExited: settle } }}
      >
        <form onSubmit={submit} noValidate>
          <DialogTitle id={titleId}>{title}</DialogTitle>
          <DialogContent>
            {!isOffered && <ReadOnlyNotice why="app.may_not_do" />}
            <FormFields isClosed={!isOffered}>
              <DialogContentText>{text}</DialogContentText>
              {hasNote && (
                <TextField
                  label={translate('app.note')}
                  helperText={translate('app.note_help')}
                  value={note}
                  onChange={({ target }) => setNote(target.value)}
                  slotProps={{ htmlInput: { maxLength: 500 } }}
                  autoFocus={toType === undefined}
                />
              )}
              {toType !== undefined && (
                <TextField
                  label={translate('app.type_to_confirm', { word: toType })}
                  value={typed}
                  onChange={({ target }) => setTyped(target.value)}
                  autoComplete="off"
                  autoFocus
                />
              )}
            </FormFields>
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" color={color} variant="contained" disabled={!isReady || isBusy}>
              {button}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
}

/** Behind a deed the focus is on what opened the dialog, or on the title of the screen when that is gone with the deed. */
function useFocusBehind() {
  const paper = useRef<HTMLDivElement>(null);
  const isDone = useRef(false);
  const settle = () => {
    if (!isDone.current) return;
    isDone.current = false;
    const dialog = paper.current;
    // what keeps the focus among rows comes first
    setTimeout(() => {
      const focused = document.activeElement;
      if (isLost(focused) || dialog?.contains(focused)) titleOfScreen()?.focus();
    });
  };
  useEffect(() => settle, []);
  return { paper, isDone, settle };
}
