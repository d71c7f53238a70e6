import { createServer } from 'node:net';
import { AddressInUseError } from './serve.errors';

/**
 * Says so before any work is done when the address is taken, and by whom if it is one of us.
 *
 * @param variable that another port is set by
 */
export async function assertAddressFree(
  { host, port }: { readonly host: string; readonly port: number },
  variable: string,
): Promise<void> {
  const taken = await new Promise<boolean>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(true);
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
  if (!taken) return;
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const ours = await fetch(`${address}/health/live`, { signal: AbortSignal.timeout(2_000) })
    .then(async (answer) => (await answer.text()).includes('buscainstrumentos'))
    .catch(() => false);
  throw new AddressInUseError(
    ours
      ? `Buscainstrumentos already runs at ${address}; stop it first, or set ${variable} to start another one.`
      : `Another program listens on ${address}; set ${variable} to another port.`,
  );
}
