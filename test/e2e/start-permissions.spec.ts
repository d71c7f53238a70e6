import { Client } from 'pg';
import { parseConfig } from '@app/config';
import { permissionCodes } from '@app/users';
import { serve } from '../../apps/api/src/serve';
import { dropDatabase, freshDatabase } from '../support/database';

describe('a start of the API', () => {
  it('brings the permissions up to the catalogue, and takes none away', async () => {
    const url = await freshDatabase();
    const database = new Client(url);
    await database.connect();
    await database.query(
      `INSERT INTO permission (codename, name_es, name_en) VALUES ('newer.thing', 'a', 'b')`,
    );
    const variables = { NODE_ENV: 'test', DATABASE_URL: url, PORT: '0', SEED: 'off', LOG_LEVEL: 'silent' };
    const server = await serve(parseConfig(variables, false), () => undefined);
    const { rows } = await database.query<{ codename: string }>('SELECT codename FROM permission');
    await server.stop();
    await database.end();
    await dropDatabase(url);
    expect(rows.map(({ codename }) => codename).sort()).toEqual([...permissionCodes, 'newer.thing'].sort());
  });
});
