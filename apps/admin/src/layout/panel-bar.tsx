import { useState } from 'react';
import { AppBar, TitlePortal, UserMenu } from 'react-admin';
import { useSession } from '../session/use-session';
import { type OwnSetting, OwnMenu, OwnSettings } from './own-settings';

/**
 * The bar above: the title of the screen, and what belongs to whoever is signed in. It stays there on a page that is
 * scrolled: out of sight the title could not have the focus, which is led to it.
 */
export function PanelBar() {
  const [shown, setShown] = useState<OwnSetting | null>(null);
  const { profile } = useSession();
  return (
    <>
      <AppBar
        alwaysOn
        color="primary"
        toolbar={<></>}
        userMenu={
          // its name is what it shows
          <UserMenu label={profile?.display_name || profile?.email}>
            <OwnMenu onChoose={setShown} />
          </UserMenu>
        }
      >
        {/* one that is too long ends in dots: a box in it would be cut */}
        <TitlePortal component="h1" sx={{ '& > *': { display: 'inline !important' } }} />
      </AppBar>
      <OwnSettings shown={shown} onClose={() => setShown(null)} />
    </>
  );
}
