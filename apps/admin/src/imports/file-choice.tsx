import { useRef } from 'react';
import { Box, Button, Typography } from '@mui/material';
import AttachFileIcon from '@mui/icons-material/AttachFile';
import { useTranslate } from 'react-admin';
import { FaultText } from '../shared/fault-text';

interface FileChoiceProps {
  readonly file: File | null;
  /** What is wrong with it. */
  readonly fault: string | undefined;
  readonly isDisabled: boolean;
  readonly onChoose: (file: File) => void;
}

/** The choice of a file to import, in the words of the panel: a browser's own control speaks its language. */
export function FileChoice({ file, fault, isDisabled, onChoose }: FileChoiceProps) {
  const translate = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const open = () => {
    if (!input.current) return;
    // the same file may be chosen again, mended meanwhile
    input.current.value = '';
    input.current.click();
  };
  return (
    <>
      <Typography component="label" htmlFor="import-file" id="import-file-label" sx={{ display: 'block' }}>
        {translate('imports.file')}
      </Typography>
      <input
        hidden
        ref={input}
        id="import-file"
        type="file"
        accept=".csv,.json,.ndjson,.gz"
        disabled={isDisabled}
        onChange={({ target }) => {
          // whoever closes the window of files without a choice keeps the one he had
          const chosen = target.files?.[0];
          if (chosen) onChoose(chosen);
        }}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: 1 }}>
        <Button
          variant="outlined"
          id="import-file-button"
          startIcon={<AttachFileIcon />}
          disabled={isDisabled}
          aria-labelledby="import-file-label import-file-button"
          aria-describedby="import-file-name import-file-fault import-file-help"
          color={fault === undefined ? 'primary' : 'error'}
          onClick={open}
        >
          {translate(file ? 'imports.other_file' : 'imports.choose_file')}
        </Button>
        <Typography id="import-file-name" role="status" sx={{ wordBreak: 'break-all', minWidth: 0 }}>
          {file ? file.name : translate('imports.no_file')}
        </Typography>
      </Box>
      <FaultText id="import-file-fault" text={fault} />
      <Typography variant="body2" color="text.secondary" id="import-file-help" sx={{ mt: 1 }}>
        {translate('imports.file_help')}
      </Typography>
    </>
  );
}
