import { Box } from '@mui/material';
import CheckIcon from '@mui/icons-material/Check';
import CloseIcon from '@mui/icons-material/Close';
import { useRecordContext, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { useMay } from '../session/use-session';
import { DeedDialog } from '../shared/deed-dialog';
import { useDeed } from '../shared/use-deed';
import { OnApproval } from './import-report';
import type { ImportRun } from './import-run';

/** For an import that was held back: do what it would have done, or leave it at that. */
export function Review() {
  const translate = useTranslate();
  const run = useRecordContext<ImportRun>();
  const mayReview = useMay('instruments.review_import_run');
  const { isBusy, run: act } = useDeed();
  if (!run || !mayReview || run.state !== 'needs_review') return null;
  const decide = (verdict: 'approve' | 'reject') =>
    act(() => ask(`/api/v1/imports/${run.id}/${verdict}`, { method: 'POST' }), `imports.reviews.${verdict}`);
  return (
    <Box sx={{ display: 'flex', gap: 1, mb: 2, flexWrap: 'wrap' }}>
      <DeedDialog
        button={translate('imports.approve')}
        title={translate('imports.approve')}
        text={
          <>
            {translate(run.complete ? 'imports.approve_text' : 'imports.approve_text_partial')}
            <OnApproval of={run} />
          </>
        }
        icon={<CheckIcon />}
        color="primary"
        isBusy={isBusy}
        onConfirm={() => decide('approve')}
      />
      <DeedDialog
        button={translate('imports.reject')}
        title={translate('imports.reject')}
        text={translate(run.complete ? 'imports.reject_text' : 'imports.reject_text_partial')}
        icon={<CloseIcon />}
        isBusy={isBusy}
        onConfirm={() => decide('reject')}
      />
    </Box>
  );
}
