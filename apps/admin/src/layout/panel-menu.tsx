import type { ReactNode } from 'react';
import { useSidebarState, useTranslate } from 'react-admin';
import { Link, useLocation } from 'react-router';
import {
  Box,
  List,
  ListItem,
  ListItemButton,
  ListItemIcon,
  ListItemText,
  Tooltip,
  Typography,
  useMediaQuery,
} from '@mui/material';
import PianoIcon from '@mui/icons-material/Piano';
import DeleteSweepIcon from '@mui/icons-material/DeleteSweep';
import DynamicFeedIcon from '@mui/icons-material/DynamicFeed';
import UploadFileIcon from '@mui/icons-material/UploadFile';
import CategoryIcon from '@mui/icons-material/Category';
import LabelIcon from '@mui/icons-material/Label';
import LabelOffIcon from '@mui/icons-material/LabelOff';
import StorefrontIcon from '@mui/icons-material/Storefront';
import PeopleIcon from '@mui/icons-material/People';
import GroupsIcon from '@mui/icons-material/Groups';
import DevicesIcon from '@mui/icons-material/Devices';
import TokenIcon from '@mui/icons-material/Token';
import BlockIcon from '@mui/icons-material/Block';
import VpnKeyIcon from '@mui/icons-material/VpnKey';
import MonitorHeartIcon from '@mui/icons-material/MonitorHeart';
import SpaceDashboardIcon from '@mui/icons-material/SpaceDashboard';
import HistoryIcon from '@mui/icons-material/History';
import { mayDo } from '../session/auth-provider';
import { useMay, useSession } from '../session/use-session';

const SECTIONS: readonly { readonly name: string; readonly items: Readonly<Record<string, ReactNode>> }[] = [
  {
    name: 'catalogue',
    items: {
      instruments: <PianoIcon />,
      'removed-instruments': <DeleteSweepIcon />,
      'bulk-jobs': <DynamicFeedIcon />,
      imports: <UploadFileIcon />,
      categories: <CategoryIcon />,
      'unmapped-labels': <LabelOffIcon />,
      'category-aliases': <LabelIcon />,
      sources: <StorefrontIcon />,
    },
  },
  { name: 'people', items: { users: <PeopleIcon />, groups: <GroupsIcon /> } },
  {
    name: 'security',
    items: {
      sessions: <DevicesIcon />,
      'outstanding-tokens': <TokenIcon />,
      'blacklisted-tokens': <BlockIcon />,
      'api-keys': <VpnKeyIcon />,
      audit: <HistoryIcon />,
    },
  },
];

/** What whoever is signed in may look at. */
export function PanelMenu() {
  const translate = useTranslate();
  const [isOpen, setOpen] = useSidebarState();
  const isSmall = useMediaQuery((theme) => theme.breakpoints.down('md'));
  const seesSystem = useMay('system.view');
  // asked again whenever the rights have changed
  useSession();
  const sections = SECTIONS.map(({ name, items }) => ({
    name,
    items: Object.entries(items).filter(([resource]) => mayDo(resource, 'list')),
  })).filter(({ items }) => items.length > 0);
  return (
    <Box component="nav" aria-label={translate('app.menu')} sx={{ py: 1, width: isOpen ? 240 : 56 }}>
      <List dense disablePadding aria-label={translate('ra.page.dashboard')}>
        <Entry
          to="/"
          text={translate('ra.page.dashboard')}
          icon={<SpaceDashboardIcon />}
          isOpen={isOpen}
          onFollow={() => isSmall && setOpen(false)}
        />
      </List>
      {sections.map(({ name, items }) => (
        <Box key={name} sx={{ mb: 1 }}>
          {isOpen && (
            <Typography component="h2" variant="subtitle2" color="text.secondary" sx={{ px: 2, py: 0.5 }}>
              {translate(`app.sections.${name}`)}
            </Typography>
          )}
          <List dense disablePadding aria-label={translate(`app.sections.${name}`)}>
            {items.map(([resource, icon]) => (
              <Entry
                key={resource}
                to={`/${resource}`}
                text={translate(`resources.${resource}.name`, { smart_count: 2 })}
                icon={icon}
                isOpen={isOpen}
                onFollow={() => isSmall && setOpen(false)}
              />
            ))}
          </List>
        </Box>
      ))}
      {seesSystem && (
        <List dense disablePadding aria-label={translate('overview.system')}>
          <Entry
            to="/system"
            text={translate('overview.system')}
            icon={<MonitorHeartIcon />}
            isOpen={isOpen}
            onFollow={() => isSmall && setOpen(false)}
          />
        </List>
      )}
    </Box>
  );
}

interface EntryProps {
  readonly to: string;
  readonly text: string;
  readonly icon: ReactNode;
  readonly isOpen: boolean;
  readonly onFollow: () => void;
}

function Entry({ to, text, icon, isOpen, onFollow }: EntryProps) {
  const { pathname } = useLocation();
  const isHere = pathname === to || (to !== '/' && pathname.startsWith(`${to}/`));
  return (
    <ListItem disablePadding>
      <Tooltip title={isOpen ? '' : text} placement="right">
        <ListItemButton
          component={Link}
          to={to}
          selected={isHere}
          onClick={onFollow}
          aria-current={isHere ? 'page' : undefined}
          aria-label={isOpen ? undefined : text}
        >
          <ListItemIcon sx={{ minWidth: 40 }}>{icon}</ListItemIcon>
          {isOpen && <ListItemText primary={text} />}
        </ListItemButton>
      </Tooltip>
    </ListItem>
  );
}
