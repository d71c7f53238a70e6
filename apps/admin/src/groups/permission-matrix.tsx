import { useId } from 'react';
import {
  Alert,
  Box,
  Checkbox,
  FormControlLabel,
  FormGroup,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useTranslate } from 'react-admin';
import { ClosedBoxes } from '../shared/closed-boxes';
import { SideScroll } from '../shared/side-scroll';
import { PERMISSIONS } from './permission-codes';
import { ACTIONS, permissionGrid } from './permission-grid';
import { usePermissionNames } from './use-permission-names';

/** Something about some permissions. */
export interface Remark {
  /** Codenames. */
  readonly about: readonly string[];
  /** The text that says it, with their `names`. */
  readonly text: string;
}

/** What a matrix shows. */
export interface PermissionMatrixProps {
  readonly label: string;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (codename: string) => void;
  readonly isReadOnly: boolean;
  /** Nobody gives or takes what he lacks: the server refuses, and the box is closed. */
  readonly grantable: readonly string[];
  /** The text that says why others are closed. */
  readonly whyClosed?: string;
  /** What can be chosen at all; what is chosen already is shown all the same. */
  readonly offered?: readonly string[];
  /** What is to be said about some of them. */
  readonly remarks?: readonly Remark[];
}

/** Permissions as a matrix of resource by action. */
export function PermissionMatrix(props: PermissionMatrixProps) {
  const {
    label,
    chosen,
    onToggle,
    isReadOnly,
    grantable,
    whyClosed = 'groups.only_held',
    offered = PERMISSIONS,
    remarks = [],
  } = props;
  const translate = useTranslate();
  const nameOf = usePermissionNames();
  const [headId, whyId, remarksId] = [useId(), useId(), useId()];
  const known = PERMISSIONS.filter((code) => offered.includes(code));
  // of another version of the API others may be held
  const shown = [...new Set([...known, ...chosen])];
  const { rows, others } = permissionGrid(shown);
  const isClosed = (codename: string) => !isReadOnly && !grantable.includes(codename);
  const said = remarks.filter(({ about }) => about.length > 0);
  const box = (codename: string, name: string) => {
    const isRemarked = said.some(({ about }) => about.includes(codename));
    const why = [isClosed(codename) && whyId, isRemarked && remarksId].filter((id) => id !== false);
    return (
      <Checkbox
        size="small"
        color={isRemarked ? 'warning' : 'primary'}
        checked={chosen.has(codename)}
        onChange={() => onToggle(codename)}
        disabled={isReadOnly || isClosed(codename)}
        slotProps={{
          input: { 'aria-label': name, ...(why.length > 0 ? { 'aria-describedby': why.join(' ') } : {}) },
        }}
      />
    );
  };
  return (
    <Box>
      <ClosedBoxes id={whyId} why={shown.some(isClosed) ? whyClosed : null} />
      {said.length > 0 && (
        <Alert id={remarksId} severity="warning" role="presentation" sx={{ my: 1 }}>
          {said.map(({ about, text }) => (
            <div key={text}>{translate(text, { names: about.map(nameOf).join(', ') })}</div>
          ))}
        </Alert>
      )}
      <SideScroll label={translate('groups.matrix')}>
        <Table
          size="small"
          aria-label={label}
          sx={{
            '& td': { px: { xs: 0, sm: 1 } },
            '& th': { px: { xs: 0.25, sm: 2 }, fontSize: { xs: '0.75rem', sm: '0.875rem' } },
          }}
        >
          <TableHead>
            <TableRow>
              <TableCell id={headId}>{translate('groups.resource')}</TableCell>
              {ACTIONS.map((action) => (
                <TableCell key={action} align="center">
                  {/* upright on a phone, so that all of them are seen at once */}
                  <Box
                    component="span"
                    sx={{
                      writingMode: { xs: 'vertical-rl', sm: 'horizontal-tb' },
                      transform: { xs: 'rotate(180deg)', sm: 'none' },
                      display: 'inline-block',
                    }}
                  >
                    {translate(`groups.actions.${action}`)}
                  </Box>
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ model, cells }) => (
              <TableRow key={model}>
                <TableCell component="th" scope="row" sx={{ minWidth: { xs: 84, sm: 110 } }}>
                  {translate(`groups.models.${model.replace('.', '_')}`, { _: model })}
                </TableCell>
                {ACTIONS.map((action) => {
                  const codename = cells[action];
                  return (
                    <TableCell key={action} align="center" padding="none">
                      {codename === undefined ? (
                        <Typography component="span" color="text.secondary" aria-hidden>
                          ·
                        </Typography>
                      ) : (
                        box(codename, nameOf(codename))
                      )}
                    </TableCell>
                  );
                })}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </SideScroll>
      {others.length > 0 && (
        <FormGroup sx={{ mt: 1 }}>
          {others.map((codename) => (
            <FormControlLabel
              key={codename}
              control={box(codename, nameOf(codename))}
              label={nameOf(codename)}
            />
          ))}
        </FormGroup>
      )}
    </Box>
  );
}
