import { Title, useTimeout, useTranslate } from 'react-admin';
import { LoadState } from '../shared/load-state';

/** Whoever waits no longer than this, in milliseconds, is not told of it. */
const UNNOTICED = 1_000;

/** In the place of a screen that is still being fetched. */
export function Coming() {
  const translate = useTranslate();
  if (!useTimeout(UNNOTICED)) return null;
  return (
    <>
      <Title title={translate('ra.page.loading')} />
      <LoadState error={null} onRetry={() => undefined} />
    </>
  );
}
