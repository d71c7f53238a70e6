import { Typography } from '@mui/material';
import { useTranslate } from 'react-admin';

interface ClosedBoxesProps {
  /** For the boxes that it describes. */
  readonly id: string;
  /** The text that says it; `null`: none is closed. */
  readonly why: string | null;
}

/** Above boxes that somebody may tick: why some of them are closed to him. */
export function ClosedBoxes({ id, why }: ClosedBoxesProps) {
  const translate = useTranslate();
  if (why === null) return null;
  return (
    <Typography id={id} variant="body2" color="text.secondary" sx={{ my: 1 }}>
      {translate(why)}
    </Typography>
  );
}
