import { type ComponentType, lazy } from 'react';
import { connection } from '../api/connection';

/** A module whose default is a screen. */
interface ScreenModule {
  readonly default: ComponentType;
}

/**
 * A screen that is fetched when it is opened for the first time. When it does not come, the connection is waited for; when
 * it still does not, a newer build is there, and the page is loaded anew.
 */
export function screen(load: () => Promise<ScreenModule>) {
  return lazy(async () => {
    try {
      return await load();
    } catch {
      connection.lose();
      await connection.found();
      return load().catch(() => {
        window.location.reload();
        return { default: () => null };
      });
    }
  });
}
