import { Children, cloneElement, isValidElement, type ReactElement, type ReactNode } from 'react';
import { Datagrid, type DatagridProps } from 'react-admin';
import { isRecord } from '../api/problem';
import { columnName } from './column-name';
import { TableHeading } from './table-heading';

/** A column that a list has. */
export interface Column {
  /** As the server keeps it. */
  readonly name: string;
  readonly source: string | undefined;
  readonly label: string | undefined;
  readonly element: ReactElement;
}

/** A list as a table, as a screen gives it. */
type Table = ReactElement<DatagridProps>;

/** Whether what a screen shows is a table. */
export function isTable(children: ReactNode): children is Table {
  return isValidElement(children) && children.type === Datagrid;
}

/** The columns of a table in the order that it comes with. */
export function columnsOf(table: Table): readonly Column[] {
  return Children.toArray(table.props.children)
    .filter((child): child is ReactElement => isValidElement(child))
    .map((element) => {
      const props: unknown = element.props;
      const source = textIn(props, 'source');
      const label = textIn(props, 'label');
      return { name: columnName(source ?? label ?? ''), source, label, element };
    });
}

/** The table with these columns; with its own ones where nothing was chosen, or nothing that it still has. */
export function withColumns(
  table: Table,
  columns: readonly Column[],
  chosen: readonly string[] | null,
): Table {
  const shown = chosenColumns(columns, chosen);
  return cloneElement(table, { header: TableHeading }, ...shown.map(({ element }) => element));
}

/** Those of a table that are shown, in their order. */
export function chosenColumns(
  columns: readonly Column[],
  chosen: readonly string[] | null,
): readonly Column[] {
  const found = (chosen ?? []).flatMap((name) => columns.find((column) => column.name === name) ?? []);
  return found.length > 0 ? found : columns;
}

function textIn(props: unknown, name: string): string | undefined {
  const value = isRecord(props) ? props[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
