import type { ReactNode } from 'react';
import { Box, Card, CardContent, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';

interface PartProps {
  readonly title: string;
  /** Each with its name. */
  readonly children: readonly ReactNode[];
  /** Below them, or instead of any. */
  readonly remark?: ReactNode;
}

/** A card of what belongs together. */
export function Part({ title, children, remark }: PartProps) {
  const translate = useTranslate();
  return (
    <Card>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {translate(`overview.${title}`)}
        </Typography>
        {children.length > 0 && (
          <Box
            component="dl"
            sx={{
              ...{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 1, columnGap: 2 },
              ...{ m: 0, '& dd': { m: 0 } },
            }}
          >
            {children}
          </Box>
        )}
        {remark}
      </CardContent>
    </Card>
  );
}

/** A value with its name. */
export function Entry({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const translate = useTranslate();
  return (
    <>
      <Typography component="dt" variant="body2" color="text.secondary">
        {translate(`overview.entries.${name}`)}
      </Typography>
      <Typography component="dd" variant="body2" sx={{ textAlign: 'right', wordBreak: 'break-word' }}>
        {children}
      </Typography>
    </>
  );
}
