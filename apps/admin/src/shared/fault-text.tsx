import { FormHelperText } from '@mui/material';

interface FaultTextProps {
  /** For whatever it describes. */
  readonly id?: string;
  readonly text: string | undefined;
}

/** Below a field that has no place for it, such as several boxes: what is wrong with it, read aloud when it comes. */
export function FaultText({ id, text }: FaultTextProps) {
  return (
    <div role="alert" id={id}>
      {text !== undefined && <FormHelperText error>{text}</FormHelperText>}
    </div>
  );
}
