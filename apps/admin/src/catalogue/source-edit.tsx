import { Box, Card, CardContent, Typography } from '@mui/material';
import { EditBase, Title, useLocaleState, useRecordContext, useTranslate } from 'react-admin';
import { useMay } from '../session/use-session';
import { AgeText } from '../shared/age';
import { EditForm } from '../shared/edit-form';
import { LinkToList } from '../shared/link-to-list';
import { Loaded } from '../shared/loaded';
import { OverdueChip } from '../shared/overdue-chip';
import { WHOLE_RECORD } from '../shared/whole-record';
import type { Source } from './source';
import { SourceFields } from './source-fields';
import { SourceRuns } from './source-runs';

/** One source: how it is read, how fresh it is, and its last imports. */
export default function SourceEdit() {
  return (
    <EditBase {...WHOLE_RECORD}>
      <Loaded>
        <SourceTitle />
        <Box sx={{ display: 'grid', gap: 2, mt: 2, gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' } }}>
          <SourceForm />
          <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', minWidth: 0 }}>
            <Freshness />
            <SourceRuns />
          </Box>
        </Box>
      </Loaded>
    </EditBase>
  );
}

function SourceTitle() {
  return <Title title={useRecordContext<Source>()?.name ?? ''} />;
}

function SourceForm() {
  const mayChange = useMay('instruments.change_source');
  return (
    <Card sx={{ alignSelf: 'start', minWidth: 0 }}>
      <EditForm closed={mayChange ? null : 'catalogue.source_read_only'}>
        <SourceFields />
      </EditForm>
    </Card>
  );
}

function Freshness() {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const source = useRecordContext<Source>();
  if (!source) return null;
  return (
    <Card>
      <CardContent sx={{ '& dl': { m: 0, display: 'grid', gap: 1 }, '& dd': { m: 0 } }}>
        <dl>
          <div>
            <Typography component="dt" variant="caption" color="text.secondary">
              {translate('resources.sources.fields.last_success_at')}
            </Typography>
            <Box component="dd" sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
              <AgeText value={source.last_success_at} never={translate('app.never')} />
              {source.overdue && <OverdueChip />}
            </Box>
          </div>
          <div>
            <Typography component="dt" variant="caption" color="text.secondary">
              {translate('resources.sources.fields.listings')}
            </Typography>
            <dd>
              <LinkToList resource="instruments" filter={{ source: [source.slug], status: ['active'] }}>
                {new Intl.NumberFormat(locale).format(source.listings)}
              </LinkToList>
            </dd>
          </div>
        </dl>
      </CardContent>
    </Card>
  );
}
