import { useCallback, type ReactNode } from 'react';
import { AddNotificationContext, type NotificationPayload, useAddNotificationContext } from 'react-admin';

/** Keeps to itself what each list and form of react-admin says of a lost connection: there is a notice about that. */
export function CalmNotifications({ children }: { readonly children: ReactNode }) {
  const add = useAddNotificationContext();
  const addOther = useCallback(
    (one: NotificationPayload) => {
      if (one.message !== 'app.connection.lost') add(one);
    },
    [add],
  );
  return <AddNotificationContext.Provider value={addOther}>{children}</AddNotificationContext.Provider>;
}
