import { type ReactNode, useState } from 'react';
import { Box, Card, CardContent, Link, Typography } from '@mui/material';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import OpenInNewIcon from '@mui/icons-material/OpenInNew';
import { EditBase, Title, useLocaleState, useRecordContext, useRefresh, useTranslate } from 'react-admin';
import { dataProvider } from '../api/data-provider';
import { ProblemError } from '../api/problem';
import { trusted } from '../api/trusted';
import { useMay } from '../session/use-session';
import { DeedDialog } from '../shared/deed-dialog';
import { EditForm } from '../shared/edit-form';
import { Loaded } from '../shared/loaded';
import { MomentText } from '../shared/moment';
import { StateText } from '../shared/state-chip';
import { useDeed } from '../shared/use-deed';
import { WHOLE_RECORD } from '../shared/whole-record';
import { withReadPrice } from './amount';
import { ChangeHistory } from './change-history';
import { Conflict, type RefusedChange } from './conflict';
import { type Instrument, isRemoved, moneyText, webAddress } from './instrument';
import { instrumentChange } from './instrument-change';
import { InstrumentFields } from './instrument-fields';
import { Pins } from './pins';
import { PriceHistory } from './price-history';
import { RemovedNotice } from './removed-notice';
import { Thumbnail } from './thumbnail';

type Form = Record<string, unknown>;

/** One listing. A change names the version that it was made from: nobody overwrites what he has not seen. */
export default function InstrumentEdit() {
  return (
    <EditBase {...WHOLE_RECORD}>
      <Loaded>
        <InstrumentTitle />
        <RemovedNotice />
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            mt: 2,
            alignItems: 'start',
            gridTemplateColumns: { xs: '1fr', lg: '3fr 1fr' },
          }}
        >
          <InstrumentForm />
          <Seen />
        </Box>
        <Histories />
      </Loaded>
    </EditBase>
  );
}

/** What was before, for whoever may see it. */
function Histories() {
  const translate = useTranslate();
  const record = useRecordContext<Instrument>();
  const [seesPrices, seesChanges] = [useMay('instruments.view_instrument'), useMay('audit.view_entry')];
  if (!record) return null;
  return (
    <Box sx={{ display: 'grid', gap: 2, mt: 2, gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' } }}>
      {seesPrices && (
        <Part title={translate('instruments.prices')}>
          <PriceHistory of={record} />
        </Part>
      )}
      {seesChanges && (
        <Part title={translate('instruments.history')}>
          <ChangeHistory id={record.id} />
        </Part>
      )}
    </Box>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card sx={{ minWidth: 0 }}>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {title}
        </Typography>
        {children}
      </CardContent>
    </Card>
  );
}

function InstrumentTitle() {
  return <Title title={useRecordContext<Instrument>()?.name ?? ''} />;
}

function InstrumentForm() {
  const [refused, setRefused] = useState<RefusedChange | null>(null);
  const refresh = useRefresh();
  const [locale] = useLocaleState();
  const [mayChange, mayDelete] = [
    useMay('instruments.change_instrument'),
    useMay('instruments.delete_instrument'),
  ];
  const record = useRecordContext<Instrument>();
  const whyNot = mayChange ? null : 'instruments.read_only';
  const closed = isRemoved(record) ? 'removed.read_only' : whyNot;
  const onRefused = (error: unknown, sent: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    if (error.code === 'instruments.stale' || error.code === 'instruments.gone')
      setRefused(trusted<RefusedChange>(sent));
  };
  return (
    <Card>
      <EditForm
        transform={(form: Form, options?: { previousData?: unknown }) =>
          instrumentChange(withReadPrice(form, locale), trusted<Form>(options?.previousData ?? {}))
        }
        onRefused={onRefused}
        // what was changed is pinned now
        onSaved={refresh}
        closed={closed}
        actions={mayDelete && !isRemoved(record) && <RemoveButton />}
      >
        <InstrumentFields />
        {refused && <Conflict of={refused} onClose={() => setRefused(null)} />}
      </EditForm>
    </Card>
  );
}

/** Takes the listing away; its record stays. */
function RemoveButton() {
  const translate = useTranslate();
  const record = useRecordContext<Instrument>();
  const { isBusy, run } = useDeed();
  if (!record) return null;
  const work = () => dataProvider.delete('instruments', { id: record.id, previousData: record });
  const remove = () => run(work, 'instruments.removed', { name: record.name }, '/instruments');
  return (
    <DeedDialog
      button={translate('ra.action.delete')}
      title={translate('instruments.remove')}
      text={translate('instruments.remove_text', { name: record.name })}
      icon={<DeleteIcon />}
      isBusy={isBusy}
      onConfirm={remove}
    />
  );
}

/** What is known besides. */
function Seen() {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const record = useRecordContext<Instrument>();
  if (!record) return null;
  const url = webAddress(record.url);
  return (
    <Card>
      <CardContent>
        <Box sx={{ mb: 1 }}>
          <Typography component="span" variant="body2" color="text.secondary" sx={{ mr: 1 }}>
            {translate('resources.instruments.fields.status')}
          </Typography>
          <StateText value={record.status} texts="instruments.states" />
        </Box>
        <Pins />
        <Thumbnail of={record} size={160} />
        <Typography variant="subtitle2" component="h2" sx={{ mt: 1 }}>
          {record.source.name}
        </Typography>
        {url !== null && (
          <Link href={url} target="_blank" rel="noopener noreferrer">
            {translate('instruments.open')} <OpenInNewIcon fontSize="inherit" aria-hidden />
          </Link>
        )}
        <Box component="dl" sx={{ '& dt': { mt: 1 }, '& dd': { m: 0 } }}>
          {record.previous_price && (
            <>
              <Typography component="dt" variant="caption" color="text.secondary">
                {translate('resources.instruments.fields.previous_price')}
              </Typography>
              <dd>{moneyText(record.previous_price, locale)}</dd>
            </>
          )}
          {(['price_changed_at', 'first_seen_at', 'last_seen_at'] as const).map((name) => (
            <div key={name}>
              <Typography component="dt" variant="caption" color="text.secondary">
                {translate(`resources.instruments.fields.${name}`)}
              </Typography>
              <dd>
                <MomentText value={record[name]} />
              </dd>
            </div>
          ))}
        </Box>
      </CardContent>
    </Card>
  );
}
