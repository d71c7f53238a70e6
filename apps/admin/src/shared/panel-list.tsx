import type { ReactNode } from 'react';
import {
  FilterButton,
  List,
  type ListProps,
  TopToolbar,
  useGetResourceLabel,
  useListContext,
  useResourceContext,
} from 'react-admin';
import { chosenColumns, columnsOf, isTable, withColumns } from '../lists/columns';
import { ColumnsButton } from '../lists/columns-button';
import { useListPreference } from '../lists/list-preference';
import { PanelPagination } from '../lists/panel-pagination';
import { SavedFiltersButton } from '../lists/saved-filters-button';
import { CreateLink } from './create-link';
import { ListStatus } from './list-status';
import { LoadState } from './load-state';
import { type FilterInput, refusable } from './refusable-filter';
import { NotLoaded } from './not-loaded';
import { SideScroll } from './side-scroll';
import { useListState } from './use-list-state';

interface PanelListProps extends Omit<ListProps, 'children' | 'actions' | 'filters'> {
  readonly children: ReactNode;
  readonly filters?: readonly FilterInput[];
  /** Beside the button that adds one. */
  readonly actions?: ReactNode;
  readonly hasCreate?: boolean;
  /** Above the rows. */
  readonly above?: ReactNode;
}

/** While a row that is shown has not finished the list looks again this often, in milliseconds. */
const LOOK_EVERY = 2_000;
const QUERY: NonNullable<ListProps['queryOptions']> = {
  onError: () => undefined,
  refetchInterval: ({ state }) =>
    state.data?.data.some((row: { readonly finished_at?: unknown }) => row.finished_at === null)
      ? LOOK_EVERY
      : false,
};

/**
 * A list of the panel: filters and order are in its address, so that a link shows the same. Columns, rows a page and filters
 * under a name are kept by the server. Jobs and imports that go on are followed.
 */
export function PanelList({
  children,
  filters,
  actions,
  hasCreate = false,
  above,
  ...props
}: PanelListProps) {
  const resource = useResourceContext({}) ?? '';
  const { preference, prefer } = useListPreference(resource);
  const columns = isTable(children) ? columnsOf(children) : [];
  if (!preference) return <LoadState error={null} onRetry={() => undefined} />;
  const { columns: chosen, per_page: size } = preference;
  const shown = chosenColumns(columns, chosen).map(({ name }) => name);
  return (
    <List
      exporter={false}
      empty={false}
      perPage={size}
      pagination={<PanelPagination onSize={(per) => void prefer({ columns: shown, per_page: per })} />}
      actions={
        <Actions hasCreate={hasCreate} hasFilters={filters !== undefined}>
          {actions}
          <SavedFiltersButton />
          {columns.length > 1 && (
            <ColumnsButton
              columns={columns}
              chosen={chosen}
              onChoose={(names) => void prefer({ columns: names, per_page: size })}
            />
          )}
        </Actions>
      }
      {...(filters ? { filters: refusable(filters) } : {})}
      // said in the place of the rows: what can be mended above them stays, and nothing is said twice
      error={false}
      queryOptions={QUERY}
      sx={{
        minWidth: 0,
        width: '100%',
        flexDirection: { xs: 'column', lg: 'row' },
        '& .RaList-main': { minWidth: 0, width: '100%' },
        '& .RaList-content': { minWidth: 0 },
      }}
      {...props}
    >
      {above}
      <ListStatus />
      <Frame>{isTable(children) ? withColumns(children, columns, chosen) : children}</Frame>
    </List>
  );
}

function Actions(props: {
  readonly hasCreate: boolean;
  readonly hasFilters: boolean;
  readonly children: ReactNode;
}) {
  return (
    <TopToolbar
      sx={{
        flexWrap: 'wrap',
        justifyContent: 'flex-start',
        alignItems: 'center',
        gap: 0.5,
        p: '0 !important',
      }}
    >
      {props.hasFilters && <FilterButton disableSaveQuery />}
      {props.children}
      {props.hasCreate && <CreateLink />}
    </TopToolbar>
  );
}

/** Instead of rows that did not come. */
function ListError() {
  const { error, refetch } = useListContext();
  return <NotLoaded error={error} onRetry={() => void refetch()} />;
}

/** What holds the rows, or says why there are none. */
function Frame({ children }: { readonly children: ReactNode }) {
  const resource = useResourceContext({}) ?? '';
  const label = useGetResourceLabel();
  const { error } = useListContext();
  const { isComing } = useListState();
  if (error) return <ListError />;
  return (
    <SideScroll label={label(resource, 2)} isBusy={isComing}>
      {children}
    </SideScroll>
  );
}
