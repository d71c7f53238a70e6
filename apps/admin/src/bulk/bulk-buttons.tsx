import { Button } from '@mui/material';
import DynamicFeedIcon from '@mui/icons-material/DynamicFeed';
import { BulkActionsToolbar, useListContext, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { queryText } from '../api/api';
import { listQuery } from '../api/data-provider';
import { doorOf } from '../api/doors';
import { useListState } from '../shared/use-list-state';
import { type BulkOrigin, type BulkSelection, wayToBulk } from './bulk-selection';

/** Above the rows that are ticked: leads to a job over them. */
export function BulkSelected({ from }: { readonly from: BulkOrigin }) {
  const { selectedIds } = useListContext();
  return (
    // "select all" of react-admin's would fetch more rows than a page may have: all that match are a job of their own
    <BulkActionsToolbar selectAllButton={false}>
      <ToBulk from={from} selection={{ ids: selectedIds.map(Number) }} text={`bulk.selected.${from}`} />
    </BulkActionsToolbar>
  );
}

/** Beside the filters of a list: leads to a job over all that match them. */
export function BulkMatching({ from }: { readonly from: BulkOrigin }) {
  const { filters, meta, isComing } = useListState();
  if (!meta || meta.total === 0) return null;
  return (
    <ToBulk
      from={from}
      selection={{ query: queryText(listQuery(doorOf(from), filters, undefined)) }}
      text={`bulk.matching.${from}`}
      isDisabled={isComing}
    />
  );
}

interface ToBulkProps {
  readonly from: BulkOrigin;
  readonly selection: BulkSelection;
  readonly text: string;
  /** While the list that is meant has not come. */
  readonly isDisabled?: boolean;
}

function ToBulk({ from, selection, text, isDisabled = false }: ToBulkProps) {
  const translate = useTranslate();
  const { state, ...to } = wayToBulk(from, selection);
  return (
    <Button
      component={Link}
      to={to}
      state={state}
      size="small"
      startIcon={<DynamicFeedIcon />}
      disabled={isDisabled}
    >
      {translate(text)}
    </Button>
  );
}
