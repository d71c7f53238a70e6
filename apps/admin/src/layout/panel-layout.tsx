import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { Box } from '@mui/material';
import { Layout } from 'react-admin';
import { tellHeight } from '../shared/told-height';
import { ConnectionNotice } from './connection-notice';
import { DocumentTitle } from './document-title';
import { PanelBar } from './panel-bar';
import { PanelMenu } from './panel-menu';

/** The frame around every screen. */
export function PanelLayout({ children }: { readonly children: ReactNode }) {
  const notice = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => tellHeight(notice.current, '--notice'), []);
  return (
    <Layout
      appBar={PanelBar}
      menu={PanelMenu}
      appBarAlwaysOn
      sx={{
        minWidth: 0,
        '& .RaLayout-contentWithSidebar': { minWidth: 0 },
        // no table is wider than the screen: it scrolls in its own frame
        '& .RaLayout-content': {
          minWidth: 0,
          px: { xs: 1, sm: 2 },
          pb: { xs: 'calc(32px + var(--form-bar, 0px))', sm: 4 },
        },
      }}
    >
      <DocumentTitle />
      {/* below the bar, also when the page is scrolled */}
      <Box ref={notice} sx={{ position: 'sticky', top: { xs: 56, sm: 48 }, zIndex: 3 }}>
        <ConnectionNotice />
      </Box>
      {children}
    </Layout>
  );
}
