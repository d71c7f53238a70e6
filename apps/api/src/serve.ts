import { createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '@app/config';
import { migrateUp, openDatabase } from '@app/database';
import { ListingsService, SeedService } from '@app/instruments';
import { type DevelopmentUser, DevelopmentUsersService, PermissionsService, UsersService } from '@app/users';
import { createApp } from './create-app';
import { AddressInUseError } from './serve.errors';

/** A server that runs. */
export interface RunningServer {
  /** Where it answers, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Finishes the requests in flight, then lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Starts everything the API needs and then the API: the database, its migrations and permissions, the fixtures if
 * it is empty.
 *
 * @param say tells the person at the terminal what takes time
 */
export async function serve(config: Config, say: (line: string) => void): Promise<RunningServer> {
  await assertAddressFree(config.http.host, config.http.port);
  const database = await openDatabase(config);
  let app: NestFastifyApplication | undefined;
  try {
    if (config.database.autoMigrate) {
      const applied = await migrateUp(database.url);
      if (applied.length > 0) say(`Applied ${applied.length} migrations.`);
    }
    app = await createApp(config, database.url);
    if (config.database.autoMigrate) await app.get(PermissionsService).sync({ prune: false });
    if (config.seed && (await app.get(ListingsService).isEmpty())) {
      say('The database is empty: loading the fixtures (SEED=off starts without).');
      await app.get(SeedService).loadFixtures();
    }
    if (config.seed && !config.production && (await app.get(UsersService).isEmpty())) {
      say(tellUsers(await app.get(DevelopmentUsersService).seed()));
    }
    await app.listen(config.http.port, config.http.host);
    const url = await app.getUrl();
    const running = app;
    return {
      url,
      stop: async () => {
        await running.close();
        await database.close();
      },
    };
  } catch (error) {
    await app?.close();
    await database.close();
    throw error;
  }
}

/** Says so before any work is done when the address is taken, and by whom if it is one of us. */
async function assertAddressFree(host: string, port: number): Promise<void> {
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
      ? `Buscainstrumentos already runs at ${address}; stop it first, or set PORT to start another one.`
      : `Another program listens on ${address}; set PORT to another port.`,
  );
}

/** The accounts just made, for the person at the terminal: their passwords are told this once. */
function tellUsers(users: readonly DevelopmentUser[]): string {
  const lines = users.map(({ email, password }) => `  ${email.padEnd(26)} ${password}`);
  return ['', 'Users for development; their passwords are shown this once:', ...lines].join('\n');
}
