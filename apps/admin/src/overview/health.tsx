import { Box, Card, CardContent, Typography } from '@mui/material';
import GoodIcon from '@mui/icons-material/CheckCircleOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutlined';
import { useTranslate } from 'react-admin';
import type { HealthOfPart } from './system-figures';

/** A verdict on each part of the installation, in words. */
export function Health({ parts }: { readonly parts: readonly HealthOfPart[] }) {
  const translate = useTranslate();
  return (
    <Card>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {translate('overview.health')}
        </Typography>
        <Box component="dl" sx={{ m: 0, '& dd': { m: 0, mb: 1 } }}>
          {parts.map((one) => (
            <Verdict key={one.part} of={one} />
          ))}
        </Box>
      </CardContent>
    </Card>
  );
}

function Verdict({ of: { part, good, about } }: { readonly of: HealthOfPart }) {
  const translate = useTranslate();
  const nameOf = (name: string): string => (part === 'jobs' ? translate(`overview.job_names.${name}`) : name);
  const Icon = good ? GoodIcon : ErrorIcon;
  const text = translate(`overview.verdicts.${part}.${good ? 'good' : 'poor'}`, {
    names: about.map(nameOf).join(', '),
  });
  return (
    <>
      <Typography component="dt" variant="body2" color="text.secondary">
        {translate(`overview.parts.${part}`)}
      </Typography>
      <Typography
        component="dd"
        variant="body2"
        sx={{ display: 'flex', gap: 1, alignItems: 'center', overflowWrap: 'anywhere' }}
      >
        <Icon aria-hidden fontSize="small" color={good ? 'success' : 'error'} />
        {text}
      </Typography>
    </>
  );
}
