import type { ReactNode } from 'react';
import { Box, Card, CardContent, Typography } from '@mui/material';
import { useGetResourceLabel, useRecordContext, useTranslate } from 'react-admin';
import { permissionFor } from '../api/doors';
import { useMay } from '../session/use-session';
import { LinkToList } from '../shared/link-to-list';
import type { User } from './user';

/** The lists that tell more of an account: what happened to it, what it did, and its sessions and tokens. */
export function UserWays() {
  const translate = useTranslate();
  const label = useGetResourceLabel();
  const user = useRecordContext<User>();
  const maySee = {
    audit: useMay(permissionFor('audit', 'list')),
    sessions: useMay(permissionFor('sessions', 'list')),
    'outstanding-tokens': useMay(permissionFor('outstanding-tokens', 'list')),
  };
  if (!user || !Object.values(maySee).includes(true)) return null;
  const { id, email } = user;
  return (
    <Card>
      <CardContent>
        <Typography variant="h6" component="h2">
          {translate('users.ways')}
        </Typography>
        <Box component="ul" sx={{ mt: 1, mb: 0, pl: 2.5 }}>
          <Way to="audit" filter={{ object_type: 'user', object_id: id }} isOpen={maySee.audit}>
            {translate('users.happened')}
          </Way>
          <Way to="audit" filter={{ email }} isOpen={maySee.audit}>
            {translate('users.did')}
          </Way>
          <Way to="sessions" filter={{ email }} isOpen={maySee.sessions}>
            {label('sessions', 2)}
          </Way>
          <Way to="outstanding-tokens" filter={{ email }} isOpen={maySee['outstanding-tokens']}>
            {label('outstanding-tokens', 2)}
          </Way>
        </Box>
      </CardContent>
    </Card>
  );
}

interface WayProps {
  readonly to: string;
  readonly filter: object;
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

function Way({ to, filter, isOpen, children }: WayProps) {
  if (!isOpen) return null;
  return (
    <li>
      <LinkToList resource={to} filter={filter}>
        {children}
      </LinkToList>
    </li>
  );
}
