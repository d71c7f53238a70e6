import { Children, isValidElement } from 'react';
import { Checkbox, TableCell, TableHead, TableRow } from '@mui/material';
import {
  DatagridClasses,
  type DatagridHeaderProps,
  DatagridHeaderCell,
  type RaRecord,
  type SortPayload,
  useListContext,
  useTranslate,
} from 'react-admin';

/** What a column says about its order. */
interface ColumnProps {
  readonly source?: string;
  readonly sortBy?: string;
  readonly sortByOrder?: SortPayload['order'];
  readonly sortable?: boolean;
}

/** The head of a table of rows: the column that orders them says so, also to those who hear it. */
export function TableHeading({ children, hasBulkActions = false, isRowSelectable }: DatagridHeaderProps) {
  const { sort, setSort } = useListContext();
  return (
    <TableHead className={DatagridClasses.thead}>
      <TableRow className={`${DatagridClasses.row} ${DatagridClasses.headerRow}`}>
        {hasBulkActions && <SelectAll isSelectable={isRowSelectable} />}
        {Children.map(children, (field) => {
          if (!isValidElement<ColumnProps>(field)) return null;
          const { source, sortBy = source, sortByOrder = 'ASC', sortable = true } = field.props;
          const isSorting = sortable && sortBy !== undefined && sort.field === sortBy;
          const opposite = sort.order === 'ASC' ? 'DESC' : 'ASC';
          return (
            <DatagridHeaderCell
              className={`${DatagridClasses.headerCell} column-${source ?? ''}`}
              field={field}
              sort={sort}
              isSorting={isSorting}
              updateSort={() => setSort({ field: sortBy ?? '', order: isSorting ? opposite : sortByOrder })}
              aria-sort={isSorting ? (sort.order === 'ASC' ? 'ascending' : 'descending') : undefined}
            />
          );
        })}
      </TableRow>
    </TableHead>
  );
}

interface SelectAllProps {
  /** Whether a row can be ticked; each can if absent. */
  readonly isSelectable: ((row: RaRecord) => boolean) | undefined;
}

/** Ticks every row of the page. */
function SelectAll({ isSelectable = () => true }: SelectAllProps) {
  const translate = useTranslate();
  const { data = [], selectedIds, onSelect } = useListContext<RaRecord>();
  const here = data.filter(isSelectable).map(({ id }) => id);
  const others = selectedIds.filter((id) => !data.some((row) => row.id === id));
  return (
    <TableCell padding="checkbox" className={DatagridClasses.headerCell}>
      <Checkbox
        className="select-all"
        checked={here.length > 0 && here.every((id) => selectedIds.includes(id))}
        onChange={({ target }) => onSelect(target.checked ? [...others, ...here] : others)}
        slotProps={{ input: { 'aria-label': translate('ra.action.select_all') } }}
      />
    </TableCell>
  );
}
