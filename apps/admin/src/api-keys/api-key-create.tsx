import { useState } from 'react';
import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Typography,
} from '@mui/material';
import ContentCopyIcon from '@mui/icons-material/ContentCopy';
import { Create, DateTimeInput, required, TextInput, useRedirect, useTranslate } from 'react-admin';
import { trusted } from '../api/trusted';
import { PermissionsInput } from '../groups/permissions-input';
import { PERSONAL_PERMISSIONS } from '../groups/permission-codes';
import { useSession } from '../session/use-session';
import { isChosen } from '../shared/field-rules';
import { CreateForm } from '../shared/create-form';
import { momentOf } from './moment-of';

interface Issued {
  readonly id: string;
  readonly key: string;
}

/** A new key, which is shown this once. */
export default function ApiKeyCreate() {
  const [issued, setIssued] = useState<Issued | null>(null);
  // a key opens no more than its owner, and he is who makes it
  const held = useSession().profile?.permissions ?? [];
  const offered = held.filter((codename) => !PERSONAL_PERMISSIONS.includes(codename));
  return (
    <>
      <Create
        redirect={false}
        mutationOptions={{ onSuccess: (answer) => setIssued(trusted<Issued>(answer)) }}
      >
        <CreateForm>
          <TextInput source="name" validate={required()} helperText="api_keys.name_help" />
          <DateTimeInput source="expires_at" parse={momentOf} />
          <PermissionsInput
            source="permissions"
            label="resources.api-keys.fields.permissions"
            validate={isChosen}
            offered={offered}
          />
        </CreateForm>
      </Create>
      {issued && <Shown issued={issued} />}
    </>
  );
}

function Shown({ issued }: { readonly issued: Issued }) {
  const translate = useTranslate();
  const redirect = useRedirect();
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    void window.navigator.clipboard.writeText(issued.key).then(() => setCopied(true));
  };
  return (
    <Dialog open aria-labelledby="issued-key" fullWidth maxWidth="sm">
      <DialogTitle id="issued-key">{translate('api_keys.issued')}</DialogTitle>
      <DialogContent>
        <Alert severity="warning">{translate('api_keys.once')}</Alert>
        <Box sx={{ my: 2, p: 2, bgcolor: 'action.hover', borderRadius: 1 }}>
          <Typography
            component="code"
            data-testid="api-key"
            sx={{ fontFamily: 'monospace', wordBreak: 'break-all' }}
          >
            {issued.key}
          </Typography>
        </Box>
        <Button startIcon={<ContentCopyIcon />} onClick={copy}>
          {translate(isCopied ? 'api_keys.copied' : 'api_keys.copy')}
        </Button>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={() => redirect('list', 'api-keys')}>
          {translate('api_keys.done')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
