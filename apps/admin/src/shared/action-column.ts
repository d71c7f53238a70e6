/** For the column of a table whose cells hold buttons: it stays in sight while the others scroll. */
export const ACTION_COLUMN = { cellClassName: 'panel-action', headerClassName: 'panel-action' };
