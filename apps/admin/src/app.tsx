import { createBrowserRouter, RouterProvider, useLocation } from 'react-router';
import { QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AdminContext } from 'react-admin';
import { dataProvider } from './api/data-provider';
import { ProblemError } from './api/problem';
import { CalmNotifications } from './layout/calm-notifications';
import { Crashed } from './layout/crashed';
import { Appearance } from './layout/preferences';
import { panelStore } from './layout/panel-store';
import { i18nProvider } from './i18n/i18n-provider';
import { Panel } from './panel';
import { authProvider } from './session/auth-provider';
import { isLinkPath, LinkScreen } from './session/link-screen';
import { SessionGate } from './session/session-gate';
import { UnsavedGuard } from './shared/unsaved-guard';
import { darkTheme, lightTheme } from './theme';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // a refusal stays one; only what got no answer, or a busy server, is asked again
      retry: (failures, error) =>
        failures < 2 && error instanceof ProblemError && (error.isOffline || error.status === 503),
      // whether the server is there is found out by asking it
      networkMode: 'always',
      // what is being typed over does not change by itself
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: 'always' },
  },
});
const store = panelStore();

/** What every page of the panel needs, whoever looks at it. */
function Ground({ children }: { readonly children: ReactNode }) {
  return (
    <AdminContext
      authProvider={authProvider}
      dataProvider={dataProvider}
      i18nProvider={i18nProvider}
      queryClient={queryClient}
      store={store}
      lightTheme={lightTheme}
      darkTheme={darkTheme}
    >
      <Appearance />
      {children}
    </AdminContext>
  );
}

function Root() {
  const { pathname } = useLocation();
  return (
    <Ground>
      {isLinkPath(pathname) ? (
        <LinkScreen />
      ) : (
        <SessionGate>
          <UnsavedGuard />
          <CalmNotifications>
            <Panel />
          </CalmNotifications>
        </SessionGate>
      )}
    </Ground>
  );
}

const crashed = (
  <Ground>
    <Crashed />
  </Ground>
);
const router = createBrowserRouter([{ path: '*', element: <Root />, errorElement: crashed }], {
  basename: '/admin',
});

/** The admin panel. */
export function App() {
  return <RouterProvider router={router} />;
}
