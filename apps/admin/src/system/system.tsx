import type { ReactNode } from 'react';
import { Alert, Box, Card, CardContent, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Title, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';
import { Known } from '../shared/known';
import { MomentText } from '../shared/moment';

/** `GET /api/v1/admin/system` */
interface SystemBody {
  readonly version: string;
  readonly node: string;
  readonly time_zone: string;
  readonly started_at: string;
  readonly database: {
    readonly version: string;
    readonly replicas_configured: number;
    readonly replicas_usable: number;
  };
  readonly migrations: { readonly applied: number; readonly pending: readonly string[] };
  readonly jobs: readonly {
    readonly name: string;
    readonly last_success_at: string | null;
    readonly overdue: boolean;
  }[];
  readonly mails: { readonly waiting: number; readonly failed: number };
  readonly limits: Readonly<Record<string, number>> | null;
}

/** What runs here, and whether it runs well; never a secret. */
export default function System() {
  const translate = useTranslate();
  const { data, error } = useQuery({
    queryKey: ['system'],
    queryFn: async ({ signal }) => trusted<SystemBody>((await ask('/api/v1/admin/system', { signal })).body),
  });
  const fact = (name: string, value: ReactNode) => ({ name: translate(`system.${name}`), value });
  return (
    <Card sx={{ mt: 2 }}>
      <Title title={translate('system.title')} />
      <CardContent>
        {error && <Alert severity="error">{error.message}</Alert>}
        {data && (
          <>
            <Known
              facts={[
                fact('version', data.version),
                fact('node', data.node),
                fact('database', data.database.version),
                fact('replicas', `${data.database.replicas_usable} / ${data.database.replicas_configured}`),
                fact('time_zone', data.time_zone),
                fact('started_at', <MomentText value={data.started_at} />),
                fact('migrations', data.migrations.applied),
                fact('pending', data.migrations.pending.length),
                fact('mails_waiting', data.mails.waiting),
                fact('mails_failed', data.mails.failed),
              ]}
            />
            <Section title={translate('system.jobs')}>
              <Known
                facts={data.jobs.map(({ name, last_success_at: last, overdue }) => ({
                  name,
                  value: (
                    <>
                      <MomentText value={last} />
                      {overdue && <Typography color="error">{translate('dashboard.overdue')}</Typography>}
                    </>
                  ),
                }))}
              />
            </Section>
            {data.limits && (
              <Section title={translate('system.limits')}>
                <Known facts={Object.entries(data.limits).map(([name, value]) => ({ name, value }))} />
              </Section>
            )}
          </>
        )}
      </CardContent>
    </Card>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h6" component="h2">
        {title}
      </Typography>
      {children}
    </Box>
  );
}
