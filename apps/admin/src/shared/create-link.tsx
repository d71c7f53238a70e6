import { Button } from '@mui/material';
import AddIcon from '@mui/icons-material/Add';
import { useCreatePath, useResourceContext, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useCanCreate } from './use-can-create';

/** The way to add one: among the other buttons on a narrow screen too, where a round one would lie over the rows. */
export function CreateLink() {
  const translate = useTranslate();
  const createPath = useCreatePath();
  const mayCreate = useCanCreate();
  const resource = useResourceContext({}) ?? '';
  if (!mayCreate) return null;
  return (
    <Button
      component={Link}
      to={createPath({ resource, type: 'create' })}
      size="small"
      startIcon={<AddIcon />}
    >
      {translate('ra.action.create')}
    </Button>
  );
}
