import { DataSource, EntitySchema } from 'typeorm';
import { dataSourceOptions } from '../../libs/database/src/data-source';
import { dropDatabase, freshDatabase } from '../support/database';

const Person = new EntitySchema<{ id: string; email: string }>({
  name: 'Person',
  tableName: 'app_user',
  columns: { id: { type: 'uuid', primary: true }, email: { type: 'text' } },
});

let url: string;
let dataSource: DataSource;
beforeAll(async () => {
  url = await freshDatabase();
  const settings = { url, applicationName: 'test', poolSize: 1, statementTimeout: 0, lockTimeout: 0 };
  dataSource = await new DataSource({ ...dataSourceOptions(settings), entities: [Person] }).initialize();
  await dataSource.query(`INSERT INTO app_user (email) VALUES ('first@example.org')`);
});
afterAll(async () => {
  await dataSource.destroy();
  await dropDatabase(url);
});

describe('a condition that is not there', () => {
  it.each([[{ id: undefined }], [{ id: null }], [{ email: undefined }]])(
    'finds nobody by %j: it is refused, not passed over',
    async (where) => {
      const people = dataSource.getRepository(Person);
      // what an unchecked value would be, whatever its type claims
      const find: (condition: object) => Promise<unknown> = people.findOneBy.bind(people);
      await expect(find(where)).rejects.toThrow(/undefined|null/);
      expect(await people.findOneBy({ email: 'first@example.org' })).not.toBeNull();
    },
  );
});
