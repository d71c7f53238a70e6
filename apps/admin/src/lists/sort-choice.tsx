import { useId, useState } from 'react';
import { Button, Menu, MenuItem } from '@mui/material';
import SortIcon from '@mui/icons-material/Sort';
import { useListContext, useTranslate } from 'react-admin';

/** An order of a list. */
export interface SortChoice {
  /** Names its words. */
  readonly name: string;
  readonly field: string;
  readonly order: 'ASC' | 'DESC';
}

interface SortChoiceButtonProps {
  /** The first one is the usual order. */
  readonly choices: readonly [SortChoice, ...SortChoice[]];
  /** Where their words are. */
  readonly texts: string;
}

/** Chooses the order of a list, each with its direction in words. */
export function SortChoiceButton({ choices, texts }: SortChoiceButtonProps) {
  const translate = useTranslate();
  const menuId = useId();
  const { sort, setSort } = useListContext();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const now =
    choices.find(({ field, order }) => field === sort.field && order === sort.order) ??
    choices.find(({ field }) => field === sort.field) ??
    // an address may name one that is not known: the list comes in the usual one
    choices[0];
  const choose = ({ field, order }: SortChoice) => {
    setSort({ field, order });
    setAnchor(null);
  };
  return (
    <>
      <Button
        size="small"
        startIcon={<SortIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        aria-label={translate('lists.sorted_by', { order: translate(`${texts}.${now.name}`) })}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {translate(`${texts}.${now.name}`)}
      </Button>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {choices.map((choice) => (
          <MenuItem key={choice.name} selected={choice === now} onClick={() => choose(choice)}>
            {translate(`${texts}.${choice.name}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
