import type { ReactElement, ReactNode } from 'react';
import { Box, Typography } from '@mui/material';
import {
  CreateButton,
  FilterButton,
  List,
  type ListProps,
  Pagination,
  TopToolbar,
  useGetResourceLabel,
  useListContext,
  useLocaleState,
  useResourceContext,
  useTranslate,
} from 'react-admin';
import type { ListMeta } from '../api/data-provider';
import { isRecord } from '../api/problem';
import { useCanCreate } from './use-can-create';

interface PanelListProps extends Omit<ListProps, 'children' | 'actions' | 'filters'> {
  readonly children: ReactNode;
  readonly filters?: ReactElement[];
  /** Beside the button that adds one. */
  readonly actions?: ReactNode;
  readonly hasCreate?: boolean;
}

/** A list of the panel: filters and order are in its address, so that a link shows the same. */
export function PanelList({ children, filters, actions, hasCreate = false, ...props }: PanelListProps) {
  return (
    <List
      exporter={false}
      empty={false}
      perPage={25}
      pagination={<Pagination rowsPerPageOptions={[25, 50, 100]} />}
      actions={<Actions hasCreate={hasCreate} hasFilters={filters !== undefined} more={actions} />}
      {...(filters ? { filters } : {})}
      {...props}
    >
      <HowMany />
      <Frame>{children}</Frame>
    </List>
  );
}

function Actions(props: {
  readonly hasCreate: boolean;
  readonly hasFilters: boolean;
  readonly more: ReactNode;
}) {
  const mayCreate = useCanCreate();
  return (
    <TopToolbar sx={{ flexWrap: 'wrap', justifyContent: 'flex-end' }}>
      {props.hasFilters && <FilterButton />}
      {props.more}
      {props.hasCreate && mayCreate && <CreateButton />}
    </TopToolbar>
  );
}

/** How many there are, and whether that is known. */
function HowMany() {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { meta, isPending } = useListContext();
  if (isPending || !isListMeta(meta)) return null;
  const count = new Intl.NumberFormat(locale).format(meta.total);
  return (
    <Typography variant="body2" color="text.secondary" role="status" sx={{ px: 2, pt: 1 }}>
      {translate(meta.isEstimated ? 'app.about' : 'app.found', { smart_count: meta.total, count })}
    </Typography>
  );
}

function isListMeta(meta: unknown): meta is ListMeta {
  return isRecord(meta) && typeof meta['total'] === 'number';
}

/** A table may be wider than the screen: it scrolls alone, also by keyboard. */
function Frame({ children }: { readonly children: ReactNode }) {
  const resource = useResourceContext({}) ?? '';
  const label = useGetResourceLabel();
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label={label(resource, 2)}
      sx={{ overflowX: 'auto', '& .RaDatagrid-tableWrapper': { overflowX: 'visible' } }}
    >
      {children}
    </Box>
  );
}
