import type { ReactNode } from 'react';
import {
  Card,
  CardContent,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { SideScroll } from './side-scroll';

/** The head of a column. */
export interface Column {
  readonly name: string;
  readonly isNumber?: boolean;
}

interface TableCardProps {
  readonly title: string;
  readonly columns: readonly Column[];
  /** Instead of a table without rows. */
  readonly none?: string;
  /** The rows. */
  readonly children: readonly ReactNode[];
  /** Below the table. */
  readonly below?: ReactNode;
}

/** A card with a title and a table, which scrolls alone where it is wider than the card. */
export function TableCard({ title, columns, none, children, below }: TableCardProps) {
  return (
    <Card>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {title}
        </Typography>
        {children.length === 0 && none !== undefined ? (
          <Typography variant="body2">{none}</Typography>
        ) : (
          <SideScroll label={title}>
            <Table size="small" aria-label={title}>
              <TableHead>
                <TableRow>
                  {columns.map(({ name, isNumber = false }) => (
                    <TableCell key={name} align={isNumber ? 'right' : 'left'}>
                      {name}
                    </TableCell>
                  ))}
                </TableRow>
              </TableHead>
              <TableBody>{children}</TableBody>
            </Table>
          </SideScroll>
        )}
        {below}
      </CardContent>
    </Card>
  );
}
